"""Spreadsheets of checklist, receipt and supervision, by XlsxWriter; an extra, imported only here."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.documents.archive import repacked
from smogctl.text.plain import visible, width
from smogctl.values.findings import Refusal

MOST_CELL = 32_000
"""A cell holds 32,767 characters; Excel cuts what is more without a word (hazards, row 20)."""


class Column(NamedTuple):
    """A column: its head, its width in characters of Latin script, what may be chosen in it."""

    head: str
    width: int
    choices: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A sheet: title, lines above the table, the table, lines below it."""

    name: str
    title: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()
    drill: bool = False


def write(sheet: Sheet) -> bytes:
    """The sheet as a workbook; text stays text, whatever it looks like. Raises Refusal when XlsxWriter is missing."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise Refusal("写表格文件要另装一个库：python -m pip install 'smogctl[xlsx]'。") from None
    import datetime

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, options)
    book.set_properties(
        {"title": _cell(sheet.title)[:200], "created": datetime.datetime(2012, 7, 1)}
    )
    page = book.add_worksheet(sheet.name[:31])
    title = book.add_format(
        {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format(
        {
            "bold": True,
            "border": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "bg_color": "#EEEEEE",
        }
    )
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    last = len(sheet.columns) - 1
    page.merge_range(0, 0, 0, last, "", title)
    page.write_string(0, 0, _cell(sheet.title), title)
    page.set_row(0, 30)
    row = 1
    for line in sheet.above:
        row = _line(page, row, last, line, plain)
    top = row
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(top, at, column.head, head)
    for number, cells in enumerate(sheet.rows, top + 1):
        for at, cell in enumerate(cells):
            page.write_string(number, at, _cell(cell), body)
        page.set_row(number, _height(sheet.columns, cells))
    end = top + len(sheet.rows)
    for at, column in enumerate(sheet.columns):
        if column.choices and sheet.rows:
            page.data_validation(
                top + 1, at, end, at, {"validate": "list", "source": list(column.choices)}
            )
    row = end + 1
    for line in sheet.below:
        row = _line(page, row, last, line, plain)
    page.freeze_panes(top + 1, 0)
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    if sheet.drill:
        page.set_header("&C【演练】")
    page.set_footer("&C第 &P 页，共 &N 页")
    book.close()
    return repacked(stream.getvalue())


def _line(page: object, row: int, last: int, text: str, form: object) -> int:
    page.merge_range(row, 0, row, last, "", form)  # type: ignore[attr-defined]
    page.write_string(row, 0, _cell(text), form)  # type: ignore[attr-defined]
    page.set_row(row, 15 * -(-width(text) // 120) + 3)  # type: ignore[attr-defined]
    return row + 1


def _cell(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= MOST_CELL else shown[:MOST_CELL] + "（以下太长，见登记册）"


def _height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    """Points for the tallest cell of a row: LibreOffice does not grow a row by itself (libraries.md section 3)."""
    lines = (
        -(-width(cell) // max(1, column.width - 2))
        for column, cell in zip(columns, cells, strict=True)
    )
    return min(400.0, 15.0 * max(1, *lines) + 3)
