"""Text without line breaks, as web pages print it: several entries on one line are taken apart.

A line that holds two heads or more is cut at each of them, and at every number behind a clause's
end: whether that one heads an entry, a chapter or a clause, the walk decides as it does for lines.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, pairwise

from smogctl.grammar.heads import head_of
from smogctl.grammar.layout import BULLETS, bare
from smogctl.grammar.narrated import DUTIES, is_narrated
from smogctl.importing.pages import Page, Row

PLACE = 60

_MARK = (
    r"[（(]\s?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百零〇]{1,5})\s?[）)]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}[.．、]?(?=\s?[\u4e00-\u9fff])|[0-9]{1,3}(?:、|[.．](?![0-9]))"
    rf"|[一二三四五六七八九十百零〇]{{1,5}}、|第[一二三四五六七八九十百]{{1,4}}[章节条]|[①-⑳⑴-⒇]|[{BULLETS}]"
)
_AT_MARK = re.compile(rf"(?:(?<=[。；;：:！ 　\t])|(?<=^))(?:{_MARK})")
_AT_NAME = re.compile(r"(?<=[。；;\s])(?=[^，。；;：:\s0-9]{2,40}[：:])")
_AT_END = re.compile(r"(?<=。)\s*(?=[\u4e00-\u9fff])")
_AT_FOOTER = re.compile(
    r"(?:(?<=。)|(?<!\s)(?=\s))\s*(?=(?:上|下)一(?:篇|条)[：:]|【?打印本|分享到|责任编辑[：:]|版权所有|相关(?:链接|附件|阅读)|扫一扫)"
)
"""Where a web page's end begins behind the text."""
_SHORT = 20
"""Characters up to which a line is left alone."""
_HEAD = 120
"""Characters among which a head stands."""
_FEW, _FEW_BARE = 2, 3
"""Heads from which on a line holds several entries; the second of bare ones."""


def laid(page: Page) -> Page:
    """The page with each of several entries on a line as a row."""
    pieces = map(partial(_pieces, page.text.split("\n")), page.rows)
    return page._replace(rows=tuple(chain.from_iterable(pieces)))


def _pieces(lines: Sequence[str], row: Row) -> Iterator[Row]:
    """A row's pieces, with the source line on which each begins."""
    text = row.text
    if len(text) <= _SHORT:
        yield row
        return
    line = row.line
    # the breaks of a text with tags inside are none of its lines
    has_breaks = _are_lines(lines[line - 1 :], text)
    for start, end in pairwise([0, *_places(text), len(text)]):
        piece = text[start:end]
        if piece.strip():
            yield Row(line, (piece.strip(),))
        if has_breaks:
            line += piece.count("\n")


def _are_lines(lines: Sequence[str], text: str) -> bool:
    """Whether the breaks of a row's text are those of the source's lines."""
    breaks = text.count("\n")
    return bare(text) == bare("".join(lines[: breaks + 1]))


def _places(text: str) -> list[int]:
    """Where the row is to be cut; empty where it holds one entry only."""
    places = set(_heads(text))
    places.update(_ends(_AT_FOOTER, text)[:1])
    if is_narrated(text):
        places.update(_ends(DUTIES, text)[:1])
    return sorted(places)


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where a pattern's hits end, but for the text's own beginning."""
    ends = (hit.end() for hit in pattern.finditer(text))
    return list(filter(None, ends))


def _heads(text: str) -> list[int]:
    """The places of the entries' heads, and of the numbers between them."""
    starts = (hit.start() for hit in _AT_MARK.finditer(text))
    marks = list(filter(None, starts))
    entries = 0
    for at in (0, *marks):
        head = head_of(text[at : at + _HEAD], ())
        if head is not None:
            entries += 1
    if entries >= _FEW:
        return marks
    names = _names(text, _ends(_AT_NAME, text), _FEW)
    if names:
        return names
    return _names(text, _ends(_AT_END, text), _FEW_BARE, bare=True)


def _names(
    text: str, places: Sequence[int], least: int, *, bare: bool = False
) -> list[int]:
    """The places at which a head without a number stands, where there are several in the text."""
    heads: list[int] = []
    for at in places:
        rest = text[at : at + _HEAD]
        if _is_head(rest, bare=bare):
            heads.append(at)
    begins_with_one = _is_head(text[:_HEAD], bare=bare)
    if len(heads) + begins_with_one < least:
        return []
    return heads


def _is_head(text: str, *, bare: bool) -> bool:
    head = head_of(text, (), bare=bare)
    if head is None:
        return False
    return head.style == ""
