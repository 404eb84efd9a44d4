"""One sheet's part: what each cell shows, and which cells are merged with one of another row.

Hidden rows and columns are read too: who filters a list for those that signed hides the others,
and both are answers. No formula is computed: its last value counts.
"""

from bisect import bisect_left, bisect_right

from smogctl.importing.answers.cells import MOST_COLUMNS, Line, clean
from smogctl.importing.answers.rows import MOST_ROWS
from smogctl.importing.answers.serials import Calendar, iso, timed, whole
from smogctl.importing.office.events import Attributes, Events
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
from smogctl.values.findings import Refusal

_MOST_MERGED = 2000
_LONGEST = 32_767
"""Characters that Excel allows in a cell."""
_BOOLEANS = {"1": "TRUE"}


class Cells(Events):
    """Takes the cells out of a sheet's part."""

    def __init__(self, strings: Strings, calendar: Calendar) -> None:
        self._strings = strings
        self._calendar = calendar
        self._rows: dict[int, dict[int, str]] = {}
        self._merged: list[Merged] = []
        """Ranges over several rows that have text."""
        self._path: list[str] = []
        self._at = ABOVE_ALL
        self._type = ""
        self._style = 0
        self._value: list[str] = []
        self._size = 0
        self._formula = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        match name:
            case "row":
                self._at = row_behind(self._at, attributes)
            case "c":
                self._at = cell_behind(self._at, attributes)
                self._type = attributes.get("t", "n")
                self._style = number_in(attributes.get("s", ""), 0)
                self._value, self._size, self._formula = [], 0, False
            case "f":
                self._formula = True
            case "mergeCell":
                self._merge(attributes)

    def text(self, data: str) -> None:
        """Characters: a cell's value, or its own text; a formula is none.

        Raises Refusal for a cell that is too long.
        """
        if not holds_text(self._path):
            return
        self._size += len(data)
        if self._size > _LONGEST:
            raise Refusal(f"第 {self._at[0] + 1} 行有一格太长，没有读。")
        self._value.append(data)

    def end(self, name: str) -> None:
        """An element ends. Raises Refusal where there are too many rows."""
        self._path.pop()
        row, column = self._at
        if name != "c" or column >= MOST_COLUMNS:
            return
        shown = clean(self._shown())
        if not shown:
            return
        self._rows.setdefault(row, {})[column] = shown
        if len(self._rows) > MOST_ROWS:
            raise Refusal(f"多于 {MOST_ROWS} 行，不像是各单位的名单。")

    def _shown(self) -> str:
        """What the cell shows, as it is stored."""
        value = "".join(self._value)
        if self._formula and not value and self._type != "str":
            return "="  # a formula that no program has computed
        match self._type:
            case "s":
                return unescaped(self._strings.named(value))
            case "b" if value:
                return _BOOLEANS.get(value, "FALSE")
            case "d":
                return iso(value)
            case "n" if self._style in self._calendar.formats:
                return timed(value, self._calendar, self._style)
            case "n":
                return whole(value)
        return unescaped(value)

    def _merge(self, attributes: Attributes) -> None:
        """Note a range over several rows, where its cell has text."""
        for merged in merged_in(attributes):
            has_text = merged.left in self._rows.get(merged.top, {})
            if has_text and merged.bottom > merged.top:
                self._merged.append(merged)
        if len(self._merged) > _MOST_MERGED:
            raise Refusal(f"合并的格多于 {_MOST_MERGED} 处，没有读。请取消合并再试。")

    def lines(self) -> tuple[Line, ...]:
        """The rows that have text."""
        numbers = sorted(self._rows)
        shared: dict[int, set[int]] = {}
        for merged in self._merged:
            columns = merged.columns(MOST_COLUMNS)
            first = bisect_left(numbers, merged.top)
            last = bisect_right(numbers, merged.bottom)
            for number in numbers[first:last]:
                shared.setdefault(number, set()).update(columns)
        lines: list[Line] = []
        for number in numbers:
            row = self._rows[number]
            columns = range(max(row) + 1)
            cells = tuple(row.get(column, "") for column in columns)
            lines.append(Line(number + 1, cells, frozenset(shared.get(number, ()))))
        return tuple(lines)
