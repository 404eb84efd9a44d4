"""A workbook with the report's sheet, for those who go on with the rows; text stays text."""

import io

from smogctl.formats.workbook import Book, TooLarge
from smogctl.values.findings import Refusal
from smogctl.values.report import Report, Surface


def render(report: Report, surface: Surface) -> bytes:
    """The report's sheet, with its column heads.

    Raises Refusal for a report that has none, for one too large, and when XlsxWriter is missing.
    """
    if not report.sheet.columns:
        raise Refusal("这个回答没有表，写不成 xlsx。请用 text、md、html 或 json。")
    stream = io.BytesIO()
    book = Book(stream)
    page = book.sheet("smogctl", report.sheet.columns)
    try:
        for row in report.sheet.rows:
            page.add(row)
    except TooLarge as error:
        raise Refusal(f"xlsx 放不下：{error}。请用 csv 或 json，或缩小范围。") from None
    book.close()
    return stream.getvalue()
