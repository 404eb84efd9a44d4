"""Rows of 24-hour means: how long a mean stays above a bound, and in which steps."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

_NONE = -1


class Rows(NamedTuple):
    """For each step the longest row of windows that begins there.

    One behind the other without a pause.
    """

    lengths: tuple[int, ...]
    """In windows; 0: the window that begins here does not pass, or is not whole."""
    behind: tuple[int, ...]
    """The step at which the next window of that row begins; -1: there is none."""
    window: int
    """Steps of a window."""

    def best(self, steps: Collection[int]) -> int:
        """The longest row that begins in some steps, in windows."""
        return max(map(self.lengths.__getitem__, steps), default=0)

    def covered(self, least: int) -> set[int]:
        """The steps of all windows that belong to a row of at least so many."""
        windows: set[int] = set()
        for start, length in enumerate(self.lengths):
            if length < least:
                continue
            at = start
            while at != _NONE and at not in windows:
                windows.add(at)
                at = self.behind[at]
        steps: set[int] = set()
        for start in windows:
            steps.update(range(start, start + self.window))
        return steps


def rows(passes: Sequence[bool], window: int, gaps: Collection[int] = ()) -> Rows:
    """The rows of the windows that pass, each named by its first step.

    `gaps`: steps that do not interrupt a row, since the episodes around them count as one.
    """
    total = len(passes)
    lengths, behind = [0] * total, [_NONE] * total
    # the longest row that is to be had from a step on, and where it begins
    reach = [(0, _NONE)] * (total + window + 1)
    for step in range(total - 1, -1, -1):
        if step in gaps:
            reach[step] = reach[step + 1]
        if passes[step]:
            length, behind[step] = reach[step + window]
            lengths[step] = length + 1
            reach[step] = max((lengths[step], step), reach[step])
    return Rows(tuple(lengths), tuple(behind), window)
