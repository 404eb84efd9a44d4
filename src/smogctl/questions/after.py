"""What happens to tasks after the warning: lifted, suspended, resumed.

A lift ends what the episode started and nothing else: of what is owed all year only the extra ends.
A suspension pauses exactly what a lift would end; a resumption starts it again.
"""

from collections.abc import Sequence

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.questions.activation import lists_of
from smogctl.questions.decisions import Decisions
from smogctl.questions.standing import (
    LevelRules,
    Standing,
    merged,
    parts_of,
    shown_stage,
)
from smogctl.questions.tasks import Activation, Decided, Item, Task, fate_of, task_of
from smogctl.values.vocabulary import Change, Colour, Event, Ground, TaskBasis


def lift(
    registry: Registry,
    measures: Measures,
    origin: Colour,
    decided: Sequence[Decided] = (),
) -> Activation:
    """All lists when the warning of a level is lifted; the duties of phase review open.

    What only stood by is dropped, and counted in `left_out`. Raises DecisionError as `activate`
    does.
    """
    night = _Night(registry, measures, origin, decided)
    tasks: dict[str, list[Task]] = {}
    dropped: set[str] = set()
    for unit in registry.units:
        tasks[unit.id] = []
        for duty in unit.duties:
            task = night.lifted(unit, duty)
            if task:
                tasks[unit.id].append(task)
            elif night.stands_by(unit, duty):
                dropped.add(duty.id)
    lists = lists_of(registry, tasks, dropped)
    notices = tuple(night.decisions.notices())
    return Activation(
        registry, measures, None, origin, lists, (), "lift", tuple(decided), notices
    )


def suspend(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided] = (),
) -> Activation:
    """All lists while the response is suspended: what a lift would end is paused."""
    return _paused(registry, measures, level, decided, "suspend")


def resume(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided] = (),
) -> Activation:
    """All lists when a suspended response goes on: what was paused is due again."""
    return _paused(registry, measures, level, decided, "resume")


def _paused(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided],
    event: Event,
) -> Activation:
    night = _Night(registry, measures, level, decided)
    tasks = {
        unit.id: [
            task for duty in unit.duties if (task := night.paused(unit, duty, event))
        ]
        for unit in registry.units
    }
    lists = lists_of(registry, tasks)
    notices = tuple(night.decisions.notices())
    return Activation(
        registry, measures, level, None, lists, (), event, tuple(decided), notices
    )


class _Night:
    """One night at a level, with what the command has decided."""

    def __init__(
        self,
        registry: Registry,
        measures: Measures,
        level: Colour,
        decided: Sequence[Decided],
    ) -> None:
        self.level = level
        self.rules = LevelRules(registry, measures)
        self.decisions = Decisions(registry, measures, decided)

    def lifted(self, unit: Unit, duty: Duty) -> Task | None:
        """What becomes of a duty at a lift; None where nothing of it was due and nothing opens."""
        items: list[Item] = []
        for assignment in duty.assignments:
            if "review" in assignment.phases:
                items.append(self._opened(assignment))
            if assignment.active:
                items += self._after_lift(unit, duty, assignment)
        if not items:
            return None
        return task_of(unit, duty, items)._replace(change=fate_of(items))

    def paused(self, unit: Unit, duty: Duty, event: Event) -> Task | None:
        """A duty while the response is suspended, or when it goes on."""
        items = []
        for assignment in duty.assignments:
            if not assignment.active:
                continue
            for plain in self._split(unit, duty, assignment):
                item = self.decisions.applied(unit, duty, plain)
                items.append(_suspended(item) if event == "suspend" else _resumed(item))
        if not items:
            return None
        return task_of(unit, duty, items)._replace(change=fate_of(items))

    def stands_by(self, unit: Unit, duty: Duty) -> bool:
        """Whether something of a duty stood by, or was held, when the warning was lifted."""
        active = (assignment for assignment in duty.assignments if assignment.active)
        return any(
            self.rules.row(unit, duty, assignment, self.level) for assignment in active
        )

    def _opened(self, assignment: Assignment) -> Item:
        measure = self.rules.measure_of(assignment)
        after = measure.after if measure else None
        parts = tuple(part.name for part in parts_of(assignment, measure) if part)
        standing = Standing("due", "stated", None, True, after, parts)
        return Item(assignment, measure, None, standing, "added")

    def _after_lift(self, unit: Unit, duty: Duty, assignment: Assignment) -> list[Item]:
        """What becomes of an assignment, once for each fate among its parts.

        What stood by is dropped.
        """
        if self._is_act_of_lifting(duty, assignment):
            measure = self.rules.measure_of(assignment)
            basis: TaskBasis = "stated" if assignment.levels else "unstated"
            ground: Ground | None = "clause" if assignment.levels else None
            standing = Standing("due", basis, ground, True, None)
            return [Item(assignment, measure, None, standing, "kept")]
        plain = self._split(unit, duty, assignment)
        decided = (self.decisions.applied(unit, duty, item) for item in plain)
        items = (_lapsed(one, other) for one, other in zip(plain, decided, strict=True))
        return [_ended(item) for item in items if item.due]

    def _is_act_of_lifting(self, duty: Duty, assignment: Assignment) -> bool:
        """Whether an assignment is to lift this level's warning, or to propose it."""
        if not self.rules.acts_of(duty, assignment).lifts:
            return False
        return not assignment.levels or self.level in assignment.levels

    def _split(self, unit: Unit, duty: Duty, assignment: Assignment) -> list[Item]:
        """An assignment as items, the parts that share a fate together."""
        measure = self.rules.measure_of(assignment)
        groups: dict[tuple[bool, str, str | None], list[Standing]] = {}
        for standing in self.rules.parts(unit, duty, assignment, self.level):
            key = standing.episode, standing.state, standing.after
            groups.setdefault(key, []).append(standing)
        items = []
        for standings in groups.values():
            together = merged(standings)
            assert together
            stage = shown_stage(measure, together.parts, self.level)
            items.append(Item(assignment, measure, stage, together))
        return items


def _lapsed(plain: Item, decided: Item) -> Item:
    """What a decision leaves at the lift: of what was held, what is owed all year."""
    held = decided.standing.state == "held"
    return plain if held and not plain.standing.ends_with_episode else decided


def _fate(standing: Standing) -> Change:
    """What a lift does to something that is due."""
    if not standing.episode:
        return "continues"
    return "ended" if standing.ends_with_episode else "reverts"


def _ended(item: Item) -> Item:
    change = _fate(item.standing)
    standing = item.standing
    if change == "ended":
        standing = standing._replace(state="ended")
    return item._replace(stage=None, standing=standing, change=change)


def _suspended(item: Item) -> Item:
    if not item.due or not item.standing.ends_with_episode:
        return item._replace(change="kept")
    return item._replace(
        standing=item.standing._replace(state="paused"), change="paused"
    )


def _resumed(item: Item) -> Item:
    again = item.due and item.standing.ends_with_episode
    return item._replace(change="resumed" if again else "kept")
