"""How a page is laid out where its lines are no rows: one file a layout, each takes rows and gives rows.

A layout looks whether it is meant; where it is not, the rows go on as they are. The text of a row is never
changed, only where a row begins and ends, so that every character stays where the source has it.
"""

from smogctl.importing.layouts.centred import uncentred
from smogctl.importing.layouts.run_together import apart
from smogctl.importing.pages import Page


def laid_out(page: Page) -> Page:
    """The page with rows as a reader means them, whatever its lines are."""
    rows = page.rows
    for layout in (uncentred, apart):
        rows = layout(rows)
    return page._replace(rows=rows)
