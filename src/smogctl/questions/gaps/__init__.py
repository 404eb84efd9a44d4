"""Gaps: where the plan as written leaves something to nobody (DESIGN section 4). One file, one kind.

Each module has `find(registry, measures)`, pure, over the assignments of all phases.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.questions.activation import standing
from smogctl.schema.measures import Measure
from smogctl.values.findings import Severity
from smogctl.values.vocabulary import RANK

BY_NEED: dict[str, Severity] = {"core": "error", "usual": "warning", "rare": "note"}
"""How grave it is that nobody has a measure, by how much plans need it."""


class Gap(NamedTuple):
    """One gap. `unit` and `other` are names; `duty` is the clause that it stands on, `closes` what would close it."""

    kind: str
    severity: Severity
    message: str
    closes: str
    measure: str | None = None
    scope: str | None = None
    unit: str | None = None
    other: tuple[str, ...] = ()
    duty: str | None = None
    line: int = 1
    also: tuple[str, ...] = ()
    """Units that the message names beside those: they have a part of the measure."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody at fault or in want: `unit` and `other`."""
        return (*((self.unit,) if self.unit else ()), *self.other)


KINDS = {
    "unled": "无人牵头",
    "uncovered": "无人承担",
    "dropped": "高级别无人",
    "contested": "多头牵头",
    "unlisted": "点到非成员",
    "idle": "成员无职责",
    "unreciprocated": "对方无职责",
    "unprepared": "未编方案",
}
"""The kinds as people read them."""

SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
"""Gravest first."""


class CoreLed(NamedTuple):
    """How many of the core measures that are called for at a level a unit leads there, and which none does."""

    level: str
    led: int
    total: int
    lacking: tuple[str, ...] = ()


class Owned(NamedTuple):
    """An assignment with its duty and unit."""

    unit: Unit
    duty: Duty
    assignment: Assignment


def owned(registry: Registry) -> Iterator[Owned]:
    """Every assignment of a registry, in the plan's order."""
    return (Owned(unit, duty, one) for unit, duty in registry.duties() for one in duty.assignments)


def by_measure(registry: Registry) -> dict[str, list[Owned]]:
    """The assignments of each measure that has any."""
    table: dict[str, list[Owned]] = {}
    for one in owned(registry):
        if one.assignment.measure:
            table.setdefault(one.assignment.measure, []).append(one)
    return table


def quoted(owners: Iterable[Owned]) -> str:
    """The clauses that a gap stands on, to the letter, with their units; a clause that several share stands once."""
    units: dict[str, list[str]] = {}
    for one in owners:
        units.setdefault(one.duty.text, []).append(one.unit.name)
    said = [f"{'、'.join(dict.fromkeys(names))}：{text}" for text, names in units.items()]
    return f"原文：{'；'.join(said)}"


def gaps(registry: Registry, measures: Measures) -> list[Gap]:
    """All gaps of a registry, the gravest first, then in the plan's order; what has no place in the plan comes last."""
    kinds = sorted(module.name for module in iter_modules(__path__))
    found = [
        gap
        for kind in kinds
        for gap in import_module(f"{__name__}.{kind}").find(registry, measures)
    ]
    grave = list(SEVERITIES)
    return sorted(found, key=lambda gap: (grave.index(gap.severity), gap.line == 1, gap.line))


def core_led(registry: Registry, measures: Measures) -> list[CoreLed]:
    """For each level the core measures that the catalogue calls for there, and those that a unit leads there.

    Called for are core measures that start at or below the level or are bound to none; `each` measures are not led by
    one. Led is what has a leading assignment that is due at the level, whatever its phase, and is not `unled`.
    """
    from smogctl.questions.gaps import unled  # a kind imports this package

    table = by_measure(registry)
    alone = {gap.measure for gap in unled.find(registry, measures)}
    core = [one for one in measures.values() if one.need == "core" and not one.each]
    found = []
    for level in registry.levels:
        called = [one for one in core if one.starts is None or RANK[one.starts] <= RANK[level.id]]
        led = [
            one
            for one in called
            if one.id not in alone
            and any(_leads(owned, level.id, one) for owned in table.get(one.id, ()))
        ]
        lacking = tuple(one.id for one in called if one not in led)
        found.append(CoreLed(level.id, len(led), len(called), lacking))
    return found


def _leads(one: Owned, level: str, measure: Measure) -> bool:
    found = standing(one.assignment, level, measure) if one.assignment.role == "lead" else None
    return found is not None and found.state == "due"
