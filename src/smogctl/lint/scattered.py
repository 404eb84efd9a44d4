"""A registry held against a plan that is laid out by measures: a row has the duty and who owes it.

Such a table has no entries: a unit's name stands in many rows, beside the duty or behind it. A
clause is its unit's
where its row names the unit, or where the row leaves that cell empty and one above it names it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from smogctl.grammar.layout import AS_ABOVE, ENUMERATOR, GROUP, bare, without_residue
from smogctl.lint.cells import SEPARATOR, is_remark, notes_of
from smogctl.lint.placed import (
    Alignment,
    Clause,
    Entry,
    Line,
    Piece,
    Placed,
    Searched,
    Span,
    Stray,
    inside,
    left_over,
    without,
)
from smogctl.schema.registry import Duty, RegistryFile, Unit
from smogctl.text.patterns import later
from smogctl.yamlfile.reader import KeyPath

_JOINS = later(r"[、，,/／；;。：:\s和及与()（）\[\]\-—]*")


_SHARE = later(
    r"[（(]由?[、，,；;]*(?:(?:牵头|负责|落实|配合|协助|参与)[、，,；;]*){1,4}[）)]"
)
"""What is left of （甲局牵头，乙局配合） without the names."""
_BELOW = later(r"\s*(?:责任|牵头|主责|配合|协助|参与|参加|协同)(?:单位|部门)[：:]")
"""A line below a measure that says whose it is."""
_BEHIND = later(
    r"(?:责任|主责)(?:单位|部门)[：:]|[（(]由?[^，。；：（）()]{2,40}(?:负责|牵头)[^。：（）()]*[）)]"
)
_FEW = 3


def is_by_measure(lines: Sequence[Line]) -> bool:
    """Whether a source says behind some measures whose they are: 责任单位：甲局."""
    hits = (line for line in lines if _BEHIND.search(line.text))
    return len(list(islice(hits, _FEW))) == _FEW


class _Row:
    """A line of the source as a row of a table."""

    def __init__(self, line: Line, begin: int) -> None:
        self.line = line
        self.begin = begin
        """Its place in the text of all rows."""
        self.end = begin + len(line.text)
        self.squeezed = bare(line.text)
        cells = list(map(bare, SEPARATOR.split(line.text)))
        self.separators = len(cells) - 1
        own = {at: cell for at, cell in enumerate(cells) if cell}
        self.filled = {at: cell for at, cell in own.items() if cell not in AS_ABOVE}
        self.empty = set(range(len(cells))) - self.filled.keys()


class Rows:
    """The lines of a source as rows, and where the registry's clauses stand in them."""

    def __init__(self, model: RegistryFile, lines: Sequence[Line]) -> None:
        self._model = model
        self._rows: list[_Row] = []
        begin = 0
        for line in lines:
            if not line.framed:
                self._rows.append(_Row(line, begin))
                begin += len(line.text) + 1
        self._begins = [row.begin for row in self._rows]
        self._text = Searched("\n".join(row.line.text for row in self._rows))
        self._placed: list[Placed] = []

    def align(self, missing: tuple[str, ...]) -> Alignment:
        """Every clause with its place.

        `missing` are lines of the frame that are no lines of the source.
        """
        chapter = tuple(self._chapter())
        entries = tuple(self._entries())
        stray = tuple(self._uncovered())
        cells: set[str] = set()
        for row in self._rows:
            cells.update(row.filled.values())
        lacking = []
        for text in missing:
            if text not in cells:
                lacking.append(text)
        return Alignment(
            entries=entries,
            chapter=chapter,
            stray=stray,
            missing=tuple(lacking),
        )

    def _chapter(self) -> Iterator[Clause]:
        """The places of the response chapter's clauses, in whatever rows."""
        for number, response in enumerate(self._model.responses):
            place = self._first_place(response.text)
            if place is None:
                yield Clause(None)
                continue
            at, length = place
            path = ("responses", number, "text")
            self._placed.append(Placed(at, at + length, path))
            yield Clause(at)

    def _entries(self) -> Iterator[Entry]:
        """The units' entries; their order is that of their first clauses."""
        for number, unit in enumerate(self._model.units):
            clauses = tuple(self._clauses(number, unit))
            places = []
            for clause in clauses:
                if clause.at is not None:
                    places.append(clause.at)
            first, *_ = (*places, None)
            yield Entry(
                line=self._line(unit, places), text="", clauses=clauses, place=first
            )

    def _clauses(self, number: int, unit: Unit) -> Iterator[Clause]:
        """The places of a unit's clauses, each in a row that names it."""
        cursor = 0
        for index, duty in enumerate(unit.duties):
            path = ("units", number, "duties", index, "text")
            at = self._place(duty, unit, cursor, path)
            if at is not None:
                cursor = at + len(duty.text)
                yield Clause(at)
                continue
            # it does not stand behind the one above it: before that, or elsewhere
            at = self._place(duty, unit, 0, path)
            if at is None:
                yield Clause(None, self._owner(duty))
            else:
                yield Clause(at)

    def _line(self, unit: Unit, places: Sequence[int]) -> int | None:
        """The line of a unit's first clause, else the first that names it; None where none does."""
        if places:
            row = self._row_at(places[0])
            return self._rows[row].line.number
        for other in self._rows:
            if _names(other.squeezed, unit):
                return other.line.number
        return None

    def _place(self, duty: Duty, unit: Unit, start: int, path: KeyPath) -> int | None:
        """Where a clause stands from an offset on, in a row that is the unit's."""
        wanted = without_residue(duty.text)
        for at, length in self._places(wanted, start):
            first = self._row_at(at)
            last = self._row_at(at + length - 1)
            if self._is_of(first, last, unit):
                self._placed.append(Placed(at, at + length, path))
                return at
        return None

    def _places(self, wanted: str, start: int) -> Iterator[Span]:
        """Where a text stands from an offset on, and how long it is there, time and again."""
        at, length = self._text.find(wanted, start)
        while at >= 0 and length:
            yield at, length
            at, length = self._text.find(wanted, at + length)

    def _first_place(self, text: str) -> Span | None:
        """Where a clause stands for the first time, and how long it is there."""
        wanted = without_residue(text)
        return next(self._places(wanted, 0), None)

    def _row_at(self, offset: int) -> int:
        """The place of the row that an offset is in."""
        return bisect_right(self._begins, offset) - 1

    def _is_of(self, first: int, last: int, unit: Unit) -> bool:
        """Whether a row from one line to another is a unit's."""
        end = self._row_end(last)
        row = ""
        for line in self._rows[first:end]:
            row += line.squeezed
        if _names(row, unit):
            return True
        return any(_names(cell, unit) for cell in self._reaching(first))

    def _row_end(self, last: int) -> int:
        """The line behind a row whose cells have breaks.

        As many as it takes for all of its cells.
        """
        while last + 1 < len(self._rows):
            if not _BELOW.match(self._rows[last + 1].line.text):
                break
            last += 1
        separators = self._rows[last].separators
        for following in range(last + 1, len(self._rows)):
            separators += self._rows[following].separators
            if separators > self._width:
                return following
        return len(self._rows)

    @cached_property
    def _width(self) -> int:
        """How many separators most rows of the table have.

        -1 where none has any, so that no line goes on.
        """
        counts: Counter[int] = Counter()
        for row in self._rows:
            counts[row.separators] += 1
        del counts[0]
        return max(counts, key=lambda width: counts[width], default=-1)

    def _reaching(self, row: int) -> Iterator[str]:
        """The cells above that reach into a row.

        A merged cell is empty in all but the first of its rows.
        """
        empty = self._rows[row].empty
        above = row
        while empty and above:
            above -= 1
            filled = self._rows[above].filled
            reaching = empty & filled.keys()
            for at in sorted(reaching):
                yield filled[at]
            empty = empty - reaching

    def _owner(self, duty: Duty) -> int | None:
        """The unit in whose row a clause stands instead."""
        place = self._first_place(duty.text)
        if place is None:
            return None
        row = self._row_at(place[0])
        for number, unit in enumerate(self._model.units):
            if self._is_of(row, row, unit):
                return number
        return None

    def _uncovered(self) -> Iterator[Stray]:
        """What of the lines is in no clause, and is no name.

        Remark or heading that the registry has.
        """
        extents = [(row.begin, row.end) for row in self._rows]
        for row, clauses in zip(self._rows, inside(extents, self._placed), strict=True):
            rest, paths = without(row.line.text, clauses)
            for piece in left_over(self._uncarried(rest), paths):
                yield Stray(row.line, self._at_unit(piece, row))

    def _at_unit(self, piece: Piece, row: _Row) -> Piece:
        """What is left of a row without a clause stands at the first unit that the row names."""
        if piece.path is not None:
            return piece
        for number, unit in enumerate(self._model.units):
            if _names(row.squeezed, unit):
                return piece._replace(path=("units", number, "name"))
        return piece

    def _uncarried(self, text: str) -> str:
        """A line with its clauses (as NUL), each cell on a line, without what is carried."""
        cells = SEPARATOR.sub("\n", text)
        left = ""
        for piece in re.split("([\0\n])", GROUP.sub("\n", cells)):
            if piece in ("\0", "\n") or not self._is_carried(bare(piece)):
                left += piece
        return left

    def _is_carried(self, piece: str) -> bool:
        """Whether a cell without clauses is made of what the registry has in another place."""
        if piece in self._headings or is_remark(piece, self._notes):
            return True
        names = ENUMERATOR.sub("", piece)
        between = _SHARE.sub("", self._names_in.sub("", names))
        return not _JOINS.sub("", between)

    @cached_property
    def _headings(self) -> set[str]:
        """The frame's headings."""
        return set(map(bare, self._model.plan.frame))

    @cached_property
    def _notes(self) -> str:
        return notes_of(self._model.units)

    @cached_property
    def _names_in(self) -> re.Pattern[str]:
        """Any name of a unit or an outside body; of two that begin alike the longer."""
        names: set[str] = set()
        for unit in self._model.units:
            names.update(map(bare, unit.names))
        for body in self._model.outside:
            names.update(map(bare, (body.name, *body.aliases)))
        longest_first = sorted(names, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))


def _names(text: str, unit: Unit) -> bool:
    """Whether a text has a unit's name, or all of its bodies."""
    if bare(unit.name) in text:
        return True
    for body in unit.bodies:
        if bare(body.name) not in text:
            return False
    return bool(unit.bodies)
