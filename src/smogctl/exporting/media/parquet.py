"""A folder with a Parquet file a table, by DuckDB; an extra, imported only here.

Rows wait on the disk, as lines of JSON beside the files, so that memory does not grow with them.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from smogctl.exporting import sql
from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.partition import columns_in_file, file_of
from smogctl.exporting.table import Named, Row
from smogctl.system.writing import FreshFolder
from smogctl.values.findings import Lacking, Refusal

MEDIUM = Medium(40, "一个文件夹：每张表一个 Parquet 文件", partitions=True)

_SETTINGS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "512MB",
    "temp_directory": "",
    "threads": 1,
}
"""Nothing is fetched from a network or left beside the user's files; one thread, so that the same
rows give the same files.
"""

_WAITING = ".jsonl"

_GROUP = 20_480
"""Rows of a group: DuckDB holds one in memory, and with its own 122,880 its memory grows with the
rows: 397 MB for 3,000,000 of them, 126 MB with this.
"""


class _Lines(Sink):
    """The rows that wait, by the file that they are for."""

    def __init__(self, folder: FreshFolder, layout: Layout) -> None:
        self._folder = folder
        self._layout = layout
        self.targets: dict[str, Named] = {}

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """Rows at the end of the lines for the table's file, for that of its province."""
        parted = self._layout.is_parted(named)
        name = f"{file_of(named.name, province, parted=parted)}.parquet"
        self.targets[name] = named
        lines = []
        for row in rows:
            cells = dict(zip(named.columns, row, strict=True))
            line = json.dumps(cells, ensure_ascii=False, default=str)
            lines.append(f"{line}\n")
        self._folder.append(name + _WAITING, "".join(lines).encode())

    def finish(self) -> None:
        """A file for each table of which there are no rows."""
        begun = set()
        for named in self.targets.values():
            begun.add(named.name)
        for named in self._layout.besides(begun):
            self.add(named, (), None)


@contextmanager
def filling(folder: FreshFolder, layout: Layout) -> Iterator[Sink]:
    """The files of the tables. Raises Refusal where DuckDB is missing, or cannot write them."""
    duckdb = _library()
    lines = _Lines(folder, layout)
    yield lines
    lines.finish()
    try:
        with duckdb.connect(":memory:", config=_SETTINGS) as connection:
            for name, named in lines.targets.items():
                _written(connection, folder, name, named)
                folder.drop(name + _WAITING)
    except duckdb.Error as error:
        raise Refusal(f"DuckDB 写不了 Parquet（{error}）。没有写入。") from error


def _library() -> Any:
    try:
        import duckdb
    except ImportError:
        raise Lacking("写 Parquet 文件", "parquet") from None
    return duckdb


def _written(connection: Any, folder: FreshFolder, file: str, named: Named) -> None:
    """One file of Parquet from its lines; by province the folder's name tells that column."""
    places = columns_in_file(named, parted="/" in file)
    names = ", ".join(map(named.columns.__getitem__, places))
    types = []
    for column in named.table.columns:
        types.append(f"{column.name}: '{sql.TYPES[column.type]}'")
    source = _quoted(str(folder.place(file + _WAITING)))
    target = _quoted(str(folder.place(file)))
    connection.execute(
        f"COPY (SELECT {names} FROM read_json({source},"
        f" format = 'newline_delimited', columns = {{{', '.join(types)}}}))"
        f" TO {target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
