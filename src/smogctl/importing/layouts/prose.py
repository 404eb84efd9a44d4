"""Prose by matters: paragraphs in which several units stand one behind another without a number.

区委宣传部负责…；区委网信办负责…；区教育局负责…。 Each of them becomes a row. Only where paragraphs
begin so, and no head in the file has a colon: elsewhere a clause may well speak of another unit.
"""

import re
from collections.abc import Iterator, Sequence

from smogctl.grammar.heads import HeadLine, head_of
from smogctl.importing.pages import Row

_BEHIND = re.compile(r"[；;。]\s*(?=[\u4e00-\u9fff])")
_LABEL = re.compile(r"(?:[^，。；：:]{2,14}[：:。]\s*)?")
"""What may stand before the first unit: 宣传引导。"""
_FEW = 2
"""Paragraphs with several units from which on the file is prose."""


def parted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, such paragraphs cut at each unit."""
    texts = [row.cells[0] for row in rows if not row.table]
    if any(_has_colon(text) for text in texts):
        return tuple(rows)
    if sum(len(_places(text)) > 1 for text in texts) < _FEW:
        return tuple(rows)
    return tuple(piece for row in rows for piece in _pieces(row))


def _has_colon(text: str) -> bool:
    head = head_of(text[:60], ())
    return head is not None and text[: head.offset].rstrip().endswith(("：", ":"))


def _pieces(row: Row) -> Iterator[Row]:
    places = [] if row.table else _places(row.cells[0])
    if len(places) < 2:
        yield row
        return
    text = row.cells[0]
    starts = [0, *places] if places[0] else places
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if text[start:end].strip():
            yield Row(row.line, (text[start:end].strip(),))


def _places(text: str) -> list[int]:
    """Where units begin in a paragraph that begins with one; none in another."""
    label = _LABEL.match(text)
    first = next(
        (
            at
            for at in (0, label.end() if label else 0)
            if _bare_head(text[at:]) is not None
        ),
        None,
    )
    if first is None:
        return []
    ends = (hit.end() for hit in _BEHIND.finditer(text, first))
    return [first, *(at for at in ends if _bare_head(text[at:]) is not None)]


def _bare_head(text: str) -> HeadLine | None:
    """The head without number and mark that a text begins with and runs on from."""
    head = head_of(text[:80].lstrip(), (), bare=True)
    return None if head is None or head.style or head.heading else head
