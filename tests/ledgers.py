"""Means of the tests of the incident ledger: small drafts, a hand in the database, children that are killed, figures."""

import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Ended
from smogctl.incident import events as kinds
from smogctl.incident.event import Event, sealed
from smogctl.incident.exchange import lines
from smogctl.incident.fold import CORRECTION
from smogctl.incident.ledger.store import Store
from smogctl.incident.recording import Draft, Recorder, Written, record
from smogctl.values.findings import Refusal

LONG = os.environ.get("SMOGCTL_LONG") == "1"
KILLS = int(os.environ.get("SMOGCTL_KILLS", "20"))
SEED = int(os.environ.get("SMOGCTL_SEED", str(random.SystemRandom().randrange(10**9))))

BASE = datetime(2026, 12, 1, 12)
BODIES = [
    {"unit_id": "education", "unit": "区教育局", "body": "区教育局"},
    {"unit_id": "police", "unit": "区公安局", "body": "区公安局"},
    {"unit_id": "police", "unit": "区公安局", "body": "交管大队"},
    {"unit_id": "housing", "unit": "区住建局", "body": "区住建局"},
]


def figure(name: str, **counts: object) -> None:
    """Say how much was tried: to the report of pytest, and to the file that SMOGCTL_FIGURES names."""
    told = [f"{key.replace('_', ' ')} {value}" for key, value in counts.items()]
    line = f"{name}: {', '.join(told)}"
    sys.stdout.write(f"{line}\n")
    if path := os.environ.get("SMOGCTL_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def chance() -> random.Random:
    """Chance that can be repeated: SMOGCTL_SEED names it, and a failing test shows it."""
    sys.stdout.write(f"SMOGCTL_SEED={SEED}\n")
    return random.Random(SEED)


@contextmanager
def quick_place(other: Path) -> Iterator[Path]:
    """A folder in memory, where each sync costs nothing; in a long run, and where there is none, the other."""
    memory = Path("/dev/shm")
    if LONG or not memory.is_dir() or not os.access(memory, os.W_OK):
        yield other
        return
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=memory) as name:
        yield Path(name)


def when(minute: int) -> datetime:
    """A time, in minutes from the beginning of the tests."""
    return BASE + timedelta(minutes=minute)


def text_of(minute: int) -> str:
    """The same as the ledger should write it."""
    return f"{when(minute):%Y-%m-%dT%H:%M:%S}+08:00"


def draft(kind: str, observed: int, **fields: Any) -> Draft:
    """An event to be written."""
    return Draft(kind, kinds.named(kind).Data(**fields), when(observed))


def opening(observed: int = 0, episode: int = 1, **fields: Any) -> Draft:
    given = {
        "level": "yellow",
        "start": text_of(observed),
        "response": "Ⅲ级响应",
        "bodies": tuple(BODIES[:3]),
        "district": "shi",
        "district_name": "石山区",
        "plan": "石山区预案",
        "registry_hash": "0123456789ab",
        "episode": episode,
    }
    return draft("opened", observed, **{**given, **fields})


def issue(
    observed: int, order: str, bodies: Sequence[int] = (0, 1, 2), **fields: Any
) -> Draft:
    told = tuple(
        {
            **BODIES[at],
            "tasks": (
                {"duty": f"d-{at}", "part": "x", "state": "due", "text": "巡查"},
            ),
        }
        for at in bodies
    )
    given = {
        "order": order,
        "registry_hash": "0123456789ab",
        "receipt_due": text_of(observed + 60),
        "report_due": text_of(observed + 24 * 60),
        "daily": ("17:00",),
        "bodies": told,
    }
    return draft("issued", observed, **{**given, **fields})


def put(
    store: Store,
    incident: str,
    *drafts: Draft,
    now: int | None = None,
    by: str = "张三",
    drill: int = 0,
) -> Written:
    """Write events through the product."""
    at = drafts[-1].observed if now is None else when(now)
    who = Recorder(by, at, now is not None)
    return record(store, who, incident, lambda state, table: drafts, drill)


def small_night(store: Store, **fields: Any) -> str:
    """An incident from its opening to its close, with one of most kinds; its id."""
    begun = put(store, "", opening(0, **fields)).recorded[0].event
    one = begun.incident
    out = put(store, one, issue(5, begun.hash)).recorded[0].event
    put(
        store,
        one,
        draft("sent", 6, issue=out.hash, bodies=tuple(BODIES[:3]), channel="微信"),
    )
    for at in range(3):
        put(
            store,
            one,
            draft("receipt", 10 + at, issue=out.hash, body=BODIES[at], name="李四"),
        )
    put(store, one, draft("noted", 20, text="风停了", at=text_of(20)), now=75)
    put(
        store, one, draft("reminded", 80, body=BODIES[0], at=text_of(80), matter="反馈")
    )
    put(
        store,
        one,
        draft("report", 90, body=BODIES[1], slot="first", people=30, found=3, fixed=2),
    )
    wrong = put(store, one, draft("exempted", 91, whom="某热源厂")).recorded[0].event
    fields = {"event": wrong.hash, "what": "豁免某热源厂", "reason": "听错了"}
    put(store, one, draft("corrected", 92, **fields))
    put(store, one, draft("lifted", 100, level="yellow", start=text_of(120)))
    put(store, one, draft("closed", 130, left=2))
    return one


def events_of(store: Store) -> list[Event]:
    """All events as they are stored, origin by origin."""
    with store.reading() as table:
        return list(table.every())


def is_empty(store: Store) -> bool:
    """Whether nothing was ever written to it."""
    try:
        return not events_of(store)
    except Refusal as refusal:
        assert "还没有台账" in str(refusal)
        return True


def export_of(store: Store) -> str:
    """The whole ledger as lines of JSON."""
    with store.reading() as table:
        found = {
            str(one.content.get("event")): one.hash for one in table.kinds([CORRECTION])
        }
        return "".join(
            f"{line}\n" for line in lines(table.every(), table.tips(), found)
        )


# a hand in the database


class SqliteHand(NamedTuple):
    """Whoever opens the file with other means than ours, and covers the traces."""

    path: Path

    def run(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            guards = connection.execute(query).fetchall()
            connection.execute("BEGIN")
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for statement, values in statements:
                connection.execute(statement, values)
            for _, sql in guards:
                connection.execute(sql)
            connection.execute("COMMIT")

    def set_bytes(self, column: str, value: bytes, origin: str, seq: int) -> None:
        where = "WHERE origin = ? AND seq = ?"
        self.run(
            (
                f'UPDATE event SET "{column}" = CAST(? AS TEXT) {where}',
                (value, origin, seq),
            )
        )


class PgHand(NamedTuple):
    """The same in PostgreSQL."""

    url: str

    def run(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        import psycopg

        with psycopg.connect(self.url) as connection:
            connection.execute("ALTER TABLE event DISABLE TRIGGER USER")
            for statement, values in statements:
                connection.execute(statement.replace("?", "%s"), values)
            connection.execute("ALTER TABLE event ENABLE TRIGGER USER")


def wipe(url: str) -> None:
    """An empty database again: quicker than a new one. What was committed outlives a killed client, and no crash."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        if not LONG:
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        connection.execute("DROP TABLE IF EXISTS event, tip, fact")
        connection.execute("DROP FUNCTION IF EXISTS ledger_only_grows()")


INSERT = f"INSERT INTO event VALUES ({', '.join('?' * len(Event._fields))})"


def rechained(events: Sequence[Event]) -> list[Event]:
    """The same contents with prev and hash made anew: what a forger would do."""
    made: list[Event] = []
    for event in events:
        made.append(sealed(event._replace(prev=made[-1].hash if made else "")))
    return made


# processes of their own


class Child:
    """A forked process that runs a function with an output of its own, begun but held at a gate."""

    def __init__(self, work: Callable[[], int | None]) -> None:
        if not hasattr(os, "fork"):
            pytest.skip("processes that share what was made before are of Unix")
        waits, self._gate = os.pipe()
        (self._out, out), (self._err, err) = os.pipe(), os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._gate)
            os.dup2(out, 1)
            os.dup2(err, 2)
            self._live(waits, work)
        for handle in (waits, out, err):
            os.close(handle)

    @staticmethod
    def _live(waits: int, work: Callable[[], int | None]) -> None:
        code = 99
        try:
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            os.read(waits, 1)
            code = work() or 0
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)

    def go(self) -> None:
        os.write(self._gate, b"x")
        os.close(self._gate)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> Ended:
        told = []
        for handle in (self._out, self._err):
            with os.fdopen(handle, "rb") as file:
                told.append(file.read().decode("utf-8", "replace"))
        _, status = os.waitpid(self.pid, 0)
        return Ended(os.waitstatus_to_exitcode(status), *told)


def at_once(*works: Callable[[], int | None]) -> list[Ended]:
    """Run functions in processes of their own, all from one instant on."""
    children = [Child(work) for work in works]
    time.sleep(0.02)
    for child in children:
        child.go()
    return [child.ended() for child in children]


def alone(work: Callable[[], int | None]) -> Ended:
    """Run a function in a process of its own."""
    return at_once(work)[0]


def command(*arguments: str, cwd: Path) -> Callable[[], int | None]:
    """A command line, for a child."""

    def work() -> int:
        from smogctl.cli.app import run

        os.chdir(cwd)
        return run(arguments)

    return work


def is_chinese(said: str) -> bool:
    return any("\u4e00" <= one <= "\u9fff" for one in said)


def refused(ended: Ended) -> bool:
    """Exit code 2, said in Chinese, no traceback."""
    told = ended.out + ended.err
    return ended.code == 2 and is_chinese(ended.err) and "Traceback" not in told
