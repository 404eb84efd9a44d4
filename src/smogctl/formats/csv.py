"""CSV for spreadsheets: one flat row a line, and no cell that a spreadsheet would take for a formula."""

import csv
import io

from smogctl.text.spreadsheet import unevaluated
from smogctl.values.report import Report, Surface


def render(report: Report, surface: Surface) -> str:
    """The report's sheet, with its column heads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (report.sheet.columns, *report.sheet.rows):
        writer.writerow([unevaluated(cell) for cell in row])
    return out.getvalue()
