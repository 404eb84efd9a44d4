"""What a paper's body orders: each measure once, in the groups of such papers, with who is
responsible.

The command and the office give the order; what they do themselves stands in the drafting note.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from smogctl.documents.shapes import ActData, GroupData
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry, Response
from smogctl.questions.tasks import COMMANDING, Activation, Item, Task, TaskList
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
    said: str
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
    shares: dict[str, list[tuple[Task, Item]]] = {}
    for task, item in _shares(activation):
        if item.measure and wanted(item):
            shares.setdefault(item.measure.id, []).append((task, item))
    ordered = _chapter(activation.registry, activation.level)
    return [
        _act(measure, shares[id_], ordered, stages=stages)
        for id_, measure in activation.measures.items()
        if id_ in shares
    ]


def _shares(activation: Activation) -> Iterator[tuple[Task, Item]]:
    """What is asked of each unit by the night, its own duties only."""
    for entry in outer(activation.whole or activation.lists):
        for task in entry.tasks:
            if not task.acting_for and task.part != "routine":
                yield from ((task, item) for item in task.items if _is_response(item))


def outer(lists: Iterable[TaskList]) -> Iterator[TaskList]:
    """The lists of all but the command and the office."""
    return (entry for entry in lists if entry.unit.kind not in COMMANDING)


def _chapter(registry: Registry, level: Colour | None) -> Mapping[str, Response]:
    """For each measure the clause of the response chapter that says how far it goes at a level."""
    found: dict[str, Response] = {}
    reached = (
        one for one in registry.responses if level and RANK[one.level] <= RANK[level]
    )
    for response in sorted(reached, key=lambda one: RANK[one.level]):
        if len(response.measures) == 1:
            found[response.measures[0].measure] = response
    return found


def _act(
    measure: Measure,
    shares: Sequence[tuple[Task, Item]],
    chapter: Mapping[str, Response],
    *,
    stages: bool,
) -> Act:
    units = _names(task for task, item in shares if item.assignment.role != "support")
    helpers = _names(task for task, item in shares if item.assignment.role == "support")
    items = [item for _, item in shares]
    reach = _reach(measure, items, chapter, stages=stages)
    said = f"{_said(measure, items)}：{reach}" if reach else _said(measure, items)
    return Act(
        measure.id, said, units, tuple(name for name in helpers if name not in units)
    )


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
    staged = (item.stage for item in items if stages and item.stage)
    return next(staged, "")


def _names(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(task.unit.name for task in tasks))


def _said(measure: Measure, items: Sequence[Item]) -> str:
    """A measure's name, or what is meant of it where it is not all of its parts."""
    meant = {part for item in items for part in item.standing.parts}
    parts = [part for part in measure.parts if part.name in meant]
    if not parts or len(parts) == len(measure.parts):
        return measure.name
    return "，".join(part.ordered or f"{measure.name}（{part.name}）" for part in parts)


def groups_of(acts: Sequence[Act], exempt: Sequence[str] = ()) -> list[GroupData]:
    """Acts in the groups of a paper's body, empty ones left out, numbered as they come.

    `exempt`: whom what is forced does not bind.
    """
    found = [_group(name, _of(acts, prefix)) for name, prefix in _PUBLIC]
    found.append(_forced(acts, exempt))
    found.append(_group(_SUPPORT[0], _of(acts, _SUPPORT[1])))
    return [
        {**group, "head": f"（{_ORDINALS[at]}）{group['head']}"}
        for at, group in enumerate(one for one in found if one["acts"])
    ]


def _forced(acts: Sequence[Act], exempt: Sequence[str]) -> GroupData:
    """What is ordered of the sources of the dirt: 1.工业源：…。2.移动源：…。"""
    groups = [_group(name, _of(acts, prefix)) for name, prefix in _SOURCES]
    shown = [group for group in groups if group["acts"]]
    said = "".join(
        f"{at}.{group['head']}：{group['said']}" for at, group in enumerate(shown, 1)
    )
    said += f"豁免情形：{'、'.join(exempt)}。" if exempt and shown else ""
    return {
        "head": _FORCED,
        "said": said,
        "acts": [act for group in shown for act in group["acts"]],
    }


_ELSEWHERE = frozenset({"support.supervision", "support.reporting", "support.local"})
"""What a paper says in paragraphs of its own, or of every unit."""


def _is_response(item: Item) -> bool:
    """Whether an item is an act of the response: what is watched and released goes before it."""
    return "respond" in item.assignment.phases


def _of(acts: Sequence[Act], prefix: str) -> list[Act]:
    return [
        act
        for act in acts
        if act.id.partition(".")[0] == prefix and act.id not in _ELSEWHERE
    ]


def _group(name: str, acts: Sequence[Act]) -> GroupData:
    shares: dict[str, list[str]] = {}
    for act in acts:
        shares.setdefault(_who(act), []).append(act.said)
    said = "；".join(f"{'，'.join(some)}（{who}）" for who, some in shares.items())
    return {"head": name, "said": f"{said}。", "acts": [_data(act) for act in acts]}


def _who(act: Act) -> str:
    """Who is responsible; who helps is named where nobody leads, and in the annex."""
    return "、".join(act.units) or f"{'、'.join(act.helpers)}配合"


def _data(act: Act) -> ActData:
    responsible, helping = "、".join(act.units), "、".join(act.helpers)
    return {"id": act.id, "name": act.said, "units": responsible, "helpers": helping}
