"""What a plan asks of each unit at one warning level, alone or compared with another level."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Duty, Registry, Unit
from smogctl.questions.decisions import Decisions
from smogctl.questions.standing import LevelRules, shown_stage
from smogctl.questions.tasks import (
    Activation,
    Decided,
    Item,
    Task,
    TaskList,
    ordered,
    shift_of,
    task_of,
)
from smogctl.values.vocabulary import RANK, Change, Colour


def activate(
    registry: Registry,
    measures: Measures,
    level: Colour,
    origin: Colour | None = None,
    decided: Sequence[Decided] = (),
    earlier: Sequence[Decided] = (),
) -> Activation:
    """All lists of a district at a level, compared with `origin` where given.

    A unit without tasks has an empty list. `decided` counts at the level, `earlier` is what had
    been decided at the one compared with. Raises DecisionError for a decision that matches nothing,
    or two that contradict.
    """
    rules = LevelRules(registry, measures)
    decisions = Decisions(registry, measures, decided)
    before_that = Decisions(registry, measures, earlier)

    def tasked(unit: Unit, duty: Duty) -> Task | None:
        now = _items_at(rules, unit, duty, level, decisions)
        if origin is None:
            return task_of(unit, duty, now)
        before = _items_at(rules, unit, duty, origin, before_that)
        grown: Change = "widened" if RANK[level] > RANK[origin] else "narrowed"
        items = [
            _compared(item, earlier, grown)
            for item, earlier in zip(now, before, strict=True)
        ]
        return task_of(unit, duty, items, shift_of)

    return Activation(
        registry=registry,
        measures=measures,
        level=level,
        origin=origin,
        lists=lists_of(registry, tasked),
        decisions=tuple(decided),
        notices=tuple(decisions.notices()),
    )


def _items_at(
    rules: LevelRules,
    unit: Unit,
    duty: Duty,
    level: Colour,
    decisions: Decisions,
) -> list[Item | None]:
    """How the assignments of a duty stand at a level that can become tasks.

    None stands for one that ended below.
    """
    items: list[Item | None] = []
    for assignment in duty.active:
        standing = rules.row(unit, duty, assignment, level)
        if standing is None:
            items.append(None)
            continue
        measure = rules.measure_of(assignment)
        stage = shown_stage(measure, standing.parts, level)
        item = Item(assignment, measure, stage, standing)
        items.append(decisions.applied(unit, duty, item))
    return items


def _compared(now: Item | None, before: Item | None, grown: Change) -> Item | None:
    """An item with what changed since another level.

    `grown`: what it is for a measure to have another stage there.
    """
    if before is None or not before.due:
        return _fresh(now)
    if now is None:
        # it was due below and ended there
        ended = before.standing._replace(state="ended")
        return before._replace(stage=None, standing=ended, change="ended")
    if not now.due:
        return _held_back(now, before)
    if now.stage == before.stage:
        return now._replace(change="kept")
    return now._replace(change=grown, earlier_stage=before.stage)


def _fresh(now: Item | None) -> Item | None:
    """What was not due: new where it is."""
    if now is None:
        return None
    if now.due:
        return now._replace(change="added")
    return now._replace(change="kept")


def _held_back(now: Item, before: Item) -> Item:
    """What was due at a higher level and is not here: it ends only where a lift would end it."""
    if now.standing.state == "held":
        return now._replace(change="ended")
    if before.standing.ends_with_episode:
        ended = before.standing._replace(state="ended")
        return now._replace(stage=None, standing=ended, change="ended")
    return now._replace(stage=None, standing=before.standing, change="reverts")


Tasked = Callable[[Unit, Duty], Task | None]
"""The task that a duty is on one night, or None."""


def lists_of(
    registry: Registry,
    tasked: Tasked,
    dropped: Callable[[Unit, Duty], bool] = lambda unit, duty: False,
) -> tuple[TaskList, ...]:
    """The units' lists of tasks.

    `dropped`: whether a duty that is no task only stood by, and is shown no more.
    """
    tasks: dict[str, list[Task]] = {}
    left: dict[str, Counter[str]] = {}
    for unit in registry.units:
        own = tasks[unit.id] = []
        left_out = left[unit.id] = Counter()
        for duty in unit.duties:
            task = tasked(unit, duty)
            if task:
                own.append(task)
            elif dropped(unit, duty):
                left_out["standby"] += 1
            else:
                left_out[duty.phases[0]] += 1
    named = _named(registry)
    lists = []
    for unit in registry.units:
        entry = TaskList(
            unit=unit,
            bodies=tuple(body.name for body in unit.bodies),
            tasks=(*ordered(tasks[unit.id]), *ordered(_acted_for(unit, tasks))),
            named_in=named.get(unit.id, ()),
            left_out=dict(left[unit.id]),
        )
        lists.append(entry)
    return tuple(lists)


def _acted_for(unit: Unit, tasks: Mapping[str, Sequence[Task]]) -> Iterator[Task]:
    """The tasks of the unit whose duties this one does."""
    if unit.acts_as not in (None, unit.id):
        for task in tasks[unit.acts_as]:
            yield task._replace(acting_for=unit.acts_as)


def _named(registry: Registry) -> dict[str, tuple[tuple[Unit, Duty], ...]]:
    """For each unit the clauses of other units that name it."""
    named: dict[str, list[tuple[Unit, Duty]]] = {}
    for unit, duty in registry.duties():
        for name in duty.names:
            if name != unit.id:
                named.setdefault(name, []).append((unit, duty))
    return {name: tuple(pairs) for name, pairs in named.items()}
