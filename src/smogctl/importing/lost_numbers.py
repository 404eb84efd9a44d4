"""Entries whose number is missing between those of their neighbours.

10. …, 县城管局负责…, 12. (or 11.) ….
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from smogctl.grammar.heads import head_of, number_of, number_style
from smogctl.importing.pages import Row

_FEW = 5
"""Heads from which on a list is believed to be one."""


def lost_heads(rows: Sequence[Row]) -> frozenset[Row]:
    """The rows that head such an entry: where just one number is missing, the one row for it.

    `rows`: those of running text. The row begins with a name that runs on, behind a clause's end.
    """
    last: dict[str, tuple[int, int]] = {}
    styles = _Styles(rows)
    lost: list[Row] = []
    for at, row in enumerate(rows):
        text = row.cells[0]
        style, _ = number_style(text)
        if not style:
            continue
        number = number_of(text)
        before, place = last.get(style, (0, 0))
        last[style] = number, at
        if before == 0:
            continue
        skipped = number - before - 1
        if skipped == 1 or (skipped == 0 and styles.are_one_a_row(style)):
            candidates = list(_candidates(rows[place : at + 1]))
            if len(candidates) == 1:
                lost += candidates
    return frozenset(lost)


class _Styles:
    """What is asked of the rows that are numbered in one style; asked once a style."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._told: dict[str, bool] = {}

    def are_one_a_row(self, style: str) -> bool:
        """Whether nearly every numbered row stands right below the one before it.

        An entry is one row.
        """
        if style not in self._told:
            self._told[style] = _one_a_row(self._rows, style)
        return self._told[style]


def _one_a_row(rows: Sequence[Row], style: str) -> bool:
    places: list[int] = []
    heads = 0
    for at, row in enumerate(rows):
        text = row.cells[0]
        if number_style(text)[0] == style:
            places.append(at)
            heads += head_of(text, (), bare=True) is not None
    close = sum(below == above + 1 for above, below in pairwise(places))
    are_heads = heads >= _FEW and heads * 5 >= len(places) * 4
    return are_heads and close + 2 >= len(places) - 1


def _candidates(rows: Sequence[Row]) -> Iterator[Row]:
    """The unnumbered rows between two that read as an entry's."""
    for above, row in pairwise(rows[:-1]):
        text = row.cells[0].strip()
        style, _ = number_style(text)
        is_begun = not above.cells[0].rstrip().endswith(("。", "；", ";"))
        if style or is_begun:
            continue
        if head_of(text, (), bare=True) is not None:
            yield row
