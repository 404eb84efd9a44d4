"""A folder with a CSV file a table, and the statements that make the tables.

A cell that a spreadsheet would evaluate gets a ' in front, as in every CSV of ours. Text stands in
quotation marks and null does not, so the two differ. No byte order mark: engines read these files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from smogctl.exporting import sql
from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.partition import columns_in_file, file_of
from smogctl.exporting.table import Cell, Named, Row
from smogctl.system.writing import FreshFolder
from smogctl.text.spreadsheet import unevaluated

MEDIUM = Medium(
    20, "一个文件夹：每张表一个 CSV 文件，另有建表语句 schema.sql", partitions=True
)

SCHEMA = "schema.sql"


class _Files(Sink):
    def __init__(self, folder: FreshFolder, layout: Layout) -> None:
        self._folder = folder
        self._layout = layout
        self._begun: set[str] = set()

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """Rows at the end of the table's file, of that of its province."""
        parted = self._layout.is_parted(named)
        places = columns_in_file(named, parted=parted)
        name = f"{file_of(named.name, province, parted=parted)}.csv"
        lines = []
        if name not in self._folder.names:
            heads = list(map(named.columns.__getitem__, places))
            lines.append(_line(heads))
        for row in rows:
            cells = [_cell(row[place]) for place in places]
            lines.append(_line(cells))
        self._begun.add(named.name)
        self._folder.append(name, "".join(lines).encode())

    def finish(self) -> None:
        """A head for each table of which there are no rows."""
        for named in self._layout.besides(self._begun):
            self.add(named, (), None)


def _line(cells: Sequence[str]) -> str:
    return ",".join(cells) + "\n"


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(int(cell))
    shown = unevaluated(str(cell)).replace('"', '""')
    return f'"{shown}"'


@contextmanager
def filling(folder: FreshFolder, layout: Layout) -> Iterator[Sink]:
    """The files of the tables, those without rows too, and the statements."""
    schema = ""
    for named in layout.tables:
        schema += sql.create(named, layout.tables)
    folder.append(SCHEMA, schema.encode())
    files = _Files(folder, layout)
    yield files
    files.finish()
