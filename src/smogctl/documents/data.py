"""What a document's template is given: plain data of the district, the facts and the task lists."""

from collections.abc import Iterable, Iterator

from smogctl.documents import acts, kinds
from smogctl.documents.annex import annex_of, partners_of
from smogctl.documents.facts import WORDS, Facts
from smogctl.documents.paper import MISSING
from smogctl.documents.returned import receipt_of, returned
from smogctl.documents.shapes import (
    DocumentData,
    LevelData,
    ListData,
    ListsData,
    MeasureData,
    NamedData,
    PartData,
    TaskData,
    UnitData,
)
from smogctl.documents.telling import (
    advice_of,
    chain_said,
    matter_of,
    own_tasks,
    previous_said,
    recalled,
    reporting_of,
    waiting_of,
)
from smogctl.documents.worded import words_of
from smogctl.plan.desks import contact_of
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import COMMANDING, Activation, Item, Task, TaskList
from smogctl.schema.desk import DeskFile
from smogctl.values.vocabulary import COLOURS, Change, Colour
from smogctl.wording.tasks import (
    LEGEND,
    details,
    first_mark,
    heads,
    level_note,
    measure_head,
    named_said,
    parts,
    waiting_said,
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


def data_of(
    facts: Facts,
    registry: Registry,
    activation: Activation | None,
    *,
    stages: bool = False,
) -> DocumentData:
    """All that a template may name.

    A fact that is not known becomes a blank where a template prints it. `stages`: acts say how far
    the catalogue has them grow at the level.
    """
    before = facts.previous
    followed = kinds.find(before.kind) if before else None
    return {
        "kind": facts.kind.name,
        "kind_name": facts.kind.title,
        "district": _district(registry),
        "plan": _plan(registry),
        "level": _level(registry, facts.level, "level"),
        "origin": _level(registry, facts.origin, "origin"),
        "facts": words_of(facts, registry),
        "ended": facts.kind.announces and followed is not None and followed.ends,
        "shifted": followed is not None and followed.shift != 0,
        "given": {name: bool(getattr(facts, name)) for name in WORDS},
        "drill": facts.drill,
        "previous": previous_said(facts.previous),
        **(_of_lists(activation, facts, stages=stages) if activation else _NO_LISTS),
        "reporting": reporting_of(facts.desk),
        "chain": chain_said(facts.chain),
        "recalled": recalled(facts.chain),
        "matter": matter_of(facts),
        **returned(facts, activation),
        "full": False,
        "notes": _notes(activation),
    }


_NO_LISTS: ListsData = {
    "lists": [],
    "units": [],
    "measures": [],
    "groups": [],
    "grown": [],
    "kept": [],
    "shrunk": [],
    "paused": [],
    "resumed": [],
    "fates": {"ended": "", "reverts": "", "continues": "", "added": ""},
    "annex": [],
    "routine": [],
    "inspectors": "",
    "advice": [],
    "waiting": "",
    "own": "",
}
_FATES: tuple[Change, ...] = ("ended", "reverts", "continues", "added")


def _of_lists(activation: Activation, facts: Facts, *, stages: bool) -> ListsData:
    due = acts.acts_of(activation, stages=stages)
    grown = {act.id for act in _became(activation, *acts.GREW)}
    return {
        "lists": list(_lists(activation)),
        "units": [_unit(entry, facts) for entry in activation.lists],
        "measures": list(_measures(activation)),
        "groups": acts.groups_of(due, facts.exempt),
        "grown": acts.groups_of([act for act in due if act.id in grown]),
        "kept": acts.groups_of(
            [act for act in due if act.id not in grown], facts.exempt
        ),
        "shrunk": acts.groups_of(_became(activation, "ended", "narrowed", "reverts")),
        "paused": acts.groups_of(_of_people(_became(activation, "paused"))),
        "resumed": acts.groups_of(_of_people(_became(activation, "resumed"))),
        "fates": {
            change: _names(_of_people(_became(activation, change))) for change in _FATES
        },
        "annex": annex_of(activation, routine=False),
        "routine": annex_of(activation, routine=True),
        "inspectors": _inspectors(due),
        "advice": advice_of(activation),
        "waiting": waiting_of(activation),
        "own": own_tasks(activation),
    }


def _became(activation: Activation, *changes: Change) -> list[acts.Act]:
    return acts.acts_of(activation, acts.changed(*changes))


def _of_people(some: Iterable[acts.Act]) -> list[acts.Act]:
    """What people and firms are asked: how offices support it begins and ends with it unsaid."""
    return [act for act in some if not act.id.startswith("support.")]


def _names(some: Iterable[acts.Act]) -> str:
    return "；".join(act.said for act in some)


def _inspectors(due: Iterable[acts.Act]) -> str:
    """Who is charged with seeing whether the others do what they owe."""
    return "、".join(
        name for act in due if act.id == "support.supervision" for name in act.units
    )


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


def _level(registry: Registry, colour: Colour | None, name: str) -> LevelData:
    level = registry.level(colour) if colour else None
    if level is None or colour is None:
        blank = f"{MISSING}{name}{MISSING}"
        return {"id": "", "name": blank, "colour": blank, "response": blank}
    return {
        "id": colour,
        "name": level.name,
        "colour": COLOURS[colour],
        "response": level.response,
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
            "outer": _yes(entry.unit.kind not in COMMANDING),
            "left": "" if entry.measure else left_said([entry]),
            "named": named,
        }


def _parts(entry: TaskList, activation: Activation) -> Iterator[PartData]:
    """The parts of a list, its tasks numbered through."""
    number = 1
    for name, tasks in parts(entry.tasks, activation):
        numbered = enumerate(tasks, start=number)
        yield {
            "name": name,
            "tasks": [_task(at, task, activation) for at, task in numbered],
        }
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
        "partners": partners_of(task, activation.registry),
        "waits": "、".join(waiting_said(task)),
        "state": task.state,
        "id": task.duty.id,
    }


def _unit(entry: TaskList, facts: Facts) -> UnitData:
    """A unit with how many of its own tasks are due, stand by, or are over, and its telephone."""
    states = [task.state for task in entry.tasks if not task.acting_for]
    signed, at, remark = receipt_of(facts, entry)
    return {
        "name": heads(entry),
        "due": str(states.count("due")),
        "standby": str(states.count("standby")),
        "ended": str(states.count("ended")),
        "phone": _phone(entry, facts.desk),
        "ordered": _yes(entry.unit.kind not in COMMANDING and "due" in states),
        "signed": signed,
        "signed_at": at,
        "remark": remark,
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


_TOUCHING = frozenset(
    {
        *(
            "mobile.restriction",
            "mobile.odd-even",
            "mobile.official-cars",
            "mobile.spoil-trucks",
        ),
        *(
            "public.events",
            "area.burning",
            "area.cooking",
            "area.fireworks",
            "dust.sites",
        ),
    }
)
"""The measures that people meet on their way."""


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
                "touches": _yes(name in _TOUCHING),
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
