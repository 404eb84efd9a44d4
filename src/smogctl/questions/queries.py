"""What the plan says: the assignments that fit a question, and what follows from them for units,
measures, levels.
"""

from collections.abc import Callable, Iterator, Mapping
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
    wanted = fold(asked.part) if asked.part else ""
    stands = _stands(registry, measures, asked.level)
    for unit, duty in registry.duties():
        if (asked.units is None or unit.id in asked.units) and wanted in fold(
            duty.text
        ):
            fitting = tuple(
                one
                for one in duty.assignments
                if _fits(one, asked) and stands(unit, duty, one)
            )
            if fitting:
                yield Found(unit, duty, fitting)


def _fits(assignment: Assignment, asked: Filter) -> bool:
    return (
        (asked.measures is None or assignment.measure in asked.measures)
        and (asked.phase is None or asked.phase in assignment.phases)
        and (asked.role is None or assignment.role == asked.role)
        and (
            asked.partners is None
            or any(partner.id in asked.partners for partner in assignment.partners)
        )
    )


def _stands(
    registry: Registry, measures: Measures, level: Colour | None
) -> Callable[[Unit, Duty, Assignment], bool]:
    """What tells whether an assignment is due or stands by at a level, as `activate` lists it."""
    if level is None:
        return lambda unit, duty, one: True
    from smogctl.questions.standing import LevelRules

    rules = LevelRules(registry, measures)
    return lambda unit, duty, one: (
        one.active and rules.row(unit, duty, one, level) is not None
    )


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
    for found in select(registry, measures, asked):
        for one in found.assignments:
            if one.measure:
                roles = table.setdefault(one.measure, {}).setdefault(one.role, {})
                roles.setdefault(found.unit.name, []).append(one.scope)
    wanted = [
        measure for measure in measures.values() if asked.open or measure.id in table
    ]
    return tuple(
        Owners(
            one, {role: _scopes(names) for role, names in table.get(one.id, {}).items()}
        )
        for one in wanted
    )


def _scopes(names: Mapping[str, list[str | None]]) -> dict[str, tuple[str, ...]]:
    """For each unit its scopes; a unit that has the measure once without one has it whole."""
    return {
        name: () if None in scopes else tuple(dict.fromkeys(filter(None, scopes)))
        for name, scopes in names.items()
    }


def levels_due(
    registry: Registry, measures: Measures, asked: Filter
) -> frozenset[Colour]:
    """The levels at which something that fits is due."""
    from smogctl.questions.standing import LevelRules

    rules = LevelRules(registry, measures)
    due: set[Colour] = set()
    for found in select(registry, measures, asked):
        for assignment in found.assignments:
            due |= set(_levels_due(rules, found, assignment))
    return frozenset(due)


def _levels_due(
    rules: "LevelRules", found: Found, assignment: Assignment
) -> Iterator[Colour]:
    if not assignment.active:
        return
    for level in rules.registry.levels:
        standing = rules.row(found.unit, found.duty, assignment, level.id)
        if standing and standing.due:
            yield level.id
