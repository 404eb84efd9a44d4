"""One sheet's part: what each cell shows, and which cells are merged with one of another row.

Hidden rows and columns are read too: who filters a list for those that signed hides the others,
and both are answers. No formula is computed: its last value counts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from smogctl.importing.answers.cells import MOST_COLUMNS, Line, clean
from smogctl.importing.answers.parts import Events
from smogctl.importing.answers.rows import MOST_ROWS
from smogctl.importing.answers.serials import Calendar, iso, timed, whole
from smogctl.importing.office.events import Attributes
from smogctl.values.findings import Refusal

_MOST_MERGED = 2000
_LONGEST = 32_767
"""Characters that Excel allows in a cell."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile("[0-9]{1,7}")
_BOOLEANS = {"1": "TRUE"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Cells(Events):
    """Takes the cells out of a sheet's part."""

    def __init__(self, strings: Sequence[str], calendar: Calendar) -> None:
        self._strings = strings
        self._calendar = calendar
        self._rows: dict[int, dict[int, str]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        """Ranges over several rows that have text: top, left, bottom, right."""
        self._path: list[str] = []
        self._at = (0, 0)
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
                self._at = (_int(attributes.get("r", ""), self._at[0] + 1), 0)
            case "c":
                self._at = _place(attributes.get("r", ""), self._at)
                self._type = attributes.get("t", "n")
                self._style = _int(attributes.get("s", ""), 0)
                self._value, self._size, self._formula = [], 0, False
            case "f":
                self._formula = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Characters: a cell's value, or its own text; a formula is none.

        Raises Refusal for a cell that is too long.
        """
        element = self._path[-1]
        # what tells a text's reading (拼音) is no text
        spoken = element == "t" and "rPh" in self._path[-4:]
        if element not in ("v", "t") or spoken:
            return
        self._size += len(data)
        if self._size > _LONGEST:
            raise Refusal(f"第 {self._at[0]} 行有一格太长，没有读。")
        self._value.append(data)

    def end(self, name: str) -> None:
        """An element ends. Raises Refusal where there are too many rows."""
        self._path.pop()
        row, column = self._at
        if name != "c" or column > MOST_COLUMNS:
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
                number = _int(value, len(self._strings))
                strings = self._strings[number : number + 1]
                return _unescaped("".join(strings))
            case "b" if value:
                return _BOOLEANS.get(value, "FALSE")
            case "d":
                return iso(value)
            case "n" if self._style in self._calendar.formats:
                return timed(value, self._calendar, self._style)
            case "n":
                return whole(value)
        return _unescaped(value)

    def _merge(self, reference: str) -> None:
        """Note a range over several rows, where its cell has text."""
        corners = reference.split(":")
        if len(corners) != 2:
            return
        top, left = _place(corners[0], (0, 0))
        bottom, right = _place(corners[1], (0, 0))
        if bottom <= top:
            return
        if left in self._rows.get(top, {}):
            self._merged.append((top, left, bottom, right))
        if len(self._merged) > _MOST_MERGED:
            raise Refusal(f"合并的格多于 {_MOST_MERGED} 处，没有读。请取消合并再试。")

    def lines(self) -> tuple[Line, ...]:
        """The rows that have text."""
        numbers = sorted(self._rows)
        shared: dict[int, set[int]] = {}
        for top, left, bottom, right in self._merged:
            columns = range(left - 1, min(right, MOST_COLUMNS))
            first = bisect_left(numbers, top)
            last = bisect_right(numbers, bottom)
            for number in numbers[first:last]:
                shared.setdefault(number, set()).update(columns)
        lines: list[Line] = []
        for number in numbers:
            row = self._rows[number]
            columns = range(1, max(row) + 1)
            cells = tuple(row.get(column, "") for column in columns)
            lines.append(Line(number, cells, frozenset(shared.get(number, ()))))
        return tuple(lines)


def _place(reference: str, before: tuple[int, int]) -> tuple[int, int]:
    """Row and column of a reference (B3), from 1; without one the next of the row."""
    hit = _CELL.fullmatch(reference)
    if hit is None:
        row, last = before
        return row, last + 1
    column = 0
    for char in hit[1]:
        column = column * 26 + ord(char) - 64
    return int(hit[2]), column


def _int(text: str, default: int) -> int:
    return int(text) if _NUMBER.fullmatch(text) else default


def _unescaped(text: str) -> str:
    """The text with the characters that XML cannot hold."""
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text)
