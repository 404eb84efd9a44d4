"""The ledger in a PostgreSQL database, for several operators at once. Needs the extra `pg`."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.ledger.table import SCHEMA, Table
from smogctl.system.databases import new_origin
from smogctl.text.plain import visible
from smogctl.values.findings import Lacking, Refusal

_LOCK = 0x736D6F67
"""The key of the advisory lock that one writer holds."""

_BUSY = ("55P03", "57014")
"""The lock is held, or the wait was ended."""

_PLACE = (
    "SELECT current_database() || '/' || oid FROM pg_database"
    " WHERE datname = current_database()"
)
_GUARD = " BEGIN RAISE EXCEPTION 'the ledger only grows'; END "
_TABLES = (
    "CREATE TABLE event (origin TEXT NOT NULL, seq BIGINT NOT NULL, turn BIGINT NOT NULL,"
    " recorded TEXT NOT NULL, observed TEXT NOT NULL, incident TEXT NOT NULL,"
    " drill INTEGER NOT NULL,"
    ' kind TEXT NOT NULL, key TEXT NOT NULL, "by" TEXT NOT NULL, data TEXT NOT NULL,'
    " prev TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (origin, seq),"
    " UNIQUE (origin, incident, key))",
    "CREATE INDEX event_incident ON event (incident, kind)",
    "CREATE INDEX event_kind ON event (kind)",
    "CREATE UNIQUE INDEX event_hash ON event (hash)",
    "CREATE TABLE tip (origin TEXT PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL)",
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $${_GUARD}$$",
    "CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE PROCEDURE ledger_only_grows()",
    "CREATE TRIGGER event_whole BEFORE TRUNCATE ON event"
    " FOR EACH STATEMENT EXECUTE PROCEDURE ledger_only_grows()",
)
_GUARDS = ("event_kept", "event_whole")
_SECRET = re.compile(r"(?<=://)[^/]*@|(?<=password=)[^&\s]+", re.I)


class PostgresStore(NamedTuple):
    """A ledger in a database that a URL names."""

    url: str

    @property
    def shown(self) -> str:
        """The URL without user and password."""
        return visible(_SECRET.sub("", self.url))

    @contextmanager
    def reading(self, *, damaged: bool = False) -> Iterator[Table]:
        """The tables in a transaction that cannot write and sees one state throughout.

        Raises Refusal where there is no ledger, or none that can be read.
        """
        with self._said(), closing(self._connect()) as connection:
            if not _is_made(connection):
                raise Refusal(
                    f"数据库 {self.shown} 里还没有台账：smogctl incident open 启动第一次事件时建立。"
                )
            connection.rollback()
            connection.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )
            self._check(connection)
            yield Table(connection, "%s")

    @contextmanager
    def writing(self) -> Iterator[Table]:
        """The tables under one advisory lock, taken before the last event is read.

        Raises Refusal where they cannot be written.
        """
        with self._said(), closing(self._connect()) as connection:
            try:
                connection.execute("SET LOCAL lock_timeout = '15s'")
                connection.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
                self._made(connection)
                yield Table(connection, "%s")
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def _connect(self) -> Any:
        psycopg = _driver()
        return psycopg.connect(
            self.url, connect_timeout=10, prepare_threshold=None, client_encoding="UTF8"
        )

    def _made(self, connection: Any) -> None:
        if _is_made(connection):
            self._check(connection)
            return
        for statement in _TABLES:
            connection.execute(statement)
        values = ("schema", str(SCHEMA))
        connection.execute("INSERT INTO fact (name, value) VALUES (%s, %s)", values)

    def _check(self, connection: Any) -> None:
        version = Table(connection, "%s").fact("schema")
        if version != str(SCHEMA):
            raise Refusal(
                f"{self.shown} 是更新的 smogctl 写的（版本 {version}），没有动它。请更新 smogctl。"
            )

    @contextmanager
    def _said(self) -> Iterator[None]:
        psycopg = _driver()
        try:
            yield
        except psycopg.Error as error:
            raise Refusal(self._why(error, psycopg)) from error

    def _why(self, error: Any, psycopg: Any) -> str:
        """What went wrong, and whether anything may have been written."""
        message = _first_line(error)
        if error.sqlstate in _BUSY:
            return f"数据库 {self.shown} 正被占着，等了十几秒，请再试。什么也没有登记。"
        if error.sqlstate is None and isinstance(error, psycopg.OperationalError):
            return (
                f"连不上数据库 {self.shown}，或连接断了：{message}。"
                "断在登记途中的，恢复后用 smogctl incident log 看记上没有，再记一次也不会重复。"
                "可先用 --ledger 指一个文件登记，通了以后 smogctl incident merge 并进来。"
            )
        return f"数据库 {self.shown} 读写不了：{message}。什么也没有登记。"

    def origin(self, table: Table) -> str:
        """The name under which this database writes; a copy of it is another database."""
        here = table.ask(_PLACE).fetchall()[0][0]
        known = table.fact("origin")
        if known and table.fact("place") == here:
            return known
        fresh = new_origin()
        table.note("origin", fresh)
        table.note("place", here)
        return fresh

    def faults(self, table: Table) -> list[str]:
        """Guards of the table that are missing or switched off."""
        query = (
            "SELECT tgname FROM pg_trigger"
            " WHERE tgrelid = 'event'::regclass AND tgenabled = 'O'"
        )
        enabled = {row[0] for row in table.ask(query).fetchall()}
        faults = []
        for name in _GUARDS:
            if name not in enabled:
                faults.append(f"防改触发器 {name} 没有了或被停用")
        body = table.ask(
            "SELECT prosrc FROM pg_proc WHERE proname = 'ledger_only_grows'"
        )
        if [row[0].strip() for row in body.fetchall()] != [_GUARD.strip()]:
            faults.append("防改触发器的函数与 smogctl 建的不同")
        return faults

    def backup(self, target: Path) -> None:
        """All events in a SQLite file, which can be read and merged as any ledger.

        Raises Refusal where either cannot be read or written.
        """
        copy = SqliteStore(target)
        with self.reading() as source, copy.writing() as table:
            table.insert(source.every())


def _driver() -> Any:
    """The extra's library. Raises Lacking where it is not installed."""
    try:
        import psycopg
    except ImportError:
        raise Lacking("用 PostgreSQL 的台账", "pg") from None
    return psycopg


def _is_made(connection: Any) -> bool:
    query = (
        "SELECT to_regclass('event') IS NOT NULL AND to_regclass('fact') IS NOT NULL"
    )
    return bool(connection.execute(query).fetchall()[0][0])


def _first_line(error: Exception) -> str:
    lines = _SECRET.sub("", str(error)).strip().split("\n")
    return visible(lines[0]) or type(error).__name__
