"""The protocol's places and ours.

Lines from 0 and units of UTF-16 there, lines from 1 and characters here.
"""

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
        self._marked = text.startswith("\ufeff")
        """Whether a mark of the byte order stands before the first character."""

    def place(self, position: Position) -> int:
        """How many characters of the text stand before a position."""
        if position.line >= len(self._lines):
            return self._starts[-1] + len(self._lines[-1])
        found = self._codec.position_from_client_units(self._lines, position)
        return self._starts[found.line] + min(
            found.character, len(self._lines[found.line])
        )

    def position(self, place: int) -> Position:
        """The position behind so many characters of the text."""
        line = max(at for at, start in enumerate(self._starts) if start <= place)
        return self._position(line, place - self._starts[line])

    def span(self, start: int, end: int) -> Range:
        """What stands between two places of the text."""
        return Range(self.position(start), self.position(end))

    def in_line(self, line: int, column: int, end: int) -> Range:
        """What stands on a line from a column to before another; all counted from 1."""
        shift = 1 if self._marked and line == 1 else 0
        start, stop = column - 1 + shift, end - 1 + shift
        return Range(self._position(line - 1, start), self._position(line - 1, stop))

    def _position(self, line: int, characters: int) -> Position:
        before = self._lines[line][:characters] if line < len(self._lines) else ""
        return Position(line, self._codec.client_num_units(before))
