"""Who has which measure in a plan: every assignment with its unit and clause, by measure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Response, Unit
from smogctl.questions.standing import LevelRules, Standing
from smogctl.values.vocabulary import Colour


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

    @cached_property
    def rules(self) -> LevelRules:
        """What binds the assignments to levels."""
        return LevelRules(self.registry, self.measures)

    @cached_property
    def unordered(self) -> Mapping[str, Response]:
        """The measures that the response chapter orders of nobody in particular and no unit leads.

        Each with the first entry that orders it.
        """
        orders: dict[str, Response] = {}
        for response in self.registry.responses:
            if response.units:
                continue
            for ordered in response.measures:
                if not self.leading(ordered.measure):
                    orders.setdefault(ordered.measure, response)
        return orders

    def leading(self, measure: str) -> list[Owned]:
        """The assignments that lead one measure, alone or jointly."""
        leaders = []
        for owned in self.of(measure):
            if owned.assignment.role in ("lead", "joint"):
                leaders.append(owned)
        return leaders

    def standing(self, owned: Owned, level: Colour) -> Standing | None:
        """How an assignment stands at a level, whatever its phase; None where it ended below."""
        return self.rules.row(owned.unit, owned.duty, owned.assignment, level)

    def due_at(self, owned: Owned, level: Colour) -> bool:
        """Whether an assignment is due at a level, whatever its phase."""
        standing = self.standing(owned, level)
        return standing is not None and standing.due

    def of(self, measure: str) -> list[Owned]:
        """The assignments of one measure; empty where nobody has it."""
        return self.by_measure.get(measure, [])


def quoted(owners: Iterable[Owned]) -> str:
    """The clauses that a gap stands on, to the letter, with their units.

    A clause that several units share stands once.
    """
    by_text: dict[str, list[Owned]] = {}
    for owned in owners:
        by_text.setdefault(owned.duty.text, []).append(owned)
    clauses = []
    for text, sharing in by_text.items():
        clauses.append(f"{'、'.join(unit_names(sharing))}：{text}")
    return f"原文：{'；'.join(clauses)}"


def unit_names(owners: Iterable[Owned]) -> tuple[str, ...]:
    """The names of those who have a measure, each once."""
    return tuple(dict.fromkeys(owned.unit.name for owned in owners))
