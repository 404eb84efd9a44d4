"""Of what tables have rows: one district's answers, one incident, the catalogue, the export itself.

Each answer is computed once, by the questions' own code, whatever tables are made of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from smogctl.incident.state import BodyKey, Frozen, Issue, State
from smogctl.plan.catalogue import Measures
from smogctl.plan.functions import Function
from smogctl.plan.registry import (
    Assignment,
    Duty,
    Ordered,
    Partner,
    Registry,
    Response,
    Unit,
)
from smogctl.questions.activation import activate
from smogctl.questions.coverage import Coverage
from smogctl.questions.tasks import Activation, Task, TaskList


class Tool(NamedTuple):
    """The export itself: what is to be known of it, by name."""

    facts: Mapping[str, str]


class Catalogue(NamedTuple):
    """What ships with the tool and belongs to no district."""

    measures: Measures
    functions: Mapping[str, Function]


class Episode(NamedTuple):
    """One incident of the ledger, as all its events leave it."""

    state: State

    @property
    def issued(self) -> Iterator[tuple[int, Issue, Frozen]]:
        """Each issue by its number, with each body that it went to."""
        for place, issue in enumerate(self.state.issues, 1):
            bodies: dict[BodyKey, Frozen] = {}
            for body in issue.bodies:
                bodies[body.named.key] = body
            for frozen in bodies.values():
                yield place, issue, frozen


class District:
    """One district's registry and what the questions answer of it; `day` counts for waivers."""

    def __init__(self, registry: Registry, measures: Measures, day: date) -> None:
        self.registry = registry
        self.measures = measures
        self.coverage = Coverage(registry, measures, day)

    @property
    def id(self) -> str:
        """The district's id."""
        return self.registry.district.id

    @cached_property
    def activations(self) -> Sequence[Activation]:
        """The task lists at each of the district's levels, ascending, without decisions."""
        activations = []
        for level in self.registry.levels:
            activations.append(activate(self.registry, self.measures, level.id))
        return activations

    @cached_property
    def units(self) -> frozenset[str]:
        """The ids of its units."""
        ids = set()
        for unit in self.registry.units:
            ids.add(unit.id)
        return frozenset(ids)

    @cached_property
    def ids_by_name(self) -> Mapping[str, str]:
        """The ids of its units by name; a name that two of them have names none."""
        units = self.registry.units
        times: Counter[str] = Counter()
        for unit in units:
            times[unit.name] += 1
        ids = {}
        for unit in units:
            if times[unit.name] == 1:
                ids[unit.name] = unit.id
        return ids

    def party(self, partner: Partner) -> tuple[str | None, str | None]:
        """A partner as the id of a unit, or of a body outside: one of the two."""
        if partner.id in self.units:
            return partner.id, None
        return None, partner.id

    def assignments(self) -> Iterator[tuple[Unit, Duty, int, Assignment]]:
        """Each assignment with its unit, its duty and its number there, in the plan's order."""
        for unit, duty in self.registry.duties():
            for place, assignment in enumerate(duty.assignments, 1):
                yield unit, duty, place, assignment

    def ordered(self) -> Iterator[tuple[Response, int, Ordered]]:
        """Each measure that the response chapter orders, with its clause and its number there."""
        for response in self.registry.responses:
            for place, measure in enumerate(response.measures, 1):
                yield response, place, measure

    def tasks(self) -> Iterator[tuple[Activation, TaskList, int, Task]]:
        """Each task with its level's lists, its list and its number there."""
        for activation in self.activations:
            for entry in activation.lists:
                for place, task in enumerate(entry.tasks, 1):
                    yield activation, entry, place, task
