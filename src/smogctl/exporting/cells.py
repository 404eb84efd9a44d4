"""What becomes of a cell before any medium: all three engines must be able to hold it."""

import re
from collections.abc import Iterable, Iterator

from smogctl.exporting.table import Cell, Row

_UNHELD = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL has no NUL, UTF-8 no half of a pair (a file's name that is no UTF-8 has some)."""


def held(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with what an engine cannot hold shown as its number; nothing else is touched."""
    for row in rows:
        # one look a row: there are thousands of districts, and next to none has such a character
        texts = [cell for cell in row if type(cell) is str]
        if _UNHELD.search("".join(texts)):
            yield tuple(map(_held, row))
        else:
            yield row


def _held(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return _UNHELD.sub(lambda hit: f"\\u{{{ord(hit[0]):x}}}", cell)
