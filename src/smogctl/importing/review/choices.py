"""What may be done about an open check, besides leaving it as it is: changes of the registry."""

from collections.abc import Iterator
from typing import NamedTuple

from smogctl.grammar import measures as language
from smogctl.importing.review.merging import merged
from smogctl.importing.review.places import Path, changed, replaced
from smogctl.plan import catalogue
from smogctl.plan.organs import organ_of
from smogctl.schema.base import Model
from smogctl.schema.checks import OpenCheck
from smogctl.schema.registry import (
    AssignmentEntry,
    Duty,
    Outside,
    Plan,
    RegistryFile,
    Unit,
)
from smogctl.text.plain import closest
from smogctl.values.vocabulary import PHASES, Standing

_NEAR = 4
MOST = 8
"""Choices that are shown of a check."""
_STANDINGS: dict[Standing, str] = {
    "superior": "是上级或外区县的机构",
    "collective": "是泛指（有关部门一类）",
    "unlisted": "确实没有列入本预案",
}


class Choice(NamedTuple):
    """One thing that may be chosen: what it says to people, and the registry with it."""

    text: str
    registry: RegistryFile


def choices_of(registry: RegistryFile, open_: OpenCheck) -> list[Choice]:
    """The choices for one check, its reasons settled by each; at most `MOST`."""
    choices = _choices(registry, open_)
    return list(choices)[:MOST]


def settled(registry: RegistryFile, open_: OpenCheck) -> RegistryFile:
    """The registry with a check settled as it stands."""
    return replaced(registry, open_.path, changed(open_.thing, check=None))


def _choices(registry: RegistryFile, open_: OpenCheck) -> Iterator[Choice]:
    thing = changed(open_.thing, check=None)
    if isinstance(thing, Outside):
        yield from _merges(registry, open_.path, thing)
    why = " ".join(open_.reasons)
    within = registry.district.within or ""
    for text, new in _changes(thing, why, within):
        left = still_open(open_.thing, new)
        if len(left) == len(open_.reasons):
            left = ()  # a choice answers what was asked, whatever fields it changes
        answered = changed(new, check=left)
        yield Choice(text, replaced(registry, open_.path, answered))


_SETTLES = {
    "scheme": ("分级标准",),
    "phase": ("阶段",),
    "levels": ("级别",),
    "measures": ("措施", "没有认出措施"),
    "scope": ("范围",),
    "parts": ("范围",),
    "standing": ("条文点到",),
    "acts_as": ("代行",),
    "aliases": ("简称",),
    "name": ("名称",),
    "of": ("预案名称",),
}
"""With what the reasons begin that a change of a field settles."""


def still_open(before: Model, after: Model, typed: str = "") -> tuple[str, ...]:
    """The reasons that a change leaves open.

    Those about other fields than it touches, or the person typed.
    """
    touched: tuple[str, ...] = ()
    for field, prefixes in _SETTLES.items():
        was, is_now = getattr(before, field, None), getattr(after, field, None)
        if field == typed or was != is_now:
            touched += prefixes
    reasons: tuple[str, ...] = getattr(before, "check", ())
    return tuple(reason for reason in reasons if not reason.startswith(touched))


def _changes(thing: Model, why: str, within: str) -> Iterator[tuple[str, Model]]:
    """What may be changed of the thing alone: what it says to people, and the thing with it."""
    match thing:
        case Duty():
            yield from _of_duty(thing, why)
        case AssignmentEntry() if thing.scope:
            whole = changed(thing, scope=None)
            yield "不写范围（条文管的是这条措施的全部）", whole
        case Outside():
            for standing, text in _STANDINGS.items():
                if standing != thing.standing:
                    yield text, changed(thing, standing=standing)
        case Plan():
            yield from _of_plan(thing, within)
        case Unit() if thing.acts_as:
            yield "不代行办公室的职责", changed(thing, acts_as=None)


def _of_duty(duty: Duty, why: str) -> Iterator[tuple[str, Duty]]:
    if "级别" in why and duty.levels:
        yield "不写级别", changed(duty, levels=None)
    yield from _phases(duty)
    if len(duty.measures) > 1 and "措施" in why:
        yield from _fewer(duty)
    yield from _more(duty)
    if not duty.measures:
        nothing = {"role": None, "phase": ("standing",), "levels": None}
        yield "不是要做的事：只记作常态，不进执行的任务", changed(duty, **nothing)


def _phases(duty: Duty) -> Iterator[tuple[str, Duty]]:
    """Each of several phases alone."""
    phases = duty.phase or ()
    if len(phases) < 2:
        return
    for phase in phases:
        alone = None if phase == "respond" else (phase,)
        yield f"阶段只作“{PHASES[phase]}”", changed(duty, phase=alone)


def _fewer(duty: Duty) -> Iterator[tuple[str, Duty]]:
    """Each of the measures left out."""
    for at, entry in enumerate(duty.measures):
        left = (*duty.measures[:at], *duty.measures[at + 1 :])
        yield f"去掉措施{_measure(entry.id)}", changed(duty, measures=left)


def _more(duty: Duty) -> Iterator[tuple[str, Duty]]:
    """Each measure whose words were taken to mean something else."""
    named = {entry.id for entry in duty.measures}
    for hit in language.passed_over(duty.text):
        if hit.measure in named:
            continue
        entry = AssignmentEntry.model_construct(id=hit.measure)
        more = (*duty.measures, entry)
        text = f"加上措施{_measure(hit.measure)}（“{hit.words}”）"
        yield text, changed(duty, measures=more)


def _measure(id_: str | None) -> str:
    return f"“{catalogue.measures()[id_].name}”" if id_ else "（无）"


def _merges(registry: RegistryFile, path: Path, body: Outside) -> Iterator[Choice]:
    """The units that the body may be by another name: of its function, and of the nearest names."""
    names: dict[str, int] = {}
    for at, unit in enumerate(registry.units):
        names |= dict.fromkeys(unit.names, at)
    own = set(organ_of(body.name).functions)
    near: list[int] = []
    for name, at in names.items():
        if not own.isdisjoint(organ_of(name).functions):
            near.append(at)
    near += map(names.__getitem__, closest(body.name, list(names)))
    for at in dict.fromkeys(near[:_NEAR]):
        text = f"就是{registry.units[at].name}的另一个叫法"
        yield Choice(text, merged(registry, path, body, at))


def _of_plan(plan: Plan, within: str) -> Iterator[tuple[str, Plan]]:
    """The national schemes, and those of where the district lies; `levels` stay as they are."""
    for scheme in catalogue.schemes().values():
        fits = within.startswith(scheme.within or "")
        if fits and scheme.id != plan.scheme:
            other = changed(plan, scheme=scheme.id)
            yield f"分级标准用{scheme.name}", other
