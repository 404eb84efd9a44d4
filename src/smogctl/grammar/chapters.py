"""Headings of a plan's parts among its lines, and how far a part reaches."""

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
_DUTIES = later("(?:主要|工作)?职责$")
_LONGEST_LINE = 160
"""Characters of a line of a table of contents at most, its dots included."""
LONGEST = 40
"""Characters of a heading at most."""
_NO_TITLE = later(rf"{ANNEX.pattern}|(?s:.*?){CLOSED.pattern}|(?s:.{{{LONGEST + 1}}})")
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
    style, _ = number_style(plain)
    if style:
        plain = _PAGE.sub("", plain)
    return plain


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
    if annex:
        behind = line[annex.end() :]
        if not CLOSED.search(behind):
            return Heading(0, behind.strip() or _title(below) or line)
    style, start = number_style(line)
    rank, text = rank_of(style), line[start:].strip()
    if rank > _LOWEST or not _heads(text):
        return None
    return Heading(rank, text)


def _heads(text: str) -> bool:
    """Whether a numbered line can head a part: no sentence and no unit's name."""
    if not text or CLOSED.search(text):
        return False
    unit = _DUTIES.sub("", text)
    return not is_name(unit)


def _title(below: str) -> str:
    """The line below an annex's number, where it is its title."""
    text = below.strip()
    return "" if _NO_TITLE.match(text) else text


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
        extents = map(self.extent, titles)
        return sorted(set(filter(None, extents)))

    def extent(self, title: str) -> Extent | None:
        """The part that one line heads."""
        places = self._places.get(bare(title), [])
        parts = (Extent(at, self._stops[at]) for at in places)
        return max(parts, key=lambda part: part.stop - part.start, default=None)


def _stops(lines: Sequence[str]) -> list[int]:
    """For each line where a part that it heads would end; one pass from the end."""
    below = ""
    next_of_rank = [len(lines)] * (_LOWEST + 1)
    stops = [0] * len(lines)
    for at, line in reversed(list(enumerate(lines))):
        heading = heading_of(line, below)
        if heading is None:
            stops[at] = next_of_rank[0]
        else:
            rank = heading.rank
            stops[at] = min(next_of_rank[: rank + 1])
            next_of_rank[rank] = at
        if line.strip():
            below = line
    return stops
