"""Marks that a PDF's fonts give wrongly, put right: ꎬ is ， in GBK, read as if it were Unicode."""

import re
from collections import Counter

from smogctl.importing.pages import Page

_YI = re.compile("[\ua000-\ua4cf]")
_FULL_STOP = "．"
"""What these fonts use for 。."""


def put_right(page: Page) -> Page:
    """The page with such characters as what they are, and a notice that says so.

    Only where every character of that block in the page is a mark in GBK: a text in Yi stays.
    """
    found = Counter(_YI.findall(page.text))
    table = {char: _meant(char) for char in found}
    if not found or any(meant is None for meant in table.values()):
        return page
    given = str.maketrans({char: meant for char, meant in table.items() if meant})
    pairs = "、".join(f"{char} 按 {table[char]}" for char in sorted(found))
    said = f"PDF 的字体把标点编错了，已改正 {found.total()} 处：{pairs}。"
    rows = tuple(
        row._replace(cells=tuple(cell.translate(given) for cell in row.cells))
        for row in page.rows
    )
    return page._replace(
        text=page.text.translate(given), rows=rows, notices=(*page.notices, said)
    )


def _meant(char: str) -> str | None:
    """The mark whose GBK code a character's Unicode is; None where that is no mark."""
    try:
        meant = ord(char).to_bytes(2, "big").decode("gbk")
    except UnicodeError:
        return None
    if len(meant) != 1 or meant.isalnum():
        return None
    return "。" if meant == _FULL_STOP else meant
