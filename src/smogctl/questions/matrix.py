"""Units × measures: who has which measure in which role, and from which level on; for boards and comparisons."""

from collections.abc import Mapping
from typing import NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry
from smogctl.questions.activation import standing
from smogctl.values.vocabulary import ROLES


class Share(NamedTuple):
    """One assignment of a measure with its clause."""

    duty: Duty
    assignment: Assignment


class Cell(NamedTuple):
    """What one unit has to do with one measure. `roles`: the strongest first; `since`: the lowest level where a
    share in the strongest role is due, None where none can become a task.
    """

    roles: tuple[str, ...]
    since: str | None
    shares: tuple[Share, ...]
    ends: bool = False
    """Whether it is due at `since` and no more at the highest level."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that it is limited to; none where one share has the measure whole."""
        scopes = [one.assignment.scope for one in self.shares]
        return () if None in scopes else tuple(dict.fromkeys(filter(None, scopes)))


Matrix = Mapping[tuple[str, str], Cell]
"""By measure id and unit id; what is not there is empty."""


def matrix(registry: Registry, measures: Measures) -> Matrix:
    """The whole matrix of a registry."""
    shares: dict[tuple[str, str], list[Share]] = {}
    for unit, duty in registry.duties():
        for one in duty.assignments:
            if one.measure:
                shares.setdefault((one.measure, unit.id), []).append(Share(duty, one))
    return {key: _cell(registry, measures, key[0], tuple(found)) for key, found in shares.items()}


def _cell(registry: Registry, measures: Measures, measure: str, shares: tuple[Share, ...]) -> Cell:
    given = {one.assignment.role for one in shares}
    roles = tuple(role for role in ROLES if role in given)
    main = [
        one.assignment
        for one in shares
        if one.assignment.role == roles[0] and one.assignment.active
    ]
    due = []
    for level in registry.levels:
        states = (standing(one, level.id, measures[measure]) for one in main)
        due += [level.id] if any(state and state.state == "due" for state in states) else []
    return Cell(
        roles, due[0] if due else None, shares, bool(due) and due[-1] != registry.levels[-1].id
    )
