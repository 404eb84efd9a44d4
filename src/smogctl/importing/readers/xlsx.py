"""Spreadsheets: the sheets with duties as tables, merged cells once, formulas by their last value.

Read as a stream of events like Word files: no formula is computed, no link followed, no macro run.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.importing.grid import MAX_SPAN, Piece
from smogctl.importing.office.events import Attributes, parse_xml
from smogctl.importing.office.package import Package, opened
from smogctl.importing.pages import Aside, Page, Row, paged
from smogctl.importing.tables import header_of
from smogctl.values.findings import Refusal

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_MOST_ROWS = 20_000
_HEAD_ROWS = 8
"""Rows of a sheet among which its table's head stands."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HIDDEN = ("hidden", "veryHidden")


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    part: str
    hidden: bool


class Merged(NamedTuple):
    """A range of merged cells, from 0; the first cell has the text."""

    top: int
    left: int
    bottom: int
    right: int


def read_xlsx(data: bytes) -> Page:
    """A workbook as a page: its sheets with duties, or all of them where no sheet has a head.

    Other sheets and hidden rows are set aside. Raises Refusal for what is no workbook.
    """
    with opened(data) as package:
        sheets = _read_sheets(package)
    shown = [sheet for sheet in sheets if not sheet.about.hidden]
    chosen = [sheet for sheet in shown if _has_duties(sheet.rows)] or shown
    asides = list(_asides(sheets, chosen))
    pieces = (piece for at, sheet in enumerate(chosen, 1) for piece in sheet.pieces(at))
    return paged("xlsx", pieces, [aside for aside in asides if aside.text.strip()])


def _read_sheets(package: Package) -> list["_Sheet"]:
    if _WORKBOOK not in package.names:
        raise Refusal(
            "这不是表格文件（没有工作簿）。请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )
    strings = _strings(package)
    return [_read(package, sheet, strings) for sheet in _sheets(package)]


def _has_duties(rows: Sequence[tuple[str, ...]]) -> bool:
    return any(header_of(Row(1, cells)) for cells in rows[:_HEAD_ROWS])


def _asides(sheets: Sequence["_Sheet"], chosen: Sequence["_Sheet"]) -> Iterator[Aside]:
    """What of the chosen sheets is not shown, and the others whole."""
    for sheet in sheets:
        if sheet in chosen:
            yield from sheet.asides
        else:
            yield _aside(sheet)


def _aside(sheet: "_Sheet") -> Aside:
    lines = "\n".join("\t".join(cells).strip() for cells in sheet.rows)
    what = "隐藏的工作表" if sheet.about.hidden else "别的工作表"
    return Aside(f"工作表“{sheet.about.name[:31]}”", what, lines)


def _sheets(package: Package) -> list[Sheet]:
    """The sheets in the workbook's order."""
    targets: dict[str, str] = {}
    found: list[Sheet] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            part = targets.get(attributes.get("id", ""), "")
            hidden = attributes.get("state", "") in _HIDDEN
            if part in package.names:
                found.append(Sheet(attributes.get("name", ""), part, hidden))

    relations = package.optional(_RELATIONS)
    if relations is not None:
        parse_xml(relations, relation)
    parse_xml(package.part(_WORKBOOK), sheet)
    return found


def _strings(package: Package) -> list[str]:
    """The texts that cells name by number."""
    part = package.optional(_STRINGS)
    reader = _Strings()
    if part is not None:
        parse_xml(part, reader.start, reader.end, reader.text)
    return reader.found


class _Strings:
    """Takes the texts out of `sharedStrings.xml`; what tells their reading (拼音) is no text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        if name == "si":
            self.found.append("")

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()

    def text(self, data: str) -> None:
        """Characters."""
        if self.found and self._path[-1:] == ["t"] and "rPh" not in self._path:
            self.found[-1] += data


def _read(package: Package, sheet: Sheet, strings: Sequence[str]) -> "_Sheet":
    reader = _Sheet(strings, sheet)
    parse_xml(package.part(sheet.part), reader.start, reader.end, reader.text)
    return reader


class _Sheet:
    """Takes the cells out of a sheet's part."""

    def __init__(self, strings: Sequence[str], about: Sheet) -> None:
        self.about = about
        self._strings = strings
        self._cells: dict[tuple[int, int], str] = {}
        self._merged: list[Merged] = []
        self._path: list[str] = []
        self._at = (0, 0)
        self._type = ""
        self._value: list[str] = []
        self._hidden = False
        self._hidden_columns: list[tuple[int, int]] = []
        self.asides: list[Aside] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        match name:
            case "row":
                self._hidden = attributes.get("hidden", "0") in ("1", "true")
                self._at = (_int(attributes.get("r", ""), self._at[0] + 1) - 1, -1)
            case "col" if attributes.get("hidden", "0") in ("1", "true"):
                first, last = (
                    _int(attributes.get(key, ""), 0) for key in ("min", "max")
                )
                self._hidden_columns.append((first - 1, last - 1))
            case "c":
                self._at = _place(attributes.get("r", ""), self._at)
                self._type, self._value = attributes.get("t", "n"), []
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Characters: a cell's value, or its own text; a formula is none."""
        if self._path[-1:] == ["v"] or (
            self._path[-1:] == ["t"] and "rPh" not in self._path
        ):
            self._value.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        if name == "c":
            self._keep(self._at, self._shown("".join(self._value)))

    def _shown(self, value: str) -> str:
        if self._type == "s":
            number = _int(value, -1)
            value = self._strings[number] if 0 <= number < len(self._strings) else ""
        elif self._type == "n":
            value = re.sub(r"\.0+$", "", value)
        lines = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), value).replace(
            "\r", "\n"
        )
        return "\n".join(line.strip() for line in lines.split("\n") if line.strip())

    def _keep(self, place: tuple[int, int], text: str) -> None:
        row, column = place
        if not text:
            return
        hidden = self._hidden or any(a <= column <= b for a, b in self._hidden_columns)
        if hidden or column >= MAX_SPAN or row >= _MOST_ROWS:
            what = "隐藏的行或列" if hidden else "太靠右或太靠下的格"
            self.asides.append(
                Aside(f"工作表“{self.about.name[:31]}”第 {row + 1} 行", what, text)
            )
        else:
            self._cells[place] = text

    def _merge(self, reference: str) -> None:
        ends = [_place(part, (-1, -1)) for part in reference.split(":")]
        if len(ends) == 2 and ends[0] != (-1, -1):
            self._merged.append(Merged(*ends[0], *ends[1]))

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows that have text, each with all columns of the sheet."""
        return [cells for _, cells in self._rows()]

    def _rows(self) -> list[tuple[int, tuple[str, ...]]]:
        width = max((column for _, column in self._cells), default=-1) + 1
        numbers = sorted({row for row, _ in self._cells})
        return [
            (row, tuple(self._cells.get((row, at), "") for at in range(width)))
            for row in numbers
        ]

    def pieces(self, table: int) -> Iterator[Piece]:
        """The rows of the table; one whose only text runs over columns is a line of text."""
        for row, cells in self._rows():
            filled = [at for at, cell in enumerate(cells) if cell]
            if len(filled) == 1 and self._runs_over(row, filled[0]):
                for line in cells[filled[0]].split("\n"):
                    yield (line,), 0, frozenset()
            else:
                yield cells, table, self._covered(row)

    def _runs_over(self, row: int, column: int) -> bool:
        """Whether a cell takes all of the row that the sheet has, or most of it."""
        return any(
            one.top == row and one.left == column and one.right > column
            for one in self._merged
        ) or (
            column == 0 and not any(one.top < row <= one.bottom for one in self._merged)
        )

    def _covered(self, row: int) -> frozenset[int]:
        """The columns into which a cell of a row above reaches."""
        return frozenset(
            column
            for one in self._merged
            if one.top < row <= one.bottom
            for column in range(one.left, min(one.right, MAX_SPAN) + 1)
        )


def _place(reference: str, before: tuple[int, int]) -> tuple[int, int]:
    """Row and column of a reference (B3), from 0; without one the next of the row."""
    hit = _CELL.fullmatch(reference)
    if not hit:
        return before[0], before[1] + 1
    column = 0
    for char in hit[1]:
        column = column * 26 + ord(char) - 64
    return int(hit[2]) - 1, column - 1


def _int(text: str, default: int) -> int:
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else default
    )
