"""Rows of tables: an entry begins where a row has a unit, else the one above goes on."""

from collections.abc import Callable

from smogctl.grammar.bodies import (
    Called,
    called,
)
from smogctl.grammar.heads import HeadLine, head_of
from smogctl.grammar.layout import AS_ABOVE
from smogctl.importing.beside import Beside, aside_cells, classes_of, remark_of
from smogctl.importing.lines import (
    names_in,
)
from smogctl.importing.outline import Entry, Under
from smogctl.importing.pages import Aside, Row, joined
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
from smogctl.importing.walk.here import Here, Line

MOST_NAME = 200
"""Characters of a unit's cell that are taken for its name: what stands behind them is listed."""


_NOBODY = AS_ABOVE | {""}
_TOTALS = frozenset(("合计", "总计", "小计", "共计"))
"""What a row that adds up has in place of a unit."""


class Rows:
    """Reads rows of tables into entries."""

    def __init__(self, here: Here, begin: Callable[[Line, HeadLine], None]) -> None:
        self.here = here
        self.begin = begin
        """Begins the entry of a line that heads one."""
        self.beside = Beside()
        self.helpers: tuple[str, ...] = ()
        """Who helps with the duties of the last row."""

    def read(self, line: Line) -> None:
        """A row of a table."""
        row = line.row
        columns = self.here.facts.columns.get(row.table)
        if columns is None:
            self._unknown(line)
            return
        if is_heading(row, columns):
            self.here.grade_by("".join(row.cells))
            self.beside = Beside()
            self.here.keep(line)
            return
        over = spanning(row, columns)
        if over and self.here.entry is not None:
            self.here.span(row, over)
            return
        row = shifted(row, columns)
        if unit_name(cell(row, columns.unit)) in _TOTALS:
            self.here.keep(line)
            return
        self._row(line._replace(row=row), columns)

    def _row(self, line: Line, columns: Columns) -> None:
        """A row with a unit, or with more of the one above."""
        row = line.row
        self.here.last_table = row.table
        above = self.here.grade or self.here.chapter
        level = self.beside.level(row, columns) or above
        name = called(unit_name(cell(row, columns.unit)))
        is_named = name.name not in _NOBODY
        begins = is_named and not self._is_open(name)
        if begins:
            self.here.entry = self._entry_of_row(name, row, columns)
        entry = self.here.entry
        if entry is None or leads_in(row, columns, name.name):
            self.here.keep(line)
            return
        self.helpers = _helpers(row, columns, self.helpers)
        _fill(entry, row, columns, Under(level, self.helpers))
        is_covered = not row.covered.isdisjoint(columns.duties)
        if begins and is_covered:
            entry.doubts.append("职责单元格与上一行合并，职责只记在上一个单位")
        self.here.left += aside_cells(row, columns)
        for text in classes_of(row, columns):
            self.here.frame.append((row.line, text))

    def _is_open(self, name: Called) -> bool:
        """Whether a name is that of the entry which is being read."""
        entry = self.here.entry
        if entry is None:
            return False
        return same_name(name.name, entry.name)

    def _entry_of_row(self, name: Called, row: Row, columns: Columns) -> Entry:
        """The entry of a row: a new one, or the one that its unit has already."""
        known = self.here.known_entry(name.name)
        if known is None:
            number = row_number(cell(row, columns.number))
            entry = Entry(name.name[:MOST_NAME], row.line, number, name.alias)
            self.here.add(entry)
            if rest := name.name[MOST_NAME:]:
                place = f"第 {row.line} 行第 {columns.unit + 1} 列"
                self.here.left.append(Aside(place, "单位栏太长，后面的", rest))
            return entry
        if not columns.by_measure:
            known.come_again(row.line)
        return known

    def _unknown(self, line: Line) -> None:
        """A row of a table without known columns: a list of 单位：职责 still, else it is frame."""
        filled = list(filter(str.strip, line.row.cells))
        is_alone = len(filled) == 1
        if is_alone and self._takes(line, filled[0]):
            return
        self.here.entry = None
        self.here.keep(line)

    def _takes(self, line: Line, text: str) -> bool:
        """Take the only text of a row as a clause of the entry above, or as a head's line."""
        alone = joined(text)
        goes_on = self.here.entry is not None and self.here.last_table
        if goes_on and is_clause(alone):
            self.here.span(line.row, text)
            return True
        head = head_of(alone, self.here.facts.known)
        if head is None:
            return False
        row = line.row._replace(cells=(text,))
        self.begin(line._replace(row=row), head)
        return True


def _helpers(row: Row, columns: Columns, above: tuple[str, ...]) -> tuple[str, ...]:
    """Who helps with the duties of a row, where `above` are those of the row above."""
    helpers: dict[str, None] = {}
    for at in columns.helpers:
        text = joined(cell(row, at)).strip()
        names = above if text in AS_ABOVE else names_in(text)
        helpers |= dict.fromkeys(names)
    return tuple(helpers)


def _fill(entry: Entry, row: Row, columns: Columns, under: Under) -> None:
    """What a row's cells have of an entry: bodies of a group, duties, what is said of them."""
    _take_names(entry.lead, cell(row, columns.lead))
    _take_names(entry.members, cell(row, columns.member))
    remark = remark_of(row, columns)
    for at in columns.duties:
        level = columns.grades.get(at, under.level)
        entry.add(row.line, cell(row, at), Under(level, under.helpers, remark))


def _take_names(names: list[str], text: str) -> None:
    """The names of a cell behind those that are taken already."""
    more = names_in(joined(text))
    known = frozenset(names)
    names += [name for name in more if name not in known]
