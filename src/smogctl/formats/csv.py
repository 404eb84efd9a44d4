"""CSV for spreadsheets: one flat row a line, and no cell that a spreadsheet would take for a
formula.
"""

import csv
import io
from collections.abc import Iterator

from smogctl.text.spreadsheet import unevaluated
from smogctl.values.report import Report, Surface


def render(report: Report, surface: Surface) -> str:
    """The report's sheet, with its column heads."""
    return "".join(pieces(report, surface))


def pieces(report: Report, surface: Surface) -> Iterator[str]:
    """The same, a row at a time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(unevaluated, report.sheet.columns))
    for row in report.sheet.rows:
        writer.writerow(map(unevaluated, row))
        yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> str:
    """What was written since the last time."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
