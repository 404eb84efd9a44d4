"""One SQLite file, by Python's own library."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from smogctl.exporting import sql
from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.table import Cell, Named, Row
from smogctl.system.files import full_name
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

MEDIUM = Medium(10, "一个 SQLite 数据库文件", ("db", "sqlite", "sqlite3"))

APPLICATION = 0x736D7462
"""`smtb`: tells these tables from another program's database, and from a ledger."""

_BUSY = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
)
"""The file is nobody's before it is whole: no journal, no waiting for the disk; the references are
looked at once, at the end.
"""

_STATISTICS = ("PRAGMA analysis_limit = 1000", "ANALYZE")
"""What SQLite knows of its indexes: over 300 districts a question of docs/tables.md took 89 seconds
without, by the index on the measure, and 0.06 with it.
"""


class _Database(Sink):
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """Rows as they are: text is bound as text, so nothing is evaluated or converted."""
        marks = ", ".join("?" * len(named.columns))
        stored: Iterable[Row] = rows
        types = {column.type for column in named.table.columns}
        if "date" in types:
            stored = (tuple(map(_stored, row)) for row in rows)
        self._connection.executemany(
            f"INSERT INTO {named.name} VALUES ({marks})", stored
        )


def _stored(cell: Cell) -> Cell:
    """A day as its ISO text, which sorts as it does; all else as it is."""
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


@contextmanager
def filling(place: Path, layout: Layout) -> Iterator[Sink]:
    """A database of the tables, with keys, references and an index for each.

    Raises Refusal where SQLite cannot write it.
    """
    import sqlite3

    try:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            for statement in _BUSY:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("BEGIN")
            for named in layout.tables:
                connection.execute(sql.create(named, layout.tables))
            yield _Database(connection)
            _finish(connection, layout)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise Refusal(f"SQLite 写不了（{error}）：磁盘可能已满。没有写入。") from error


def _finish(connection: Any, layout: Layout) -> None:
    for named in layout.tables:
        for statement in sql.indexes(named, layout.tables):
            connection.execute(statement)
    for statement in _STATISTICS:
        connection.execute(statement)
    wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
    if wrong:
        raise AssertionError(f"rows refer to none: {wrong[:3]}")


def check_replaceable(path: Path) -> None:
    """Raise Refusal for a database that `export` did not write: a ledger, say."""
    import sqlite3

    try:
        with closing(
            sqlite3.connect(f"{Path(full_name(path)).as_uri()}?mode=ro", uri=True)
        ) as known:
            kind = known.execute("PRAGMA application_id").fetchall()[0][0]
            tables = known.execute("SELECT count(*) FROM sqlite_master").fetchall()[0][
                0
            ]
    except sqlite3.Error:
        return  # no database: a file that may be replaced like any other
    if tables and kind != APPLICATION:
        raise Refusal(
            f"{visible(str(path))} 是别的数据库，不是 export 写的，不能换掉。请另取文件名。没有写。"
        )
