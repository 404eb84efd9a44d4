"""What the plan says: the assignments that fit a question, and what follows from them for units, measures, levels."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.schema.measures import Measure
from smogctl.text.plain import fold
from smogctl.values.vocabulary import Colour, Phase, Role


class Filter(NamedTuple):
    """A question's conditions, resolved for one district; None or empty: not asked. All that are asked must hold."""

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
    for unit, duty in registry.duties():
        if (asked.units is None or unit.id in asked.units) and wanted in fold(duty.text):
            fitting = tuple(
                one
                for one in duty.assignments
                if _fits(one, asked) and _stands(one, asked, measures)
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


def _stands(assignment: Assignment, asked: Filter, measures: Measures) -> bool:
    """Whether an assignment is due or on standby at the level asked for; so `activate` lists its duty."""
    if asked.level is None:
        return True
    from smogctl.questions import activation  # most questions name no level

    measure = measures.get(assignment.measure) if assignment.measure else None
    return assignment.active and activation.standing(assignment, asked.level, measure) is not None


class Owners(NamedTuple):
    """Who has a measure in one district, by role, in the plan's order."""

    measure: Measure
    by_role: Mapping[Role, Mapping[str, tuple[str, ...]]]
    """Role, then unit name, then the scopes that it is limited to; none: the whole measure."""


def owners(registry: Registry, measures: Measures, asked: Filter) -> tuple[Owners, ...]:
    """Every measure of the catalogue with its units; with conditions, only those that something fits."""
    table: dict[str, dict[Role, dict[str, list[str | None]]]] = {}
    for found in select(registry, measures, asked):
        for one in found.assignments:
            if one.measure:
                roles = table.setdefault(one.measure, {}).setdefault(one.role, {})
                roles.setdefault(found.unit.name, []).append(one.scope)
    wanted = [measure for measure in measures.values() if asked.open or measure.id in table]
    return tuple(
        Owners(one, {role: _scopes(names) for role, names in table.get(one.id, {}).items()})
        for one in wanted
    )


def _scopes(names: Mapping[str, list[str | None]]) -> dict[str, tuple[str, ...]]:
    """For each unit its scopes; a unit that has the measure once without one has it whole."""
    return {
        name: () if None in scopes else tuple(dict.fromkeys(filter(None, scopes)))
        for name, scopes in names.items()
    }


def levels_due(registry: Registry, measures: Measures, asked: Filter) -> frozenset[Colour]:
    """The levels at which something that fits is due."""
    from smogctl.questions import activation

    due: set[Colour] = set()
    for found in select(registry, measures, asked):
        for one in found.assignments:
            measure = measures.get(one.measure) if one.measure else None
            for level in registry.levels:
                state = activation.standing(one, level.id, measure) if one.active else None
                if state and state.state == "due":
                    due.add(level.id)
    return frozenset(due)
