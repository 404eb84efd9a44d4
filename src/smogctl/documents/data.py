"""What a document's template is given: plain data of the district, the facts and the task lists."""

from collections.abc import Iterator

from smogctl.documents import kinds
from smogctl.documents.facts import LEVELS, OPEN_END, WORDS, Facts
from smogctl.documents.paper import MISSING
from smogctl.documents.shapes import (
    DocumentData,
    LevelData,
    ListData,
    MeasureData,
    NamedData,
    PartData,
    PreviousData,
    TaskData,
    UnitData,
)
from smogctl.plan.desks import contact_of
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation, Item, Task, TaskList
from smogctl.schema.desk import DeskFile
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import COLOURS, Colour
from smogctl.wording.tasks import (
    LEGEND,
    details,
    first_mark,
    heads,
    level_note,
    measure_head,
    named_said,
    parts,
)
from smogctl.wording.totals import counted, left_said, tally

_DIGITS = "一二三四五六七八九"


def _ordinal(number: int) -> str:
    """A Chinese numeral, to ninety-nine."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = f"{_DIGITS[tens - 1]}十" if tens > 1 else "十" * tens
    return head + (_DIGITS[ones - 1] if ones else "")


def data_of(facts: Facts, registry: Registry, activation: Activation | None) -> DocumentData:
    """All that a template may name.

    A fact that is not known becomes a blank where a template prints it.
    """
    before = facts.previous
    followed = kinds.find(before.kind) if before else None
    lists = activation.lists if activation else ()
    return {
        "kind": facts.kind.name,
        "kind_name": facts.kind.title,
        "district": _district(registry),
        "plan": _plan(registry),
        "level": _level(registry, facts.level, "level"),
        "origin": _level(registry, facts.origin, "origin"),
        "facts": _facts(facts),
        "ended": facts.kind.announces and followed is not None and followed.ends,
        "shifted": followed is not None and followed.shift != 0,
        "given": {name: bool(getattr(facts, name)) for name in WORDS},
        "drill": facts.drill,
        "previous": _previous(facts),
        "lists": list(_lists(activation)) if activation else [],
        "units": [_unit(entry, facts.desk) for entry in lists],
        "measures": list(_measures(activation)) if activation else [],
        "notes": _notes(activation),
    }


def _district(registry: Registry) -> dict[str, str]:
    district = registry.district
    return {
        "id": district.id,
        "name": district.name,
        "within": district.within or "",
        "adcode": district.adcode or "",
    }


def _plan(registry: Registry) -> dict[str, str]:
    return {
        "title": registry.plan.title,
        "cited": registry.plan.of.name if registry.plan.of else registry.plan.title,
        "part": registry.plan.part or "",
        "file": registry.file,
        "hash": registry.digest,
    }


def _notes(activation: Activation | None) -> dict[str, str]:
    """What explains the lists; empty where there are none."""
    if activation is None:
        return {"legend": LEGEND, "level": "", "counted": "", "left": ""}
    return {
        "legend": LEGEND,
        "level": level_note(activation),
        "counted": counted(activation),
        "left": left_said(activation.whole),
    }


def _facts(facts: Facts) -> dict[str, str]:
    """The facts in words, with two that are made of them.

    `date` is the day of the document, without an hour; `begun` is when the response began, which
    the notice before may know.
    """
    words = {name: _fact(facts, name) for name in WORDS if name not in LEVELS}
    before = _previous(facts)["start"]
    return words | {
        "date": facts.issued._replace(exact=False).said if facts.issued else words["issued"],
        "begun": before if before and not facts.start else words["start"],
        "red_head": red_head(facts) or words["office"],
    }


def red_head(facts: Facts) -> str | None:
    """What stands in red above a paper, where the desk has it and nobody signs by another name."""
    office = facts.desk.office if facts.desk else None
    own = office is not None and (facts.office == office.name or "office" in facts.assumed)
    return office.red_head if office and own else None


def _fact(facts: Facts, name: str) -> str:
    value = OPEN_END if name == "until" and facts.open_end else getattr(facts, name)
    if not value:
        return f"{MISSING}{name}{MISSING}"
    if isinstance(value, Moment):
        return value.said
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _level(registry: Registry, colour: Colour | None, name: str) -> LevelData:
    level = registry.level(colour) if colour else None
    if level is None or colour is None:
        blank = f"{MISSING}{name}{MISSING}"
        return {"id": "", "name": blank, "colour": blank, "response": blank}
    return {"id": colour, "name": level.name, "colour": COLOURS[colour], "response": level.response}


def _previous(facts: Facts) -> PreviousData:
    """What is said of the notice before: empty where there is none."""
    before = facts.previous
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


def _lists(activation: Activation) -> Iterator[ListData]:
    for place, entry in enumerate(activation.lists, start=1):
        head = heads(entry)
        named: list[NamedData] = []
        # a list of a measure is no unit's: what is left out, and who names it, is said of units
        if entry.measure is None:
            named = [{"who": who, "text": text} for who, text in named_said(entry)]
        yield {
            "ordinal": f"（{_ordinal(place)}）",
            "head": f"{measure_head(entry)}：{head}" if entry.measure else head,
            "unit": entry.unit.name,
            "bodies": list(entry.bodies),
            "tally": tally(entry.tasks, activation),
            "parts": list(_parts(entry, activation)),
            "left": "" if entry.measure else left_said([entry]),
            "named": named,
        }


def _parts(entry: TaskList, activation: Activation) -> Iterator[PartData]:
    """The parts of a list, its tasks numbered through."""
    number = 1
    for name, tasks in parts(entry.tasks, activation):
        numbered = enumerate(tasks, start=number)
        yield {"name": name, "tasks": [_task(at, task, activation) for at, task in numbered]}
        number += len(tasks)


def _task(number: int, task: Task, activation: Activation) -> TaskData:
    lines = list(details(task, activation))
    return {
        "number": str(number),
        "mark": first_mark(task),
        "text": task.duty.text,
        "details": lines,
        # how the registry was transcribed is no business of an order
        "official": [line for line in lines if not line.startswith("注：")],
        "state": task.state,
        "id": task.duty.id,
    }


def _unit(entry: TaskList, desk: DeskFile | None) -> UnitData:
    """A unit with how many of its own tasks are due, stand by, or are over, and its telephone."""
    states = [task.state for task in entry.tasks if not task.acting_for]
    return {
        "name": heads(entry),
        "due": str(states.count("due")),
        "standby": str(states.count("standby")),
        "ended": str(states.count("ended")),
        "phone": _phone(entry, desk),
    }


def _phone(entry: TaskList, desk: DeskFile | None) -> str:
    """The telephones of a list's bodies as the desk has them, each once.

    Empty where it has none.
    """
    if desk is None:
        return ""
    found = (contact_of(desk, entry.unit.id, body) for body in entry.bodies)
    return "、".join(dict.fromkeys(one.phone for one in found if one and one.phone))


_OUTDOOR = ("industry", "mobile", "dust", "area")
"""The groups of measures at the sources of the dirt."""

_PUBLIC = ("public", "voluntary")
"""The groups that speak to everybody."""

_NOT_PUBLIC = "public.medical"
"""Of these groups what hospitals do, not everybody."""


def _measures(activation: Activation) -> Iterator[MeasureData]:
    """The measures that are due, in the catalogue's order, with their stage and who leads them."""
    leaders: dict[str, dict[str, None]] = {}
    stages: dict[str, str] = {}
    for task, item in _due_items(activation):
        if item.measure:
            names = leaders.setdefault(item.measure.id, {})
            stages[item.measure.id] = item.stage or ""
            if item.assignment.role == "lead":
                names[task.unit.name] = None
    for name, measure in activation.measures.items():
        if name in leaders:
            group = name.partition(".")[0]
            yield {
                "id": name,
                "name": measure.name,
                "stage": stages[name],
                "units": "、".join(leaders[name]),
                "outdoor": _yes(group in _OUTDOOR),
                "public": _yes(group in _PUBLIC and name != _NOT_PUBLIC),
            }


def _due_items(activation: Activation) -> Iterator[tuple[Task, Item]]:
    for entry in activation.whole or activation.lists:
        for task in entry.tasks:
            for item in task.items:
                if item.due and item.assignment.active:
                    yield task, item


def _yes(holds: bool) -> str:
    """As templates ask: a word, or nothing."""
    return "yes" if holds else ""
