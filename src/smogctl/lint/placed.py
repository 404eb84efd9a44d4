"""What aligning a registry with its source is made of.

Lines, entries, clauses, and texts without them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.grammar.layout import ENDS, ENUMERATOR, GRADE, LAYOUT, OWN_DUTIES, bare

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


def without(text: str, spans: Sequence[Span]) -> str:
    """A text with a NUL in place of each span."""
    parts, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [text[last:start], "\0"]
            last = end
    return "".join([*parts, text[last:]])


def find(text: str, wanted: str, start: int) -> tuple[int, int]:
    """Where a clause stands and how long it is there.

    -1: nowhere. Line breaks in the source are layout.
    """
    if not wanted:
        return -1, 0
    at = text.find(wanted, start)
    if at >= 0 or not ("\n" in text or "\t" in text):
        return at, len(wanted)
    # the first characters must stand there in any case; so no pattern is tried where they do not
    hit = re.compile(r"\s*".join(map(re.escape, bare(wanted)))).search(text, start)
    return (hit.start(), hit.end() - hit.start()) if hit else (-1, 0)


_CELL_NUMBER = re.compile(r"(?:\s*[0-9]{1,3}(?=\s|$))+\s*")
"""What numbers a row or a clause in a cell of its own."""


def rest(text: str) -> str:
    """What is left of a text when clauses (as NUL), enumerators and layout are taken out."""
    pieces = (
        ENUMERATOR.sub("", re.sub(rf"^[\s{ENDS}、]+", "", piece))
        for piece in re.split("[\0\n]", GRADE.sub("", OWN_DUTIES.sub("", text)))
    )
    left = "".join(LAYOUT.sub("", piece) for piece in pieces if not _CELL_NUMBER.fullmatch(piece))
    return "" if re.fullmatch(r"[-—–－−/／_、]*", left) else left
