"""What a paper's body orders: each measure once, in the groups of such papers, with who is
responsible.

The command and the office give the order; what they do themselves stands in the drafting note.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from smogctl.documents.lists import outer, whole
from smogctl.documents.shapes import ActData, GroupData
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Response
from smogctl.questions.tasks import Activation, Item, Task, TaskList
from smogctl.values.vocabulary import RANK, Change, Colour

_PUBLIC = (("公众防护措施", "public"), ("倡议性减排措施", "voluntary"))
_SOURCES = (
    ("工业源", "industry"),
    ("移动源", "mobile"),
    ("扬尘源", "dust"),
    ("面源", "area"),
)
_FORCED = "强制性减排措施"
_SUPPORT = ("保障措施", "support")
_ORDINALS = "一二三四五六七八九十"

GREW: tuple[Change, ...] = ("added", "widened")
"""The changes by which an upgrade asks for more."""


class Act(NamedTuple):
    """A measure as a paper orders it: in which words, of whom, who helps.

    `measure` None: what the plan's response chapter orders of several measures in one clause.
    """

    id: str
    text: str
    units: tuple[str, ...]
    helpers: tuple[str, ...]


def is_due(item: Item) -> bool:
    """Whether an item is to be done."""
    return item.due


def changed(*changes: Change) -> Callable[[Item], bool]:
    """A test for the items of which one of some things became."""
    return lambda item: item.change in changes


def acts_of(
    activation: Activation,
    wanted: Callable[[Item], bool] = is_due,
    *,
    stages: bool = False,
) -> list[Act]:
    """The acts made of the items that are wanted, in the catalogue's order.

    `stages`: with what the catalogue says of each at this level.
    """
    shares = _shares(activation, wanted)
    chapter = _chapter(activation.registry, activation.level)
    acts = []
    for id_, measure in activation.measures.items():
        if id_ in shares:
            acts.append(_act(measure, shares[id_], chapter, stages=stages))
    return acts


_Share = tuple[Task, Item]


def _shares(
    activation: Activation, wanted: Callable[[Item], bool]
) -> dict[str, list[_Share]]:
    """What is asked of each unit by the night, by measure."""
    shares: dict[str, list[_Share]] = {}
    for entry in outer(whole(activation)):
        for task, item in _ordered(entry):
            measure = item.measure
            if measure and wanted(item):
                shares.setdefault(measure.id, []).append((task, item))
    return shares


def _ordered(entry: TaskList) -> Iterator[_Share]:
    """What a paper may order of a unit: the acts of the response among its own duties."""
    for task in entry.tasks:
        if task.acting_for or task.part == "routine":
            continue
        for item in task.items:
            # what is watched and released goes before the response
            if "respond" in item.assignment.phases:
                yield task, item


def _chapter(registry: Registry, level: Colour | None) -> Mapping[str, Response]:
    """For each measure the clause of the response chapter that says how far it goes at a level."""
    clauses: dict[str, Response] = {}
    if level is None:
        return clauses
    for response in sorted(registry.responses, key=_rank):
        if _rank(response) > RANK[level]:
            break
        if len(response.measures) == 1:
            (ordered,) = response.measures
            clauses[ordered.measure] = response
    return clauses


def _rank(response: Response) -> int:
    return RANK[response.level]


def _act(
    measure: Measure,
    shares: Sequence[_Share],
    chapter: Mapping[str, Response],
    *,
    stages: bool,
) -> Act:
    responsible: dict[str, None] = {}
    helping: dict[str, None] = {}
    for task, item in shares:
        names = helping if item.assignment.role == "support" else responsible
        names[task.unit.name] = None
    items = [item for _, item in shares]
    text = _meant(measure, items)
    reach = _reach(measure, items, chapter, stages=stages)
    if reach:
        text = f"{text}：{reach}"
    helpers = tuple(name for name in helping if name not in responsible)
    return Act(measure.id, text, tuple(responsible), helpers)


def _reach(
    measure: Measure,
    items: Sequence[Item],
    chapter: Mapping[str, Response],
    *,
    stages: bool,
) -> str:
    """How far a measure goes.

    As the plan's chapter has it, or with `stages` as the catalogue has.
    """
    if measure.id in chapter:
        return chapter[measure.id].text
    if not stages:
        return ""
    for item in items:
        if item.stage:
            return item.stage
    return ""


def _meant(measure: Measure, items: Sequence[Item]) -> str:
    """A measure's name, or what is meant of it where it is not all of its parts."""
    meant: set[str] = set()
    for item in items:
        meant.update(item.standing.parts)
    parts = [part for part in measure.parts if part.name in meant]
    if len(parts) in (0, len(measure.parts)):
        return measure.name
    names = []
    for part in parts:
        usual = f"{measure.name}（{part.name}）"
        names.append(part.ordered or usual)
    return "，".join(names)


def groups_of(acts: Sequence[Act], exempt: Sequence[str] = ()) -> list[GroupData]:
    """Acts in the groups of a paper's body, empty ones left out, numbered as they come.

    `exempt`: whom what is forced does not bind.
    """
    groups = [_group(head, _of(acts, family)) for head, family in _PUBLIC]
    groups.append(_forced(acts, exempt))
    head, family = _SUPPORT
    groups.append(_group(head, _of(acts, family)))
    shown = [group for group in groups if group["acts"]]
    for at, group in enumerate(shown):
        group["head"] = f"（{_ORDINALS[at]}）{group['head']}"
    return shown


def _forced(acts: Sequence[Act], exempt: Sequence[str]) -> GroupData:
    """What is ordered of the sources of the dirt: 1.工业源：…。2.移动源：…。"""
    text = ""
    shown: list[ActData] = []
    number = 1
    for head, family in _SOURCES:
        group = _group(head, _of(acts, family))
        if not group["acts"]:
            continue
        text += f"{number}.{group['head']}：{group['said']}"
        shown += group["acts"]
        number += 1
    if exempt and shown:
        text += f"豁免情形：{'、'.join(exempt)}。"
    return {"head": _FORCED, "said": text, "acts": shown}


_ELSEWHERE = frozenset({"support.supervision", "support.reporting", "support.local"})
"""What a paper says in paragraphs of its own, or of every unit."""


def _of(acts: Sequence[Act], family: str) -> list[Act]:
    some = []
    for act in acts:
        if act.id not in _ELSEWHERE and act.id.partition(".")[0] == family:
            some.append(act)
    return some


def _group(head: str, acts: Sequence[Act]) -> GroupData:
    shares: dict[str, list[str]] = {}
    for act in acts:
        shares.setdefault(_who(act), []).append(act.text)
    clauses = [f"{'，'.join(texts)}（{who}）" for who, texts in shares.items()]
    return {
        "head": head,
        "said": f"{'；'.join(clauses)}。",
        "acts": [_data(act) for act in acts],
    }


def _who(act: Act) -> str:
    """Who is responsible; who helps is named where nobody leads, and in the annex."""
    if act.units:
        return "、".join(act.units)
    return f"{'、'.join(act.helpers)}配合"


def _data(act: Act) -> ActData:
    return {
        "id": act.id,
        "name": act.text,
        "units": "、".join(act.units),
        "helpers": "、".join(act.helpers),
    }
