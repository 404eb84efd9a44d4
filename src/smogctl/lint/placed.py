"""What aligning a registry with its source is made of.

Lines, entries, clauses, and texts without them.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from smogctl.grammar.layout import ENDS, ENUMERATOR, GRADE, LAYOUT, OWN_DUTIES, bare
from smogctl.text.patterns import later
from smogctl.yamlfile.reader import KeyPath

Span = tuple[int, int]
"""Where a clause stands in a text: from, to."""


class Line(NamedTuple):
    """A line of the source, its tags taken out.

    `number` counts from 1, `framed`: the plan's head or frame has it.
    """

    number: int
    text: str
    framed: bool


class Clause(NamedTuple):
    """Where a duty's text stands in its entry. `at` None: nowhere."""

    at: int | None
    elsewhere: int | None = None
    """The unit in whose entry it stands instead, by its place in the registry."""


class Placed(NamedTuple):
    """A clause where it stands in a text: from, to, and where the registry has it."""

    start: int
    end: int
    path: KeyPath


class Piece(NamedTuple):
    """What of a text nothing carries, and the clause at which it stands.

    `path` None: there is no clause in the text.
    """

    text: str
    path: KeyPath | None


class Stray(NamedTuple):
    """What of a line that is in no entry nothing carries."""

    line: Line
    piece: Piece


class Entry(NamedTuple):
    """One unit's entry in the source: its text, and the place of each of its clauses.

    `line` None: no such head.
    """

    line: int | None
    text: str
    clauses: tuple[Clause, ...]
    left: tuple[Piece, ...] = ()
    """What of the entry nothing carries, layout aside."""
    place: int | None = None
    """By what the entries' order is told; None where nothing tells it."""


class Alignment(NamedTuple):
    """All entries of a plan, in the registry's order.

    And what of the lines before the first nothing carries.
    """

    entries: tuple[Entry, ...]
    chapter: tuple[Clause, ...]
    """The places of the response chapter's clauses in what stands before the first entry."""
    stray: tuple[Stray, ...]
    missing: tuple[str, ...]
    """Frame lines that the source does not have."""

    def before(self, unit: int, duty: int) -> str:
        """What stands in a unit's entry before a clause; empty where nothing was held."""
        if not self.entries:
            return ""
        entry = self.entries[unit]
        return entry.text[: entry.clauses[duty].at or 0]


def without(text: str, clauses: Iterable[Placed]) -> tuple[str, list[KeyPath]]:
    """A text with a NUL in place of each clause, and which clauses these are, in order."""
    parts = []
    paths = []
    last = 0
    for start, end, path in sorted(clauses):
        if start >= last:
            parts += [text[last:start], "\0"]
            paths.append(path)
            last = end
    parts.append(text[last:])
    return "".join(parts), paths


def inside(
    stretches: Iterable[Span], clauses: Iterable[Placed]
) -> Iterator[list[Placed]]:
    """For each stretch of a text the clauses in it, or their parts, counted from where it begins.

    The stretches follow each other.
    """
    waiting = deque(sorted(clauses))
    reaching: list[Placed] = []
    for begin, end in stretches:
        while waiting and waiting[0].start < end:
            reaching.append(waiting.popleft())
        parts = []
        for start, stop, path in reaching:
            first = max(start, begin)
            last = min(stop, end)
            if first < last:
                parts.append(Placed(first - begin, last - begin, path))
        yield parts
        reaching = [clause for clause in reaching if clause.end > end]


class Searched:
    """A text in which clauses are looked for. Line breaks in it are layout."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, wanted: str, start: int) -> Span:
        """Where a clause stands from a place on, and how long it is there.

        -1: nowhere. A place as the text has it goes before one with blanks that the clause lacks.
        """
        if not wanted:
            return -1, 0
        at = self._text.find(wanted, start)
        if at >= 0:
            return at, len(wanted)
        if "\n" not in self._text and "\t" not in self._text:
            return at, len(wanted)
        squeezed = bare(wanted)
        first = self._squeezed.find(squeezed, bisect_left(self._places, start))
        if first < 0:
            return -1, 0
        last = first + len(squeezed) - 1
        at = self._places[first]
        end = self._places[last] + 1
        return at, end - at

    @cached_property
    def _squeezed(self) -> str:
        return bare(self._text)

    @cached_property
    def _places(self) -> list[int]:
        """The place in the text of each character of the squeezed one."""
        return [at for at, char in enumerate(self._text) if not char.isspace()]


_COUNTED = later(
    "[，,]?(?:[一二三四五六七八九十]{1,2}是|[①-⑩]|[（(](?:[一二三四五六七八九十]|[0-9]{1,2})[）)]|[0-9]{1,2}、)"
)
"""What counts clauses in a sentence: 一是组织停课；二是停止户外活动."""
_CELL_NUMBER = later(
    r"(?:\s*(?:[0-9]{1,3}|(?:0[0-9]{2,3}[-—])?[1-9][0-9]{6,7}|1[0-9]{10})(?=\s|$))+\s*"
)
"""What numbers a row or a clause in a cell of its own; a telephone's number in one."""
_EMPTY_CELL = later(
    r"(?:(?<=[\t|｜│┃])|^)[ 　]*(?:[-—–－−/／]{1,4}|同[上前]|〃"
    r")[ 　]*(?=[\t|｜│┃]|$)"
)
"""A cell without words of its own: it is empty, or as the one above."""
_CLOSING = later(rf"^[\s{ENDS}、]+")
_RULE = later(r"[-—–－−/／_、]*")


_OPEN_END = later(rf"[^\s{ENDS}]$")
"""Behind this a clause goes on: its head is missing."""
_GOES_ON = later(rf"^[^\s{ENDS}]")
"""This belongs to the clause before it: its tail is missing."""
_JOINED = later("^[，,、]")


def left_over(text: str, paths: Sequence[KeyPath]) -> tuple[Piece, ...]:
    """What is left of a text when clauses (as NUL), enumerators and layout are taken out.

    `paths` are the clauses in their order. A tail or a head is at the clause that it was cut from;
    a clause that is missing altogether at the one that follows, behind the last at the last.
    """
    content = keeping(GRADE, keeping(OWN_DUTIES, text))
    left: dict[int, str] = {}
    for place, between in enumerate(content.split("\0")):
        for number, fragment in enumerate(_fragments(between)):
            at = min(place, len(paths) - 1)
            if not number and place and _is_tail(between):
                at = place - 1
            left[at] = left.get(at, "") + fragment
    if _RULE.fullmatch("".join(left.values())):
        return ()
    clauses = [*paths, None]
    return tuple(Piece(fragments, clauses[at]) for at, fragments in left.items())


def keeping(pattern: re.Pattern[str], text: str) -> str:
    """A text without what a pattern finds; the clauses (as NUL) in it stay."""
    return pattern.sub(_clauses_of, text)


def _clauses_of(hit: re.Match[str]) -> str:
    return "\0" * hit[0].count("\0")


def _is_tail(between: str) -> bool:
    """Whether what stands behind a clause begins with more of it."""
    if not _GOES_ON.search(between):
        return False
    is_head_of_next = _JOINED.search(between) and _OPEN_END.search(between)
    return not is_head_of_next


def _fragments(between: str) -> Iterator[str]:
    """What is left between two clauses, by sentence."""
    for line in between.split("\n"):
        filled = _EMPTY_CELL.sub("", _CLOSING.sub("", line)).lstrip("\t")
        piece = ENUMERATOR.sub("", filled)
        if _CELL_NUMBER.fullmatch(piece.strip("|｜│┃")):
            continue
        for sentence in re.split(f"[{ENDS}]", piece):
            fragment = LAYOUT.sub("", sentence)
            if fragment != "无" and not _counts(fragment):
                yield fragment


def _counts(fragment: str) -> bool:
    """Whether a fragment is nothing, or only counts clauses."""
    return not fragment or _COUNTED.fullmatch(fragment) is not None


def out_of_order(places: Sequence[int | None]) -> list[int]:
    """Which of some places stand where they break the order: as few as there can be.

    Of two neighbours that changed places the second, else both. None is passed over.
    """
    placed = {at: place for at, place in enumerate(places) if place is not None}
    kept = _longest_run(places)
    if len(kept) == len(placed):
        return []
    in_order = sorted(placed, key=placed.__getitem__)
    elsewhere = []
    for number, expected in zip(placed, in_order, strict=True):
        if number != expected:
            elsewhere.append(number)
    moved = sorted(placed.keys() - kept)
    if len(elsewhere) == len(moved):
        return elsewhere
    return moved


def _longest_run(places: Sequence[int | None]) -> set[int]:
    """The numbers of the most places that ascend, found from the last to the first."""
    tops: list[int] = []
    ends: list[int | None] = [None]
    following: dict[int, int | None] = {}
    for number in reversed(range(len(places))):
        place = places[number]
        if place is None:
            continue
        run = bisect_left(tops, -place)
        following[number] = ends[run]
        tops[run:] = [-place, *tops[run + 1 :]]
        ends[run + 1 :] = [number, *ends[run + 2 :]]
    kept = set()
    last = ends[-1]
    while last is not None:
        kept.add(last)
        last = following[last]
    return kept
