"""A PDF by its geometry, in a process of its own: tables by their rules, text by its places.

Reads a PDF on standard input, writes what stands on its pages as JSON. A reader of so loose a
format may take any time and memory; here it ends by its limits.
"""

import io
import json
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from smogctl.importing.pages import MAX_FILE
from smogctl.system.processes import Limits, limit_this_child
from smogctl.system.streams import read_input, write_output

LIMITS = Limits(cpu=120, wall=150, memory=2 << 30)
MOST_PAGES = 400
BROKEN, NOT_INSTALLED, LOCKED, TOO_LONG = (
    "broken",
    "not installed",
    "locked",
    "too long",
)
"""Why nothing was read: what cannot be, no library, a password, too many pages."""
_GAP = 0.5
"""Of a character's size: from such a gap on there is a blank between two characters."""
_SLACK, _OPEN_SLACK = 2.6, 4.5
"""Characters by which a line may miss its cell's edge and still be full, the second where no clause
ends with it: marks that may not begin a line pull characters down with them.
"""
_CLOSES = ("；", ";", "。", "：", ":")
_PADDING = 4.0
"""Points between a cell's rule and its text, at least."""

Box = tuple[float, float, float, float]


def main() -> None:
    """Read one file: the answer is its pages, or `refused` with the reason."""
    data = read_input(MAX_FILE) or b""
    limit_this_child(LIMITS)
    pages = _pages(data)
    answer = {"refused": pages} if isinstance(pages, str) else {"pages": pages}
    write_output(json.dumps(answer).encode())


def _pages(data: bytes) -> list[dict[str, Any]] | str:
    """The pages, or why there are none."""
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        return NOT_INSTALLED
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                return TOO_LONG
            return list(map(_page, document.pages))
    except PdfminerException as error:
        return LOCKED if "Password" in repr(error) else BROKEN
    except Exception:  # a reader of so loose a format fails in many ways
        return BROKEN


def _page(page: Any) -> dict[str, Any]:
    """A page's tables and lines, from top to bottom, and whether it only has pictures."""
    tables = list(filter(_is_table, page.find_tables()))
    items = [(table.bbox[1], {"rows": list(_rows(page, table))}) for table in tables]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    lines = [(line["top"], {"line": line["text"]}) for line in _lines(outside)]
    items = sorted([*lines, *items], key=itemgetter(0))
    has_only_pictures = not page.chars and bool(page.images)
    page.close()
    return {"items": [item for _, item in items], "picture": has_only_pictures}


def _is_table(table: Any) -> bool:
    """Whether what the rules draw is a table and no frame around a page's text."""
    return any(len(row.cells) > 1 for row in table.rows)


def _inside(thing: Any, box: Box) -> bool:
    """Whether the middle of a thing is in a box."""
    x = (thing["x0"] + thing["x1"]) / 2
    y = (thing["top"] + thing["bottom"]) / 2
    return _holds(box, x, y)


def _holds(box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box
    return bool(left <= x <= right and top <= y <= bottom)


def _lines(page: Any) -> list[Any]:
    if not page.chars:
        return []
    return list(page.extract_text_lines(x_tolerance_ratio=_GAP, return_chars=True))


def _rows(page: Any, table: Any) -> Iterator[list[Any]]:
    """The rows of a table: each cell's text, None where a cell from above reaches into it."""
    for row in table.rows:
        texts: list[str | None] = []
        for at, box in enumerate(row.cells):
            if box:
                texts.append(_cell(page, box))
            else:
                texts.append(_covered(table, row.bbox, at))
        yield texts


def _covered(table: Any, row: Box, at: int) -> str | None:
    """Of a place without a cell: None where one from a row above takes it, else nothing."""
    column = table.columns[at].bbox
    x = (column[0] + column[2]) / 2
    y = (row[1] + row[3]) / 2
    for box in table.cells:
        if _holds(box, x, y):
            return None if box[1] < row[1] - 1 else ""
    return ""


def _cell(page: Any, box: Box) -> str:
    """A cell's text: a line that fills the cell goes on in the next one."""
    # cropped, a character of the next row would be cut to size and be inside too
    inside = page.filter(lambda thing: _inside(thing, box))
    text = ""
    full = True
    for line in _lines(inside):
        if not full:
            text += "\n"
        text += line["text"]
        size = max((char["size"] for char in line["chars"]), default=10.0)
        room = box[2] - box[0] - 2 * _PADDING - (line["x1"] - line["x0"])
        slack = _SLACK if line["text"].endswith(_CLOSES) else _OPEN_SLACK
        full = room < slack * size or not text
    return text


if __name__ == "__main__":
    main()
