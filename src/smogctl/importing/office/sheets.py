"""What every reader of a workbook's parts asks: where cells stand, which characters are text."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from smogctl.importing.office.events import Attributes, Events

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile("[0-9]{1,7}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Place = tuple[int, int]
"""Row and column of a cell, from 0."""
ABOVE_ALL = (-1, -1)
"""The place before the first row."""


def number_in(text: str, default: int) -> int:
    """The number that a text is; for any other text the default."""
    return int(text) if _NUMBER.fullmatch(text) else default


def row_behind(before: Place, attributes: Attributes) -> Place:
    """The place before a row's first cell; without a number the row is the next one."""
    number = number_in(attributes.get("r", ""), before[0] + 2)
    return number - 1, -1


def cell_behind(before: Place, attributes: Attributes) -> Place:
    """The place of a cell; without a reference it is the next one of its row."""
    return _place_of(attributes.get("r", "")) or (before[0], before[1] + 1)


def _place_of(reference: str) -> Place | None:
    """Row and column of a reference (B3); None for what is none."""
    hit = _CELL.fullmatch(reference)
    if hit is None:
        return None
    column = 0
    for char in hit[1]:
        column = column * 26 + ord(char) - 64
    return int(hit[2]) - 1, column - 1


class Merged(NamedTuple):
    """A range of merged cells; the first cell has the text."""

    top: int
    left: int
    bottom: int
    right: int

    def widens(self, row: int, column: int) -> bool:
        """Whether it makes a cell run over columns behind it."""
        is_first = (self.top, self.left) == (row, column)
        return is_first and self.right > column

    def comes_down_to(self, row: int) -> bool:
        """Whether a cell of a row above reaches into a row."""
        return self.top < row <= self.bottom

    def columns(self, most: int) -> range:
        """The columns that it takes, of so many."""
        return range(self.left, min(self.right + 1, most))


def merged_in(attributes: Attributes) -> Iterator[Merged]:
    """The range of a `mergeCell`; nothing where its reference is none."""
    ends = tuple(map(_place_of, attributes.get("ref", "").split(":")))
    match ends:
        case ((int(top), int(left)), (int(bottom), int(right))):
            yield Merged(top, left, bottom, right)


def holds_text(path: Sequence[str]) -> bool:
    """Whether characters are a cell's value or its own text; a formula is none."""
    return path[-1] == "v" or _is_in_text(path)


def _is_in_text(path: Sequence[str]) -> bool:
    """Whether characters are a text's own; what tells their reading (拼音) is no text."""
    return path[-1] == "t" and "rPh" not in path


def unescaped(text: str) -> str:
    """The text with the characters that XML cannot hold."""
    return _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), text)


def part_of(target: str) -> str:
    """The part that a relation of the workbook means."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


class Strings(Events):
    """Takes the texts that cells name by number out of `sharedStrings.xml`."""

    def __init__(self) -> None:
        self._pieces: list[list[str]] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        if name == "si":
            self._pieces.append([])

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()

    def text(self, data: str) -> None:
        """Characters."""
        if _is_in_text(self._path):
            for pieces in self._pieces[-1:]:
                pieces.append(data)

    def named(self, number: str) -> str:
        """The text of a number; empty where there is none."""
        at = number_in(number, len(self._pieces))
        return "".join(chain.from_iterable(self._pieces[at : at + 1]))
