"""Line breaks inside a paragraph (Shift+Enter): the end of a line that was filled, or of a clause.

Lines that were broken where the column was full have one width, all but the last; they are one
text. Any other break stays a break.
"""

import re
from collections.abc import Iterable, Iterator

from smogctl.grammar.layout import ENUMERATOR
from smogctl.importing.grid import Piece
from smogctl.importing.pages import joined
from smogctl.text.plain import width

_CLOSED = re.compile("[；;。：:，]$")
SOFT = "\x0b"
"""Stands for a break inside a paragraph until its kind is known."""
_SLACK = 4
"""Columns by which filled lines may differ."""
_LEAST = 3
"""Lines that are needed to tell."""


def flowing(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows with each such break as what it is: nothing, or a line break."""
    for cells, table, covered in pieces:
        told = tuple(map(_told, cells))
        if table:
            yield told, table, covered
            continue
        for line in told[0].split("\n"):
            yield (line,), 0, covered


def _told(cell: str) -> str:
    if SOFT not in cell:
        return cell
    return "\n".join(map(_paragraph, cell.split("\n")))


def _paragraph(text: str) -> str:
    lines = list(filter(None, map(str.strip, text.split(SOFT))))
    text = "\n".join(lines)
    if _are_filled(lines):
        text = joined(text)
    return text


def _are_filled(lines: list[str]) -> bool:
    """Whether the lines were broken where the column was full."""
    if len(lines) < _LEAST:
        return False
    above = lines[:-1]
    widths = list(map(width, above))
    even = max(widths) - min(widths) <= _SLACK
    closed = all(map(_CLOSED.search, above))
    marked = any(map(ENUMERATOR.match, lines[1:]))
    return even and not closed and not marked
