"""Rows that share a line get lines of their own: what lint reads of the stored text are lines."""

from itertools import pairwise

from smogctl.importing.layout_rows import rewritten
from smogctl.importing.pages import Page

PLACE = 80
NOTICE = "原文几条连在一行，已按条目断行；存下的原文是断行后的，字一个不动。"


def laid(page: Page) -> Page:
    """The page, its text written anew where the layouts before have cut a line."""
    lines = [row.line for row in page.rows]
    if all(above != below for above, below in pairwise(lines)):
        return page
    return rewritten(page._replace(rows=()), page.rows, NOTICE)
