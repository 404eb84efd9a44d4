"""How a page is laid out where its lines are no rows: one file a layout, rows in, rows out.

What several of them ask of rows is in `texts`.

A layout looks whether it is meant; where it is not, the rows go on as they are. No character is
changed. Only where a table's lines have to change places (`centred`, `aligned`) the text to be
stored is written anew, and that is said.
"""

from collections.abc import Sequence
from itertools import pairwise

from smogctl.importing.layouts.aligned import unaligned
from smogctl.importing.layouts.assigned import assigned
from smogctl.importing.layouts.cards import from_cards
from smogctl.importing.layouts.centred import uncentred
from smogctl.importing.layouts.prose import parted
from smogctl.importing.layouts.run_together import apart
from smogctl.importing.layouts.running import without_running
from smogctl.importing.layouts.stacked import is_interrupted, unstacked
from smogctl.importing.layouts.unwrapped import unwrapped
from smogctl.importing.pages import Page, Row, written

BROKEN = ("txt", "pdf")
"""Formats in which a line may end in the middle of a paragraph."""

_CENTRED = "表格里单位名称夹在条文的行间，已按行归位；存下的原文是归位后的。"
_RUN_TOGETHER = "原文几条连在一行，已按条目断行；存下的原文是断行后的，字一个不动。"
_RUNNING = "夹在文中的页眉、页脚已取出，列在下面；存下的原文是取出后的。"
_STACKED = "表头在一条职责中间又出现一次，已把职责接上；存下的原文是接上后的。"
_ALIGNED = "表格是用空格对齐的，已按列归位；存下的原文是归位后的。"


def laid_out(page: Page) -> Page:
    """The page with rows as a reader means them, whatever its lines are."""
    is_broken = page.format in BROKEN
    if is_broken:
        page = _without_running(_unaligned(page))
    page = _rewritten(page, uncentred(page.rows), _CENTRED)
    rows = unstacked(page.rows)
    if rows != page.rows and is_interrupted(page.rows):
        page = _rewritten(page, rows, _STACKED)
        rows = page.rows
    if is_broken:
        rows = unwrapped(rows)
    rows = parted(apart(rows))
    page = page._replace(rows=rows)
    if _share_lines(rows):
        page = _rewritten(page._replace(rows=()), rows, _RUN_TOGETHER)
    return page._replace(rows=from_cards(assigned(page.rows)))


def _unaligned(page: Page) -> Page:
    """Columns come first: a line that is written anew has lost the blanks that they are told by."""
    lines = page.text.split("\n")
    return _rewritten(page, unaligned(page.rows, lines), _ALIGNED)


def _without_running(page: Page) -> Page:
    rows, asides = without_running(page.rows)
    page = _rewritten(page, rows, _RUNNING)
    return page._replace(asides=(*page.asides, *asides))


def _share_lines(rows: Sequence[Row]) -> bool:
    """Whether several rows stand on one line: what lint reads of the stored text are lines."""
    return any(above.line == below.line for above, below in pairwise(rows))


def _rewritten(page: Page, rows: Sequence[Row], notice: str) -> Page:
    """The page with rows whose lines have changed places: its text is theirs."""
    if rows == page.rows:
        return page
    text, placed = written((row.cells, row.table, row.covered) for row in rows)
    return page._replace(text=text, rows=placed, notices=(*page.notices, notice))
