"""Units × measures: who has which measure in which role, and from which level on.

For boards and comparisons.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smogctl.plan.registry import Assignment, Duty
from smogctl.questions.ownership import Owned, Ownership
from smogctl.values.vocabulary import ROLES, Colour, Role


class Share(NamedTuple):
    """One assignment of a measure with its clause."""

    duty: Duty
    assignment: Assignment


class Cell(NamedTuple):
    """What one unit has to do with one measure. `roles`: the strongest first.

    `since`: the lowest level where a share in the strongest role is due, None where none can become
    a task.
    """

    roles: tuple[Role, ...]
    since: Colour | None
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


def matrix(ownership: Ownership) -> Matrix:
    """The whole matrix of a plan."""
    shares: dict[tuple[str, str], list[Share]] = {}
    for unit, duty, assignment in ownership:
        if assignment.measure:
            shares.setdefault((assignment.measure, unit.id), []).append(Share(duty, assignment))
    return {key: _cell(ownership, key[1], tuple(cell)) for key, cell in shares.items()}


def _cell(ownership: Ownership, unit: str, shares: tuple[Share, ...]) -> Cell:
    given = {share.assignment.role for share in shares}
    roles = tuple(role for role in ROLES if role in given)
    owner = ownership.registry.unit(unit)
    owners = (Owned(owner, share.duty, share.assignment) for share in shares)
    main = [owned for owned in owners if _is_active(owned.assignment, roles[0])]
    due = _levels_due(ownership, main)
    if not due:
        return Cell(roles, None, shares)
    return Cell(roles, due[0], shares, ends=due[-1] != ownership.registry.levels[-1].id)


def _levels_due(ownership: Ownership, main: Sequence[Owned]) -> list[Colour]:
    """The levels at which one of some assignments is due, ascending."""
    levels = [level.id for level in ownership.registry.levels]
    return [level for level in levels if any(ownership.due_at(owned, level) for owned in main)]


def _is_active(assignment: Assignment, role: Role) -> bool:
    return assignment.role == role and assignment.active
