"""Text whose lines were broken by hand or by a PDF: a paragraph's lines are one row.

Only where many long lines end at the same width; a full line that closes no clause goes on below,
unless what stands there is numbered, labelled or a heading.
"""

import re
from collections.abc import Sequence

from smogctl.grammar.heads import head_of, number_style
from smogctl.grammar.layout import FURNITURE, GROUP, OWN_DUTIES
from smogctl.importing.layout_rows import BROKEN, texts_of
from smogctl.importing.outline import wrap_width
from smogctl.importing.pages import Page, Row, joined
from smogctl.text.plain import width

PLACE = 50

_CLOSED = re.compile(r"[。；;：:！？]\s*$")
_SLACK = 4
"""Columns by which a full line may be shorter than the widest."""


def laid(page: Page) -> Page:
    """The page with each paragraph of running text as one row."""
    if page.format not in BROKEN:
        return page
    return page._replace(rows=unwrapped(page.rows))


def unwrapped(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of running text that are one paragraph put together."""
    full = wrap_width(texts_of(rows))
    if not full:
        return tuple(rows)
    made: list[Row] = []
    lines: list[str] = []
    for row in rows:
        if lines and _goes_on(lines[-1], row, full):
            lines.append(row.cells[0])
            continue
        _close(made, lines)
        made.append(row)
        lines = list(texts_of([row]))
    _close(made, lines)
    return tuple(made)


def _close(made: list[Row], lines: list[str]) -> None:
    """Give the last row all lines of its paragraph."""
    if len(lines) > 1:
        text = joined("\n".join(lines))
        made[-1] = made[-1]._replace(cells=(text,))


def _goes_on(above: str, row: Row, full: int) -> bool:
    """Whether a row is more of the paragraph whose last line stands above."""
    if row.table:
        return False
    is_short = width(above.rstrip()) < full - _SLACK
    if is_short:
        return False
    is_closed = _CLOSED.search(above)
    if is_closed:
        return False
    return not _begins(row.cells[0])


def _begins(text: str) -> bool:
    """Whether a line begins something of its own.

    It is numbered, labelled, a page's, an entry's head with its colon, or a name alone.
    """
    style, _ = number_style(text)
    if style:
        return True
    label = GROUP.match(text.lstrip()) or OWN_DUTIES.match(text)
    if label:
        return True
    furniture = FURNITURE.fullmatch(text.strip())
    if furniture:
        return True
    head = head_of(text, ())
    if head is None:
        return False
    before = text[: head.offset].rstrip()
    return head.heading or before.endswith(("：", ":"))
