"""A table drawn with blanks: every column begins below its head, and cells hang over several lines.

The head's words stand apart by two blanks or more. A line is cut where the columns begin, counted
in columns of a terminal; where the place is inside a word the line is none of the table's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import is_organ
from smogctl.grammar.layout import FURNITURE
from smogctl.importing.layout_rows import BROKEN, free_table, rewritten
from smogctl.importing.lines import CLOSING, ends_list
from smogctl.importing.pages import Page, Row, joined
from smogctl.importing.tables import Columns, header_of, is_number, unit_name
from smogctl.text.plain import width

PLACE = 10
NOTICE = "表格是用空格对齐的，已按列归位；存下的原文是归位后的。"

_WORD = re.compile(r"(?<!\S)\S(?:\s{1,4}\S(?!\S))+|\S+(?:[ 　]\S+)*")
"""What one or no blank parts; characters that are spread over their cell (职　责) are one word."""
_SLACK = 2
"""Terminal columns by which a cell may begin before its head."""
_LOOKED_AT = 200
"""Lines below a head that tell where its columns begin."""
_END = re.compile(r"[。；;]\s*$")


class _Head(NamedTuple):
    """The head of such a table."""

    row: Row
    """Its words as cells."""
    places: list[int]
    """Where the words begin."""
    columns: Columns


def laid(page: Page) -> Page:
    """The page with such tables put together.

    Before all else: a line that is written anew has lost the blanks that columns are told by.
    """
    if page.format not in BROKEN:
        return page
    rows = unaligned(page.rows, page.text.split("\n"))
    return rewritten(page, rows, NOTICE)


def unaligned(rows: Sequence[Row], lines: Sequence[str]) -> tuple[Row, ...]:
    """The rows, those of such tables put together. `lines`: the page's, with their blanks."""
    made: list[Row] = []
    at = 0
    table = free_table(rows)
    while at < len(rows):
        head = _header(rows[at], lines)
        taken = _taken(head, rows[at + 1 :], lines) if head else []
        if head is None or not taken:
            made.append(rows[at])
            at += 1
            continue
        made += _table(head, taken, table)
        table += 1
        at += 1 + len(taken)
    return tuple(made)


def _table(head: _Head, taken: Sequence[Row], table: int) -> Iterator[Row]:
    """A table's rows; its lines where numbers stand in the middle of their rows, for `centred`.

    Pages' numbers between them stand in front.
    """
    lines: list[Row] = []
    for row in taken:
        if len(row.cells) == len(head.row.cells):
            lines.append(row)
        else:
            yield row
    number = head.columns.number
    is_centred = number is not None and not lines[0].cells[number]
    if is_centred:
        yield from map(_as_text, (head.row, *lines))
        return
    yield head.row._replace(table=table)
    yield from _put_together(lines, head.columns, table)


def _as_text(row: Row) -> Row:
    """The cells of a line in one, as running text has them."""
    text = " ".join(filter(None, row.cells))
    return Row(row.line, (text,))


def _header(row: Row, lines: Sequence[str]) -> _Head | None:
    """The head of a table, where a line is one."""
    has_breaks = "\n" in row.cells[0]
    if row.table or has_breaks:
        return None
    line = lines[row.line - 1]
    gap = re.search(r"\S\s{2,}\S", line.strip())
    if gap is None:
        return None
    words = tuple(map(_word, _WORD.finditer(line)))
    head = Row(row.line, words)
    columns = header_of(head)
    if columns is None:
        return None
    return _Head(head, _begins_of_words(line), columns)


def _word(hit: re.Match[str]) -> str:
    """A word as a cell has it: a tab that parts no cells is a blank."""
    return hit[0].replace("\t", " ")


def _begins_of_words(line: str) -> list[int]:
    """Where the words of a line begin, in columns of a terminal."""
    starts = (hit.start() for hit in _WORD.finditer(line))
    return [width(line[:start]) for start in starts]


def _places(head: _Head, rows: Sequence[Row], lines: Sequence[str]) -> list[int]:
    """Where the columns begin: a head may be centred over its column, so whole rows below tell."""
    places = head.places
    for row in rows[:_LOOKED_AT]:
        line = lines[row.line - 1]
        if row.table:
            continue
        begins = _begins_of_words(line)
        is_whole = len(begins) == len(places)
        if is_whole:
            places = list(map(min, places, begins))
    return places


def _taken(head: _Head, rows: Sequence[Row], lines: Sequence[str]) -> list[Row]:
    """The lines of the table, each cut into its cells; to the first line that is none of it."""
    places = _places(head, rows, lines)
    taken: list[Row] = []
    for row in rows:
        line = lines[row.line - 1]
        furniture = FURNITURE.fullmatch(line.strip())
        if furniture:
            taken.append(row)
            continue
        cells = _cells(line, places)
        if row.table or cells is None:
            break
        is_behind = CLOSING.fullmatch(line.strip()) or ends_list(line)
        if is_behind:
            break
        taken.append(Row(row.line, cells))
    while taken and len(taken[-1].cells) < len(places):
        taken.pop()  # a page's number behind the table
    return taken


def _cells(line: str, places: Sequence[int]) -> tuple[str, ...] | None:
    """A line's cells; None where it does not keep to the columns.

    A name may reach into the column behind it when a blank parts it from what stands there.
    """
    cells = [""] * len(places)
    last = len(places) - 1
    for hit in _WORD.finditer(line):
        begins = width(line[: hit.start()])
        ends = begins + width(hit[0])
        at = bisect_right(places, begins + _SLACK) - 1
        if at < 0:
            return None
        if at < last:
            # only the last column is text whose words stand apart
            strays = begins > places[at] + _SLACK
            runs_over = ends > places[at + 1]
            if strays or runs_over:
                return None
        cells[at] = f"{cells[at]} {_word(hit)}".strip()
    return tuple(cells)


def _put_together(lines: Sequence[Row], columns: Columns, table: int) -> Iterator[Row]:
    """The rows that lines are: one begins with a number, without such a column with a name."""
    first, *rest = lines
    group = [first]
    for row in rest:
        if header_of(row) or _begins(group, row, columns):
            yield _joined(group, columns, table)
            group = []
        group.append(row)
    yield _joined(group, columns, table)


def _begins(group: Sequence[Row], row: Row, columns: Columns) -> bool:
    """Whether a row begins with a line, and no more of those of a group comes."""
    if columns.number is not None:
        return is_number(row.cells[columns.number])
    texts = ""
    for line in group:
        for at in columns.duties:
            texts += line.cells[at]
    is_closed = _END.search(texts)
    if not is_closed:
        return False
    name = unit_name(row.cells[columns.unit])
    return is_name(name) and is_organ(name)


def _joined(group: Sequence[Row], columns: Columns, table: int) -> Row:
    """The row that a group of lines is; the lines of a duty run on."""
    lines = (row.cells for row in group)
    cells: list[str] = []
    for stack in zip(*lines, strict=True):
        cells.append("\n".join(filter(None, stack)))
    for at in columns.duties:
        cells[at] = joined(cells[at])
    return Row(group[0].line, tuple(cells), table)
