"""Marks that a PDF's fonts give wrongly, put right: ꎬ is ， in GBK, read as if it were Unicode."""

import re
from collections import Counter

from smogctl.importing.pages import Page, Row

_YI = re.compile("[\ua000-\ua4cf]")
_FULL_STOP = "．"
"""What these fonts use for 。."""


def put_right(page: Page) -> Page:
    """The page with such characters as what they are, and a notice that says so.

    Only where every character of that block in the page is a mark in GBK: a text in Yi stays.
    """
    counts = Counter(_YI.findall(page.text))
    marks: dict[str, str] = {}
    for char in sorted(counts):
        mark = _meant(char)
        if mark is None:
            return page
        marks[char] = mark
    if not marks:
        return page
    table = str.maketrans(marks)
    rows: list[Row] = []
    for row in page.rows:
        cells = tuple(cell.translate(table) for cell in row.cells)
        rows.append(row._replace(cells=cells))
    pairs = "、".join(f"{char} 按 {mark}" for char, mark in marks.items())
    notice = f"PDF 的字体把标点编错了，已改正 {counts.total()} 处：{pairs}。"
    return page._replace(
        text=page.text.translate(table),
        rows=tuple(rows),
        notices=(*page.notices, notice),
    )


def _meant(char: str) -> str | None:
    """The mark whose GBK code a character's Unicode is; None where that is no mark."""
    try:
        mark = ord(char).to_bytes(2, "big").decode("gbk")
    except UnicodeError:
        return None
    if len(mark) != 1 or mark.isalnum():
        return None
    return mark.replace(_FULL_STOP, "。")
