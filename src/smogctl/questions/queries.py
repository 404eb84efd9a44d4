"""What the plan says: the assignments that fit a question, and what follows from them for units,
measures, levels.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.text.plain import fold
from smogctl.values.vocabulary import Colour, Phase, Role

if TYPE_CHECKING:  # levels are asked for by few questions
    from smogctl.questions.standing import LevelRules


class Filter(NamedTuple):
    """A question's conditions, resolved for one district.

    None or empty: not asked. All that are asked must hold.
    """

    units: frozenset[str] | None = None
    measures: frozenset[str] | None = None
    level: Colour | None = None
    phase: Phase | None = None
    role: Role | None = None
    partners: frozenset[str] | None = None
    part: str | None = None
    """A plain part of the wording, folded like names."""

    @property
    def open(self) -> bool:
        """Whether it lets every duty through."""
        return self == Filter()


class Found(NamedTuple):
    """A duty that fits, with those of its assignments that do."""

    unit: Unit
    duty: Duty
    assignments: tuple[Assignment, ...]


def select(registry: Registry, measures: Measures, asked: Filter) -> Iterator[Found]:
    """The duties that fit, in the plan's order."""
    stands = _stands(registry, measures, asked.level)
    for unit, duty in _asked_for(registry, asked):
        fitting = []
        for assignment in duty.assignments:
            if _fits(assignment, asked) and stands(unit, duty, assignment):
                fitting.append(assignment)
        if fitting:
            yield Found(unit, duty, tuple(fitting))


def _asked_for(registry: Registry, asked: Filter) -> Iterator[tuple[Unit, Duty]]:
    """The duties of the units that are asked for, with the wording that is."""
    wanted = fold(asked.part or "")
    for unit, duty in registry.duties():
        if asked.units is not None and unit.id not in asked.units:
            continue
        if not wanted or wanted in fold(duty.text):
            yield unit, duty


def _fits(assignment: Assignment, asked: Filter) -> bool:
    if asked.measures is not None and assignment.measure not in asked.measures:
        return False
    if asked.phase not in (None, *assignment.phases):
        return False
    if asked.role not in (None, assignment.role):
        return False
    if asked.partners is None:
        return True
    return any(partner.id in asked.partners for partner in assignment.partners)


def _stands(
    registry: Registry, measures: Measures, level: Colour | None
) -> Callable[[Unit, Duty, Assignment], bool]:
    """What tells whether an assignment is due or stands by at a level, as `activate` lists it."""
    if level is None:
        return lambda unit, duty, assignment: True
    from smogctl.questions.standing import LevelRules

    rules = LevelRules(registry, measures)

    def stands(unit: Unit, duty: Duty, assignment: Assignment) -> bool:
        if not assignment.active:
            return False
        return rules.row(unit, duty, assignment, level) is not None

    return stands


class Owners(NamedTuple):
    """Who has a measure in one district, by role, in the plan's order."""

    measure: Measure
    by_role: Mapping[Role, Mapping[str, tuple[str, ...]]]
    """Role, then unit name, then the scopes that it is limited to; none: the whole measure."""


def owners(registry: Registry, measures: Measures, asked: Filter) -> tuple[Owners, ...]:
    """Every measure of the catalogue with its units.

    With conditions, only those that something fits.
    """
    table: dict[str, dict[Role, dict[str, list[str | None]]]] = {}
    for fitting in select(registry, measures, asked):
        for assignment in fitting.assignments:
            if not assignment.measure:
                continue
            roles = table.setdefault(assignment.measure, {})
            units = roles.setdefault(assignment.role, {})
            units.setdefault(fitting.unit.name, []).append(assignment.scope)
    answers = []
    for measure in measures.values():
        if measure.id not in table and not asked.open:
            continue
        by_role = {}
        for role, units in table.get(measure.id, {}).items():
            by_role[role] = {name: limits(scopes) for name, scopes in units.items()}
        answers.append(Owners(measure, by_role))
    return tuple(answers)


def limits(scopes: Sequence[str | None]) -> tuple[str, ...]:
    """The scopes that a unit is limited to; who has a measure once without one has it whole."""
    if None in scopes:
        return ()
    return tuple(dict.fromkeys(filter(None, scopes)))


def levels_due(
    registry: Registry, measures: Measures, asked: Filter
) -> frozenset[Colour]:
    """The levels at which something that fits is due."""
    from smogctl.questions.standing import LevelRules

    rules = LevelRules(registry, measures)
    due: set[Colour] = set()
    for fitting in select(registry, measures, asked):
        for assignment in fitting.assignments:
            if assignment.active:
                due.update(_levels_due(rules, fitting, assignment))
    return frozenset(due)


def _levels_due(
    rules: "LevelRules", fitting: Found, assignment: Assignment
) -> Iterator[Colour]:
    for level in rules.registry.levels:
        standing = rules.row(fitting.unit, fitting.duty, assignment, level.id)
        if standing and standing.due:
            yield level.id
