"""What a document's template is given of the task lists: for its body, its annex, and besides."""

from collections.abc import Iterator, Sequence

from smogctl.documents.acts import GREW, Act, acts_of, changed, groups_of
from smogctl.documents.annex import annex_of, partners_of
from smogctl.documents.facts import Facts
from smogctl.documents.lists import due_shares
from smogctl.documents.returned import receipt_of
from smogctl.documents.shapes import (
    ListData,
    ListsData,
    MeasureData,
    PartData,
    TaskData,
    UnitData,
)
from smogctl.documents.telling import advice_of, own_tasks, waiting_of
from smogctl.plan.desks import contact_of
from smogctl.questions.tasks import COMMANDING, Activation, Task, TaskList
from smogctl.schema.desk import DeskFile
from smogctl.values.vocabulary import Change
from smogctl.wording.tasks import (
    details,
    first_mark,
    heads,
    measure_head,
    named_said,
    parts,
    waiting_said,
)
from smogctl.wording.totals import left_said, tally

NO_LISTS: ListsData = {
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
"""What is said of them where there are none."""

_FATES: tuple[Change, ...] = ("ended", "reverts", "continues", "added")


def listing_of(activation: Activation, facts: Facts, *, stages: bool) -> ListsData:
    """What a paper says of the task lists. `stages`: with how far the catalogue has acts grow."""
    due = acts_of(activation, stages=stages)
    more = set()
    for act in _became(activation, *GREW):
        more.add(act.id)
    grown: list[Act] = []
    kept: list[Act] = []
    for act in due:
        if act.id in more:
            grown.append(act)
        else:
            kept.append(act)
    fates: dict[str, str] = {}
    for change in _FATES:
        fates[change] = _fate(activation, change)
    lists = []
    units = []
    for place, entry in enumerate(activation.lists, start=1):
        lists.append(_list(place, entry, activation))
        units.append(_unit(entry, facts))
    return {
        "lists": lists,
        "units": units,
        "measures": list(_measures(activation)),
        "groups": groups_of(due, facts.exempt),
        "grown": groups_of(grown),
        "kept": groups_of(kept, facts.exempt),
        "shrunk": groups_of(_became(activation, "ended", "narrowed", "reverts")),
        "paused": groups_of(_of_people(activation, "paused")),
        "resumed": groups_of(_of_people(activation, "resumed")),
        "fates": fates,
        "annex": annex_of(activation, routine=False),
        "routine": annex_of(activation, routine=True),
        "inspectors": _inspectors(due),
        "advice": advice_of(activation),
        "waiting": waiting_of(activation),
        "own": own_tasks(activation),
    }


def _became(activation: Activation, *changes: Change) -> list[Act]:
    return acts_of(activation, changed(*changes))


def _of_people(activation: Activation, change: Change) -> list[Act]:
    """What becomes of what people and firms are asked.

    How offices support it begins and ends with it unsaid.
    """
    acts = []
    for act in _became(activation, change):
        if not act.id.startswith("support."):
            acts.append(act)
    return acts


def _fate(activation: Activation, change: Change) -> str:
    names = []
    for act in _of_people(activation, change):
        names.append(act.text)
    return "；".join(names)


def _inspectors(due: Sequence[Act]) -> str:
    """Who is charged with seeing whether the others do what they owe."""
    names: list[str] = []
    for act in due:
        if act.id == "support.supervision":
            names += act.units
    return "、".join(names)


_DIGITS = "一二三四五六七八九"


def _ordinal(number: int) -> str:
    """A Chinese numeral, to ninety-nine."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    numeral = ""
    if tens > 1:
        numeral += _DIGITS[tens - 1]
    if tens:
        numeral += "十"
    if ones:
        numeral += _DIGITS[ones - 1]
    return numeral


def _list(place: int, entry: TaskList, activation: Activation) -> ListData:
    data: ListData = {
        "ordinal": f"（{_ordinal(place)}）",
        "head": heads(entry),
        "unit": entry.unit.name,
        "bodies": list(entry.bodies),
        "tally": tally(entry.tasks, activation),
        "parts": list(_parts(entry, activation)),
        "outer": _yes(entry.unit.kind not in COMMANDING),
        "left": "",
        "named": [],
    }
    if entry.measure is not None:
        # such a list is no unit's: what is left out, and who names it, is said of units
        data["head"] = f"{measure_head(entry)}：{data['head']}"
        return data
    data["left"] = left_said([entry])
    for who, text in named_said(entry):
        data["named"].append({"who": who, "text": text})
    return data


def _parts(entry: TaskList, activation: Activation) -> Iterator[PartData]:
    """The parts of a list, its tasks numbered through."""
    number = 0
    for name, tasks in parts(entry.tasks, activation):
        shown = []
        for task in tasks:
            number += 1
            shown.append(_task(number, task, activation))
        yield {"name": name, "tasks": shown}


def _task(number: int, task: Task, activation: Activation) -> TaskData:
    lines = list(details(task, activation))
    official = []
    for line in lines:
        # how the registry was transcribed is no business of an order
        if not line.startswith("注："):
            official.append(line)
    return {
        "number": str(number),
        "mark": first_mark(task),
        "text": task.duty.text,
        "details": lines,
        "official": official,
        "partners": partners_of(task, activation.registry),
        "waits": "、".join(waiting_said(task)),
        "state": task.state,
        "id": task.duty.id,
    }


def _unit(entry: TaskList, facts: Facts) -> UnitData:
    """A unit with how many of its own tasks are due, stand by, or are over, and its telephone."""
    states = []
    for task in entry.tasks:
        if not task.acting_for:
            states.append(task.state)
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
    phones: dict[str, None] = {}
    for body in entry.bodies:
        contact = contact_of(desk, entry.unit.id, body)
        if contact is None:
            continue
        if contact.phone:
            phones[contact.phone] = None
    return "、".join(phones)


_OUTDOOR = ("industry", "mobile", "dust", "area")
"""The groups of measures at the sources of the dirt."""

_PUBLIC = ("public", "voluntary")
"""The groups that speak to everybody."""

_NOT_PUBLIC = "public.medical"
"""Of these groups what hospitals do, not everybody."""

_TOUCHING = frozenset(
    {
        "mobile.restriction",
        "mobile.odd-even",
        "mobile.official-cars",
        "mobile.spoil-trucks",
        "public.events",
        "area.burning",
        "area.cooking",
        "area.fireworks",
        "dust.sites",
    }
)
"""The measures that people meet on their way."""


def _measures(activation: Activation) -> Iterator[MeasureData]:
    """The measures that are due, in the catalogue's order, with their stage and who leads them."""
    leaders: dict[str, dict[str, None]] = {}
    stages: dict[str, str] = {}
    for task, item, measure in due_shares(activation):
        leading = leaders.setdefault(measure.id, {})
        stages[measure.id] = item.stage or ""
        if item.assignment.role == "lead":
            leading[task.unit.name] = None
    for name, measure in activation.measures.items():
        if name not in leaders:
            continue
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


def _yes(holds: bool) -> str:
    """As templates ask: a word, or nothing."""
    return "yes" if holds else ""
