"""Rows of tables: an entry begins where a row has a unit, else the one above goes on."""

from collections.abc import Callable

from smogctl.grammar.bodies import (
    Called,
    called,
)
from smogctl.grammar.heads import HeadLine, head_of
from smogctl.importing.beside import Beside, aside_cells, classes_of, remark_of
from smogctl.importing.lines import (
    names_in,
)
from smogctl.importing.outline import Entry, Under
from smogctl.importing.pages import Row, joined
from smogctl.importing.tables import (
    Columns,
    cell,
    is_clause,
    is_heading,
    leads_in,
    row_number,
    same_name,
    shifted,
    spanning,
    unit_name,
)
from smogctl.importing.walk.here import Here


class Rows:
    """Reads rows of tables into entries."""

    def __init__(self, here: Here, begin: Callable[[Row, HeadLine, int], None]) -> None:
        self.here = here
        self.begin = begin
        """Begins the entry of a line that heads one."""
        self.beside = Beside()

    def read(self, row: Row, ends: int) -> None:
        """A row of a table; `ends`: the source line behind it."""
        columns = self.here.facts.columns.get(row.table)
        if columns is None:
            self._unknown(row, ends)
            return
        if is_heading(row, columns):
            self.here.grade_by("".join(row.cells))
            self.beside = Beside()
            self.here.keep(row, ends)
            return
        over = spanning(row, columns)
        if over and self.here.entry is not None:
            self.here.span(row, over)
        else:
            self._row(shifted(row, columns), columns, ends)

    def _row(self, row: Row, columns: Columns, ends: int) -> None:
        """A row with a unit, or with more of the one above."""
        self.here.last_table = row.table
        level = self.beside.level(row, columns) or self.here.grade
        name = called(unit_name(cell(row, columns.unit)))
        again = self.here.entry is not None and same_name(
            name.name, self.here.entry.name
        )
        begins = bool(name.name) and not again
        if begins:
            self.here.entry = self._entry_of_row(name, row, columns)
        if self.here.entry is None or leads_in(row, columns, name.name):
            self.here.keep(row, ends)
            return
        self._fill(self.here.entry, row, columns, level)
        if begins and any(at in row.covered for at in columns.duties):
            self.here.entry.doubts.append(
                "职责单元格与上一行合并，职责只记在上一个单位"
            )
        self._beside(row, columns)

    def _beside(self, row: Row, columns: Columns) -> None:
        """What stands beside the duties: classes are headings, the rest is set aside."""
        self.here.left += aside_cells(row, columns)
        self.here.frame += [(row.line, said) for said in classes_of(row, columns)]

    def _fill(self, entry: Entry, row: Row, columns: Columns, level: str) -> None:
        """What a row's cells have of an entry: bodies of a group, duties, who helps with them."""
        for at, names in ((columns.lead, entry.lead), (columns.member, entry.members)):
            names += [
                one for one in names_in(joined(cell(row, at))) if one not in names
            ]
        cells = (joined(cell(row, at)) for at in columns.helpers)
        helpers = tuple(
            dict.fromkeys(name for text in cells for name in names_in(text))
        )
        for at in columns.duties:
            under = Under(
                columns.grades.get(at, level), helpers, remark_of(row, columns)
            )
            entry.add(row.line, cell(row, at), under)

    def _entry_of_row(self, name: Called, row: Row, columns: Columns) -> Entry:
        """The entry of a row: a new one, or the one that its unit has already."""
        known = self.here.known_entry(name.name)
        if known:
            if not columns.by_measure:
                known.come_again(row.line)
            return known
        number = row_number(cell(row, columns.number))
        entry = Entry(name.name[:200], row.line, number, name.alias)
        self.here.add(entry)
        return entry

    def _unknown(self, row: Row, ends: int) -> None:
        """A row of a table without known columns: a list of 单位：职责 still, else it is frame."""
        filled = [one for one in row.cells if one.strip()]
        alone = joined(filled[0]) if len(filled) == 1 else ""
        if self.here.entry is not None and self.here.last_table and is_clause(alone):
            self.here.span(row, filled[0])
        elif len(filled) == 1 and (
            head := head_of(joined(filled[0]), self.here.facts.known)
        ):
            self.begin(row._replace(cells=(filled[0],)), head, ends)
        else:
            self.here.entry = None
            self.here.keep(row, ends)
