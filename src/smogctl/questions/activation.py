"""What a plan asks of each unit at one warning level (docs/design.md, What the answers mean): tasks, their state, and on what it rests."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Partner, Registry, Unit
from smogctl.schema.measures import Measure
from smogctl.values.vocabulary import RANK, Change, Colour, Part, Phase, State, TaskBasis

BASIS_RANK: dict[TaskBasis, int] = {"stated": 0, "inferred": 1, "unstated": 2}
"""From the firmest to the weakest."""

PART_ORDER: tuple[Part, ...] = ("do", "hold", "routine")


class Standing(NamedTuple):
    """How an assignment stands at one level: due, standby or ended, and on what that rests.

    `routine`: a mandatory measure bound to no level, which is owed all year.
    """

    state: State
    basis: TaskBasis
    routine: bool = False


class Item(NamedTuple):
    """One assignment of a task, its measure (None: the clause names none of the catalogue's) and how it stands."""

    assignment: Assignment
    measure: Measure | None
    stage: str | None
    standing: Standing
    change: Change | None = None
    earlier_stage: str | None = None
    """Its stage at the level compared with, where that is another."""


class Task(NamedTuple):
    """A duty as it stands at one level on one night. `acting_for`: the unit whose duty it is, if not the list's own."""

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
        return tuple(dict.fromkeys(one for item in self.items for one in item.assignment.partners))


class TaskList(NamedTuple):
    """One list: the tasks of a unit, a body or a measure; what it leaves out, and who else names the unit."""

    unit: Unit
    bodies: tuple[str, ...]
    tasks: tuple[Task, ...]
    named_in: tuple[tuple[Unit, Duty], ...]
    left_out: dict[Phase, int]
    measure: Measure | None = None


class Activation(NamedTuple):
    """A district's lists at a level; `level` None: all is lifted. `origin` is the level compared with."""

    registry: Registry
    measures: Measures
    level: Colour | None
    origin: Colour | None
    lists: tuple[TaskList, ...]
    whole: tuple[TaskList, ...] = ()
    """The units' own lists, where `lists` are those of bodies or measures."""


def standing(assignment: Assignment, level: Colour, measure: Measure | None) -> Standing | None:
    """How an assignment stands at a level, or None where it is neither due nor on standby (it `ends` below)."""
    if assignment.levels:
        return _stated(assignment, level)
    if measure and measure.starts:
        return Standing("due" if RANK[measure.starts] <= RANK[level] else "standby", "inferred")
    return Standing("due", "unstated", routine=measure is not None and measure.force == "M")


def _stated(assignment: Assignment, level: Colour) -> Standing | None:
    assert assignment.levels
    if level in assignment.levels:
        return Standing("due", "stated")
    if RANK[level] < RANK[assignment.levels[0]]:
        return Standing("standby", "stated")
    return None if assignment.ends else Standing("due", "inferred")


def stage(measure: Measure, level: Colour) -> str | None:
    """How far the catalogue says a measure has grown at a level."""
    reached = [colour for colour in measure.stages if RANK[colour] <= RANK[level]]
    return measure.stages[max(reached, key=RANK.__getitem__)] if reached else None


def task(unit: Unit, duty: Duty, level: Colour, measures: Measures) -> Task | None:
    """The task that a duty is at a level, or None when it is none there."""
    items = []
    for assignment in duty.assignments:
        if assignment.active:
            measure = measures.get(assignment.measure) if assignment.measure else None
            found = standing(assignment, level, measure)
            grown = stage(measure, level) if found and measure else None
            items.append(Item(assignment, measure, grown, found or Standing("ended", "stated")))
    if all(item.standing.state == "ended" for item in items):
        return None
    return _task(unit, duty, tuple(items))


def _task(unit: Unit, duty: Duty, items: tuple[Item, ...]) -> Task:
    due = [item.standing for item in items if item.standing.state == "due"]
    held = [item.standing for item in items if item.standing.state == "standby"]
    part: Part = "hold" if held else "routine"
    if any(not entry.routine for entry in due):
        part = "do"
    state: State = "due" if due else "standby"
    basis = max((entry.basis for entry in due or held), key=BASIS_RANK.__getitem__)
    return Task(duty, unit, part, state, basis, items)


def compare(now: Task | None, before: Task | None) -> Task | None:
    """A task with what changed since another level: added, ended, widened, narrowed or kept; each measure likewise."""
    if now is None:
        return _ended(before, "ended" if before.state == "due" else "kept") if before else None
    never = Standing("ended", "stated")
    earlier = before.items if before else [item._replace(standing=never) for item in now.items]
    items = tuple(_compared(item, old) for item, old in zip(now.items, earlier, strict=True))
    return now._replace(items=items, change=_change(items))


def _compared(item: Item, old: Item) -> Item:
    grown = old.stage if old.stage != item.stage and item.stage else None
    return item._replace(change=_moved(item, old), earlier_stage=grown)


def _change(items: Iterable[Item]) -> Change:
    """What changed for a task, from what changed for its assignments."""
    moves = Counter(
        "both" if item.change == "kept" and item.standing.state == "due" else item.change
        for item in items
    )
    now, before = moves["both"] + moves["added"], moves["both"] + moves["ended"]
    if not (now and before):
        return "added" if now else "ended" if before else "kept"
    return "kept" if now == before else "widened" if now > before else "narrowed"


def _moved(item: Item, old: Item) -> Change:
    now, before = item.standing.state == "due", old.standing.state == "due"
    return "kept" if now == before else "added" if now else "ended"


def _ended(before: Task, change: Change) -> Task:
    """A task that is over: neither due nor on standby any more."""
    items = tuple(
        item._replace(
            stage=None,
            standing=item.standing._replace(state="ended"),
            change="ended" if item.standing.state == "due" else "kept",
        )
        for item in before.items
    )
    return before._replace(state="ended", items=items, change=change)


def activate(
    registry: Registry, measures: Measures, level: Colour, origin: Colour | None = None
) -> Activation:
    """All lists of a district at a level, compared with `origin` where given; a unit without tasks has an empty one."""

    def tasks(unit: Unit) -> list[Task]:
        found = []
        for duty in unit.duties:
            now = task(unit, duty, level, measures)
            if origin:
                now = compare(now, task(unit, duty, origin, measures))
            if now:
                found.append(now)
        return found

    return Activation(
        registry,
        measures,
        level,
        origin,
        _lists(registry, {unit.id: tasks(unit) for unit in registry.units}),
    )


def lift(registry: Registry, measures: Measures, origin: Colour) -> Activation:
    """All lists when the warning is lifted: every task of `origin` ends, the duties of phase review open."""

    def tasks(unit: Unit) -> list[Task]:
        found = []
        for duty in unit.duties:
            before = task(unit, duty, origin, measures)
            if review := _review(unit, duty, origin, measures):
                found.append(review)
            elif before:
                found.append(_ended(before, "ended"))
        return found

    return Activation(
        registry,
        measures,
        None,
        origin,
        _lists(registry, {unit.id: tasks(unit) for unit in registry.units}),
    )


def _review(unit: Unit, duty: Duty, origin: Colour, measures: Measures) -> Task | None:
    """A duty of phase review as the task that lifting opens: due, and new. What else the clause asked for ends."""
    items = []
    for assignment in duty.assignments:
        review = "review" in assignment.phases
        if review or assignment.active:
            measure = measures.get(assignment.measure) if assignment.measure else None
            found = standing(assignment, origin, measure) or Standing("ended", "stated")
            state: State = "due" if review else "ended"
            change: Change = "kept"
            if review:
                change = "added"
            elif found.state == "due":
                change = "ended"
            items.append(Item(assignment, measure, None, found._replace(state=state), change))
    if not any(item.change == "added" for item in items):
        return None
    return _task(unit, duty, tuple(items))._replace(change="added")


def _lists(registry: Registry, tasks: dict[str, list[Task]]) -> tuple[TaskList, ...]:
    named = _named(registry)
    lists = []
    for unit in registry.units:
        own = tasks[unit.id]
        shown = {entry.duty.id for entry in own}
        left = Counter(duty.phases[0] for duty in unit.duties if duty.id not in shown)
        theirs: Sequence[Task] = ()
        if unit.acts_as and unit.acts_as != unit.id:
            theirs = [entry._replace(acting_for=unit.acts_as) for entry in tasks[unit.acts_as]]
        bodies = tuple(body.name for body in unit.bodies)
        lists.append(
            TaskList(
                unit,
                bodies,
                (*_ordered(own), *_ordered(theirs)),
                named.get(unit.id, ()),
                dict(left),
            )
        )
    return tuple(lists)


def _ordered(tasks: Iterable[Task]) -> list[Task]:
    """The parts in their order, what has ended last; within a part the plan's order (the sort is stable)."""
    return sorted(
        tasks,
        key=lambda one: len(PART_ORDER) if one.state == "ended" else PART_ORDER.index(one.part),
    )


def _named(registry: Registry) -> dict[str, tuple[tuple[Unit, Duty], ...]]:
    """For each unit the clauses of other units that name it."""
    named: dict[str, list[tuple[Unit, Duty]]] = {}
    for unit, duty in registry.duties():
        for name in dict.fromkeys(partner.id for partner in duty.partners):
            if name != unit.id:
                named.setdefault(name, []).append((unit, duty))
    return {name: tuple(pairs) for name, pairs in named.items()}


def by_body(lists: Iterable[TaskList]) -> tuple[TaskList, ...]:
    """A list for each body: those of one unit share its tasks, each gets its own sheet."""
    return tuple(entry._replace(bodies=(body,)) for entry in lists for body in entry.bodies)


def by_measure(lists: Iterable[TaskList], measures: Measures) -> tuple[TaskList, ...]:
    """A list for each measure and unit that has a task of it, in the catalogue's order; last what names no measure.

    A task there is what the clause asks of this measure alone: its state, its part, its change.
    """
    entries = list(lists)
    found = []
    for measure in (*measures.values(), None):
        for entry in entries:
            tasks = [narrowed for one in entry.tasks if (narrowed := _of_measure(one, measure))]
            if tasks:
                found.append(entry._replace(tasks=tuple(_ordered(tasks)), measure=measure))
    return tuple(found)


def _of_measure(whole: Task, measure: Measure | None) -> Task | None:
    items = tuple(item for item in whole.items if item.measure == measure)
    if not items:
        return None
    if all(item.standing.state == "ended" for item in items):
        return whole._replace(
            items=items, state="ended", change="ended" if whole.state == "ended" else _change(items)
        )
    narrowed = _task(whole.unit, whole.duty, items)
    return narrowed._replace(change=whole.change and _change(items), acting_for=whole.acting_for)
