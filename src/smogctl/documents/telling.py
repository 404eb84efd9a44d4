"""What a paper tells besides its orders.

How to report, what the public should do, what went before.
"""

from collections.abc import Iterable

from smogctl.documents import kinds
from smogctl.documents.chain import Previous, orders
from smogctl.documents.facts import Facts
from smogctl.documents.lists import due_shares, shares_of
from smogctl.documents.shapes import AdviceData, ChainData, PreviousData, ReportingData
from smogctl.plan.desks import DAILY, RECEIPT_HOURS, REPORT_HOURS
from smogctl.plan.measures import Measure
from smogctl.questions.tasks import COMMANDING, Activation, Task
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
    office, deadlines = DeskOffice(), Deadlines()
    daily: tuple[str, ...] = DAILY
    if desk is not None:
        office, deadlines = desk.office, desk.deadlines
        daily = desk.daily or DAILY
    ways = []
    if office.mail:
        ways.append(f"邮箱：{office.mail}")
    if office.fax:
        ways.append(f"传真：{office.fax}")
    return {
        "receipt": str(deadlines.receipt or RECEIPT_HOURS),
        "report": str(deadlines.report or REPORT_HOURS),
        "daily": "、".join(map(_clock, daily)),
        "ways": "，".join(ways),
    }


def _clock(time: str) -> str:
    """17:00 as papers say it: 17时."""
    hour, _, minute = time.partition(":")
    if minute == "00":
        return f"{int(hour)}时"
    return f"{int(hour)}时{int(minute)}分"


def advice_of(activation: Activation) -> list[AdviceData]:
    """What people are told at a level, by matter.

    Of the measures that are due, and of what concerns everybody.
    """
    level = activation.level
    if level is None:
        return []
    told = _told_of(activation)
    advice: list[AdviceData] = []
    for matter, ids in _GROUPS:
        texts: dict[str, None] = {}
        for measure in told:
            if measure.id.startswith(ids):
                text = _advice_at(measure, level)
                texts[text] = None
        # of a measure that begins at a higher level there is no advice yet
        texts.pop("", None)
        if texts:
            advice.append({"matter": matter, "said": f"{'；'.join(texts)}。"})
    return advice


def _told_of(activation: Activation) -> list[Measure]:
    ids = set(_ALWAYS)
    for _, _, measure in due_shares(activation):
        ids.add(measure.id)
    told = []
    for measure in activation.measures.values():
        if measure.id in ids:
            told.append(measure)
    return told


def _advice_at(measure: Measure, level: Colour) -> str:
    """What a measure's advice is at a level: the latest that began at or below it."""
    latest = ""
    for since in RANK:
        if RANK[since] > RANK[level]:
            break
        latest = measure.advice.get(since, latest)
    return latest


_PUBLIC = ("public.", "voluntary.", "mobile.")


def waiting_of(activation: Activation) -> str:
    """The measures that concern everybody and wait for the command: named, never left out."""
    waiting: dict[str, str] = {}
    for _, item, measure in shares_of(activation):
        if item.standing.state != "standby":
            continue
        if measure.id.startswith(_PUBLIC):
            waiting[measure.id] = measure.name
    return "、".join(waiting.values())


def chain_said(chain: Iterable[Previous]) -> list[ChainData]:
    """The notices of an episode as a report lists them."""
    return list(map(_told, orders(chain)))


def _told(notice: Previous) -> ChainData:
    told: ChainData = {
        "kind": notice.kind or "",
        "act": "",
        "level": "",
        "number": notice.number or "",
        "title": notice.title or "",
        "start": "",
        "until": "",
    }
    kind = kinds.find(notice.kind)
    if kind:
        told["act"] = kind.title.removesuffix("通知")
    if notice.level:
        told["level"] = f"{COLOURS[notice.level]}预警"
    if notice.start:
        told["start"] = notice.start.said
    if notice.until:
        told["until"] = notice.until.said
    return told


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
    acts = "；".join(map(_recalled, chain_said(chain)))
    if not acts:
        return ""
    return f"此前，{acts}。"


def _recalled(notice: ChainData) -> str:
    level = notice["level"]
    if not level:
        level = "预警"
    pattern = _ACTS.get(notice["kind"], notice["act"])
    act = pattern.format(level=level)
    start, until, number = notice["start"], notice["until"], notice["number"]
    if until and notice["kind"] == "extend":
        act = f"延长响应至{until}"
    if start:
        act = f"{start}起{act}"
    if number:
        act = f"{act}（{number}）"
    return act


def previous_said(before: Previous | None) -> PreviousData:
    """What is said of the notice before: empty where there is none."""
    if before is None:
        return {"said": "", "title": "", "number": "", "start": ""}
    told = _told(before)
    named = ""
    if told["title"]:
        named += f"《{told['title']}》"
    if told["number"]:
        named += f"（{told['number']}）"
    return {
        "said": named,
        "title": told["title"],
        "number": told["number"],
        "start": told["start"],
    }


def matter_of(facts: Facts) -> str:
    """What is to be approved: as given, else as the levels tell; empty where nothing does."""
    level, origin = facts.level, facts.origin
    if facts.matter:
        return facts.matter
    if level is None:
        return ""
    if origin is not None:
        if RANK[level] > RANK[origin]:
            return "升级"
        return "降级"
    if facts.previous:
        return ""
    return "发布"


def own_tasks(activation: Activation) -> str:
    """The tasks of the one unit, or body, that a message is for; empty for any other."""
    if len(activation.lists) != 1:
        return ""
    (own,) = activation.lists
    if own.unit.kind in COMMANDING:
        return ""
    texts: list[str] = []
    for task in own.tasks:
        if _is_of_the_night(task):
            number = len(texts) + 1
            texts.append(f"{number}.{task.duty.text}")
    if not texts:
        return ""
    return f"你单位任务：{'；'.join(texts)}。"


def own_count(activation: Activation) -> str:
    """The same as their number, where the wording does not fit a message."""
    (own,) = activation.lists
    count = sum(map(_is_of_the_night, own.tasks))
    return f"你单位任务{count}项，见附件。"


def _is_of_the_night(task: Task) -> bool:
    """Whether a task is due because of the warning, and not all year."""
    if task.part == "routine":
        return False
    return task.state == "due"
