"""A sheet saved as text: its rows, by commas, tabs or semicolons."""

import csv
import io
from collections.abc import Iterator

from smogctl.importing.answers.cells import MOST_COLUMNS, Line, clean
from smogctl.importing.answers.rows import MOST_ROWS
from smogctl.values.findings import Refusal

SEPARATORS = ("，", ";", "\t", ",")


def lines_of(text: str, separator: str) -> Iterator[Line]:
    """The rows that are not empty, each with its first line's number.

    Raises Refusal, when it comes there, for quotes that do not match and for too many rows.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count, place = 0, 1
    try:
        for row in reader:
            cells = tuple(map(clean, row[:MOST_COLUMNS]))
            if any(cells):
                count += 1
                yield Line(place, cells)
            if count > MOST_ROWS:
                raise Refusal(f"多于 {MOST_ROWS} 行，不像是各单位的名单。")
            place = reader.line_num + 1
    except csv.Error:
        raise Refusal(f"第 {place} 行读不了：引号没有成对，或有一格太长。") from None
