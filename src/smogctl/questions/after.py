"""What happens to tasks after the warning: lifted, suspended, resumed.

A lift ends what the episode started and nothing else: of what is owed all year only the extra ends.
A suspension pauses exactly what a lift would end; a resumption starts it again.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

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
from smogctl.values.vocabulary import Colour, Event


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
    return Activation(
        registry=registry,
        measures=measures,
        level=None,
        origin=origin,
        lists=lists_of(registry, night.lifted, night.stands_by),
        event="lift",
        decisions=tuple(decided),
        notices=tuple(night.decisions.notices()),
    )


def suspend(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided] = (),
) -> Activation:
    """All lists while the response is suspended: what a lift would end is paused."""
    return _paused(registry, measures, level, decided, "suspend", _suspended)


def resume(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided] = (),
) -> Activation:
    """All lists when a suspended response goes on: what was paused is due again."""
    return _paused(registry, measures, level, decided, "resume", _resumed)


def _paused(
    registry: Registry,
    measures: Measures,
    level: Colour,
    decided: Sequence[Decided],
    event: Event,
    fate: Callable[[Item], Item],
) -> Activation:
    night = _Night(registry, measures, level, decided)
    return Activation(
        registry=registry,
        measures=measures,
        level=level,
        origin=None,
        lists=lists_of(registry, partial(night.paused, fate)),
        event=event,
        decisions=tuple(decided),
        notices=tuple(night.decisions.notices()),
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
        return task_of(unit, duty, items, fate_of)

    def paused(
        self, fate: Callable[[Item], Item], unit: Unit, duty: Duty
    ) -> Task | None:
        """A duty while the response is suspended, or when it goes on."""
        items = []
        for assignment in duty.active:
            for plain in self._split(unit, duty, assignment):
                decided = self.decisions.applied(unit, duty, plain)
                items.append(fate(decided))
        return task_of(unit, duty, items, fate_of)

    def stands_by(self, unit: Unit, duty: Duty) -> bool:
        """Whether something of a duty stood by, or was held, when the warning was lifted."""
        return any(
            self.rules.row(unit, duty, assignment, self.level)
            for assignment in duty.active
        )

    def _opened(self, assignment: Assignment) -> Item:
        measure = self.rules.measure_of(assignment)
        after = measure.after if measure else None
        parts = [part.name for part in parts_of(assignment, measure) if part]
        standing = Standing("due", "stated", None, True, after, tuple(parts))
        return Item(assignment, measure, None, standing, "added")

    def _after_lift(
        self, unit: Unit, duty: Duty, assignment: Assignment
    ) -> Iterator[Item]:
        """What becomes of an assignment, once for each fate among its parts.

        What stood by is dropped.
        """
        if self._is_act_of_lifting(duty, assignment):
            standing = Standing("due", "unstated", None, True, None)
            if assignment.levels:
                standing = standing._replace(basis="stated", ground="clause")
            measure = self.rules.measure_of(assignment)
            yield Item(assignment, measure, None, standing, "kept")
            return
        for plain in self._split(unit, duty, assignment):
            decided = self.decisions.applied(unit, duty, plain)
            left = _lapsed(plain, decided)
            if left.due:
                yield _ended(left)

    def _is_act_of_lifting(self, duty: Duty, assignment: Assignment) -> bool:
        """Whether an assignment is to lift this level's warning, or to propose it."""
        if assignment.levels and self.level not in assignment.levels:
            return False
        return self.rules.acts_of(duty, assignment).lifts

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
            stage = shown_stage(measure, together.parts, self.level)
            items.append(Item(assignment, measure, stage, together))
        return items


def _lapsed(plain: Item, decided: Item) -> Item:
    """What a decision leaves at the lift: of what was held, what is owed all year."""
    if decided.standing.state != "held":
        return decided
    if plain.standing.ends_with_episode:
        return decided
    return plain


def _ended(item: Item) -> Item:
    """What a lift does to something that is due."""
    standing = item.standing
    if standing.ends_with_episode:
        ended = standing._replace(state="ended")
        return item._replace(stage=None, standing=ended, change="ended")
    if standing.episode:
        return item._replace(stage=None, change="reverts")
    return item._replace(stage=None, change="continues")


def _suspended(item: Item) -> Item:
    standing = item.standing
    if item.due and standing.ends_with_episode:
        paused = standing._replace(state="paused")
        return item._replace(standing=paused, change="paused")
    return item._replace(change="kept")


def _resumed(item: Item) -> Item:
    if item.due and item.standing.ends_with_episode:
        return item._replace(change="resumed")
    return item._replace(change="kept")
