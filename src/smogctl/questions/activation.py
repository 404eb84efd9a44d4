"""What a plan asks of each unit at one warning level, alone or compared with another level."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

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
    tasks: dict[str, list[Task]] = {}
    for unit in registry.units:
        tasks[unit.id] = []
        for duty in unit.duties:
            now = items_at(rules, unit, duty, level, decisions)
            if origin:
                before = items_at(rules, unit, duty, origin, before_that)
                now = compared(now, before, up=RANK[level] > RANK[origin])
            items = [item for item in now if item]
            if not items:
                continue
            task = task_of(unit, duty, items)
            if origin:
                task = task._replace(change=shift_of(items))
            tasks[unit.id].append(task)
    lists = lists_of(registry, tasks)
    return Activation(
        registry=registry,
        measures=measures,
        level=level,
        origin=origin,
        lists=lists,
        decisions=tuple(decided),
        notices=tuple(decisions.notices()),
    )


def items_at(
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
    for assignment in duty.assignments:
        if not assignment.active:
            continue
        standing = rules.row(unit, duty, assignment, level)
        if standing is None:
            items.append(None)
            continue
        measure = rules.measure_of(assignment)
        stage = shown_stage(measure, standing.parts, level)
        item = Item(assignment, measure, stage, standing)
        items.append(decisions.applied(unit, duty, item))
    return items


def compared(
    now: Sequence[Item | None], before: Sequence[Item | None], *, up: bool
) -> list[Item | None]:
    """Items with what changed since another level; `up`: whether that was a lower one."""
    pairs = zip(now, before, strict=True)
    return [_compared(item, earlier, up) for item, earlier in pairs]


def _compared(now: Item | None, before: Item | None, up: bool) -> Item | None:
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
    change: Change = "widened" if up else "narrowed"
    return now._replace(change=change, earlier_stage=before.stage)


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


def lists_of(
    registry: Registry,
    tasks: Mapping[str, Sequence[Task]],
    dropped: Container[str] = (),
) -> tuple[TaskList, ...]:
    """The units' lists of tasks by unit id.

    `dropped`: duties that only stood by and are shown no more.
    """
    named = _named(registry)
    lists = []
    for unit in registry.units:
        own = tasks[unit.id]
        shown = {task.duty.id for task in own}
        left: Counter[str] = Counter()
        for duty in unit.duties:
            if duty.id in dropped:
                left["standby"] += 1
            elif duty.id not in shown:
                left[duty.phases[0]] += 1
        entry = TaskList(
            unit=unit,
            bodies=tuple(body.name for body in unit.bodies),
            tasks=(*ordered(own), *ordered(_acted_for(unit, tasks))),
            named_in=named.get(unit.id, ()),
            left_out=dict(left),
        )
        lists.append(entry)
    return tuple(lists)


def _acted_for(unit: Unit, tasks: Mapping[str, Sequence[Task]]) -> Iterator[Task]:
    """The tasks of the unit whose duties this one does."""
    if not unit.acts_as or unit.acts_as == unit.id:
        return
    for task in tasks[unit.acts_as]:
        yield task._replace(acting_for=unit.acts_as)


def _named(registry: Registry) -> dict[str, tuple[tuple[Unit, Duty], ...]]:
    """For each unit the clauses of other units that name it."""
    named: dict[str, list[tuple[Unit, Duty]]] = {}
    for unit, duty in registry.duties():
        names = dict.fromkeys(partner.id for partner in duty.partners)
        names.pop(unit.id, None)
        for name in names:
            named.setdefault(name, []).append((unit, duty))
    return {name: tuple(pairs) for name, pairs in named.items()}
