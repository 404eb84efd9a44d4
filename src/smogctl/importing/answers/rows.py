"""Answers as rows: what a unit wrote, word for word, and what was not taken."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["receipt", "report"]

MOST_ROWS = 5000
"""Rows or entries at most; a district has some dozens of units."""


class Row(NamedTuple):
    """One unit's answer."""

    place: int
    """The row or line of the file, from 1."""
    who: str
    """The unit's words as written, without blanks around."""
    name: str | None
    """Who signed, or answered."""
    at: str | None
    """The time as written; a spreadsheet's own as 2026-12-01T08:20, 2026-12-01 or 08:20."""
    phone: str | None
    note: str | None
    figures: Mapping[str, int]
    """Those of people, vehicles, firms, sites, found, fixed that are filled in."""


class Unread(NamedTuple):
    """A row or line that was not taken, with the reason."""

    place: int
    text: str
    why: str


class Answers(NamedTuple):
    """All that a file holds."""

    kind: Kind
    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]
    blank: int
    """Rows of units that nobody filled in."""
