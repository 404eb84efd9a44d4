"""The protocol's places and ours.

Lines from 0 and units of UTF-16 there, lines from 1 and characters here.
"""

from bisect import bisect_right

from lsprotocol.types import Position, Range
from pygls.workspace import PositionCodec

from smogctl.text.patterns import later
from smogctl.text.plain import lines_of

_BREAK = later("\r\n|\r|\n")


class Positions:
    """The places of one text."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self._codec = codec
        self._starts = [0, *(hit.end() for hit in _BREAK.finditer(text))]
        self._lines = lines_of(text)
        self.begin = int(text.startswith("\ufeff"))
        """Where the reader begins: it drops a mark of the byte order."""

    def place(self, position: Position) -> int:
        """How many characters of the text stand before a position."""
        if position.line >= len(self._lines):
            return self._starts[-1] + len(self._lines[-1])
        ours = self._codec.position_from_client_units(self._lines, position)
        length = len(self._lines[ours.line])
        return self._starts[ours.line] + min(ours.character, length)

    def position(self, place: int) -> Position:
        """The position behind so many characters of the text."""
        line = bisect_right(self._starts, place) - 1
        return self._position(line, place - self._starts[line])

    def span(self, start: int, end: int) -> Range:
        """What stands between two places of the text."""
        return Range(self.position(start), self.position(end))

    def in_line(self, line: int, column: int, end: int) -> Range:
        """What stands on a line from a column to before another; all counted from 1."""
        shift = self.begin - 1 if line == 1 else -1
        start = self._position(line - 1, column + shift)
        stop = self._position(line - 1, end + shift)
        return Range(start, stop)

    def _position(self, line: int, characters: int) -> Position:
        before = ""
        if line < len(self._lines):
            before = self._lines[line][:characters]
        return Position(line, self._codec.client_num_units(before))
