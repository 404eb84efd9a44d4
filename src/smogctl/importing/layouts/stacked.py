"""A table pasted with one cell a line: 序号 / 成员单位 / 职责, then 1 / 区教育局 / its duties, and so on.

A row begins at the next number. Where a number is missing, and only there, a row begins at the name
of an organ.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import is_organ
from smogctl.importing.lines import CLOSING, ends_list
from smogctl.importing.pages import Row
from smogctl.importing.tables import header_of, unit_name

_COLUMNS = 3
_LONGEST = 20
"""Characters of a column's head, and of a number's line, at most."""
_MOST = 8
"""Lines of a name at most."""
_FEW = 3
"""Rows from which on lines are believed to be such a table."""


def unstacked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of such a table put together."""
    heads = [at for at in range(len(rows) - _COLUMNS) if _is_header(rows, at)]
    if not heads:
        return tuple(rows)
    first = heads[0]
    end = next(
        (at for at in range(first, len(rows)) if _is_behind(rows[at])), len(rows)
    )
    made = _table(rows, heads, end)
    return (*rows[:first], *made, *rows[end:]) if made else tuple(rows)


def is_interrupted(rows: Sequence[Row]) -> bool:
    """Whether the table's head stands again in the middle of a duty.

    What follows it is no row's number.
    """
    heads = [at for at in range(len(rows) - _COLUMNS) if _is_header(rows, at)]
    return any(not _number(rows[at + _COLUMNS]) for at in heads[1:])


def _table(rows: Sequence[Row], heads: Sequence[int], end: int) -> list[Row]:
    """The rows of the table from its first head to its end; none where it is no such table."""
    table = max(row.table for row in rows) + 1
    top = {at + cell for at in heads for cell in range(_COLUMNS)}
    body = [rows[at] for at in range(heads[0], end) if at not in top]
    made = list(_rows(body, table))
    if len(made) < _FEW:
        return []
    made += [_header(rows, at, table) for at in heads if at < end]
    return sorted(made, key=lambda row: row.line)


def _is_header(rows: Sequence[Row], at: int) -> bool:
    row = _header(rows, at, 0)
    if (
        any(rows[at + cell].table for cell in range(_COLUMNS))
        or max(map(len, row.cells)) > _LONGEST
    ):
        return False
    found = header_of(row)
    return found is not None and (found.number, found.unit, found.duties) == (
        0,
        1,
        (2,),
    )


def _header(rows: Sequence[Row], at: int, table: int) -> Row:
    cells = tuple(rows[at + cell].cells[0].strip() for cell in range(_COLUMNS))
    return Row(rows[at].line, cells, table)


def _is_behind(row: Row) -> bool:
    line = row.cells[0].strip()
    return bool(row.table) or ends_list(line) or CLOSING.fullmatch(line) is not None


def _number(row: Row) -> int:
    text = row.cells[0].strip()
    return int(text) if re.fullmatch("[0-9]{1,3}", text) else 0


def _rows(body: Sequence[Row], table: int) -> Iterator[Row]:
    """The rows of the table's body: what stands from one number to the next."""
    starts: list[int] = []
    for at, row in enumerate(body):
        before = _number(body[starts[-1]]) if starts else 0
        if before < _number(row) <= before + 2:
            starts.append(at)
    for start, end in pairwise([*starts, len(body)]):
        following = _number(body[end]) if end < len(body) else 0
        lost = following > _number(body[start]) + 1
        yield from _numbered(body[start:end], table, lost=lost)


def _numbered(lines: Sequence[Row], table: int, *, lost: bool) -> Iterator[Row]:
    """The row of a number, and where the next number is `lost` the row behind it."""
    name = _names(lines[1:])
    texts = lines[1 + name :]
    cut = next(
        filter(lambda at: lost and at and _is_unit(texts[at]), range(len(texts))),
        len(texts),
    )
    yield _row(lines[0].line, lines[0], lines[1 : 1 + name], texts[:cut], table)
    if cut < len(texts):
        more = texts[cut:]
        yield _row(
            more[0].line, None, more[: _names(more)], more[_names(more) :], table
        )


def _is_unit(row: Row) -> bool:
    name = unit_name(row.cells[0])
    return is_name(name) and is_organ(name)


def _names(lines: Sequence[Row]) -> int:
    """How many lines at the beginning are the row's name."""
    text = ""
    for count, row in enumerate(lines[:_MOST]):
        line = row.cells[0].strip()
        open_ = text.endswith(("、", "，", "和", "及")) or line.startswith(("（", "("))
        if (
            text
            and not open_
            and (is_name(unit_name(text)) or not is_name(unit_name(text + line)))
        ):
            return count
        text += line
    return min(len(lines), _MOST)


def _row(
    line: int, number: Row | None, name: Sequence[Row], texts: Sequence[Row], table: int
) -> Row:
    cells = ("\n".join(row.cells[0].strip() for row in rows) for rows in (name, texts))
    return Row(line, (number.cells[0].strip() if number else "", *cells), table)
