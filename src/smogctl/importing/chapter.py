"""The chapter of response measures of a whole plan: what it orders at each level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from smogctl.grammar.chapters import Heading, heading_of
from smogctl.grammar.heads import head_of, number_style
from smogctl.grammar.layout import FURNITURE
from smogctl.grammar.levels import names_level
from smogctl.importing.outline import Passage, Under
from smogctl.importing.pages import Page

_CHAPTER = re.compile("响应|措施|减排")
_LEVEL_LINE = re.compile(r"[^；;。，]{2,30}")
_ORDERS = re.compile("响应|措施|预警")
_NOT_ORDERS = re.compile("条件|启动|发布|程序|分级|流程|解除|终止|调整|升级|降级|标准")
"""A line with one of these and a level heads how the level is opened, not what it orders."""
_LABELLED = re.compile(r"(?P<label>[^，。；：:]{2,20})[：:]\s*\S")
_LEADS_IN = re.compile(r"[：:]\s*$")
_KIND = re.compile("[^；;。，：:]{2,20}(?:措施|减排|防护|引导|管控)")
"""A line that only names a kind of measures: 1.强制性减排措施."""
_SHORTEST = 4
_LEAST = 2
"""Levels that the chapter has at least."""


class Chapter(NamedTuple):
    """The chapter: its heading's line, and what stands below each level."""

    line: int
    ordered: tuple[Passage, ...]
    rows: frozenset[int]
    """The lines of the ordered rows."""
    size: int
    """How many lines of text its part has."""


def chapter_of(page: Page) -> Chapter | None:
    """The smallest part whose heading is of responses and that has lines for two levels or more."""
    lines = list(_texts(page))
    found = [chapter for at in range(len(lines)) if (chapter := _chapter_at(lines, at))]
    return min(found, key=lambda one: one.size, default=None)


class _Line(NamedTuple):
    """A row of running text: its place in the source, its lines there, its text."""

    line: int
    stop: int
    text: str


def _texts(page: Page) -> Iterator[_Line]:
    """The rows of running text; what a layout made a row of a table of is text again."""
    source = page.text.split("\n")
    for row, below in zip_longest(page.rows, page.rows[1:]):
        stop = max(below.line, row.line + 1) if below else len(source) + 1
        text = (
            "".join(source[row.line - 1 : stop - 1]).strip()
            if row.table
            else row.cells[0]
        )
        if not row.table or not re.search(r"[\t|｜│]", text):
            yield _Line(row.line, stop, text.strip())


def _chapter_at(lines: Sequence[_Line], at: int) -> Chapter | None:
    """The chapter that a line heads; None where it heads none, or its part has no levels."""
    heading = heading_of(lines[at].text)
    if heading is None or not _CHAPTER.search(heading.text) or _level(lines[at].text):
        return None
    part = list(_part(lines, at + 1, heading.rank))
    ordered = list(_ordered(part))
    if len({one.under.level for _, one in ordered}) < _LEAST:
        return None
    taken = frozenset(
        number for one, _ in ordered for number in range(one.line, one.stop)
    )
    passages = tuple(passage for _, passage in ordered)
    return Chapter(lines[at].line, passages, taken, len(part))


def _part(lines: Sequence[_Line], start: int, rank: int) -> Iterator[_Line]:
    """The lines from a place on to the next heading that stands as high."""
    for at in range(start, len(lines)):
        line = lines[at]
        heading = heading_of(line.text)
        if heading is not None and heading.rank <= rank:
            return
        yield line


def _ordered(lines: Iterable[_Line]) -> Iterator[tuple[_Line, Passage]]:
    """The texts below the level lines; headings between them head kinds of measures."""
    level, rank, who = "", 0, ""
    for line in lines:
        heading = heading_of(line.text)
        if named := _level(line.text):
            level, rank, who = named, _rank(heading), ""
        elif 0 < _rank(heading) <= rank:
            level = ""
        elif inline := _inline(line.text):
            level, who = inline, ""
            yield line, Passage(line.line, line.text, Under(level))
        elif level and _is_order(line.text, is_heading=heading is not None):
            yield (
                line,
                Passage(line.line, line.text, Under(level, tuple(filter(None, [who])))),
            )
        else:
            who = _actor(line.text)


def _rank(heading: Heading | None) -> int:
    return heading.rank if heading else 0


def _inline(text: str) -> str:
    """The level that stands in front of an order on its own line: 黄色预警：停止土石方作业。"""
    hit = _LABELLED.match(text[number_style(text)[1] :])
    return _level(hit["label"]) if hit else ""


def _actor(text: str) -> str:
    """The unit that a line of its own names for the orders below it: 县教育局："""
    if not _LEADS_IN.search(text):
        return ""
    head = head_of(text, ())
    return head.name if head is not None and head.offset >= len(text.rstrip()) else ""


def _level(text: str) -> str:
    """The level that a line heads, in its words; empty for any other."""
    line = text.strip().rstrip("：:")
    if (
        not _LEVEL_LINE.fullmatch(line)
        or not _ORDERS.search(line)
        or _NOT_ORDERS.search(line)
    ):
        return ""
    label = line[number_style(line)[1] :]
    return label if names_level(label) else ""


def _is_order(text: str, *, is_heading: bool) -> bool:
    """Whether a line orders something: a sentence, no heading and no words that lead in."""
    if (
        is_heading
        or _LEADS_IN.search(text)
        or _KIND.fullmatch(text)
        or FURNITURE.fullmatch(text)
    ):
        return False
    return re.search("[；;。，]", text) is not None or len(text) >= _SHORTEST
