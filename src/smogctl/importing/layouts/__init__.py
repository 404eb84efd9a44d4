"""How a page is laid out where its lines are no rows: one file a layout, rows in, rows out.

A layout looks whether it is meant; where it is not, the rows go on as they are. No character is
changed. Only where a table's lines have to change places (`centred`) the text to be stored is
written anew, and that is said.
"""

from smogctl.importing.layouts.centred import uncentred
from smogctl.importing.layouts.run_together import apart
from smogctl.importing.layouts.unwrapped import unwrapped
from smogctl.importing.pages import Page, written

BROKEN = ("txt", "pdf")
"""Formats in which a line may end in the middle of a paragraph."""

_SAID = "表格里单位名称夹在条文的行间，已按行归位；存下的原文是归位后的。"


def laid_out(page: Page) -> Page:
    """The page with rows as a reader means them, whatever its lines are."""
    rows = uncentred(page.rows)
    if rows != page.rows:
        text, rows = written((row.cells, row.table, row.covered) for row in rows)
        page = page._replace(text=text, notices=(*page.notices, _SAID))
    if page.format in BROKEN:
        rows = unwrapped(rows)
    return page._replace(rows=apart(rows))
