"""The one door into spreadsheets, by XlsxWriter: an extra, imported only here.

Text stays text whatever it looks like: no formula, no link, no number is made of it, and what no
sheet should hold raw is shown as its number.
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from smogctl.text.plain import visible
from smogctl.values.findings import Lacking

MOST_ROWS = 1_048_576
"""Rows of a sheet, the head included."""

MOST_CELL = 32_767
"""Characters of a cell, in units of UTF-16; Excel cuts what is more without a word."""

_NARROWEST, _WIDEST = 8, 60
DATED = datetime.datetime(2012, 7, 1)
"""Not the clock's: the same content gives the same bytes."""


class TooLarge(Exception):
    """What a sheet cannot hold; its text says what, in Chinese."""


def workbook(target: str | io.BytesIO, scratch: str | None = None) -> Any:
    """An empty workbook, in memory; with a folder as `scratch` its rows wait there, in order.

    Raises Lacking when XlsxWriter is missing.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise Lacking("写表格文件", "xlsx") from None
    options: dict[str, Any] = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    if scratch:
        options |= {"constant_memory": True, "tmpdir": scratch}
    else:
        options["in_memory"] = True
    book = Workbook(target, options)
    book.set_properties({"created": DATED})
    return book


class Book:
    """A workbook of plain tables, a sheet each."""

    def __init__(self, target: str | io.BytesIO, scratch: str | None = None) -> None:
        """Raises Lacking as `workbook` does."""
        self._book = workbook(target, scratch)
        self._sheets: list[Sheet] = []

    def sheet(self, name: str, columns: Sequence[str]) -> "Sheet":
        """A further sheet."""
        made = Sheet(self._book, name, columns)
        self._sheets.append(made)
        return made

    def abandon(self) -> None:
        """Let go of the rows that wait: the file is not to be written."""
        for page in self._book.worksheets():
            with suppress(OSError):
                page._opt_close()

    def close(self) -> None:
        """Write the file. Raises OSError where it cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        for made in self._sheets:
            made.close()
        try:
            self._book.close()
        except FileCreateError as error:
            cause = error.args[0]
            if not isinstance(cause, OSError):
                cause = OSError(str(error))
            raise cause from error


class Sheet:
    """A sheet with a head that stays, filled row by row."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._page = book.add_worksheet(name)
        self._page.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            wide = min(max(_NARROWEST, 2 * len(column)), _WIDEST)
            self._page.set_column(place, place, wide)
        self._rows = 0
        self._last = len(columns) - 1
        self._write(columns, book.add_format({"bold": True}))

    def add(self, cells: Iterable[object]) -> None:
        """One row: text as text, numbers and yes or no as such, nothing for null.

        Raises TooLarge.
        """
        if self._rows >= MOST_ROWS:
            raise TooLarge(f"多于 {MOST_ROWS - 1} 行，一页放不下")
        self._write(cells, None)

    def close(self) -> None:
        """Put a filter over all rows."""
        self._page.autofilter(0, 0, max(1, self._rows - 1), self._last)

    def _write(self, cells: Iterable[object], form: Any) -> None:
        row, page = self._rows, self._page
        for place, cell in enumerate(cells):
            if isinstance(cell, bool):
                page.write_boolean(row, place, cell, form)
            elif isinstance(cell, int):
                page.write_number(row, place, cell, form)
            elif cell is not None:
                page.write_string(row, place, _shown(str(cell), row), form)
        self._rows += 1


def _shown(text: str, row: int) -> str:
    shown = visible(text)
    if len(shown.encode("utf-16-le")) // 2 > MOST_CELL:
        raise TooLarge(f"第 {row + 1} 行有一格多于 {MOST_CELL} 个字，Excel 会把它截断")
    return shown
