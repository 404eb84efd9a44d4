"""Two districts side by side: who leads what here and there, who has no counterpart, whose role
differs.

Units are counterparts where they have the same id: ids are function slugs
(catalogue/functions.yaml).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from smogctl.questions.coverage import Coverage
from smogctl.values.vocabulary import Role

VERDICTS = ("same", "other", "only_a", "only_b", "neither")
"""How two districts stand to each other in one measure, by who leads it."""


class Clause(NamedTuple):
    """A clause that gives a unit a measure."""

    unit: str
    unit_id: str
    duty: str
    role: Role
    scope: str | None
    text: str


class Held(NamedTuple):
    """How a unit has a measure: its roles, the strongest first, and the scopes that it is limited
    to (none: whole).
    """

    roles: tuple[Role, ...]
    scopes: tuple[str, ...]


class Profile(NamedTuple):
    """Of one district what a comparison needs, in plain values."""

    district: str
    name: str
    plan: str
    file: str
    digest: str
    units: Mapping[str, str]
    """Name by id."""
    held: Mapping[str, Mapping[str, Held]]
    """By measure, then by unit id."""
    clauses: Mapping[str, tuple[Clause, ...]]
    """By measure; only those asked for."""

    def led(self, measure: str) -> tuple[str, ...]:
        """The ids of the units that lead a measure, be it in part."""
        units = []
        for unit, held in self.held.get(measure, {}).items():
            if "lead" in held.roles:
                units.append(unit)
        return tuple(units)


class Difference(NamedTuple):
    """A measure as two districts have it.

    `verdict`: same, other, only_a, only_b or neither, by who leads it.
    """

    measure: str
    verdict: str


class RoleDifference(NamedTuple):
    """A unit and its counterpart that have one measure in different roles."""

    unit: str
    measure: str
    a: tuple[Role, ...]
    b: tuple[Role, ...]


class Comparison(NamedTuple):
    """All that differs between two districts."""

    a: Profile
    b: Profile
    measures: tuple[Difference, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    """Ids of the units without a counterpart."""
    roles: tuple[RoleDifference, ...]

    def count(self, verdict: str) -> int:
        """How many measures have this verdict."""
        return sum(difference.verdict == verdict for difference in self.measures)


class Against(NamedTuple):
    """How one of many districts compares with the one that they are held against, counted."""

    district: str
    name: str
    file: str
    digest: str
    verdicts: tuple[int, ...]
    """How many measures have each of VERDICTS."""
    only_a: int
    only_b: int
    roles: int
    led: Mapping[str, tuple[str, ...]]
    """Its measures that a unit leads, with the ids of those units."""
    units: tuple[str, ...]
    """The ids of its units."""

    @property
    def apart(self) -> int:
        """How many measures, units and roles differ."""
        counts = dict(zip(VERDICTS, self.verdicts, strict=True))
        measures = counts["other"] + counts["only_a"] + counts["only_b"]
        return measures + self.only_a + self.only_b + self.roles


def against(comparison: Comparison) -> Against:
    """What is counted of a comparison."""
    other = comparison.b
    led = {}
    for difference in comparison.measures:
        units = other.led(difference.measure)
        if units:
            led[difference.measure] = units
    return Against(
        district=other.district,
        name=other.name,
        file=other.file,
        digest=other.digest,
        verdicts=tuple(map(comparison.count, VERDICTS)),
        only_a=len(comparison.only_a),
        only_b=len(comparison.only_b),
        roles=len(comparison.roles),
        led=led,
        units=tuple(other.units),
    )


def profile(coverage: Coverage, quoted: Iterable[str] = ()) -> Profile:
    """One district's profile, with the clauses of the measures that are to be quoted."""
    registry = coverage.registry
    held: dict[str, dict[str, Held]] = {}
    for (measure, unit), cell in coverage.matrix.items():
        held.setdefault(measure, {})[unit] = Held(cell.roles, cell.scopes)
    return Profile(
        district=registry.district.id,
        name=registry.district.name,
        plan=registry.plan.with_part,
        file=registry.file,
        digest=registry.digest,
        units={unit.id: unit.name for unit in registry.units},
        held=held,
        clauses={measure: tuple(_clauses(coverage, measure)) for measure in quoted},
    )


def _clauses(coverage: Coverage, measure: str) -> Iterator[Clause]:
    """The clauses of a measure, unit by unit in the plan's order."""
    for (name, unit), cell in coverage.matrix.items():
        if name != measure:
            continue
        owner = coverage.registry.unit(unit).name
        for duty, assignment in cell.shares:
            yield Clause(
                unit=owner,
                unit_id=unit,
                duty=duty.id,
                role=assignment.role,
                scope=assignment.scope,
                text=duty.text,
            )


def compare(a: Profile, b: Profile, measures: Iterable[str]) -> Comparison:
    """What differs between two districts, measures in the order given, units in their plan's."""
    differences = []
    roles: list[RoleDifference] = []
    for measure in measures:
        verdict = _verdict(set(a.led(measure)), set(b.led(measure)))
        differences.append(Difference(measure, verdict))
        roles += _role_differences(a, b, measure)
    return Comparison(
        a=a,
        b=b,
        measures=tuple(differences),
        only_a=tuple(unit for unit in a.units if unit not in b.units),
        only_b=tuple(unit for unit in b.units if unit not in a.units),
        roles=tuple(roles),
    )


def _role_differences(a: Profile, b: Profile, measure: str) -> Iterator[RoleDifference]:
    others = b.held.get(measure, {})
    for unit, here in a.held.get(measure, {}).items():
        there = others.get(unit)
        if there and there.roles != here.roles:
            yield RoleDifference(unit, measure, here.roles, there.roles)


_BY_SIDES = {
    (False, False): "neither",
    (True, False): "only_a",
    (False, True): "only_b",
}
"""The verdict where a side has no leader; where both have, it depends on whom."""


def _verdict(a: set[str], b: set[str]) -> str:
    both = "same" if a == b else "other"
    return _BY_SIDES.get((bool(a), bool(b)), both)
