"""Spreadsheets of the kinds that have a table."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from smogctl.documents.archive import repacked
from smogctl.documents.kind import Kind
from smogctl.documents.kinds import titles_of
from smogctl.documents.paper import DRILL, Paper
from smogctl.documents.sheet import Column, Grid
from smogctl.documents.writer import Document, Format
from smogctl.formats.workbook import DATED, workbook
from smogctl.text.plain import visible, width
from smogctl.values.findings import Refusal

MOST_CELL = 32_000
"""A cell holds 32,767 characters; Excel cuts what is more without a word."""


def _serves(kind: Kind) -> bool:
    return kind.sheets is not None


FORMAT = Format(60, ("xlsx",), binary=True, serves=_serves)


def write(document: Document) -> bytes:
    """The document's table as a workbook, with its lines to fill in above and its notes below.

    Raises Refusal for a kind that has no table, and when XlsxWriter is missing.
    """
    kind, data = document.facts.kind, document.data
    if kind.sheets is None:
        raise Refusal(
            f"xlsx 只用于{'、'.join(titles_of(_serves))}。其余请用 docx、html、md 或 text。"
        )
    grids = kind.sheets(data)
    if not grids:
        grids = (Grid((Column("单位", 20),), ()),)
    stream = io.BytesIO()
    book = _workbook(stream, document.paper.title)
    for place, grid in enumerate(grids, 1):
        name = grid.name or kind.title
        tab = _tab(name, place)
        sheet = _Sheet(book, tab, last=len(grid.columns) - 1)
        sheet.title(document.paper.title)
        sheet.lines(_above(document.paper))
        sheet.table(grid)
        sheet.lay_out(drill=document.facts.drill)
    book.close()
    return repacked(stream.getvalue())


def _tab(name: str, place: int) -> str:
    """A sheet's name: what Excel forbids in it taken out.

    And the place in front so that no two are one.
    """
    plain = re.sub(r"[\[\]:*?/\\'（）()]+", " ", visible(name)).strip()
    return f"{place}.{plain}"[:31]


def _above(paper: Paper) -> Iterator[str]:
    """What is to be filled in above the first unit or table."""
    for part in paper.parts:
        if part.kind in ("h2", "table", "item"):
            return
        if part.kind == "fill":
            yield part.text


def _workbook(stream: io.BytesIO, title: str) -> Any:
    """An empty workbook with its title. Raises Refusal when XlsxWriter is missing."""
    book = workbook(stream)
    book.set_properties({"title": _cell(title)[:200], "created": DATED})
    return book


class _Sheet:
    """A worksheet, filled from top to bottom; `last` is its last column, from 0."""

    def __init__(self, book: Any, name: str, last: int) -> None:
        wrapped = {"text_wrap": True}
        middle = {"align": "center", "valign": "vcenter"}
        self.page = book.add_worksheet(name[:31])
        self.large = book.add_format({"bold": True, "font_size": 16} | middle | wrapped)
        self.plain = book.add_format(wrapped | {"valign": "top"})
        self.head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#EEEEEE"} | middle | wrapped
        )
        self.body = book.add_format({"border": 1, "valign": "top"} | wrapped)
        self.last = last
        self.row = 0
        self.top = 0
        """The row of the table's head."""

    def title(self, text: str) -> None:
        """The title over all columns."""
        self._over_all(text, self.large, 30)

    def lines(self, texts: Iterable[str]) -> None:
        """Lines of text over all columns."""
        for text in texts:
            self._over_all(text, self.plain, 15 * -(-width(text) // 120) + 3)

    def _over_all(self, text: str, form: object, height: int) -> None:
        self.page.merge_range(self.row, 0, self.row, self.last, "", form)
        self.page.write_string(self.row, 0, _cell(text), form)
        self.page.set_row(self.row, height)
        self.row += 1

    def table(self, grid: Grid) -> None:
        """The table's head and rows, with what may be chosen in a column."""
        self.top = self.row
        for at, column in enumerate(grid.columns):
            self.page.set_column(at, at, column.width)
            self.page.write_string(self.top, at, column.head, self.head)
        for cells in grid.rows:
            self.row += 1
            for at, cell in enumerate(cells):
                self.page.write_string(self.row, at, _cell(cell), self.body)
            self.page.set_row(self.row, _height(grid.columns, cells))
        if grid.rows:
            self._choices(grid.columns)
        self.row += 1

    def _choices(self, columns: Sequence[Column]) -> None:
        for at, column in enumerate(columns):
            if column.choices:
                choices = {"validate": "list", "source": list(column.choices)}
                self.page.data_validation(self.top + 1, at, self.row, at, choices)

    def lay_out(self, *, drill: bool) -> None:
        """For the screen: the head stays.

        For paper: A4 across, one page wide, the head on each page.
        """
        self.page.freeze_panes(self.top + 1, 0)
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(self.top)
        if drill:
            self.page.set_header(f"&C{DRILL}")
        self.page.set_footer("&C第 &P 页，共 &N 页")


def _cell(text: str) -> str:
    shown = visible(text)
    if len(shown) > MOST_CELL:
        shown = shown[:MOST_CELL] + "（以下太长，见登记册）"
    return shown


def _height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    """Points for the tallest cell of a row: LibreOffice does not grow a row by itself."""
    tallest = 1
    for column, cell in zip(columns, cells, strict=True):
        room = max(1, column.width - 2)
        lines = -(-width(cell) // room)
        tallest = max(tallest, lines)
    return min(400.0, 15.0 * tallest + 3)
