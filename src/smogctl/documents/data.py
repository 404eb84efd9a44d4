"""What a document's template is given: plain data of the district, the facts and the task lists."""

from typing import Any

from smogctl.documents.facts import OPEN_END, TIMES, WORDS, Facts
from smogctl.documents.kinds import NOTICES
from smogctl.documents.rendering import MISSING
from smogctl.plan.registry import Registry
from smogctl.questions.activation import Activation, TaskList
from smogctl.values.vocabulary import COLOURS, Colour
from smogctl.wording.tasks import (
    LEGEND,
    counted,
    details,
    first_mark,
    heads,
    left_said,
    level_note,
    measure_head,
    named_said,
    parts,
    tally,
)

_DIGITS = "一二三四五六七八九"


def _ordinal(number: int) -> str:
    """A Chinese numeral, to ninety-nine."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "") if number < 100 else str(number)


def data_of(facts: Facts, registry: Registry, found: Activation | None) -> dict[str, Any]:
    """All that a template may name. A fact that is not known becomes a blank where a template prints it."""
    plan, district = registry.plan, registry.district
    lists = list(found.lists) if found else []
    return {
        "kind": facts.kind,
        "kind_name": NOTICES.get(facts.kind, "核对表"),
        "district": {
            "id": district.id,
            "name": district.name,
            "within": district.within or "",
            "adcode": district.adcode or "",
        },
        "plan": {
            "title": plan.title,
            "part": plan.part or "",
            "file": registry.file,
            "hash": registry.digest,
        },
        "level": _level(registry, facts.level, "level"),
        "origin": _level(registry, facts.origin, "origin"),
        "facts": {name: _fact(facts, name) for name in WORDS if name not in ("level", "origin")}
        | _days(facts),
        "ended": facts.kind == "public" and bool(facts.previous and facts.previous.kind == "lift"),
        "shifted": bool(facts.previous and facts.previous.kind in ("upgrade", "downgrade")),
        "given": {name: bool(getattr(facts, name)) for name in WORDS},
        "drill": facts.drill,
        "previous": _previous(facts),
        "lists": [_list(entry, found, place) for place, entry in enumerate(lists) if found],
        "units": [_unit(entry) for entry in lists],
        "measures": _measures(found) if found else [],
        "notes": {
            "legend": LEGEND,
            "level": level_note(found) if found else "",
            "counted": counted(found) if found else "",
            "left": left_said(found.whole) if found else "",
        },
    }


def _fact(facts: Facts, name: str) -> str:
    value = OPEN_END if name == "until" and facts.open_end else getattr(facts, name)
    if not value:
        return f"{MISSING}{name}{MISSING}"
    if name in TIMES and not isinstance(value, str):
        return str(value.said)
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _days(facts: Facts) -> dict[str, str]:
    """The day of the document, without an hour; and when the response began, the notice before it knowing."""
    blank = f"{MISSING}issued{MISSING}"
    date = facts.issued._replace(exact=False).said if facts.issued else blank
    before = _previous(facts)["start"]
    return {"date": date, "begun": before if before and not facts.start else _fact(facts, "start")}


def _level(registry: Registry, colour: Colour | None, name: str) -> dict[str, str]:
    level = registry.level(colour) if colour else None
    if level is None or colour is None:
        blank = f"{MISSING}{name}{MISSING}"
        return {"id": "", "name": blank, "colour": blank, "response": blank}
    return {"id": colour, "name": level.name, "colour": COLOURS[colour], "response": level.response}


def _previous(facts: Facts) -> dict[str, str]:
    """What is said of the notice before: empty where there is none."""
    before = facts.previous
    if before is None:
        return {"said": "", "title": "", "number": "", "start": ""}
    from smogctl.documents.times import moment

    number = f"（{before.number}）" if before.number else ""
    start = moment(before.start, "上一份通知的启动时间").said if before.start else ""
    said = f"《{before.title}》{number}" if before.title else number
    return {
        "said": said,
        "title": before.title or "",
        "number": before.number or "",
        "start": start,
    }


def _list(entry: TaskList, found: Activation, place: int) -> dict[str, Any]:
    numbers = iter(range(1, len(entry.tasks) + 1))
    return {
        "ordinal": f"（{_ordinal(place + 1)}）",
        "head": f"{measure_head(entry)}：{heads(entry)}" if entry.measure else heads(entry),
        "unit": entry.unit.name,
        "bodies": list(entry.bodies),
        "tally": tally(entry.tasks),
        "parts": [
            {
                "name": name,
                "tasks": [
                    {
                        "number": str(next(numbers)),
                        "mark": first_mark(task),
                        "text": task.duty.text,
                        "details": list(details(task, found)),
                        # how the registry was transcribed is no business of an order
                        "official": [
                            line for line in details(task, found) if not line.startswith("注：")
                        ],
                        "state": task.state,
                        "id": task.duty.id,
                    }
                    for task in tasks
                ],
            }
            for name, tasks in parts(entry.tasks, found.registry)
        ],
        "left": "" if entry.measure else left_said([entry]),
        "named": [
            {"who": who, "text": text} for who, text in ([] if entry.measure else named_said(entry))
        ],
    }


def _unit(entry: TaskList) -> dict[str, Any]:
    """A unit with how many of its tasks are due, stand by, or are over."""
    own = [task for task in entry.tasks if not task.acting_for]
    return {
        "name": heads(entry),
        "due": str(sum(task.state == "due" for task in own)),
        "standby": str(sum(task.state == "standby" for task in own)),
        "ended": str(sum(task.state == "ended" for task in own)),
    }


def _measures(found: Activation) -> list[dict[str, str]]:
    """The measures that are due, with the catalogue's stage and who leads them, in the catalogue's order."""
    leaders: dict[str, dict[str, None]] = {}
    stages: dict[str, str] = {}
    for entry in found.whole or found.lists:
        for task in entry.tasks:
            for item in task.items:
                if item.measure and item.standing.state == "due" and item.assignment.active:
                    names = leaders.setdefault(item.measure.id, {})
                    stages[item.measure.id] = item.stage or ""
                    if item.assignment.role == "lead":
                        names[task.unit.name] = None
    return [
        {
            "id": name,
            "name": measure.name,
            "stage": stages[name],
            "units": "、".join(leaders[name]),
            "outdoor": "yes"
            if name.partition(".")[0] in ("industry", "mobile", "dust", "area")
            else "",
            "public": "yes"
            if name.startswith(("public.", "voluntary.")) and name != "public.medical"
            else "",
        }
        for name, measure in found.measures.items()
        if name in leaders
    ]
