"""What several layouts ask of a page and its rows, and how they write it anew."""

import re
from collections.abc import Iterator, Sequence

from smogctl.importing.pages import Page, Row, written

BROKEN = ("txt", "pdf")
"""Formats in which a line may end in the middle of a paragraph."""


def rewritten(page: Page, rows: Sequence[Row], notice: str) -> Page:
    """The page with rows whose lines have changed places: its text is theirs.

    `notice`: how people are told so; not where the rows are as they were.
    """
    if rows == page.rows:
        return page
    text, placed = written((row.cells, row.table, row.covered) for row in rows)
    return page._replace(text=text, rows=placed, notices=(*page.notices, notice))


def texts_of(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of running text among rows."""
    for row in rows:
        if row.table:
            continue
        yield row.cells[0]


def whole(pattern: re.Pattern[str], row: Row) -> re.Match[str] | None:
    """The hit of a pattern that is all of a line; None also for a row of a table."""
    return pattern.fullmatch(row.text)


def free_table(rows: Sequence[Row]) -> int:
    """The number of a table that is still to come."""
    tables = (row.table for row in rows)
    last = max(tables, default=0)
    return last + 1
