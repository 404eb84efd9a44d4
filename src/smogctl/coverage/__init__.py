"""Gaps: where the plan as written leaves something to nobody (DESIGN section 4). One file, one kind.

Each module has `find(registry, measures)`, pure, over the assignments of all phases.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from smogctl.catalogue import Measures
from smogctl.findings import Severity
from smogctl.registry import Assignment, Duty, Registry, Unit
from smogctl.schema.registry import Waiver

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


def gaps(registry: Registry, measures: Measures) -> list[Gap]:
    """All gaps of a registry, by kind in the order of the files' names."""
    kinds = sorted(module.name for module in iter_modules(__path__))
    return [gap for kind in kinds for gap in import_module(f"{__name__}.{kind}").find(registry, measures)]


def waives(waiver: Waiver, gap: Gap) -> bool:
    """Whether a waiver matches a gap: it equals it in every field that it names."""
    pairs = ((waiver.measure, gap.measure), (waiver.scope, gap.scope), (waiver.unit, gap.unit), (waiver.duty, gap.duty))
    return (
        waiver.gap == gap.kind
        and all(named is None or named == has for named, has in pairs)
        and (waiver.other is None or waiver.other in gap.other)
    )
