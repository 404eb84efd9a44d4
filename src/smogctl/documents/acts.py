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
    for measure in activation.measures.values():
        if measure.id not in shares:
            continue
        act = _act(measure, shares[measure.id])
        reach = ""
        if measure.id in chapter:
            reach = chapter[measure.id].text
        elif stages:
            reach = _stage(shares[measure.id])
        if reach:
            act = act._replace(text=f"{act.text}：{reach}")
        acts.append(act)
    return acts


_Share = tuple[Task, Item]


def _shares(
    activation: Activation, wanted: Callable[[Item], bool]
) -> dict[str, list[_Share]]:
    """What is asked of each unit by the night, by measure."""
    shares: dict[str, list[_Share]] = {}
    for entry in outer(whole(activation)):
        for task, item in _ordered(entry):
            if item.measure is None:
                continue
            if wanted(item):
                shares.setdefault(item.measure.id, []).append((task, item))
    return shares


def _ordered(entry: TaskList) -> Iterator[_Share]:
    """What a paper may order of a unit: the acts of the response among its own duties."""
    for task in entry.tasks:
        if task.acting_for:
            continue
        if task.part == "routine":
            continue
        for item in task.items:
            phases = item.assignment.phases
            # what is watched and released goes before the response
            if "respond" not in phases:
                continue
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


def _act(measure: Measure, shares: Sequence[_Share]) -> Act:
    """A measure with who is responsible; how far it goes stands elsewhere."""
    responsible: dict[str, None] = {}
    helping: dict[str, None] = {}
    for task, item in shares:
        if item.assignment.role == "support":
            helping[task.unit.name] = None
        else:
            responsible[task.unit.name] = None
    for name in responsible:
        helping.pop(name, None)
    text = _meant(measure, shares)
    return Act(measure.id, text, tuple(responsible), tuple(helping))


def _stage(shares: Sequence[_Share]) -> str:
    """How far the catalogue has a measure grow at the level."""
    for _, item in shares:
        if item.stage:
            return item.stage
    return ""


def _meant(measure: Measure, shares: Sequence[_Share]) -> str:
    """A measure's name, or what is meant of it where it is not all of its parts."""
    meant: set[str] = set()
    for _, item in shares:
        meant.update(item.standing.parts)
    names = []
    for part in measure.parts:
        if part.name in meant:
            usual = f"{measure.name}（{part.name}）"
            names.append(part.ordered or usual)
    if len(names) in (0, len(measure.parts)):
        return measure.name
    return "，".join(names)


def groups_of(acts: Sequence[Act], exempt: Sequence[str] = ()) -> list[GroupData]:
    """Acts in the groups of a paper's body, empty ones left out, numbered as they come.

    `exempt`: whom what is forced does not bind.
    """
    public, voluntary = _PUBLIC
    groups = (
        _group(acts, *public),
        _group(acts, *voluntary),
        _forced(acts, exempt),
        _group(acts, *_SUPPORT),
    )
    shown: list[GroupData] = []
    for group in groups:
        if group["acts"]:
            ordinal = _ORDINALS[len(shown)]
            group["head"] = f"（{ordinal}）{group['head']}"
            shown.append(group)
    return shown


def _forced(acts: Sequence[Act], exempt: Sequence[str]) -> GroupData:
    """What is ordered of the sources of the dirt: 1.工业源：…。2.移动源：…。"""
    text = ""
    shown: list[ActData] = []
    number = 1
    for head, family in _SOURCES:
        group = _group(acts, head, family)
        if group["acts"]:
            text += f"{number}.{group['head']}：{group['said']}"
            shown += group["acts"]
            number += 1
    if exempt and shown:
        text += f"豁免情形：{'、'.join(exempt)}。"
    return {"head": _FORCED, "said": text, "acts": shown}


_ELSEWHERE = frozenset({"support.supervision", "support.reporting", "support.local"})
"""What a paper says in paragraphs of its own, or of every unit."""


def _group(acts: Sequence[Act], head: str, family: str) -> GroupData:
    """The acts of a family of measures, in a sentence and one by one."""
    shares: dict[str, list[str]] = {}
    data: list[ActData] = []
    for act in acts:
        if act.id in _ELSEWHERE:
            continue
        if act.id.partition(".")[0] != family:
            continue
        units, helpers = "、".join(act.units), "、".join(act.helpers)
        # who helps is named where nobody leads, and in the annex
        who = units or f"{helpers}配合"
        shares.setdefault(who, []).append(act.text)
        data.append(
            {"id": act.id, "name": act.text, "units": units, "helpers": helpers}
        )
    clauses = []
    for who, texts in shares.items():
        clauses.append(f"{'，'.join(texts)}（{who}）")
    return {"head": head, "said": f"{'；'.join(clauses)}。", "acts": data}
