"""A page's running title: lines beside a page number that come again on other pages.

They stand in the middle of an entry, or of a name, and are set aside.
"""

import re
from collections import Counter
from collections.abc import Sequence

from smogctl.grammar.layout import FURNITURE, bare
from smogctl.importing.pages import Aside, Row

_NEAR = 2
"""Lines from a page's number within which its title stands."""
_LONGEST = 40
_LEAST = 2


def without_running(rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Aside]]:
    """The rows without such lines, and these, with where they stood."""
    keys = {at: _key(rows[at]) for at in _near_numbers(rows)}
    times = Counter(keys.values())
    gone = {at for at, key in keys.items() if key and times[key] >= _LEAST}
    asides = [
        Aside(f"第 {rows[at].line} 行", "页眉、页脚", rows[at].cells[0])
        for at in sorted(gone)
    ]
    return tuple(row for at, row in enumerate(rows) if at not in gone), asides


def _near_numbers(rows: Sequence[Row]) -> set[int]:
    """The places beside a page's number."""
    pages = (at for at, row in enumerate(rows) if _is_page_number(row))
    near = {at for page in pages for at in range(page - _NEAR, page + _NEAR + 1)}
    return near & set(range(len(rows)))


def _is_page_number(row: Row) -> bool:
    """Whether a line is a page's number by its marks (— 12 —); a number alone may be a row's."""
    text = row.cells[0].strip()
    numbered = re.search("[0-9]", text) is not None and not text.isdecimal()
    return not row.table and numbered and FURNITURE.fullmatch(text) is not None


def _key(row: Row) -> str:
    """A line without its numbers; empty for a sentence, a row of a table, a page's number."""
    text = bare(row.cells[0])
    if row.table or len(text) > _LONGEST or re.search("[；;。，]", text):
        return ""
    return "" if FURNITURE.fullmatch(text) else re.sub("[0-9]+", "", text)
