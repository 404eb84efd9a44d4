"""Who has which measure in a plan: every assignment with its unit and clause, by measure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Unit


class Owned(NamedTuple):
    """An assignment with its duty and unit."""

    unit: Unit
    duty: Duty
    assignment: Assignment


class Ownership:
    """The assignments of a plan, of all phases, sorted by measure once."""

    def __init__(self, registry: Registry, measures: Measures) -> None:
        self.registry = registry
        self.measures = measures

    def __iter__(self) -> Iterator[Owned]:
        """Every assignment, in the plan's order."""
        for unit, duty in self.registry.duties():
            for assignment in duty.assignments:
                yield Owned(unit, duty, assignment)

    @cached_property
    def by_measure(self) -> Mapping[str, list[Owned]]:
        """The assignments of each measure that has any."""
        table: dict[str, list[Owned]] = {}
        for owned in self:
            if owned.assignment.measure:
                table.setdefault(owned.assignment.measure, []).append(owned)
        return table

    def of(self, measure: str) -> list[Owned]:
        """The assignments of one measure; empty where nobody has it."""
        return self.by_measure.get(measure, [])


def quoted(owners: Iterable[Owned]) -> str:
    """The clauses that a gap stands on, to the letter, with their units.

    A clause that several units share stands once.
    """
    units: dict[str, list[str]] = {}
    for owned in owners:
        units.setdefault(owned.duty.text, []).append(owned.unit.name)
    clauses = [f"{'、'.join(dict.fromkeys(names))}：{text}" for text, names in units.items()]
    return f"原文：{'；'.join(clauses)}"
