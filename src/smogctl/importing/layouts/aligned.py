"""A table drawn with blanks: every column begins below its head, and cells hang over several lines.

The head's words stand apart by two blanks or more. A line is cut where the columns begin, counted
in columns of a terminal; where the place is inside a word the line is none of the table's.
"""

import re
from collections.abc import Iterator, Sequence

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import is_organ
from smogctl.grammar.layout import FURNITURE
from smogctl.importing.lines import CLOSING, ends_list
from smogctl.importing.pages import Row, joined
from smogctl.importing.tables import Columns, header_of, is_number, unit_name
from smogctl.text.plain import width

_WORD = re.compile(r"(?<!\S)\S(?:\s{1,4}\S(?!\S))+|\S+(?:[ 　]\S+)*")
"""What one or no blank parts; characters that are spread over their cell (职　责) are one word."""
_SLACK = 2
"""Terminal columns by which a cell may begin before its head."""
_LOOKED_AT = 200
"""Lines below a head that tell where its columns begin."""
_END = re.compile(r"[。；;]\s*$")


def unaligned(rows: Sequence[Row], lines: Sequence[str]) -> tuple[Row, ...]:
    """The rows, those of such tables put together. `lines`: the page's, with their blanks."""
    made: list[Row] = []
    at = 0
    table = max((row.table for row in rows), default=0)
    while at < len(rows):
        columns = _header(rows[at], lines)
        places = _places(columns[0], rows[at + 1 :], lines) if columns else []
        taken = _taken(rows, at + 1, lines, places) if columns else []
        if columns and taken:
            table += 1
            made += _table(Row(rows[at].line, columns[1], table), taken, columns[2])
            at += 1 + len(taken)
        else:
            made.append(rows[at])
            at += 1
    return tuple(made)


def _table(head: Row, lines: Sequence[Row], columns: Columns) -> Iterator[Row]:
    """A table's rows; its lines where numbers stand in the middle of their rows, for `centred`.

    Pages' numbers between them stand in front.
    """
    yield from (row for row in lines if len(row.cells) < len(head.cells))
    lines = [row for row in lines if len(row.cells) == len(head.cells)]
    centred = columns.number is not None and not lines[0].cells[columns.number]
    if not centred:
        yield head
        yield from _put_together(lines, columns, head.table)
        return
    for row in (head, *lines):
        yield Row(row.line, (" ".join(cell for cell in row.cells if cell),))


def _header(
    row: Row, lines: Sequence[str]
) -> tuple[list[int], tuple[str, ...], Columns] | None:
    """Where the columns of a table's head begin, its words, and which column is which."""
    line = lines[row.line - 1]
    if row.table or "\n" in row.cells[0] or not re.search(r"\S\s{2,}\S", line.strip()):
        return None
    hits = list(_WORD.finditer(line))
    words = tuple(hit[0] for hit in hits)
    found = header_of(Row(row.line, words))
    return (
        ([width(line[: hit.start()]) for hit in hits], words, found) if found else None
    )


def _places(
    heads: Sequence[int], rows: Sequence[Row], lines: Sequence[str]
) -> list[int]:
    """Where the columns begin: a head may be centred over its column, so whole rows below tell."""
    places = list(heads)
    for row in rows[:_LOOKED_AT]:
        hits = list(_WORD.finditer(lines[row.line - 1]))
        if not row.table and len(hits) == len(heads):
            begins = (width(lines[row.line - 1][: hit.start()]) for hit in hits)
            places = list(map(min, places, begins))
    return places


def _taken(
    rows: Sequence[Row], start: int, lines: Sequence[str], places: Sequence[int]
) -> list[Row]:
    """The lines of the table, each cut into its cells; to the first line that is none of it."""
    found: list[Row] = []
    for row in rows[start:]:
        line = lines[row.line - 1]
        plain = line.strip()
        cells = None if row.table else _cells(line, places)
        if FURNITURE.fullmatch(plain):
            found.append(row)
            continue
        if cells is None or CLOSING.fullmatch(plain) or ends_list(plain):
            break
        found.append(Row(row.line, cells))
    while found and len(found[-1].cells) < len(places):
        found.pop()  # a page's number behind the table
    return found


def _cells(line: str, places: Sequence[int]) -> tuple[str, ...] | None:
    """A line's cells; None where it does not keep to the columns.

    A name may reach into the column behind it when a blank parts it from what stands there.
    """
    cells = [""] * len(places)
    for hit in _WORD.finditer(line):
        begins = width(line[: hit.start()])
        at = max(
            (n for n, place in enumerate(places) if place - _SLACK <= begins),
            default=-1,
        )
        ends = begins + width(hit[0])
        # only the last column is text whose words stand apart
        stray = begins - places[at] > _SLACK and at < len(places) - 1
        if at < 0 or stray or (at + 1 < len(places) and ends > places[at + 1]):
            return None
        cells[at] = f"{cells[at]} {hit[0]}".strip()
    return tuple(cells)


def _put_together(lines: Sequence[Row], columns: Columns, table: int) -> Iterator[Row]:
    """The rows that lines are: one begins with a number, without such a column with a name."""
    group: list[Row] = []
    for row in lines:
        if group and (header_of(row) or _begins(group, row, columns)):
            yield _joined(group, columns, table)
            group = []
        group.append(row)
    if group:
        yield _joined(group, columns, table)


def _begins(group: Sequence[Row], row: Row, columns: Columns) -> bool:
    if columns.number is not None:
        return is_number(row.cells[columns.number])
    name = unit_name(row.cells[columns.unit])
    texts = [row.cells[at] for row in group for at in columns.duties if row.cells[at]]
    closed = bool(texts) and _END.search(texts[-1]) is not None
    return closed and is_name(name) and is_organ(name)


def _joined(group: Sequence[Row], columns: Columns, table: int) -> Row:
    cells = [
        "\n".join(row.cells[at] for row in group if row.cells[at])
        for at in range(len(group[0].cells))
    ]
    for at in columns.duties:
        cells[at] = joined(cells[at])
    return Row(group[0].line, tuple(cells), table)
