"""Plain text: rows by tabs or pipes, rows that break over lines, tags left inside.

The text stays as received.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest

from smogctl.grammar.bodies import is_collective, is_name
from smogctl.grammar.heads import number_style
from smogctl.grammar.layout import TAG, shortened
from smogctl.importing.pages import Page, Row, cleaned
from smogctl.importing.tables import header_of

_BLOCK = re.compile(r"</?(?:p|br|div|li|tr|td)\b[^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PIPE = re.compile("[|｜│┃]")
_OUTERMOST = re.compile(f"^{_PIPE.pattern}|{_PIPE.pattern}$")
_RULE = re.compile(
    r"[\s|｜│┃:+=_\-—─━┄┈┌┐└┘├┤┬┴┼╋]*[-─━=+┼]{2}[\s|｜│┃:+=_\-—─━┄┈┌┐└┘├┤┬┴┼╋]*"
)
_LISTED = re.compile(
    r"^([（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]+)\t+(?=[^\t]+$)"
)
"""A number with its mark, a tab, and all the rest of the line: an item of a list from Word."""
_RARE, _TABLE, _FEW = 8, 3, 3
"""One line in so many must have tabs; columns from which on a table is one; so many lines with one
pipe are rows.
"""
_OPENS = re.compile(
    r"\s*>?\s*(?:(?:备\s*注|注|说\s*明)[：:]|附\s*件|附\s*表|第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]{1,3}、)"
)
_MARKS = re.compile(r"[\s；;。]*")
_BEGINS_NAME = tuple("各区县市旗镇乡街")
"""What the rest of a broken name does not begin with."""

Split = Callable[[str], list[str]]
"""Parts a line at what stands between its cells."""


def read_txt(text: str, encoding: str) -> Page:
    """A text as a page. Named entities are decoded, for a page that was copied with them."""
    plain, asides = cleaned(text)
    if _ENTITY.search(plain):
        plain, more = cleaned(_ENTITY.sub(_character, plain))
        asides += more
    return Page("txt", encoding, plain, tuple(_rows(plain)), tuple(asides))


def _character(entity: re.Match[str]) -> str:
    """The character that an entity stands for; itself where that is none, or would break a line."""
    char = html.unescape(entity[0])
    if not char or char in "\r\n":
        return entity[0]
    return char


def _rows(text: str) -> Iterator[Row]:
    lines = text.split("\n")
    reader = _Reader(_splitter(lines))
    with_next = zip_longest(lines, lines[1:], fillvalue="")
    for number, (line, below) in enumerate(with_next, 1):
        if _is_blank(line):
            reader.blank = True
        else:
            yield from reader.take(number, line, below)
    yield from reader.close()


def _is_blank(line: str) -> bool:
    """Whether nothing stands on a line, or a rule alone."""
    if not line.strip():
        return True
    rule = _RULE.fullmatch(line)
    return rule is not None


class _Reader:
    """Lines to rows: the row that is open, and the table that it stands in."""

    def __init__(self, split: Split) -> None:
        self._split = split
        self._row: Row | None = None
        self._columns = 0
        """How many columns the table has so far; 0 outside of one."""
        self._table = 1
        self.blank = False
        """Whether a line without text stands behind the row's last one."""

    def take(self, number: int, line: str, below: str) -> Iterator[Row]:
        """A line with text, and the one below it: gives the rows that it ends."""
        cells = self._cells(line)
        if self._begins_name(cells, below):
            yield from self.close()
            self._row = Row(number, cells, self._table)
        elif self._row is not None and self._continues(self._row, cells, line):
            self._row = _extended(self._row, cells)
            return
        else:
            yield from self.close()
            yield from self._begin(number, cells)
        self.blank = False

    def close(self) -> Iterator[Row]:
        """No more text of the open row comes."""
        if self._row is not None:
            yield self._row
        self._row = None

    def _begin(self, number: int, cells: tuple[str, ...]) -> Iterator[Row]:
        """A line that begins a row; one of a single cell stands in no table, and ends one."""
        if len(cells) > 1:
            self._columns = max(self._columns, len(cells))
            self._row = Row(number, cells, self._table)
            return
        if self._columns:
            self._columns = 0
            self._table += 1
        yield Row(number, cells)

    def _cells(self, line: str) -> tuple[str, ...]:
        """A line's cells; one for running text."""
        item = _item(line)
        is_item = self._columns < _TABLE and "\t" not in item
        if is_item:
            line = item
        parts = self._split(line)
        filled = list(filter(str.strip, parts))
        is_whole = len(parts) == self._columns
        if len(filled) < 2 and not is_whole:
            parts = ["".join(filled)]
        return tuple(map(_untagged, parts))

    def _begins_name(self, cells: tuple[str, ...], below: str) -> bool:
        """Whether a line is the first part of a broken name in a table without numbers.

        The rest and its text follow.
        """
        row = self._row
        begun, *more = cells
        if row is None or more:
            return False
        if len(row.cells) < self._columns:
            return False
        following = self._cells(below)
        if len(following) != self._columns:
            return False
        style, _ = number_style(begun)
        if style:
            return False
        end = re.search("[；;。]$", row.cells[-1])
        return _is_broken(begun, following[0], closed=end is not None)

    def _continues(self, row: Row, cells: tuple[str, ...], line: str) -> bool:
        """Whether a line goes on with the row above.

        It has the rest of a row that broke, or more of its last cell.
        """
        text, *more = cells
        if more:
            columns = len(row.cells) + len(more)
            fills_row = columns == self._columns
            is_number = text.isdecimal()
            return fills_row and not is_number
        opens = _OPENS.match(line)
        if opens or _stands_alone(row, text):
            return False
        if not self.blank:
            return True
        is_whole = len(row.cells) >= self._columns
        return is_whole and _is_unfinished(row, line)


def _splitter(lines: list[str]) -> Split:
    """What parts the cells: tabs, or pipes where most lines of tables have them."""
    pipes: Counter[int] = Counter()
    tabs = 0
    for line in lines:
        tabs += "\t" in _item(line)
        pipes[len(_PIPE.findall(line))] += 1
    rows = len(lines) - pipes[0] - pipes[1]
    if pipes[1] >= _FEW:
        rows += pipes[1]
    if rows > max(tabs, 1):
        return _at_pipes
    # a tab in one line of many is a slip, and no table
    filled = list(filter(str.strip, lines))
    least = max(2, len(filled) / _RARE)
    if tabs < least:
        return _nowhere
    return _at_tabs


def _at_pipes(line: str) -> list[str]:
    """The cells between pipes; the outermost pipes are a frame."""
    return _PIPE.split(_OUTERMOST.sub("", line.strip()))


def _at_tabs(line: str) -> list[str]:
    return line.split("\t")


def _nowhere(line: str) -> list[str]:
    return [line]


def _item(line: str) -> str:
    """The line; of an item of a list with a blank for the tab behind the clause's number."""
    return _LISTED.sub(r"\1 ", line.strip(), count=1)


def _untagged(text: str) -> str:
    """A text without tags; a tab that parts no cells is a blank."""
    if "<" in text:
        text = TAG.sub("", _BLOCK.sub("\n", text))
    return shortened(text).replace("\t", " ").strip()


def _stands_alone(row: Row, text: str) -> bool:
    """Whether a line of one cell is none of the row above: that is a head, or it names all."""
    if len(row.cells) == 1:
        return False
    head = header_of(row)
    return head is not None or is_collective(text)


def _is_unfinished(row: Row, line: str) -> bool:
    """Whether a row's last cell was not finished, or a line does no more than finish it."""
    end = re.search(r"[；;。]\s*$", row.cells[-1])
    marks = _MARKS.fullmatch(line)
    return end is None or marks is not None


def _is_broken(begun: str, ended: str, *, closed: bool) -> bool:
    """Whether two texts are the beginning and the end of one name.

    `closed`: the row above is at its end.
    """
    name = begun.rstrip("、")
    if not is_name(name):
        is_another = ended.startswith(_BEGINS_NAME)
        return not is_another and is_name(begun + ended)
    if not closed:
        return False
    is_list = begun != name
    in_brackets = ended.startswith(("（", "("))
    return is_list or in_brackets or not is_name(ended)


def _extended(row: Row, cells: tuple[str, ...]) -> Row:
    """The row with a line's cells, the first of which is more of its last."""
    *before, last = row.cells
    first, *behind = cells
    return row._replace(cells=(*before, f"{last}\n{first}", *behind))
