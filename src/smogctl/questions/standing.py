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
from smogctl.plan.registry import (
    Assignment,
    Duty,
    Ordered,
    Registry,
    Response,
    Unit,
)
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


def merged(standings: Sequence[Standing]) -> Standing:
    """Parts as one row, of which there is one at least.

    Due when one of them is, resting on the weakest of those.
    """
    weakest = max(standings, key=lambda part: (part.due, BASIS_RANK[part.basis]))
    parts: list[str] = []
    episode = False
    after = standings[0].after
    for standing in standings:
        parts += standing.parts
        episode |= standing.episode
        # several parts as one go on after a lift only where all of them do
        if standing.after != after:
            after = "ends"
    return weakest._replace(episode=episode, after=after, parts=tuple(parts))


def parts_of(assignment: Assignment, measure: Measure | None) -> Sequence[Part | None]:
    """The parts that an assignment is about.

    One None for a measure that is one thing, or for none.
    """
    if measure is None or not measure.parts:
        return (None,)
    if not assignment.parts:
        return measure.parts
    return [part for part in measure.parts if part.name in assignment.parts]


def shown_stage(
    measure: Measure | None, parts: Sequence[str], level: Colour
) -> str | None:
    """How far a measure, and those of its parts that are meant, have grown at a level."""
    if measure is None:
        return None
    growing = [measure.stages]
    for part in measure.parts:
        if part.name in parts:
            growing.append(part.stages)
    reached = []
    for stages in growing:
        below = [colour for colour in stages if RANK[colour] <= RANK[level]]
        if below:
            highest = max(below, key=RANK.__getitem__)
            reached.append(stages[highest].shown)
    return "；".join(reached) or None


class LevelRules:
    """What binds the assignments of one plan to levels.

    The chapter and the higher plan are indexed once.
    """

    def __init__(self, registry: Registry, measures: Measures) -> None:
        self.registry = registry
        self.measures = measures
        district = registry.district
        self._place = f"{district.within or ''}{district.name}"
        self._upper = {entry.measure: entry.starts for entry in registry.upper}
        self._chapter: dict[str, list[tuple[Response, Ordered]]] = {}
        for response in registry.responses:
            for order in response.measures:
                orders = self._chapter.setdefault(order.measure, [])
                orders.append((response, order))
        self._words = registry.own_words

    def measure_of(self, assignment: Assignment) -> Measure | None:
        """The measure that an assignment is of; None: its clause names none of the catalogue's."""
        if not assignment.measure:
            return None
        return self.measures.get(assignment.measure)

    def row(
        self, unit: Unit, duty: Duty, assignment: Assignment, level: Colour
    ) -> Standing | None:
        """How an assignment stands at a level.

        None where it is neither due nor standing by: it ended below.
        """
        standings = self.parts(unit, duty, assignment, level)
        if not standings:
            return None
        return merged(standings)

    def parts(
        self, unit: Unit, duty: Duty, assignment: Assignment, level: Colour
    ) -> list[Standing]:
        """The same for each part of its measure; parts that ended below are left out."""
        standings = []
        for part in parts_of(assignment, self.measure_of(assignment)):
            standing = self._part(unit, duty, assignment, level, part)
            if standing is not None:
                standings.append(standing)
        return standings

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
        own = part.starts if part else None
        if own and RANK[own] > RANK[upper]:
            return Start(own, "catalogue")
        return Start(upper, "upper")

    def _listed_start(self, measure: Measure, part: Part | None) -> Start | None:
        """From which level the catalogue starts a measure in this place; None: from none."""
        if part and part.starts:
            return Start(part.starts, "catalogue")
        level = measure.starts
        longest = ""
        for start in measure.starts_in:
            nearer = len(start.within) > len(longest)
            if nearer and self._place.startswith(start.within):
                level = start.level
                longest = start.within
        if level is None:
            return None
        return Start(level, "catalogue")

    def ordered_from(
        self, unit: Unit, assignment: Assignment, part: Part | None
    ) -> Colour | None:
        """The lowest level at which the response chapter orders the measure of a unit."""
        levels = []
        for response, order in self._chapter.get(assignment.measure or "", ()):
            if response.units and unit.id not in response.units:
                continue
            if _is_about(order, assignment, part):
                levels.append(response.level)
        return min(levels, key=RANK.__getitem__, default=None)

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
        start = self._start(unit, assignment, part)
        acts = partial(self.acts_of, duty, assignment)
        at_level = _at_level(assignment, start, level, acts)
        if at_level is None:
            return None
        state, basis, ground, since = at_level
        bound = bool(assignment.levels or start) or assignment.episode
        episode = bound or self._is_of_episode(duty, assignment)
        after = measure.after if measure else None
        parts: tuple[str, ...] = ()
        if part is not None:
            after = part.after or after
            parts = (part.name,)
        return Standing(
            state=state,
            basis=basis,
            ground=ground,
            episode=episode,
            after=after,
            parts=parts,
            since=since,
        )

    def _start(
        self, unit: Unit, assignment: Assignment, part: Part | None
    ) -> Start | None:
        """From which level the chapter starts something.

        Of what neither it nor the clause has a level for: a higher plan, or the catalogue.
        """
        chapter = self.ordered_from(unit, assignment, part)
        if chapter:
            return Start(chapter, "chapter")
        if assignment.levels:
            return None
        measure = self.measure_of(assignment)
        if measure is None:
            return None
        return self.start_of(measure, part)

    def _is_of_episode(self, duty: Duty, assignment: Assignment) -> bool:
        """Whether the words about an assignment bind it to the episode.

        They are the clause's own: where it has no such words, it is not looked into.
        """
        if not is_of_episode(duty.text):
            return False
        return is_of_episode(self._own_words(duty, assignment))

    def _own_words(self, duty: Duty, assignment: Assignment) -> str:
        """The words of a clause that are about an assignment; all where it has only one."""
        if len(duty.assignments) == 1:
            return duty.text
        asked = (duty.text, assignment.scope, assignment.measure)
        words = self._words.get(asked)
        if words is None:
            words = own_words(*asked)
            self._words[asked] = words
        return words


def _is_about(order: Ordered, assignment: Assignment, part: Part | None) -> bool:
    """Whether an order of the chapter is about an assignment's scope and part.

    What has no scope has all.
    """
    if order.scope and assignment.scope not in (None, order.scope):
        return False
    if part is None or not order.parts:
        return True
    return part.name in order.parts


class _At(NamedTuple):
    """What the texts say of one level, and from which level on they say it."""

    state: State
    basis: TaskBasis
    ground: Ground | None
    since: Colour | None


def _at_level(
    assignment: Assignment,
    start: Start | None,
    level: Colour,
    acts: Callable[[], WarningActs],
) -> _At | None:
    """`start`: what the chapter says, be the levels of the clause what they may.

    Where neither has any, what others say. `acts`: what the assignment does about a warning, which
    few cases turn on.
    """
    levels = assignment.levels
    if level in levels:
        return _At("due", "stated", "clause", levels[0])
    reached = start is not None and RANK[start.level] <= RANK[level]
    if levels and not reached:
        return _by_clause(assignment, levels, level, acts())
    if start is None:
        return _At("due", "unstated", None, None)
    basis: TaskBasis = "inferred"
    if start.ground == "chapter":
        basis = "stated"
    state: State = "due" if reached else "standby"
    return _At(state, basis, start.ground, start.level)


def _by_clause(
    assignment: Assignment, levels: Sequence[Colour], level: Colour, acts: WarningActs
) -> _At | None:
    """At a level that the clause does not name, while it names others."""
    lowest = levels[0]
    steps_below = RANK[lowest] - RANK[level]
    if steps_below < 0 and assignment.ends:
        return None
    inferred = _At("due", "inferred", "clause", lowest)
    if steps_below < 0:
        return inferred
    # what is proposed, or released, is the level to come: that is done at the level below
    if acts.releases and (acts.proposes or steps_below == 1):
        return inferred
    return _At("standby", "stated", "clause", lowest)
