"""How an assignment stands at a warning level: due or standing by, on what, bound to the episode.

docs/design.md, What the answers mean. The clause comes first, then the plan's response chapter,
then a higher plan, then the catalogue.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from smogctl.grammar.episode import is_of_episode, own_words
from smogctl.grammar.warnings import WarningActs, warning_acts
from smogctl.plan.catalogue import Measures
from smogctl.plan.measures import Measure, Part
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.values.vocabulary import RANK, After, Colour, Ground, State, TaskBasis

BASIS_RANK: dict[TaskBasis, int] = {
    "stated": 0,
    "decided": 1,
    "inferred": 2,
    "unstated": 3,
}
"""From the firmest to the weakest."""

WARNING = "support.warning"


class Standing(NamedTuple):
    """How an assignment, or the parts of its measure that stand alike, stand at a level."""

    state: State
    basis: TaskBasis
    ground: Ground | None
    """The first of the texts that decided, standing by included; None where nothing binds it."""
    episode: bool
    """Whether it is bound to the episode."""
    after: After | None
    """What a lift does to it; None: it has no measure."""
    parts: tuple[str, ...] = ()
    """The parts of the measure that it is about; empty for a measure that is one thing."""
    since: Colour | None = None
    """The level from which the text that decided has it; None where nothing binds it."""

    @property
    def due(self) -> bool:
        """Whether it is to be done."""
        return self.state == "due"

    @property
    def ends_with_episode(self) -> bool:
        """Whether a lift ends it: the episode started it, and nothing of it is owed all year."""
        return self.episode and self.after != "continues"


class Start(NamedTuple):
    """The level from which a measure is started, and which text says so."""

    level: Colour
    ground: Ground


def merged(standings: Sequence[Standing]) -> Standing | None:
    """Several parts as one row: due when one of them is, resting on the weakest of those.

    None for no part.
    """
    if not standings:
        return None
    due = [standing for standing in standings if standing.due]
    weakest = max(due or standings, key=lambda standing: BASIS_RANK[standing.basis])
    return weakest._replace(
        episode=any(standing.episode for standing in standings),
        after=_after_of_all(standings),
        parts=tuple(name for standing in standings for name in standing.parts),
    )


def _after_of_all(standings: Sequence[Standing]) -> After | None:
    """What a lift does to several parts as one: it goes on only where all of them do."""
    every = {standing.after for standing in standings}
    return every.pop() if len(every) == 1 else "ends"


def parts_of(assignment: Assignment, measure: Measure | None) -> Sequence[Part | None]:
    """The parts that an assignment is about.

    One None for a measure that is one thing, or for none.
    """
    if measure is None or not measure.parts:
        return (None,)
    named = assignment.parts
    return [part for part in measure.parts if not named or part.name in named]


def shown_stage(
    measure: Measure | None, parts: Sequence[str], level: Colour
) -> str | None:
    """How far a measure, and those of its parts that are meant, have grown at a level."""
    if measure is None:
        return None
    grown = [
        measure.stages,
        *(part.stages for part in measure.parts if part.name in parts),
    ]
    stages = []
    for of_part in grown:
        reached = [colour for colour in of_part if RANK[colour] <= RANK[level]]
        if reached:
            stages.append(of_part[max(reached, key=RANK.__getitem__)].shown)
    return "；".join(stages) or None


class LevelRules:
    """What binds the assignments of one plan to levels.

    The chapter and the higher plan are indexed once.
    """

    def __init__(self, registry: Registry, measures: Measures) -> None:
        self.registry = registry
        self.measures = measures
        self._upper = {entry.measure: entry.starts for entry in registry.upper}
        self._chapter: dict[str, list[int]] = {}
        for place, response in enumerate(registry.responses):
            for ordered in response.measures:
                self._chapter.setdefault(ordered.measure, []).append(place)

    def measure_of(self, assignment: Assignment) -> Measure | None:
        """The measure that an assignment is of; None: its clause names none of the catalogue's."""
        return self.measures.get(assignment.measure) if assignment.measure else None

    def row(
        self, unit: Unit, duty: Duty, assignment: Assignment, level: Colour
    ) -> Standing | None:
        """How an assignment stands at a level.

        None where it is neither due nor standing by: it ended below.
        """
        return merged(self.parts(unit, duty, assignment, level))

    def parts(
        self, unit: Unit, duty: Duty, assignment: Assignment, level: Colour
    ) -> list[Standing]:
        """The same for each part of its measure; parts that ended below are left out."""
        measure = self.measure_of(assignment)
        standings = (
            self._part(unit, duty, assignment, level, part)
            for part in parts_of(assignment, measure)
        )
        return [standing for standing in standings if standing]

    def start_of(self, measure: Measure, part: Part | None = None) -> Start | None:
        """From which level a higher plan, else the catalogue starts a measure; None: from none.

        The catalogue may differ by province: the longest name that the district's place begins with
        counts. A part that has a start of its own keeps it, unless the higher plan or the province
        starts the measure later.
        """
        listed = self._listed_start(measure, part)
        upper = self._upper.get(measure.id)
        if upper is None:
            return listed
        above = Start(upper, "upper")
        if part is None or part.starts is None:
            return above
        return max(
            above, Start(part.starts, "catalogue"), key=lambda start: RANK[start.level]
        )

    def _listed_start(self, measure: Measure, part: Part | None) -> Start | None:
        """From which level the catalogue starts a measure in this place; None: from none."""
        if part is not None and part.starts is not None:
            return Start(part.starts, "catalogue")
        place = f"{self.registry.district.within or ''}{self.registry.district.name}"
        fitting = [
            start for start in measure.starts_in if place.startswith(start.within)
        ]
        if fitting:
            return Start(
                max(fitting, key=lambda start: len(start.within)).level, "catalogue"
            )
        return Start(measure.starts, "catalogue") if measure.starts else None

    def ordered_at(
        self, unit: Unit, assignment: Assignment, part: Part | None
    ) -> list[Colour]:
        """The levels at which the response chapter orders the measure of a unit, ascending."""
        levels = []
        for place in self._chapter.get(assignment.measure or "", ()):
            response = self.registry.responses[place]
            if response.units and unit.id not in response.units:
                continue
            orders = (
                order
                for order in response.measures
                if order.measure == assignment.measure
            )
            if any(
                _orders(order.scope, order.parts, assignment, part) for order in orders
            ):
                levels.append(response.level)
        return sorted(levels, key=RANK.__getitem__)

    def acts_of(self, duty: Duty, assignment: Assignment) -> WarningActs:
        """What an assignment does about a warning; nothing, where it is not about warnings."""
        if assignment.measure != WARNING:
            return WarningActs()
        return warning_acts(self._own_words(duty, assignment))

    def _part(
        self,
        unit: Unit,
        duty: Duty,
        assignment: Assignment,
        level: Colour,
        part: Part | None,
    ) -> Standing | None:
        measure = self.measure_of(assignment)
        chapter = self.ordered_at(unit, assignment, part)
        start = None
        if measure and not assignment.levels and not chapter:
            start = self.start_of(measure, part)
        acts = partial(self.acts_of, duty, assignment)
        found = _at_level(assignment, chapter, start, level, acts)
        if found is None:
            return None
        state, basis, ground, since = found
        bound = bool(assignment.levels or chapter or start)
        episode = bound or assignment.episode or self._is_of_episode(duty, assignment)
        after = _after(measure, part)
        parts = (part.name,) if part else ()
        return Standing(state, basis, ground, episode, after, parts, since)

    def _is_of_episode(self, duty: Duty, assignment: Assignment) -> bool:
        """Whether the words about an assignment bind it to the episode.

        They are the clause's own: where it has no such words, it is not looked into.
        """
        return is_of_episode(duty.text) and is_of_episode(
            self._own_words(duty, assignment)
        )

    def _own_words(self, duty: Duty, assignment: Assignment) -> str:
        """The words of a clause that are about an assignment; all where it has only one."""
        if len(duty.assignments) == 1:
            return duty.text
        asked = (duty.text, assignment.scope, assignment.measure)
        known = self.registry.own_words
        if known is None:
            return own_words(*asked)
        if asked not in known:
            known[asked] = own_words(*asked)
        return known[asked]


def _after(measure: Measure | None, part: Part | None) -> After | None:
    if part is not None and part.after is not None:
        return part.after
    return measure.after if measure else None


def _orders(
    scope: str | None, parts: Sequence[str], assignment: Assignment, part: Part | None
) -> bool:
    """Whether an order of the chapter is about an assignment's scope and part.

    What has no scope has all.
    """
    if scope and assignment.scope and scope != assignment.scope:
        return False
    return not parts or part is None or part.name in parts


class _At(NamedTuple):
    """What the texts say of one level, and from which level on they say it."""

    state: State
    basis: TaskBasis
    ground: Ground | None
    since: Colour | None


def _at_level(
    assignment: Assignment,
    chapter: Sequence[Colour],
    start: Start | None,
    level: Colour,
    acts: Callable[[], WarningActs],
) -> _At | None:
    """`acts`: what the assignment does about a warning, which few cases turn on."""
    levels = assignment.levels or ()
    if level in levels:
        return _At("due", "stated", "clause", levels[0])
    if chapter and RANK[chapter[0]] <= RANK[level]:
        return _At("due", "stated", "chapter", chapter[0])
    if levels:
        return _by_clause(assignment, levels, level, acts())
    if chapter:
        return _At("standby", "stated", "chapter", chapter[0])
    if start is None:
        return _At("due", "unstated", None, None)
    state: State = "due" if RANK[start.level] <= RANK[level] else "standby"
    return _At(state, "inferred", start.ground, start.level)


def _by_clause(
    assignment: Assignment, levels: Sequence[Colour], level: Colour, acts: WarningActs
) -> _At | None:
    """At a level that the clause does not name, while it names others."""
    inferred = _At("due", "inferred", "clause", levels[0])
    if RANK[level] > RANK[levels[0]]:
        return None if assignment.ends else inferred
    # what is proposed, or released, is the level to come: that is done at the level below
    if acts.releases and (acts.proposes or RANK[levels[0]] - RANK[level] == 1):
        return inferred
    return _At("standby", "stated", "clause", levels[0])
