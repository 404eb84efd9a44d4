"""Headings of a plan's parts among its lines, and how far a part reaches."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import number_style, rank_of
from smogctl.grammar.layout import bare

ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
CLOSED = re.compile(r"[；;。，：:！？\t]")
_TAIL = re.compile(r"[\s.…·]{3,}[0-9]+$|\t[0-9]+$")
LONGEST = 40
"""Characters of a heading at most."""
_LOWEST = 4
"""What a part's heading may be numbered with: （一） and what stands above it."""


class Heading(NamedTuple):
    """A line that heads a part."""

    rank: int
    """0 an annex's, then as `rank_of` has it."""
    text: str
    """Without its number; of an annex the line below where that is its title."""


class Extent(NamedTuple):
    """The lines of a part, from 0: its heading's, and the one behind its last."""

    start: int
    stop: int


def is_of_contents(line: str) -> bool:
    """Whether a line is of a table of contents: a page's number stands at its end."""
    return _TAIL.search(line.strip()) is not None


def heading_of(line: str, below: str = "") -> Heading | None:
    """The heading that a line is: short, numbered or an annex's, no sentence and no unit's name.

    `below` is the line that follows, where that is text.
    """
    line = _TAIL.sub("", line.strip())
    if len(line) > LONGEST:
        return None
    annex = ANNEX.match(line)
    if annex and not CLOSED.search(line[annex.end() :]):
        return Heading(0, line[annex.end() :].strip() or _title(below) or line)
    style, start = number_style(line)
    rank = rank_of(style)
    text = line[start:].strip()
    return Heading(rank, text) if rank <= _LOWEST and _heads(text) else None


def _heads(text: str) -> bool:
    """Whether a numbered line can head a part: no sentence and no unit's name."""
    is_unit = is_name(re.sub("(?:主要|工作)?职责$", "", text))
    return bool(text) and not CLOSED.search(text) and not is_unit


def _title(below: str) -> str:
    """The line below an annex's number, where it is its title."""
    text = below.strip()
    return "" if len(text) > LONGEST or CLOSED.search(text) or ANNEX.match(text) else text


def extents(lines: Sequence[str], titles: Sequence[str]) -> list[Extent]:
    """How far the parts reach that some lines head: to the next heading that stands as high.

    In the lines' order; of lines that are alike the one with the longest part counts (the others
    are of a table of contents). A title that no line is has none.
    """
    found = [_longest(list(_extents(lines, bare(title)))) for title in titles]
    return sorted({one for one in found if one is not None})


def _longest(found: Sequence[Extent]) -> Extent | None:
    return max(found, key=lambda one: one.stop - one.start, default=None)


def _extents(lines: Sequence[str], title: str) -> Iterator[Extent]:
    for at, line in enumerate(lines):
        if bare(line) == title:
            yield Extent(at, _stop(lines, at))


def _stop(lines: Sequence[str], at: int) -> int:
    own = heading_of(lines[at], _below(lines, at))
    rank = own.rank if own else 0
    for place in range(at + 1, len(lines)):
        heading = heading_of(lines[place], _below(lines, place))
        if heading is not None and heading.rank <= rank:
            return place
    return len(lines)


def _below(lines: Sequence[str], at: int) -> str:
    """The next line that has text."""
    return next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
