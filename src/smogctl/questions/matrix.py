"""Units × measures: who has which measure in which role, and how that stands level by level.

For boards and comparisons.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from smogctl.plan.registry import Assignment, Duty, Unit
from smogctl.questions.ownership import Owned, Ownership
from smogctl.questions.queries import limits
from smogctl.questions.standing import Standing
from smogctl.values.vocabulary import ROLES, STATES, Colour, Role, State


class Share(NamedTuple):
    """One assignment of a measure with its clause."""

    duty: Duty
    assignment: Assignment


class Cell(NamedTuple):
    """What one unit has to do with one measure. `roles`: the strongest first."""

    roles: tuple[Role, ...]
    shares: tuple[Share, ...]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that it is limited to; none where one share has the measure whole."""
        return limits([share.assignment.scope for share in self.shares])


Matrix = Mapping[tuple[str, str], Cell]
"""By measure id and unit id; what is not there is empty."""


class Course(NamedTuple):
    """How a cell stands, level by level.

    `since`: the lowest level where a share in the strongest role is due, None where none can become
    a task.
    """

    since: Colour | None
    ends: bool
    """Whether it is due at `since` and no more at the highest level."""
    standings: tuple[tuple[Standing | None, ...], ...]
    """Each share at each level, None where it ended below; empty for one that is never a task."""
    states: tuple[State | None, ...]
    """At each level: due where a share is, else standing by; None where no share is either."""


def matrix(ownership: Ownership) -> Matrix:
    """The whole matrix of a plan."""
    shares: dict[tuple[str, str], list[Share]] = {}
    for unit, duty, assignment in ownership:
        if not assignment.measure:
            continue
        share = Share(duty, assignment)
        shares.setdefault((assignment.measure, unit.id), []).append(share)
    cells = {}
    for key, held in shares.items():
        given = {share.assignment.role for share in held}
        roles = sorted(given, key=list(ROLES).index)
        cells[key] = Cell(tuple(roles), tuple(held))
    return cells


def course(ownership: Ownership, unit: Unit, cell: Cell) -> Course:
    """How a unit's cell stands at the levels of its plan."""
    levels = [level.id for level in ownership.registry.levels]
    rows = []
    strongest = []
    for share in cell.shares:
        row = _standings(ownership, unit, share, levels)
        rows.append(row)
        if share.assignment.role == cell.roles[0]:
            strongest.append(row)
    due = []
    states = []
    for at, level in enumerate(levels):
        states.append(_state(rows, at))
        if _state(strongest, at) == "due":
            due.append(level)
    since = None
    ends = False
    if due:
        since = due[0]
        ends = due[-1] != levels[-1]
    return Course(
        since=since,
        ends=ends,
        standings=tuple(rows),
        states=tuple(states),
    )


def _standings(
    ownership: Ownership, unit: Unit, share: Share, levels: Sequence[Colour]
) -> tuple[Standing | None, ...]:
    if not share.assignment.active:
        return ()
    owned = Owned(unit, share.duty, share.assignment)
    return tuple(map(partial(ownership.standing, owned), levels))


def _state(rows: Sequence[Sequence[Standing | None]], at: int) -> State | None:
    """The state of several shares as one at a level: the first that one of them has."""
    states = set()
    for row in filter(None, rows):
        standing = row[at]
        if standing:
            states.add(standing.state)
    return next(filter(states.__contains__, STATES), None)
