"""What aligning a registry with its source is made of.

Lines, entries, clauses, and texts without them.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from smogctl.grammar.layout import ENDS, ENUMERATOR, GRADE, LAYOUT, OWN_DUTIES, bare
from smogctl.text.patterns import later

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
    """Where a duty's text stands in its entry, and whether that is behind its place in the plan.

    `at` None: nowhere.
    """

    at: int | None
    early: bool = False
    elsewhere: int | None = None
    """The source line of another entry that has it."""


class Entry(NamedTuple):
    """One unit's entry in the source: its text, and the place of each of its clauses.

    `line` None: no such head.
    """

    line: int | None
    text: str
    clauses: tuple[Clause, ...]
    left: str
    """What of the entry nothing carries, layout aside."""
    early: bool = False


class Alignment(NamedTuple):
    """All entries of a plan, in the registry's order.

    And the lines before the first that nothing carries.
    """

    entries: tuple[Entry, ...]
    chapter: tuple[Clause, ...]
    """The places of the response chapter's clauses in what stands before the first entry."""
    stray: tuple[Line, ...]
    missing: tuple[str, ...]
    """Frame lines that the source does not have."""

    def before(self, unit: int, duty: int) -> str:
        """What stands in a unit's entry before a clause; empty where nothing was held."""
        if not self.entries:
            return ""
        entry = self.entries[unit]
        return entry.text[: entry.clauses[duty].at or 0]


def without(text: str, spans: Sequence[Span]) -> str:
    """A text with a NUL in place of each span."""
    parts = []
    last = 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [text[last:start], "\0"]
            last = end
    parts.append(text[last:])
    return "".join(parts)


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


_CELL_NUMBER = later(r"(?:\s*[0-9]{1,3}(?=\s|$))+\s*")
"""What numbers a row or a clause in a cell of its own."""
_CLOSING = later(rf"^[\s{ENDS}、]+")
_RULE = later(r"[-—–－−/／_、]*")


def rest(text: str) -> str:
    """What is left of a text when clauses (as NUL), enumerators and layout are taken out."""
    content = GRADE.sub("", OWN_DUTIES.sub("", text))
    left = ""
    for clause in re.split("[\0\n]", content):
        piece = ENUMERATOR.sub("", _CLOSING.sub("", clause))
        if not _CELL_NUMBER.fullmatch(piece):
            left += LAYOUT.sub("", piece)
    if _RULE.fullmatch(left):
        return ""
    return left
