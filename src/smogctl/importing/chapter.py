"""The chapter of response measures of a whole plan: what it orders at each level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from smogctl.grammar.chapters import heading_of
from smogctl.grammar.heads import head_of, number_style
from smogctl.grammar.layout import FURNITURE
from smogctl.grammar.levels import names_level
from smogctl.importing.outline import NOTHING_SAID, Passage, Under
from smogctl.importing.pages import Page
from smogctl.text.patterns import words_of

_CHAPTER = re.compile("响应|措施|减排")
_LEVEL_LINE = re.compile(
    r"(?s:(?=.*(?:响应|措施|预警))"
    r"(?!.*(?:条件|启动|发布|程序|分级|流程|解除|终止|调整|升级|降级|标准)))"
    r"[^；;。，]{2,30}"
)
"""A line that heads what is ordered, and not how a level is opened."""
_DIVIDER = re.compile(r"[\t|｜│]")
"""What stands between the cells of a row."""
_LABELLED = re.compile(r"(?P<label>[^，。；：:]{2,20})[：:]\s*\S")
_LEADS_IN = re.compile(r"[：:]\s*$")
_KIND = re.compile("[^；;。，：:]{2,20}(?:措施|减排|防护|引导|管控)")
"""A line that only names a kind of measures: 1.强制性减排措施."""
_NO_ORDER = re.compile(rf"(?s:.*)[：:]\s*|{_KIND.pattern}|{FURNITURE.pattern}", re.I)
_ORDER = re.compile("[；;。，]|(?s:.{4})")
"""What an order has at least: a mark, or some characters."""
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
    chapters = map(partial(_chapter_at, lines), range(len(lines)))
    return min(filter(None, chapters), key=attrgetter("size"), default=None)


class _Line(NamedTuple):
    """A row of running text: its place in the source, its lines there, its text."""

    line: int
    stop: int
    text: str


def _texts(page: Page) -> Iterator[_Line]:
    """The rows of running text; what a layout made a row of a table of is text again."""
    source = page.text.split("\n")
    ends = [row.line for row in page.rows[1:]]
    ends.append(len(source) + 1)
    for row, end in zip(page.rows, ends, strict=False):
        stop = max(end, row.line + 1)
        text = row.cells[0].strip()
        if row.table:
            text = "".join(source[row.line - 1 : stop - 1]).strip()
            if _DIVIDER.search(text):
                continue
        yield _Line(row.line, stop, text)


def _chapter_at(lines: Sequence[_Line], at: int) -> Chapter | None:
    """The chapter that a line heads; None where it heads none, or its part has no levels."""
    head = lines[at]
    heading = heading_of(head.text)
    if heading is None or not _CHAPTER.search(heading.text) or _level(head.text):
        return None
    part = list(_part(lines, at + 1, heading.rank))
    levels: set[str] = set()
    rows: set[int] = set()
    passages: list[Passage] = []
    for line, passage in _ordered(part):
        levels.add(passage.under.level)
        rows.update(range(line.line, line.stop))
        passages.append(passage)
    if len(levels) < _LEAST:
        return None
    return Chapter(head.line, tuple(passages), frozenset(rows), len(part))


def _part(lines: Sequence[_Line], start: int, rank: int) -> Iterator[_Line]:
    """The lines from a place on to the next heading that stands as high."""
    for line in islice(lines, start, None):
        heading = heading_of(line.text)
        if heading is not None and heading.rank <= rank:
            return
        yield line


def _ordered(lines: Iterable[_Line]) -> Iterator[tuple[_Line, Passage]]:
    """The texts below the level lines; headings between them head kinds of measures."""
    under = NOTHING_SAID
    level_rank = 0
    for line in lines:
        heading = heading_of(line.text)
        rank = heading.rank if heading else 0
        if level := _level(line.text):
            under = Under(level)
            level_rank = rank
        elif 0 < rank <= level_rank:
            under = under._replace(level="")
        elif level := _inline(line.text):
            under = Under(level)
            yield line, Passage(line.line, line.text, under)
        elif under.level and heading is None and _is_order(line.text):
            yield line, Passage(line.line, line.text, under)
        else:
            under = under._replace(helpers=_actors(line.text))


def _inline(text: str) -> str:
    """The level that stands in front of an order on its own line: 黄色预警：停止土石方作业。"""
    hit = _LABELLED.match(text[number_style(text)[1] :])
    return _level(words_of(hit, "label"))


def _actors(text: str) -> tuple[str, ...]:
    """The unit that a line of its own names for the orders below it: 县教育局："""
    if not _LEADS_IN.search(text):
        return ()
    head = head_of(text, ())
    if head is None or head.offset < len(text.rstrip()):
        return ()
    return (head.name,)


def _level(text: str) -> str:
    """The level that a line heads, in its words; empty for any other."""
    line = text.strip().rstrip("：:")
    label = line[number_style(line)[1] :]
    if _LEVEL_LINE.fullmatch(line) and names_level(label):
        return label
    return ""


def _is_order(text: str) -> bool:
    """Whether a line orders something: a sentence, and no words that lead in."""
    if _NO_ORDER.fullmatch(text):
        return False
    return _ORDER.search(text) is not None
