"""What several layouts ask of rows: their texts, what a line is whole, which table is free."""

import re
from collections.abc import Iterator, Sequence

from smogctl.importing.pages import Row


def texts_of(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of running text among rows."""
    for row in rows:
        if row.table:
            continue
        yield row.cells[0]


def whole(pattern: re.Pattern[str], row: Row) -> re.Match[str] | None:
    """The hit of a pattern that is all of a line; None also for a row of a table."""
    if row.table:
        return None
    return pattern.fullmatch(row.cells[0])


def free_table(rows: Sequence[Row]) -> int:
    """The number of a table that is still to come."""
    tables = (row.table for row in rows)
    last = max(tables, default=0)
    return last + 1
