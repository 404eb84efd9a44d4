"""A registry held against a plan that is laid out by measures: a row has the duty and who owes it.

Such a table has no entries: a unit's name stands in many rows, beside the duty or behind it. A
clause is its unit's
where its row names the unit, or where the row leaves that cell empty and one above it names it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from smogctl.grammar.layout import ENUMERATOR, GROUP, bare, without_residue
from smogctl.lint.placed import (
    Alignment,
    Clause,
    Entry,
    Line,
    Searched,
    Span,
    rest,
    without,
)
from smogctl.schema.registry import Duty, RegistryFile, Unit
from smogctl.text.patterns import later

_SEPARATOR = later(r"[\t|｜│┃]")
_REMARK = later(r"(?:^|；)[^：；]{1,12}：([^；]+)")
_JOINS = later(r"[、，,/／；;。：:\s和及与()（）\[\]\-—]*")


class Rows:
    """The lines of a source as rows, and where the registry's clauses stand in them."""

    def __init__(self, model: RegistryFile, lines: Sequence[Line]) -> None:
        self._model = model
        self._lines = [line for line in lines if not line.framed]
        self._text = Searched("\n".join(line.text for line in self._lines))
        self._begins = [0]
        for line in self._lines:
            self._begins.append(self._begins[-1] + len(line.text) + 1)
        self._squeezed = [bare(line.text) for line in self._lines]
        self._spans: list[Span] = []

    def align(self, missing: tuple[str, ...]) -> Alignment:
        """Every clause with its place.

        `missing` are lines of the frame that are no lines of the source.
        """
        chapter = tuple(
            Clause(self._take(one.text, 0)) for one in self._model.responses
        )
        entries = tuple(_in_order([self._entry(unit) for unit in self._model.units]))
        left = tuple(self._uncovered())
        cells = {
            bare(cell) for line in self._lines for cell in _SEPARATOR.split(line.text)
        }
        return Alignment(
            entries, chapter, left, tuple(text for text in missing if text not in cells)
        )

    def _entry(self, unit: Unit) -> Entry:
        """The places of a unit's clauses, each in a row that names it."""
        last, clauses = 0, []
        for duty in unit.duties:
            at = self._place(duty, unit, last)
            early = at is None and (at := self._place(duty, unit, 0)) is not None
            elsewhere = None if at is not None else self._owner(duty)
            clauses.append(Clause(at, early, elsewhere))
            last = last if at is None or early else at + len(duty.text)
        return Entry(self._line(unit, clauses), "", tuple(clauses), "")

    def _line(self, unit: Unit, clauses: Sequence[Clause]) -> int | None:
        """The line of a unit's first clause, else the first that names it; None where none does."""
        placed = (
            self._row_at(clause.at) for clause in clauses if clause.at is not None
        )
        named = (at for at, text in enumerate(self._squeezed) if _names(text, unit))
        at = next(placed, next(named, None))
        return None if at is None else self._lines[at].number

    def _place(self, duty: Duty, unit: Unit, start: int) -> int | None:
        """Where a clause stands from an offset on, in a row that is the unit's."""
        wanted = without_residue(duty.text)
        for at, length in self._places(wanted, start):
            if self._is_of(self._row_at(at), self._row_at(at + length - 1), unit):
                self._spans.append((at, at + length))
                return at
        return None

    def _places(self, wanted: str, start: int) -> Iterator[Span]:
        at, length = self._text.find(wanted, start)
        while at >= 0 and length:
            yield at, length
            at, length = self._text.find(wanted, at + length)

    def _take(self, text: str, start: int) -> int | None:
        place = next(self._places(without_residue(text), start), None)
        self._spans += [(place[0], sum(place))] if place else []
        return place[0] if place else None

    def _row_at(self, offset: int) -> int:
        """The place of the line that an offset is in."""
        low, high = 0, len(self._lines)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (
                (middle, high) if self._begins[middle] <= offset else (low, middle)
            )
        return low

    def _is_of(self, first: int, last: int, unit: Unit) -> bool:
        """Whether a row from one line to another is a unit's."""
        if _names("".join(self._squeezed[first : self._row_end(last)]), unit):
            return True
        return any(_names(cell, unit) for cell in self._reaching(first))

    def _row_end(self, last: int) -> int:
        """The line behind a row whose cells have breaks.

        As many as it takes for all of its cells.
        """
        end = last + 1
        separators = self._separators(last)
        while (
            end < len(self._lines) and separators + self._separators(end) <= self._width
        ):
            separators += self._separators(end)
            end += 1
        return end

    def _separators(self, at: int) -> int:
        return len(_SEPARATOR.findall(self._lines[at].text))

    @cached_property
    def _width(self) -> int:
        """How many separators most rows of the table have.

        -1 where none has any, so that no line goes on.
        """
        counts = Counter(filter(None, map(self._separators, range(len(self._lines)))))
        return max(counts, key=lambda count: counts[count], default=-1)

    def _reaching(self, row: int) -> Iterator[str]:
        """The cells above that reach into a row.

        A merged cell is empty in all but the first of its rows.
        """
        empty = {at for at, cell in enumerate(self._cells(row)) if not cell}
        above = row
        while empty and above:
            above -= 1
            filled = {
                at: cell
                for at, cell in enumerate(self._cells(above))
                if cell and at in empty
            }
            yield from filled.values()
            empty -= filled.keys()

    def _cells(self, row: int) -> list[str]:
        return [bare(cell) for cell in _SEPARATOR.split(self._lines[row].text)]

    def _owner(self, duty: Duty) -> int | None:
        """The unit in whose row a clause stands instead."""
        place = next(self._places(without_residue(duty.text), 0), None)
        if place is None:
            return None
        row = self._row_at(place[0])
        units = enumerate(self._model.units)
        return next((at for at, unit in units if self._is_of(row, row, unit)), None)

    def _uncovered(self) -> Iterator[Line]:
        """The lines of which something is in no clause, and is no name.

        Remark or heading that the registry has.
        """
        spans = iter(sorted(self._spans))
        waiting = next(spans, None)
        for begin, line in zip(self._begins, self._lines, strict=False):
            end = begin + len(line.text)
            inside: list[Span] = []
            while waiting and waiting[0] < end:
                inside.append(
                    (max(0, waiting[0] - begin), min(waiting[1], end) - begin)
                )
                if waiting[1] > end:
                    break
                waiting = next(spans, None)
            if self._left_of(without(line.text, inside)):
                yield line

    def _left_of(self, text: str) -> str:
        left = GROUP.sub("\0", _SEPARATOR.sub("\0", text))
        pieces = (
            piece for piece in left.split("\0") if not self._is_carried(bare(piece))
        )
        return rest("\0".join(pieces))

    def _is_carried(self, piece: str) -> bool:
        """Whether a cell without clauses is made of what the registry has in another place."""
        names = ENUMERATOR.sub("", piece)
        return piece in self._said or not _JOINS.sub("", self._names_in.sub("", names))

    @cached_property
    def _said(self) -> set[str]:
        """The frame's headings and what the duties' notes remark."""
        notes = (duty.note or "" for unit in self._model.units for duty in unit.duties)
        remarks = {bare(hit) for note in notes for hit in _REMARK.findall(note)}
        return {bare(text) for text in self._model.plan.frame} | remarks

    @cached_property
    def _names_in(self) -> re.Pattern[str]:
        units = (name for unit in self._model.units for name in unit.names)
        outside = (
            name for one in self._model.outside for name in (one.name, *one.aliases)
        )
        names = sorted(
            {bare(name) for name in (*units, *outside)}, key=len, reverse=True
        )
        return re.compile("|".join(map(re.escape, names)))


def _in_order(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, each early whose first clause stands before that of the one above."""
    last = -1
    for entry in entries:
        first = next(
            (clause.at for clause in entry.clauses if clause.at is not None), last
        )
        yield entry._replace(early=first < last)
        last = max(last, first)


def _names(text: str, unit: Unit) -> bool:
    """Whether a text has a unit's name, or all of its bodies."""
    if bare(unit.name) in text:
        return True
    return bool(unit.bodies) and all(bare(body.name) in text for body in unit.bodies)
