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
    found: list[Row] = []
    for at, row in enumerate(rows):
        style, _ = number_style(row.cells[0])
        number = number_of(row.cells[0]) if style else 0
        before, place = last.get(style, (0, 0))
        missing = number == before + 2 or (
            number == before + 1 and _one_a_row(rows, style)
        )
        if style and before and missing:
            found += _only(list(_candidates(rows[place : at + 1])))
        if style:
            last[style] = number, at
    return frozenset(found)


def _one_a_row(rows: Sequence[Row], style: str) -> bool:
    """Whether nearly every numbered row stands right below the one before it.

    An entry is one row.
    """
    places = [
        at for at, row in enumerate(rows) if number_style(row.cells[0])[0] == style
    ]
    heads = [
        at for at in places if head_of(rows[at].cells[0], (), bare=True) is not None
    ]
    close = sum(below == above + 1 for above, below in pairwise(places))
    return (
        len(heads) >= _FEW
        and len(heads) * 5 >= len(places) * 4
        and close + 2 >= len(places) - 1
    )


def _candidates(rows: Sequence[Row]) -> Iterator[Row]:
    """The unnumbered rows between two that read as an entry's."""
    for above, row in pairwise(rows[:-1]):
        text = row.cells[0].strip()
        closed = above.cells[0].rstrip().endswith(("。", "；", ";"))
        if (
            closed
            and not number_style(text)[0]
            and head_of(text, (), bare=True) is not None
        ):
            yield row


def _only(rows: list[Row]) -> list[Row]:
    return rows if len(rows) == 1 else []
