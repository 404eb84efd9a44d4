"""Entries whose number is missing between those of their neighbours: 10. …, 县城管局负责…, 12. …"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from smogctl.grammar.heads import head_of, number_of, number_style
from smogctl.importing.pages import Row


def lost_heads(rows: Sequence[Row]) -> frozenset[Row]:
    """The rows that head such an entry: where just one number is missing, the one row for it.

    `rows`: those of running text. The row begins with a name that runs on, behind a clause's end.
    """
    last: dict[str, tuple[int, int]] = {}
    found: list[Row] = []
    for at, row in enumerate(rows):
        style, _ = number_style(row.cells[0])
        number = number_of(row.cells[0]) if style else 0
        before, place = last.get(style, (0, 0))
        if style and before and number == before + 2:
            found += _only(list(_candidates(rows[place : at + 1])))
        if style:
            last[style] = number, at
    return frozenset(found)


def _candidates(rows: Sequence[Row]) -> Iterator[Row]:
    """The unnumbered rows between two that read as an entry's."""
    for above, row in pairwise(rows[:-1]):
        text = row.cells[0].strip()
        closed = above.cells[0].rstrip().endswith(("。", "；", ";"))
        if closed and not number_style(text)[0] and head_of(text, (), bare=True) is not None:
            yield row


def _only(rows: list[Row]) -> list[Row]:
    return rows if len(rows) == 1 else []
