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

Piece = tuple[tuple[str, ...], int, frozenset[int]]
"""Cells, table (0: running text), covered columns."""


class _Table:
    """A table that is open."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.cells: list[str] | None = None
        self.covered: set[int] = set()
        self.below: dict[int, int] = {}
        """For each column how many rows a cell from above still reaches into."""
        self.inside = False
        """Whether a cell is open, and its column."""
        self.at = 0
        self.data = False
        """Whether a row of data has been: a table of data, not of a page's layout."""


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
        if self._nested or self._in_data():
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
            return
        if not self._tables:
            self._flush_text()
            return
        self._flush_row(self._tables.pop())

    def open_row(self) -> None:
        """A row begins; outside a table it is a line break."""
        if self._nested:
            self._parts.append("\n")
        elif self._tables:
            self._flush_row(self._tables[-1])
            self._tables[-1].cells = []
        else:
            self._flush_text()

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
            return
        if not self._tables:
            self._flush_text()
            return
        table = self._tables[-1]
        self._end_cell(table)
        if table.cells is None:
            table.cells = []
        while (
            table.below.get(len(table.cells), 0) > 0
        ):  # only columns below MAX_SPAN are ever noted
            self._fill(table)
        if covered:
            table.covered.add(len(table.cells))
        at = len(table.cells)
        width = max(1, min(columns, MAX_SPAN - at))
        if rows > 1:
            table.below |= dict.fromkeys(range(at, min(at + width, MAX_SPAN)), rows)
        table.cells += [""] * width
        table.inside, table.at = True, at

    def close_cell(self) -> None:
        """A cell ends."""
        if self._tables and not self._nested:
            self._end_cell(self._tables[-1])

    def _in_data(self) -> bool:
        """Whether the open cell has filled ones before it in its row: a row of data, not of a
        page's layout.
        """
        table = self._tables[-1] if self._tables else None
        if table is None or not table.inside or not table.cells:
            return False
        return (table.data and table.at > 0) or _is_data(table.cells[: table.at])

    def _end_cell(self, table: _Table) -> None:
        text = self._taken()
        if table.inside and table.cells is not None:
            table.cells[table.at] = text
            table.inside = False
        elif (
            text
        ):  # text between cells is nobody's cell; it stands as a line of its own
            self._out.append(((text,), 0, frozenset()))

    def _flush_row(self, table: _Table) -> None:
        self._end_cell(table)
        if table.cells is None:
            return
        if table.cells:
            while (
                table.below.get(len(table.cells), 0) > 0 and len(table.cells) < MAX_SPAN
            ):
                self._fill(table)
        table.data = table.data or _is_data(table.cells[:-1])
        if any(cell.strip() for cell in table.cells):
            self._out.append(
                (tuple(table.cells), table.number, frozenset(table.covered))
            )
        table.below = {
            column: left - 1 for column, left in table.below.items() if left > 1
        }
        table.cells, table.covered = None, set()

    def _fill(self, table: _Table) -> None:
        assert table.cells is not None
        table.covered.add(len(table.cells))
        table.cells.append("")

    def _flush_text(self) -> None:
        text = self._taken()
        if text:
            self._out.append(((text,), 0, frozenset()))

    def _taken(self) -> str:
        text = "".join(self._parts)
        self._parts = []
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())

    def finished(self) -> Iterator[Piece]:
        """Everything in order, once the file is at its end."""
        self._nested = 0
        while self._tables:
            self.close_table()
        self._flush_text()
        for cells, table, covered in self._out:
            if len(cells) == 1:
                for line in cells[0].split("\n"):
                    yield (line,), 0, frozenset()
            else:
                yield cells, table, covered


def _is_data(cells: Sequence[str]) -> bool:
    """Whether cells before the last of a row hold something short, as rows of data do."""
    return any(cell.strip() and len(cell) <= 60 for cell in cells)
