"""A table pasted with one cell a line: 序号 / 成员单位 / 职责, then 1 / 区教育局 / its duties, and so on.

A row begins at the next number. Where a number is missing, and only there, a row begins at the name
of an organ.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import is_organ
from smogctl.importing.layout_rows import free_table, rewritten
from smogctl.importing.lines import CLOSING, ends_list
from smogctl.importing.pages import Page, Row
from smogctl.importing.tables import header_of, unit_name
from smogctl.text.patterns import words_of

PLACE = 40
NOTICE = "表头在一条职责中间又出现一次，已把职责接上；存下的原文是接上后的。"

_COLUMNS = 3
_LONGEST = 20
"""Characters of a column's head, and of a number's line, at most."""
_MOST = 8
"""Lines of a name at most."""
_FEW = 3
"""Rows from which on lines are believed to be such a table."""


def laid(page: Page) -> Page:
    """The page with such tables put together; its text is theirs where a head interrupts a duty."""
    rows = unstacked(page.rows)
    if is_interrupted(page.rows):
        return rewritten(page, rows, NOTICE)
    return page._replace(rows=rows)


def unstacked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of such a table put together."""
    heads = _heads(rows)
    if not heads:
        return tuple(rows)
    first = end = heads[0]
    while end < len(rows) and not _is_behind(rows[end]):
        end += 1
    made = _table(rows, heads, end)
    if not made:
        return tuple(rows)
    return (*rows[:first], *made, *rows[end:])


def is_interrupted(rows: Sequence[Row]) -> bool:
    """Whether the table's head stands again in the middle of a duty.

    What follows it is no row's number.
    """
    again = _heads(rows)[1:]
    return any(not _number(rows[at + _COLUMNS]) for at in again)


def _heads(rows: Sequence[Row]) -> list[int]:
    """Where the table's head stands."""
    places = range(len(rows) - _COLUMNS)
    return [at for at in places if _is_header(rows, at)]


def _table(rows: Sequence[Row], heads: Sequence[int], end: int) -> list[Row]:
    """The rows of the table from its first head to its end; none where it is no such table."""
    table = free_table(rows)
    places = set(range(heads[0], end))
    headers = []
    for at in heads:
        places.difference_update(range(at, at + _COLUMNS))
        if at < end:
            headers.append(_header(rows, at, table))
    lines = [rows[at] for at in sorted(places)]
    body = list(_rows(lines, table))
    if len(body) < _FEW:
        return []
    return sorted(body + headers, key=lambda row: row.line)


def _is_header(rows: Sequence[Row], at: int) -> bool:
    lines = rows[at : at + _COLUMNS]
    head = _header(rows, at, 0)
    has_table = any(line.table for line in lines)
    if has_table:
        return False
    longest = max(map(len, head.cells))
    if longest > _LONGEST:
        return False
    columns = header_of(head)
    if columns is None:
        return False
    return (columns.number, columns.unit, columns.duties) == (0, 1, (2,))


def _header(rows: Sequence[Row], at: int, table: int) -> Row:
    lines = rows[at : at + _COLUMNS]
    return Row(rows[at].line, tuple(map(_text, lines)), table)


def _text(row: Row) -> str:
    return row.cells[0].strip()


def _is_behind(row: Row) -> bool:
    """Whether a row stands behind the table."""
    if row.table:
        return True
    text = _text(row)
    closing = CLOSING.fullmatch(text)
    return closing is not None or ends_list(text)


def _number(row: Row) -> int:
    """The number that a line is; 0 for any other."""
    number = re.fullmatch("[0-9]{1,3}", _text(row))
    return int(words_of(number, default="0"))


def _rows(body: Sequence[Row], table: int) -> Iterator[Row]:
    """The rows of the table's body: what stands from one number to the next."""
    starts: list[tuple[int, int]] = []
    before = 0
    for at, row in enumerate(body):
        number = _number(row)
        most = before + 2
        if before < number <= most:
            starts.append((at, number))
            before = number
    for (start, number), (end, following) in pairwise([*starts, (len(body), 0)]):
        lost = following > number + 1
        yield from _numbered(body[start:end], table, lost=lost)


def _numbered(lines: Sequence[Row], table: int, *, lost: bool) -> Iterator[Row]:
    """The row of a number, and where the next number is `lost` the row behind it."""
    first, *rest = lines
    end = len(rest)
    if lost:
        end = _next_unit(rest)
    yield _row(first.line, _text(first), rest[:end], table)
    more = rest[end:]
    if more:
        yield _row(more[0].line, "", more, table)


def _next_unit(lines: Sequence[Row]) -> int:
    """The first line behind a row's name and text that is a unit's name; else behind all."""
    for at in range(_names(lines) + 1, len(lines)):
        name = unit_name(lines[at].cells[0])
        if not is_name(name):
            continue
        if is_organ(name):
            return at
    return len(lines)


def _names(lines: Sequence[Row]) -> int:
    """How many lines at the beginning are the row's name."""
    name = ""
    for count, row in enumerate(lines[:_MOST]):
        line = _text(row)
        is_behind = name and _is_whole(name, line)
        if is_behind:
            return count
        name += line
    return min(len(lines), _MOST)


def _is_whole(name: str, line: str) -> bool:
    """Whether a name is at its end, and the line below it no more of it."""
    is_open = name.endswith(("、", "，", "和", "及"))
    in_brackets = line.startswith(("（", "("))
    if is_open or in_brackets:
        return False
    own = unit_name(name)
    if is_name(own):
        return True
    longer = unit_name(name + line)
    return not is_name(longer)


def _row(line: int, number: str, lines: Sequence[Row], table: int) -> Row:
    """A row of the table; its `lines` are the name's, then those of the duties."""
    texts = list(map(_text, lines))
    end = _names(lines)
    name, duties = "\n".join(texts[:end]), "\n".join(texts[end:])
    return Row(line, (number, name, duties), table)
