"""Prose by matters: paragraphs in which several units stand one behind another without a number.

区委宣传部负责…；区委网信办负责…；区教育局负责…。 Each of them becomes a row. Only where paragraphs
begin so, and no head in the file has a colon: elsewhere a clause may well speak of another unit.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from smogctl.grammar.heads import head_of
from smogctl.importing.layout_rows import texts_of
from smogctl.importing.pages import Page, Row

PLACE = 70

_BEHIND = re.compile(r"[；;。]\s*(?=[\u4e00-\u9fff])")
_LABEL = re.compile(r"(?:[^，。；：:]{2,14}[：:。]\s*)?")
"""What may stand before the first unit: 宣传引导。"""
_FEW = 2
"""Paragraphs with several units from which on the file is prose."""


def laid(page: Page) -> Page:
    """The page with such paragraphs cut at each unit."""
    return page._replace(rows=parted(page.rows))


def parted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, such paragraphs cut at each unit."""
    texts = list(texts_of(rows))
    is_list = any(map(_has_colon, texts))
    if is_list:
        return tuple(rows)
    units = map(len, map(_places, texts))
    paragraphs = sum(number > 1 for number in units)
    if paragraphs < _FEW:
        return tuple(rows)
    pieces = map(_pieces, rows)
    return tuple(chain.from_iterable(pieces))


def _has_colon(text: str) -> bool:
    head = head_of(text[:60], ())
    if head is None:
        return False
    return text[: head.offset].rstrip().endswith(("：", ":"))


def _pieces(row: Row) -> Iterator[Row]:
    text = row.text
    places = _places(text)
    if len(places) < 2:
        yield row
        return
    starts = sorted({0, *places})
    for start, end in pairwise([*starts, len(text)]):
        piece = text[start:end].strip()
        if piece:
            yield Row(row.line, (piece,))


def _places(text: str) -> list[int]:
    """Where units begin in a paragraph that begins with one; none in another."""
    first = _first(text)
    if first is None:
        return []
    places = [first]
    for hit in _BEHIND.finditer(text, first):
        rest = text[hit.end() :]
        if _has_bare_head(rest):
            places.append(hit.end())
    return places


def _first(text: str) -> int | None:
    """Where the unit stands with which a paragraph begins, may be behind a label."""
    if _has_bare_head(text):
        return 0
    label = _LABEL.match(text)
    if label is None:
        return None
    behind = label.end()
    if not _has_bare_head(text[behind:]):
        return None
    return behind


def _has_bare_head(text: str) -> bool:
    """Whether a text begins with a head without number and mark, and runs on from it."""
    head = head_of(text[:80].lstrip(), (), bare=True)
    if head is None or head.heading:
        return False
    return head.style == ""
