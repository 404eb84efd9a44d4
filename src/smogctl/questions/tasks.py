"""Tasks and lists of tasks: the values that every answer about a night is made of."""

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Assignment, Duty, Partner, Registry, Unit
from smogctl.questions.standing import BASIS_RANK, Standing
from smogctl.values.vocabulary import (
    Act,
    After,
    Change,
    Colour,
    Event,
    Part,
    Phase,
    State,
    TaskBasis,
)

STATE_ORDER: tuple[State, ...] = ("due", "paused", "standby", "held", "ended")
"""A task is in the first of these states that one of its measures is in."""

Group = Part | Change

GROUP_ORDER: tuple[Group, ...] = (
    *("resumed", "do", "hold", "held", "routine"),
    *("reverts", "continues", "paused", "ended"),
)
"""The headings of a list: what is to be done first, what is over last."""

_HEADED = frozenset({"resumed", "reverts", "continues", "paused"})

_WATCHING: frozenset[Phase] = frozenset({"monitor", "warn"})
"""What is done in these phases is of the night, though it be owed all year."""

_ALL_YEAR: tuple[TaskBasis, bool, After] = ("unstated", False, "continues")
"""Basis, whether bound to the episode, what a lift does: as that stands which no night touches."""

COMMANDING = frozenset({"command", "office"})
"""Kinds of unit whose acts belong to the night, whatever they rest on."""


class Item(NamedTuple):
    """One assignment of a task, or its parts that change alike; how it stands, and what changed.

    `measure` None: the clause names none of the catalogue's.
    """

    assignment: Assignment
    measure: Measure | None
    stage: str | None
    standing: Standing
    change: Change | None = None
    earlier_stage: str | None = None
    """Its stage at the level compared with, where that is another."""

    @property
    def due(self) -> bool:
        """Whether it is to be done."""
        return self.standing.due


class Task(NamedTuple):
    """A duty as it stands on one night.

    `acting_for`: the unit whose duty it is, if not the list's own.
    """

    duty: Duty
    unit: Unit
    part: Part
    state: State
    basis: TaskBasis
    items: tuple[Item, ...]
    change: Change | None = None
    acting_for: str | None = None

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The partners of the assignments that it is made of."""
        named: dict[Partner, None] = {}
        for item in self.items:
            named.update(dict.fromkeys(item.assignment.partners))
        return tuple(named)


class TaskList(NamedTuple):
    """One list: the tasks of a unit, a body or a measure.

    What it leaves out, and who else names the unit.

    `left_out`: the number of duties not shown by phase, and under `standby` those that a lift
    drops.
    """

    unit: Unit
    bodies: tuple[str, ...]
    tasks: tuple[Task, ...]
    named_in: tuple[tuple[Unit, Duty], ...]
    left_out: dict[str, int]
    measure: Measure | None = None


class Decided(NamedTuple):
    """What the command decides of a duty, a measure, or a unit's share of one (`unit/measure`)."""

    id: str
    act: Act


class Activation(NamedTuple):
    """A district's lists at a level, or at what happens to it; at a lift `level` is None.

    `origin` is the level compared with, or that a lift ends.
    """

    registry: Registry
    measures: Measures
    level: Colour | None
    origin: Colour | None
    lists: tuple[TaskList, ...]
    whole: tuple[TaskList, ...] = ()
    """The units' own lists, where `lists` are those of bodies or measures."""
    event: Event | None = None
    decisions: tuple[Decided, ...] = ()
    notices: tuple[str, ...] = ()
    """What is to be said of the decisions."""


def task_of(
    unit: Unit,
    duty: Duty,
    changing: Iterable[Item | None],
    change_of: Callable[[Sequence[Item]], Change | None] = lambda items: None,
) -> Task | None:
    """The task that these items make up; None where there is none among them.

    `change_of` tells what changed for it.
    """
    items = tuple(filter(None, changing))
    if not items:
        return None
    bases: dict[State, list[TaskBasis]] = {}
    for item in items:
        bases.setdefault(item.standing.state, []).append(item.standing.basis)
    state = min(bases, key=STATE_ORDER.index)
    return Task(
        duty=duty,
        unit=unit,
        part=_part(unit, items, bases),
        state=state,
        basis=max(bases[state], key=BASIS_RANK.__getitem__),
        items=items,
        change=change_of(items),
    )


def _part(unit: Unit, items: Sequence[Item], states: Container[State]) -> Part:
    """Where in its unit's list a task stands."""
    for item in items:
        if item.due and not is_routine(unit, item):
            return "do"
    if "standby" in states:
        return "hold"
    if "due" in states:
        return "routine"
    if "held" in states:
        return "held"
    return "do"


def is_routine(unit: Unit, item: Item) -> bool:
    """Whether an item is owed all year and nothing of the night.

    Bound to no level and not to the episode, a response, and of a measure that goes on after a
    lift. What command and office do, what monitors or warns, and what has no measure is of the
    night.
    """
    basis, episode, after = (
        item.standing.basis,
        item.standing.episode,
        item.standing.after,
    )
    if unit.kind in COMMANDING or (basis, episode, after) != _ALL_YEAR:
        return False
    return _WATCHING.isdisjoint(item.assignment.phases)


def group_of(task: Task) -> Group:
    """Under which heading of its list a task stands: by what happens to it, else by its part."""
    if task.change in _HEADED:
        return task.change
    if task.state == "ended":
        return "ended"
    return task.part


def ordered(tasks: Iterable[Task]) -> list[Task]:
    """The groups in their order; within a group the plan's order (the sort is stable)."""
    return sorted(tasks, key=lambda task: GROUP_ORDER.index(group_of(task)))


def by_body(lists: Iterable[TaskList]) -> tuple[TaskList, ...]:
    """A list for each body: those of one unit share its tasks, each gets its own sheet.

    Of the clauses that name its unit it has those that mean the body.
    """
    sheets = []
    for entry in lists:
        for body in entry.bodies:
            named = []
            for other, duty in entry.named_in:
                if body in entry.unit.bodies_in(duty.text):
                    named.append((other, duty))
            sheets.append(entry._replace(bodies=(body,), named_in=tuple(named)))
    return tuple(sheets)


def by_measure(
    lists: Iterable[TaskList], measures: Measures, *, event: bool = False
) -> tuple[TaskList, ...]:
    """A list for each measure and unit that has a task of it, in the catalogue's order.

    Last what names none.

    A task there is what the clause asks of this measure alone: its state, its part, its change.
    `event`: the lists are those of a lift, a suspension or a resumption.
    """
    entries = list(lists)
    change_of = fate_of if event else shift_of
    sheets = []
    for measure in (*measures.values(), None):
        for entry in entries:
            tasks = []
            for task in entry.tasks:
                narrowed = _of_measure(task, measure, change_of)
                if narrowed:
                    tasks.append(narrowed)
            if tasks:
                sheet = entry._replace(tasks=tuple(ordered(tasks)), measure=measure)
                sheets.append(sheet)
    return tuple(sheets)


def _of_measure(
    whole: Task, measure: Measure | None, change_of: Callable[[Sequence[Item]], Change]
) -> Task | None:
    items = [item for item in whole.items if item.measure == measure]
    narrowed = task_of(whole.unit, whole.duty, items)
    if narrowed is None:
        return None
    changed = whole.change and change_of(items)
    return narrowed._replace(acting_for=whole.acting_for, change=changed)


_GREW = frozenset({"added", "widened"})
_SHRANK = frozenset({"ended", "reverts", "narrowed"})
_GONE = frozenset({"ended", "reverts"})


def shift_of(items: Sequence[Item]) -> Change:
    """What changed for a task since another level."""
    changes = {item.change for item in items}
    before = sum(map(_was_due, items))
    # what reverts is due all year, and nothing of the level that is asked for
    now = sum(item.due and item.change not in _GONE for item in items)
    if before and now:
        return _grown(changes, now - before)
    if now:
        return "added"
    if not before:
        return "kept"
    if "reverts" in changes:
        return "reverts"
    return "ended"


def _was_due(item: Item) -> bool:
    """Whether an item was due at the level compared with."""
    if item.change in _GONE:
        return True
    return item.due and item.change != "added"


def _grown(changes: set[Change | None], more: int) -> Change:
    """What a task did of which something was due and something is.

    `more`: how many more of its items are due than were; it counts where something came and
    something went, or nothing did.
    """
    grew = not changes.isdisjoint(_GREW)
    shrank = not changes.isdisjoint(_SHRANK)
    if grew == shrank:
        grew = more > 0
        shrank = more < 0
    if grew:
        return "widened"
    if shrank:
        return "narrowed"
    return "kept"


_FATES: tuple[Change, ...] = ("added", "resumed", "kept", "reverts", "continues")
_OVER: tuple[Change, ...] = ("paused", "ended")


def fate_of(items: Sequence[Item]) -> Change:
    """What becomes of a task at a lift, a suspension or a resumption.

    A review opens whatever happens to the rest; else what goes on counts. Of a task whose one part
    pauses while another is not touched it is said that it narrows.
    """
    due: set[Change] = set()
    rest: set[Change | None] = set()
    for item in items:
        if not item.due:
            rest.add(item.change)
        elif item.change:
            due.add(item.change)
    if not due:
        return _first(_OVER, rest)
    first = _first(_FATES, due)
    if first == "kept" and "paused" in rest:
        return "narrowed"
    return first


def _first(order: Sequence[Change], among: Container[Change | None]) -> Change:
    """The first of an order that is there; `kept` where none is."""
    return next(filter(among.__contains__, order), "kept")
