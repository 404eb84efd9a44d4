"""What every reader gives: the text in order with its places, and what was set aside instead of
kept.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import compress, count
from typing import NamedTuple

from smogctl.text.plain import HAZARDS

MAX_FILE = 32 << 20
"""Bytes of a file at most."""

MAX_TEXT = 8 << 20
"""Bytes of its text at most, as UTF-8: what lint reads of a source."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BETWEEN_WORDS = re.compile("(?<=[\x00-\x7f])\n(?=[0-9A-Za-z])")
_HAZARD = re.compile(f"(?![\t\n])[{HAZARDS}]")


class Row(NamedTuple):
    """A row of a table, or a line of running text as one cell.

    `\\n` stands for a break inside a cell.
    """

    line: int
    """Its first line in the page's text, from 1."""
    cells: tuple[str, ...]
    table: int = 0
    """Which table; 0: running text."""
    covered: frozenset[int] = frozenset()
    """Cells that a cell of a row above reaches into."""

    @property
    def text(self) -> str:
        """The line of running text that it is; empty for a row of a table."""
        return "" if self.table else self.cells[0]

    @property
    def filled(self) -> list[int]:
        """The places of the cells that have text."""
        return list(compress(count(), map(str.strip, self.cells)))


class Aside(NamedTuple):
    """Text that is not in the page's text, and why."""

    place: str
    what: str
    text: str


class Page(NamedTuple):
    """A file as read: its kept text (what is stored as the registry's source) and the rows that it
    consists of.
    """

    format: str
    encoding: str
    text: str
    rows: tuple[Row, ...]
    asides: tuple[Aside, ...] = ()
    notices: tuple[str, ...] = ()
    doubted: tuple[tuple[str, str], ...] = ()
    """Pieces of the text that a person must look at, with the reason (struck out in it)."""


def characters(text: str) -> Counter[str]:
    """How often each character that is not blank stands in a text: the unit in which nothing may be
    lost.
    """
    return Counter("".join(text.split()))


def cleaned(text: str) -> tuple[str, list[Aside]]:
    """A text with one kind of line break and without what no screen shows.

    The latter is set aside.
    """
    plain = _BREAKS.sub("\n", text)
    if not _HAZARD.search(plain):
        return plain, []
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(plain.split("\n"), 1):
        for char in _HAZARD.findall(line):
            lines.setdefault(char, []).append(number)
    asides: list[Aside] = []
    for char, numbers in lines.items():
        place = f"第 {numbers[0]} 行"
        if len(numbers) > 1:
            place += "等处"
        asides.append(Aside(place, "看不见的字符", char * len(numbers)))
    return _HAZARD.sub("", plain), asides


def written(
    rows: Iterable[tuple[tuple[str, ...], int, frozenset[int]]],
) -> tuple[str, tuple[Row, ...]]:
    """Rows (cells, table, covered) as text, a tab between cells.

    Breaks stay in the last cell that has text only.
    """
    lines: list[str] = []
    placed: list[Row] = []
    before = 0
    for cells, table, covered in rows:
        row = Row(0, cells, table, covered)
        last = max(row.filled, default=-1)
        if last < 0 and not covered:
            continue
        if lines and table != before:
            lines.append("")
        before = table
        placed.append(row._replace(line=len(lines) + 1))
        shown = [cell if at == last else joined(cell) for at, cell in enumerate(cells)]
        lines += "\t".join(shown).split("\n")
    return "\n".join([*lines, ""]), tuple(placed)


def paged(
    kind: str,
    pieces: Iterable[tuple[tuple[str, ...], int, frozenset[int]]],
    asides: Iterable[Aside],
    notices: Iterable[str] = (),
) -> Page:
    """A page of rows that were read; what no screen shows of them is set aside."""
    text, rows = written(pieces)
    text, more = cleaned(text)
    rows = tuple(
        row._replace(cells=tuple(cleaned(cell)[0] for cell in row.cells))
        for row in rows
    )
    return Page(kind, "", text, rows, (*asides, *more), tuple(notices))


def joined(text: str) -> str:
    """A text of several lines in one: nothing between Chinese characters, a blank between words."""
    if "\n" not in text:
        return text.strip()
    lines = filter(None, map(str.strip, text.split("\n")))
    return _BETWEEN_WORDS.sub(" ", "\n".join(lines)).replace("\n", "")
