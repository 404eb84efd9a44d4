"""A spreadsheet's sheet: its cells with text, merged ones once, hidden ones set aside."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from smogctl.importing.grid import MAX_SPAN, Piece
from smogctl.importing.office.events import Attributes
from smogctl.importing.office.sheets import (
    ABOVE_ALL,
    Merged,
    Strings,
    cell_behind,
    holds_text,
    merged_in,
    number_in,
    row_behind,
    unescaped,
)
from smogctl.importing.pages import Aside

_MOST_ROWS = 20_000
_NOT_SHOWN, _FAR_OFF = "隐藏的行或列", "太靠右或太靠下的格"
"""Why a cell is set aside."""


class About(NamedTuple):
    """What a workbook says of a sheet."""

    name: str
    part: str
    hidden: bool

    @property
    def place(self) -> str:
        """What a person is told of where it is."""
        return f"工作表“{self.name[:31]}”"


class Worksheet:
    """Takes the cells out of a sheet's part."""

    def __init__(self, strings: Strings, about: About) -> None:
        self.about = about
        self._strings = strings
        self._cells: dict[tuple[int, int], str] = {}
        self._merged: list[Merged] = []
        self._path: list[str] = []
        self._at = ABOVE_ALL
        self._type = ""
        self._value: list[str] = []
        self._in_hidden_row = False
        self._hidden_columns: list[range] = []
        self.asides: list[Aside] = []
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._start_row,
            "col": self._columns,
            "c": self._start_cell,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        start = self._starts.get(name)
        if start is not None:
            start(attributes)

    def text(self, data: str) -> None:
        """Characters: a cell's value, or its own text; a formula is none."""
        if holds_text(self._path):
            self._value.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        if name != "c":
            return
        value = "".join(self._value)
        text = self._shown(value)
        if text:
            self._keep(text)

    def _start_row(self, attributes: Attributes) -> None:
        self._in_hidden_row = _is_hidden(attributes)
        self._at = row_behind(self._at, attributes)

    def _columns(self, attributes: Attributes) -> None:
        """What is said of some columns: whether they are shown."""
        if not _is_hidden(attributes):
            return
        first = number_in(attributes.get("min", ""), 0)
        last = number_in(attributes.get("max", ""), 0)
        self._hidden_columns.append(range(first - 1, last))

    def _start_cell(self, attributes: Attributes) -> None:
        self._at = cell_behind(self._at, attributes)
        self._type = attributes.get("t", "n")
        self._value = []

    def _merge(self, attributes: Attributes) -> None:
        self._merged += merged_in(attributes)

    def _shown(self, value: str) -> str:
        """The text that a cell's value is, by the cell's type."""
        if self._type == "s":
            value = self._strings.named(value)
        elif self._type == "n":
            value = re.sub(r"\.0+$", "", value)
        lines = map(str.strip, unescaped(value).replace("\r", "\n").split("\n"))
        return "\n".join(filter(None, lines))

    def _keep(self, text: str) -> None:
        """The text of the cell where we are: of the table, or set aside."""
        row, column = self._at
        what = self._why_aside(row, column)
        if what:
            place = f"{self.about.place}第 {row + 1} 行"
            self.asides.append(Aside(place, what, text))
        else:
            # between cells a tab is a column's end
            self._cells[row, column] = text.replace("\t", " ")

    def _why_aside(self, row: int, column: int) -> str:
        """Why a cell is set aside; empty for one of the table."""
        if self._in_hidden_row:
            return _NOT_SHOWN
        in_hidden_column = any(column in hidden for hidden in self._hidden_columns)
        if in_hidden_column:
            return _NOT_SHOWN
        is_far_off = column >= MAX_SPAN or row >= _MOST_ROWS
        if is_far_off:
            return _FAR_OFF
        return ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows that have text, each with all columns of the sheet."""
        return [cells for _, cells in self._rows()]

    def _rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        rows: dict[int, dict[int, str]] = {}
        width = 0
        for (row, column), text in self._cells.items():
            rows.setdefault(row, {})[column] = text
            width = max(width, column + 1)
        for row, texts in sorted(rows.items()):
            cells = (texts.get(column, "") for column in range(width))
            yield row, tuple(cells)

    def pieces(self, table: int) -> Iterator[Piece]:
        """The rows of the table; one whose only text runs over columns is a line of text."""
        for row, cells in self._rows():
            text = self._only_text(row, cells)
            if not text:
                yield cells, table, self._covered(row)
                continue
            for line in text.split("\n"):
                yield (line,), 0, frozenset()

    def _only_text(self, row: int, cells: Sequence[str]) -> str:
        """The text of a row's only cell that has some, where it runs over columns; else empty."""
        texts = list(filter(None, cells))
        if len(texts) != 1:
            return ""
        [text] = texts
        column = cells.index(text)
        if not self._runs_over(row, column):
            return ""
        return text

    def _runs_over(self, row: int, column: int) -> bool:
        """Whether a cell takes all of the row that the sheet has, or most of it."""
        is_free = column == 0
        for merged in self._merged:
            if merged.widens(row, column):
                return True
            if merged.comes_down_to(row):
                is_free = False
        return is_free

    def _covered(self, row: int) -> frozenset[int]:
        """The columns into which a cell of a row above reaches."""
        covered: set[int] = set()
        for merged in self._merged:
            if merged.comes_down_to(row):
                covered.update(merged.columns(MAX_SPAN + 1))
        return frozenset(covered)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("hidden", "0") in ("1", "true")
