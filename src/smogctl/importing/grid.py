"""Rows as a reader meets them: paragraphs and tables in order, merged cells once, tables in tables
flattened.

All state is on lists, so no depth can overflow, and a span of a thousand million columns costs
nothing.
"""

from collections.abc import Iterator, Sequence

MAX_SPAN = 40
"""Columns that a merged cell may take, and columns that merged cells may reach into; no annex has
more.
"""

_SHORT = 60
"""Characters of a cell of data, where it is not the last of its row."""

Piece = tuple[tuple[str, ...], int, frozenset[int]]
"""Cells, table (0: running text), covered columns."""


class _Table:
    """A table that is open."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.in_row = False
        """Whether a row is open; then its cells, and which of them are covered from above."""
        self.cells: list[str] = []
        self.covered: set[int] = set()
        self.below: dict[int, int] = {}
        """For each column how many rows a cell from above still reaches into."""
        self.inside = False
        """Whether a cell is open, and its column."""
        self.at = 0
        self.data = False
        """Whether a row of data has been: a table of data, not of a page's layout."""

    def fill_covered(self) -> None:
        """Into the places that come next, as far as cells from above reach into them, nothing."""
        while len(self.cells) in self.below:
            self.covered.add(len(self.cells))
            self.cells.append("")

    def open_cell(self, columns: int, rows: int, *, covered: bool) -> None:
        """A cell of some columns and rows; it opens a row where none is open."""
        self.in_row = True
        self.fill_covered()
        at = len(self.cells)
        if covered:
            self.covered.add(at)
        width = max(1, min(columns, MAX_SPAN - at))
        if rows > 1:
            reached = range(at, min(at + width, MAX_SPAN))
            self.below |= dict.fromkeys(reached, rows)
        self.cells += [""] * width
        self.inside, self.at = True, at

    def close_row(self) -> Piece:
        """The open row, which ends."""
        if self.cells:
            self.fill_covered()
        cells = tuple(self.cells)
        self.data |= _is_data(cells[:-1])
        row = (cells, self.number, frozenset(self.covered))
        self.below = {at: left - 1 for at, left in self.below.items() if left > 1}
        self.in_row = False
        self.cells, self.covered = [], set()
        return row

    def is_of_data(self) -> bool:
        """Whether the open cell is in a row of data, not of a page's layout.

        Then it has filled ones before it.
        """
        if not self.inside:
            return False
        return (self.data and self.at > 0) or _is_data(self.cells[: self.at])


class Grid:
    """Collects what is read; a row goes out when it ends."""

    def __init__(self) -> None:
        self._out: list[Piece] = []
        self._tables: list[_Table] = []
        self._count = 0
        self._parts: list[str] = []
        self._nested = 0
        """How many tables are open inside a cell of a table of data; their rows are lines of that
        cell.
        """
        self._begun = False
        """Whether the open cell of such a table has text."""
        self._pending = False
        """Whether a line of it has ended and no text has come behind it."""

    def write(self, text: str) -> None:
        """More text where we are."""
        if not text:
            return
        if self._pending:
            self._parts.append("\n")
        self._begun, self._pending = True, False
        self._parts.append(text)

    def break_line(self) -> None:
        """A new line: of the cell, or of running text."""
        if self._nested:
            self._pending = self._begun
        elif self._tables and self._tables[-1].inside:
            self._parts.append("\n")
        else:
            self._flush_text()

    def open_table(self) -> None:
        """A table begins. In a row that has cells already it is part of a cell.

        Else the one around it only lays out the page, and what its cell has so far goes out as a
        row before it.
        """
        if self._nested or (self._tables and self._tables[-1].is_of_data()):
            self._nested += 1
            self._parts.append("\n")
            return
        if self._tables:
            self._flush_row(self._tables[-1])
        self._flush_text()
        self._count += 1
        self._tables.append(_Table(self._count))

    def close_table(self) -> None:
        """A table ends; an end without a beginning is a line break."""
        if self._nested:
            self._nested -= 1
            self._parts.append("\n")
        elif self._tables:
            self._flush_row(self._tables.pop())
        else:
            self._flush_text()

    def open_row(self) -> None:
        """A row begins; outside a table it is a line break."""
        self.close_row()
        if self._tables and not self._nested:
            self._tables[-1].in_row = True

    def close_row(self) -> None:
        """A row ends."""
        if self._nested:
            self._parts.append("\n")
        elif self._tables:
            self._flush_row(self._tables[-1])
        else:
            self._flush_text()

    def open_cell(
        self, columns: int = 1, rows: int = 1, *, covered: bool = False
    ) -> None:
        """A cell begins. `covered`: its text stands in the cell above it."""
        if self._nested:
            self._parts.append(" ")
            self._begun = self._pending = False
        elif self._tables:
            self._end_cell(self._tables[-1])
            self._tables[-1].open_cell(columns, rows, covered=covered)
        else:
            self._flush_text()

    def close_cell(self) -> None:
        """A cell ends."""
        if self._tables and not self._nested:
            self._end_cell(self._tables[-1])

    def _end_cell(self, table: _Table) -> None:
        if not table.inside:
            # text between cells is nobody's cell; it stands as a line of its own
            self._flush_text()
            return
        table.cells[table.at] = self._taken()
        table.inside = False

    def _flush_row(self, table: _Table) -> None:
        self._end_cell(table)
        if not table.in_row:
            return
        row = table.close_row()
        if any(map(str.strip, row[0])):
            self._out.append(row)

    def _flush_text(self) -> None:
        text = self._taken()
        if text:
            self._out.append(((text,), 0, frozenset()))

    def _taken(self) -> str:
        text = "".join(self._parts)
        self._parts = []
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))

    def finished(self) -> Iterator[Piece]:
        """Everything in order, once the file is at its end."""
        self._nested = 0
        while self._tables:
            self.close_table()
        self._flush_text()
        for cells, table, covered in self._out:
            if len(cells) > 1:
                yield cells, table, covered
                continue
            for line in cells[0].split("\n"):
                yield (line,), 0, frozenset()


def _is_data(cells: Sequence[str]) -> bool:
    """Whether cells before the last of a row hold something short, as rows of data do."""
    return any(cell.strip() and len(cell) <= _SHORT for cell in cells)
