"""The ledger in a SQLite file.

A journal that is deleted, and not WAL: of 320 simultaneous first openings one failed with WAL, and
a file beside the file is what synchronised folders tear apart.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from smogctl.incident.ledger.store import Damaged
from smogctl.incident.ledger.table import SCHEMA, Table, Tip
from smogctl.system.databases import check_place, identity, new_origin, prepared
from smogctl.system.files import full_name, shown_path, stamp_of
from smogctl.system.writing.remarks import remark
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

APPLICATION = 0x736D6F67
"""`smog`: tells a ledger from another program's database."""

_NO_TEXT = "Could not decode"
_WAIT = 15
"""Seconds to wait for another writer."""

_FORBID = "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
_TABLES = (
    "CREATE TABLE event (origin TEXT NOT NULL, seq INTEGER NOT NULL, turn INTEGER NOT NULL,"
    " recorded TEXT NOT NULL, observed TEXT NOT NULL, incident TEXT NOT NULL,"
    " drill INTEGER NOT NULL,"
    " kind TEXT NOT NULL, key TEXT NOT NULL, by TEXT NOT NULL, data TEXT NOT NULL,"
    " prev TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (origin, seq),"
    " UNIQUE (origin, incident, key)) WITHOUT ROWID",
    "CREATE INDEX event_incident ON event (incident, kind)",
    "CREATE INDEX event_kind ON event (kind)",
    "CREATE UNIQUE INDEX event_hash ON event (hash)",
    "CREATE TABLE tip (origin TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"CREATE TRIGGER event_update BEFORE UPDATE ON event {_FORBID}",
    f"CREATE TRIGGER event_delete BEFORE DELETE ON event {_FORBID}",
)


class SqliteStore(NamedTuple):
    """A ledger in a file."""

    path: Path

    @property
    def shown(self) -> str:
        """The file's name."""
        return visible(shown_path(self.path))

    def is_there(self) -> bool:
        """Whether there is such a file that is not empty."""
        stamps = stamp_of(self.path)
        return stamps is not None and stamps[0].size > 0

    @contextmanager
    def reading(self, *, damaged: bool = False) -> Iterator[Table]:
        """The tables, read-only.

        After a crash the journal has to be rolled back first, for which it is opened to write.
        Raises Refusal where there is no ledger, or none that can be read.
        """
        if not self.is_there():
            place = visible(full_name(self.path))
            raise Refusal(
                f"还没有台账 {place}：smogctl incident open 启动第一次事件时建立。"
            )
        with self._said(), closing(self._readable()) as connection:
            self._check(connection)
            if damaged:
                connection.text_factory = _any_text
            connection.execute("BEGIN")
            yield Table(connection, "?")

    def _readable(self) -> sqlite3.Connection:
        connection = self._connect("ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except BaseException as error:
            # what is damaged ends in many ways: a message of SQLite's own may be no text
            connection.close()
            if not _must_be_written(error):
                raise
            return self._connect("rw")
        return connection

    @contextmanager
    def writing(self) -> Iterator[Table]:
        """The tables under SQLite's lock of one writer; the file is made where it is missing.

        Raises Refusal where it cannot be written.
        """
        check_place(self.path)
        prepared(self.path)
        with self._said(), closing(self._connect("rw")) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._made(connection)
                table = Table(connection, "?")
                yield table
                self._commit(connection, table.tips())
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def _commit(self, connection: sqlite3.Connection, tips: Mapping[str, Tip]) -> None:
        """Commit. What fails behind the moment that counts has been recorded all the same.

        SQLite deletes its journal, which commits, and syncs the folder then. Raises sqlite3.Error
        where nothing was recorded, Refusal where that cannot be told.
        """
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            if self._tips(error) != tips:
                raise
            remark("台账已登记，但磁盘没有确认落盘：断电时可能丢失，请备份。")

    def _tips(self, error: sqlite3.Error) -> Mapping[str, Tip]:
        """What a new look finds at the end of the ledger after an error."""
        try:
            with closing(self._readable()) as connection:
                return Table(connection, "?").tips()
        except sqlite3.Error:
            raise Refusal(
                f"台账 {self.shown} 读写不了：{_reason(error)}。登记上没有还不知道："
                "恢复后用 smogctl incident log 看，再记一次也不会重复。"
            ) from error

    def _connect(self, mode: str) -> sqlite3.Connection:
        # as_uri escapes `?`, `#` and `%`
        name = f"{Path(full_name(self.path)).as_uri()}?mode={mode}"
        return sqlite3.connect(name, uri=True, timeout=_WAIT, isolation_level=None)

    def _made(self, connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchall()[0][0]:
            self._check(connection)
            return
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")

    def _check(self, connection: sqlite3.Connection) -> None:
        """Raises Refusal for a database that is none of ours, or of a later version."""
        kind = connection.execute("PRAGMA application_id").fetchall()[0][0]
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
        if kind != APPLICATION:
            raise Refusal(f"{self.shown} 不是 smogctl 的台账，没有动它。")
        if version != SCHEMA:
            raise Refusal(
                f"{self.shown} 是更新的 smogctl 写的（版本 {version}），没有动它。请更新 smogctl。"
            )

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            kind = Damaged if str(error).startswith(_NO_TEXT) else Refusal
            raise kind(
                f"台账 {self.shown} 读写不了：{_reason(error)}。什么也没有登记。"
            ) from error
        except UnicodeDecodeError as error:
            # SQLite's own message quotes what is damaged
            raise Refusal(
                f"台账 {self.shown} 读写不了：数据库损坏，请用备份。"
            ) from error

    def origin(self, table: Table) -> str:
        """The name under which this file writes.

        A copy of the file is another file: it gets a name of its own with its first event, so that
        what was written to both after the copy can come together again.
        """
        here = identity(self.path)
        known = table.fact("origin")
        if known and table.fact("place") == here:
            return known
        fresh = new_origin()
        table.note("origin", fresh)
        table.note("place", here)
        return fresh

    def faults(self, table: Table) -> list[str]:
        """What SQLite's own check finds, and tables that are not as we make them."""
        return list(_faults(table))

    def backup(self, target: Path) -> None:
        """A copy by SQLite's own means, whole even while others write.

        What is written to it later has a name of its own: it may be put in the ledger's place.
        Raises Refusal where either file cannot be read or written.
        """
        with self.reading(), self._said(), closing(self._connect("ro")) as source:
            prepared(target)
            with closing(sqlite3.connect(target, isolation_level=None)) as copy:
                source.backup(copy)
                copy.execute("DELETE FROM fact WHERE name IN ('origin', 'place')")


def _must_be_written(error: BaseException) -> bool:
    """Whether a database can be read only after its journal was rolled back."""
    if not isinstance(error, sqlite3.OperationalError):
        return False
    message = str(error)
    return "readonly" in message or "unable to open" in message


def _any_text(data: bytes) -> str:
    """Text whose bytes may be none: then its hash is wrong, and that is found."""
    return data.decode("utf-8", "surrogateescape")


_WHOLE = 100_000
"""Events up to which an index is compared with the table entry by entry; of more, by number."""

_INDEXES = ("event_incident", "event_kind", "event_hash")


def _faults(table: Table) -> Iterator[str]:
    count = table.ask("SELECT count(*) FROM event").fetchall()[0][0]
    check = "integrity_check" if count <= _WHOLE else "quick_check"
    for row in table.ask(f"PRAGMA {check}(20)").fetchall():
        if row[0] != "ok":
            yield f"数据库损坏：{visible(str(row[0]))}"
    for index in _INDEXES:
        query = f"SELECT count(*) FROM event INDEXED BY {index}"
        if table.ask(query).fetchall()[0][0] != count:
            yield f"数据库损坏：索引 {index} 与登记的条数不同"
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
    made = {row[0] for row in table.ask(query).fetchall()}
    if made != set(_TABLES):
        yield "数据库的表、索引或触发器与 smogctl 建的不同"


_REASONS = {
    "database is locked": "别的程序正占着它，等了十几秒，请再试",
    "database or disk is full": "磁盘已满",
    "attempt to write a readonly database": "没有写的权限，或磁盘是只读的",
    "unable to open database file": "打不开，请看文件夹在不在、有没有权限",
    "file is not a database": "不是数据库文件，或已损坏",
    "database disk image is malformed": "数据库损坏，请用备份",
    "disk I/O error": "磁盘读写出错",
}


def _reason(error: sqlite3.Error) -> str:
    message = str(error)
    if message.startswith(_NO_TEXT):
        return "有一条的文字损坏，用 smogctl incident verify 查"
    return _REASONS.get(message, visible(message))
