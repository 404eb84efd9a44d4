"""CSV for spreadsheets: one flat row a line, and no cell that a spreadsheet would take for a formula."""

import csv
import io

from smogctl.text.plain import visible
from smogctl.values.report import Report, Surface

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(report: Report, surface: Surface) -> str:
    """The report's sheet, with its column heads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (report.sheet.columns, *report.sheet.rows):
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue()


def _cell(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if shown.strip().startswith(_FORMULA) else shown
