"""Headings of a plan's parts among its lines, and how far a part reaches."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import number_style, rank_of
from smogctl.grammar.layout import bare
from smogctl.text.patterns import later

ANNEX = later(r"附\s*(?:件|表|录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
CLOSED = later(r"[；;。，：:！？\t]")
_TAIL = later(r"[\s.…·]{3,}[0-9]+$|\t[0-9]+$")
_PAGE = later(r"(?<=[\u4e00-\u9fff）)])\s+[0-9]{1,3}$")
_LONGEST_LINE = 160
"""Characters of a line of a table of contents at most, its dots included."""
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
    plain = line.strip()
    return len(plain) <= _LONGEST_LINE and _without_page(plain) != plain


def _without_page(line: str) -> str:
    """A heading without the page's number that a table of contents gives it."""
    plain = _TAIL.sub("", line)
    return _PAGE.sub("", plain) if number_style(plain)[0] else plain


def heading_of(line: str, below: str = "") -> Heading | None:
    """The heading that a line is: short, numbered or an annex's, no sentence and no unit's name.

    `below` is the line that follows, where that is text.
    """
    line = line.strip()
    if len(line) > _LONGEST_LINE:
        return None
    line = _without_page(line)
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
    return (
        "" if len(text) > LONGEST or CLOSED.search(text) or ANNEX.match(text) else text
    )


class Parts:
    """The parts of a plan, found by the lines that head them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._stops = _stops(lines)
        self._places: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            self._places.setdefault(bare(line), []).append(at)

    def extents(self, titles: Sequence[str]) -> list[Extent]:
        """How far the parts reach that some lines head: to the next heading that stands as high.

        In the lines' order; of lines that are alike the one with the longest part counts (the
        others are of a table of contents). A title that no line is has none.
        """
        found = (self.extent(title) for title in titles)
        return sorted({one for one in found if one is not None})

    def extent(self, title: str) -> Extent | None:
        """The part that one line heads."""
        places = self._places.get(bare(title), [])
        parts = (Extent(at, self._stops[at]) for at in places)
        return max(parts, key=lambda one: one.stop - one.start, default=None)


def _stops(lines: Sequence[str]) -> list[int]:
    """For each line where a part that it heads would end; one pass from the end."""
    below = ""
    next_of_rank = [len(lines)] * (_LOWEST + 1)
    stops = [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        heading = heading_of(lines[at], below)
        rank = heading.rank if heading else 0
        stops[at] = min(next_of_rank[: rank + 1])
        if heading is not None:
            next_of_rank[rank] = at
        below = lines[at] if lines[at].strip() else below
    return stops
