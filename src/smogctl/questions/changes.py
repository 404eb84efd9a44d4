"""What an edit of a registry means: clauses, partners and leaders that changed, and whose task
lists with them.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.edits import (
    Change,
    changed_duties,
    changed_sections,
    changed_units,
    limited,
    of_duty,
    of_unit,
    partners_named,
)
from smogctl.questions.renumbering import Renumbering, renumbering, under_new_ids
from smogctl.questions.tasks import Item, Task
from smogctl.values.vocabulary import RANK, Colour


class Leaders(NamedTuple):
    """A measure whose leading units changed."""

    measure: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Effect(NamedTuple):
    """A task that is new, gone or another at a level."""

    level: Colour
    unit: str
    unit_id: str
    duty: str
    change: str
    """added, ended or changed."""
    old: str
    new: str


class Difference(NamedTuple):
    """All that differs between two states of a district; either may be absent."""

    old: Registry | None
    new: Registry | None
    changes: tuple[Change, ...]
    leaders: tuple[Leaders, ...]
    effects: tuple[Effect, ...]


def difference(
    old: Registry | None, new: Registry | None, measures: Measures
) -> Difference:
    """What differs between two states of one district, in the plan's order."""
    changes: list[Change] = []
    if old and new:
        ids = renumbering(old, new)
        renumbered = _new_ids(old, new, ids)
        old = under_new_ids(old, ids)
        changes += changed_sections(old, new)
        changes += renumbered
    units_before = old.units if old else ()
    units_after = new.units if new else ()
    changes += changed_units(units_before, units_after)
    changes += changed_duties(units_before, units_after)
    return Difference(
        old=old,
        new=new,
        changes=tuple(changes),
        leaders=tuple(_leaders(old, new, measures)),
        effects=tuple(_effects(old, new, measures)),
    )


def _new_ids(old: Registry, new: Registry, ids: Renumbering) -> Iterator[Change]:
    """That units and duties have other ids now."""
    for was, now in ids.units.items():
        yield of_unit("renumbered", new.unit(now), old=was, new=now)
    for unit, duty in old.duties():
        if duty.id in ids.duties:
            now = ids.duties[duty.id]
            yield of_duty("renumbered", unit, now, old=duty.id, new=now)


def _leaders(
    old: Registry | None, new: Registry | None, measures: Measures
) -> Iterator[Leaders]:
    before = _leading(old)
    after = _leading(new)
    for measure in measures:
        were = tuple(before.get(measure, ()))
        are = tuple(after.get(measure, ()))
        if were != are:
            yield Leaders(measure, were, are)


def _leading(registry: Registry | None) -> Mapping[str, Mapping[str, None]]:
    """The names of the units that lead each measure, in the plan's order."""
    names: dict[str, dict[str, None]] = {}
    if registry is None:
        return names
    for unit, duty in registry.duties():
        for assignment in duty.assignments:
            if assignment.measure and assignment.role == "lead":
                names.setdefault(assignment.measure, {})[unit.name] = None
    return names


def _effects(
    old: Registry | None, new: Registry | None, measures: Measures
) -> Iterator[Effect]:
    for level in RANK:
        before = _tasks(old, level, measures)
        after = _tasks(new, level, measures)
        for key, task in after.items():
            yield from _effect_of(level, before.get(key), task)
        for key, task in before.items():
            if key not in after:
                yield _effect(level, task, "ended", _in_words(task), "")


def _tasks(
    registry: Registry | None, level: Colour, measures: Measures
) -> dict[tuple[str, str], Task]:
    """The tasks at a level by unit and duty; none where the district has no such level."""
    tasks: dict[tuple[str, str], Task] = {}
    if registry is None or registry.level(level) is None:
        return tasks
    for entry in activate(registry, measures, level).lists:
        for task in entry.tasks:
            tasks[entry.unit.id, task.duty.id] = task
    return tasks


def _effect_of(level: Colour, was: Task | None, task: Task) -> Iterator[Effect]:
    """That a task is new at a level, or another than it was; nothing where it is the same."""
    now = _in_words(task)
    if was is None:
        yield _effect(level, task, "added", "", now)
        return
    before = _in_words(was)
    if before != now or was.duty.text != task.duty.text:
        yield _effect(level, task, "changed", before, now)


def _effect(level: Colour, task: Task, change: str, old: str, new: str) -> Effect:
    return Effect(
        level=level,
        unit=task.unit.name,
        unit_id=task.unit.id,
        duty=task.duty.id,
        change=change,
        old=old,
        new=new,
    )


def _in_words(task: Task) -> str:
    """A task's state as one text: its part, and each measure with its state and basis."""
    text = f"{task.part}：{'，'.join(map(_item, task.items))}"
    if task.partners:
        text += f"；{'、'.join(partners_named(task.partners))}"
    return text


def _item(item: Item) -> str:
    measure = item.measure.id if item.measure else "-"
    assignment = item.assignment
    what = limited(measure, [assignment.scope, *assignment.parts])
    return f"{what} {item.standing.state} {item.standing.basis}"
