"""Text without line breaks, as web pages print it: several entries on one line are taken apart.

A line that holds two heads or more is cut at each of them, and at every number behind a clause's
end: whether that one heads an entry, a chapter or a clause, the walk decides as it does for lines.
"""

import re
from collections.abc import Iterator, Sequence

from smogctl.grammar.heads import head_of
from smogctl.grammar.layout import BULLETS
from smogctl.grammar.narrated import DUTIES, is_narrated
from smogctl.importing.pages import Row

_MARK = (
    r"[（(]\s?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,4})\s?[）)]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}[.．、]?(?=\s?[\u4e00-\u9fff])|[0-9]{1,3}(?:、|[.．](?![0-9]))"
    rf"|[一二三四五六七八九十]{{1,4}}、|第[一二三四五六七八九十百]{{1,4}}[章节条]|[①-⑳⑴-⒇]|[{BULLETS}]"
)
_AT_MARK = re.compile(rf"(?:(?<=[。；;：:！ 　\t])|(?<=^))(?:{_MARK})")
_AT_NAME = re.compile(r"(?<=[。；;\s])(?=[^，。；;：:\s0-9]{2,40}[：:])")
_AT_END = re.compile(r"(?<=。)\s*(?=[\u4e00-\u9fff])")
_AT_FOOTER = re.compile(
    r"(?<=[。\s])\s*(?=(?:上|下)一(?:篇|条)[：:]|【?打印本|分享到|责任编辑[：:]|版权所有|相关(?:链接|附件|阅读)|扫一扫)"
)
"""Where a web page's end begins behind the text."""


def apart(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of running text that hold several entries cut into one row each."""
    return tuple(
        piece for row in rows for piece in (_pieces(row) if _is_text(row) else (row,))
    )


def _is_text(row: Row) -> bool:
    return not row.table and len(row.cells[0]) > 20


def _pieces(row: Row) -> Iterator[Row]:
    """A row's pieces, with the source line on which each begins."""
    text = row.cells[0]
    places = _places(text)
    line = row.line
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        piece = text[start:end]
        if piece.strip():
            yield Row(line, (piece.strip(),))
        line += piece.count("\n")


def _places(text: str) -> list[int]:
    """Where the row is to be cut; empty where it holds one entry only."""
    footer = [hit.end() for hit in _AT_FOOTER.finditer(text) if hit.end()]
    told = [hit.end() for hit in DUTIES.finditer(text)] if is_narrated(text) else []
    return sorted({*_heads(text), *footer[:1], *told[:1]})


def _heads(text: str) -> list[int]:
    """The places of the entries' heads, and of the numbers between them."""
    marks = [hit.start() for hit in _AT_MARK.finditer(text) if hit.start()]
    heads = sum(head_of(text[at : at + 120], ()) is not None for at in [0, *marks])
    if heads >= 2:
        return marks
    return _names(text, _AT_NAME) or _names(text, _AT_END, bare=True)


def _names(text: str, pattern: re.Pattern[str], *, bare: bool = False) -> list[int]:
    """The places of a pattern at which a head without a number stands, where there are several."""
    found = [hit.end() for hit in pattern.finditer(text)]
    heads = [
        at
        for at in found
        if at < len(text) and _is_head(text[at : at + 120], bare=bare)
    ]
    first = _is_head(text[:120], bare=bare)
    return heads if len(heads) + first >= (3 if bare else 2) else []


def _is_head(text: str, *, bare: bool) -> bool:
    head = head_of(text, (), bare=bare)
    return head is not None and not head.style
