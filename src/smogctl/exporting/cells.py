"""What becomes of a cell before any medium: all three engines must be able to hold it."""

import re
from collections.abc import Iterable, Iterator

from smogctl.exporting.table import Row

_UNHELD = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL has no NUL, UTF-8 no half of a pair (a file's name that is no UTF-8 has some)."""


def held(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with what an engine cannot hold shown as its number; nothing else is touched."""
    for row in rows:
        # one look a row: there are thousands of districts, and next to none has such a character
        if _UNHELD.search("".join(cell for cell in row if type(cell) is str)):
            yield tuple(_held(cell) if type(cell) is str else cell for cell in row)
        else:
            yield row


def _held(text: str) -> str:
    return _UNHELD.sub(lambda hit: f"\\u{{{ord(hit[0]):x}}}", text)
