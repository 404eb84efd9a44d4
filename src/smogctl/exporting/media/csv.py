"""A folder with a CSV file a table, and the statements that make the tables.

A cell that a spreadsheet would evaluate gets a ' in front, as in every CSV of ours. Text stands in
quotation marks and null does not, so the two differ. No byte order mark: engines read these files.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from smogctl.exporting import sql
from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.partition import PROVINCE, file_of
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
        kept = _kept(named, parted=parted)
        name = f"{file_of(named.name, province, parted=parted)}.csv"
        lines = [_line(row[at] for at in kept) for row in rows]
        if name not in self._folder.names:
            lines.insert(0, ",".join(named.columns[at] for at in kept) + "\n")
        self._begun.add(named.name)
        self._folder.append(name, "".join(lines).encode())

    def finish(self) -> None:
        """A head for each table of which there are no rows."""
        for named in self._layout.tables:
            if named.name not in self._begun:
                self.add(named, (), None)


def _kept(named: Named, *, parted: bool) -> list[int]:
    """The places of the columns of a file: by province the folder's name tells that one."""
    return [
        place
        for place, name in enumerate(named.columns)
        if not (parted and name == PROVINCE.name)
    ]


def _line(cells: Iterator[Cell]) -> str:
    return ",".join(map(_cell, cells)) + "\n"


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
    made = "".join(sql.create(named, layout.tables) for named in layout.tables)
    folder.append(SCHEMA, made.encode())
    files = _Files(folder, layout)
    yield files
    files.finish()
