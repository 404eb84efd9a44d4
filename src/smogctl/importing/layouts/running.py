"""A page's running title: lines beside a page number that come again on other pages.

They stand in the middle of an entry, or of a name, and are set aside.
"""

import re
from collections import Counter
from collections.abc import Sequence

from smogctl.grammar.layout import FURNITURE, bare
from smogctl.importing.layout_rows import BROKEN, rewritten
from smogctl.importing.pages import Aside, Page, Row

PLACE = 20
NOTICE = "夹在文中的页眉、页脚已取出，列在下面；存下的原文是取出后的。"

_NEAR = 2
"""Lines from a page's number within which its title stands."""
_LONGEST = 40
_LEAST = 2
_PAGE_NUMBER = re.compile(rf"(?!\d+\Z)(?=(?s:.*)[0-9])(?:{FURNITURE.pattern})", re.I)
_NO_TITLE = re.compile(
    rf"(?s:.{{{_LONGEST + 1}}})|(?s:.*)[；;。，]|(?:{FURNITURE.pattern})\Z", re.I
)
"""A sentence, what is too long, a page's number."""


def laid(page: Page) -> Page:
    """The page without such lines; they are set aside."""
    if page.format not in BROKEN:
        return page
    rows, asides = without_running(page.rows)
    page = rewritten(page, rows, NOTICE)
    return page._replace(asides=(*page.asides, *asides))


def without_running(rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Aside]]:
    """The rows without such lines, and these, with where they stood."""
    titles = {at: _title(rows[at]) for at in _near_numbers(rows)}
    times = Counter(titles.values())
    kept: list[Row] = []
    asides: list[Aside] = []
    for at, row in enumerate(rows):
        title = titles.get(at, "")
        if title and times[title] >= _LEAST:
            asides.append(Aside(f"第 {row.line} 行", "页眉、页脚", row.cells[0]))
        else:
            kept.append(row)
    return tuple(kept), asides


def _near_numbers(rows: Sequence[Row]) -> set[int]:
    """The places beside a page's number."""
    places = range(len(rows))
    near: set[int] = set()
    for at, row in enumerate(rows):
        if not _is_page_number(row):
            continue
        first = max(0, at - _NEAR)
        last = at + _NEAR
        near.update(places[first : last + 1])
    return near


def _is_page_number(row: Row) -> bool:
    """Whether a line is a page's number by its marks (— 12 —); a number alone may be a row's."""
    return _PAGE_NUMBER.fullmatch(row.text.strip()) is not None


def _title(row: Row) -> str:
    """A line without its numbers; empty for a sentence, a row of a table, a page's number."""
    text = bare(row.text)
    if _NO_TITLE.match(text):
        return ""
    return re.sub("[0-9]+", "", text)
