"""The kinds of gap, one file each: faults of the plan, where it leaves something to nobody.

A module has `TITLE` (the kind as people read it), `PLACE` (its place among the columns of a table),
`LEADERLESS` (whether such a gap means that nobody leads the measure) and `find(ownership)`, pure,
over the assignments of all phases. `docs/design.md` says the same of the kind as its docstring.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership
from smogctl.system.shipped import parts_of
from smogctl.values.vocabulary import SEVERITIES


class Kind(Protocol):
    """A module of this package."""

    TITLE: str
    PLACE: int
    LEADERLESS: bool

    def find(self, ownership: Ownership) -> Iterator[Gap]:
        """The gaps of this kind."""
        ...


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """The kinds by name, in the order of a table's columns.

    Raises Refusal where they cannot be listed.
    """
    names = parts_of("questions.gaps")
    modules = {name: cast(Kind, import_module(f"{__name__}.{name}")) for name in names}
    return dict(sorted(modules.items(), key=lambda pair: (pair[1].PLACE, pair[0])))


def titles() -> dict[str, str]:
    """What people read for each kind."""
    return {name: kind.TITLE for name, kind in kinds().items()}


def leaderless() -> tuple[str, ...]:
    """The kinds where nobody leads a measure."""
    names = []
    for name, kind in kinds().items():
        if kind.LEADERLESS:
            names.append(name)
    return tuple(names)


def find_gaps(ownership: Ownership) -> list[Gap]:
    """All gaps of a plan, the gravest first, then in the plan's order.

    What has no place in the plan comes last among its kind.
    """
    gaps: list[Gap] = []
    for _, kind in sorted(kinds().items()):
        gaps += kind.find(ownership)
    grave = list(SEVERITIES)
    return sorted(
        gaps, key=lambda gap: (grave.index(gap.severity), gap.line == 1, gap.line)
    )
