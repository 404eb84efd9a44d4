"""What a paper tells besides its orders.

How to report, what the public should do, what went before.
"""

from collections.abc import Iterable, Iterator

from smogctl.documents import kinds
from smogctl.documents.acts import outer
from smogctl.documents.chain import Previous, orders
from smogctl.documents.facts import Facts
from smogctl.documents.shapes import AdviceData, ChainData, PreviousData, ReportingData
from smogctl.plan.desks import DAILY, RECEIPT_HOURS, REPORT_HOURS
from smogctl.plan.measures import Measure
from smogctl.questions.tasks import Activation, Item
from smogctl.schema.desk import Deadlines, DeskFile, DeskOffice
from smogctl.values.vocabulary import COLOURS, RANK, Colour

_GROUPS = (
    ("健康防护", ("public.health-advice", "public.medical")),
    (
        "学校",
        (
            "public.school-outdoor",
            "public.flexible-teaching",
            "public.school-suspension",
        ),
    ),
    ("活动", ("public.events",)),
    ("出行", ("voluntary.", "mobile.", "support.traffic")),
    ("生活", ("area.", "industry.", "dust.")),
)
_ALWAYS = frozenset({"public.health-advice", "voluntary.appeal"})
"""What everybody is told whoever has the duty."""


def reporting_of(desk: DeskFile | None) -> ReportingData:
    """Within how many hours and at what times, and where to.

    What the desk does not say is usual.
    """
    office = desk.office if desk else DeskOffice()
    deadlines = desk.deadlines if desk else Deadlines()
    daily = desk.daily if desk else ()
    ways = (("邮箱", office.mail), ("传真", office.fax))
    return {
        "receipt": str(deadlines.receipt or RECEIPT_HOURS),
        "report": str(deadlines.report or REPORT_HOURS),
        "daily": "、".join(map(_clock, daily or DAILY)),
        "ways": "，".join(f"{name}：{value}" for name, value in ways if value),
    }


def _clock(time: str) -> str:
    """17:00 as papers say it: 17时."""
    hour, _, minute = time.partition(":")
    return f"{int(hour)}时{'' if minute == '00' else f'{int(minute)}分'}"


def advice_of(activation: Activation) -> list[AdviceData]:
    """What people are told at a level, by matter.

    Of the measures that are due, and of what concerns everybody.
    """
    if activation.level is None:
        return []
    told = _told_of(activation)
    said = ((name, _said_of(told, ids, activation.level)) for name, ids in _GROUPS)
    return [
        {"matter": name, "said": f"{'；'.join(words)}。"}
        for name, words in said
        if words
    ]


def _told_of(activation: Activation) -> list[Measure]:
    items = (item for item in _items(activation) if item.due and item.assignment.active)
    due = {item.measure.id for item in items if item.measure}
    return [one for one in activation.measures.values() if one.id in due | _ALWAYS]


def _items(activation: Activation) -> Iterator[Item]:
    for entry in activation.whole or activation.lists:
        for task in entry.tasks:
            yield from task.items


def _said_of(told: Iterable[Measure], ids: tuple[str, ...], level: Colour) -> list[str]:
    """The advice of some measures, each text once."""
    said = (_said(one, level) for one in told if one.id.startswith(ids))
    return list(dict.fromkeys(text for text in said if text))


def _said(measure: Measure, level: Colour) -> str:
    """What a measure's advice is at a level: the latest that began at or below it."""
    reached = [one for one in measure.advice if RANK[one] <= RANK[level]]
    return measure.advice[max(reached, key=RANK.__getitem__)] if reached else ""


_PUBLIC = ("public.", "voluntary.", "mobile.")


def waiting_of(activation: Activation) -> str:
    """The measures that concern everybody and wait for the command: named, never left out."""
    waiting = {
        item.measure.id: item.measure.name
        for item in _items(activation)
        if item.measure and item.standing.state == "standby"
    }
    names = (name for id_, name in waiting.items() if id_.startswith(_PUBLIC))
    return "、".join(names)


def chain_said(chain: Iterable[Previous]) -> list[ChainData]:
    """The notices of an episode as a report lists them."""
    return list(_told(orders(chain)))


def _told(chain: Iterable[Previous]) -> Iterator[ChainData]:
    for one in chain:
        kind = kinds.find(one.kind)
        yield {
            "kind": one.kind or "",
            "act": kind.title.removesuffix("通知") if kind else "",
            "level": f"{COLOURS[one.level]}预警" if one.level else "",
            "number": one.number or "",
            "title": one.title or "",
            "start": one.start.said if one.start else "",
            "until": one.until.said if one.until else "",
        }


_ACTS = {
    "start": "发布{level}、启动响应",
    "relay": "发布{level}、启动响应",
    "upgrade": "升级为{level}",
    "downgrade": "降级为{level}",
    "suspend": "暂停响应",
    "resume": "恢复响应",
    "extend": "延长响应",
    "lift": "解除{level}",
}


def recalled(chain: Iterable[Previous]) -> str:
    """The notices before in a sentence: 2026年12月1日8时发布橙色预警、启动响应（津气应办〔2026〕3号）；…"""
    said = []
    for one in _told(orders(chain)):
        act = _ACTS.get(one["kind"], one["act"]).format(level=one["level"] or "预警")
        number = f"（{one['number']}）" if one["number"] else ""
        if one["kind"] == "extend" and one["until"]:
            act = f"延长响应至{one['until']}"
        since = f"{one['start']}起" if one["start"] else ""
        said.append(f"{since}{act}{number}")
    return f"此前，{'；'.join(said)}。" if said else ""


def previous_said(before: Previous | None) -> PreviousData:
    """What is said of the notice before: empty where there is none."""
    if before is None:
        return {"said": "", "title": "", "number": "", "start": ""}
    number = f"（{before.number}）" if before.number else ""
    title = f"《{before.title}》" if before.title else ""
    return {
        "said": title + number,
        "title": before.title or "",
        "number": before.number or "",
        "start": before.start.said if before.start else "",
    }


def matter_of(facts: Facts) -> str:
    """What is to be approved: as given, else as the levels tell; empty where nothing does."""
    if facts.matter:
        return facts.matter
    if facts.level and facts.origin:
        return "升级" if RANK[facts.level] > RANK[facts.origin] else "降级"
    return "发布" if facts.level and not facts.previous else ""


def own_tasks(activation: Activation) -> str:
    """The tasks of the one unit, or body, that a message is for; empty for any other."""
    lists = [entry for entry in outer(activation.lists) if entry.tasks]
    if len(activation.lists) != 1 or not lists:
        return ""
    due = [
        task
        for task in lists[0].tasks
        if task.state == "due" and task.part != "routine"
    ]
    said = "；".join(f"{number}.{task.duty.text}" for number, task in enumerate(due, 1))
    return f"你单位任务：{said}。" if said else ""


def own_count(activation: Activation) -> str:
    """The same as their number, where the wording does not fit a message."""
    due = [task for task in activation.lists[0].tasks if task.state == "due"]
    return f"你单位任务{sum(task.part != 'routine' for task in due)}项，见附件。"
