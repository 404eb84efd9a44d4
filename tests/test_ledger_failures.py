"""The ledger when things go wrong: killed writers, a crashed server, a full or read-only disk, a held lock, races."""

import json
import os
import random
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit, urlunsplit

import pytest

from conftest import Ended, Run, smogctl
from ledgers import (
    BODIES,
    KILLS,
    LONG,
    Child,
    alone,
    at_once,
    chance,
    command,
    draft,
    events_of,
    export_of,
    figure,
    is_empty,
    issue,
    opening,
    put,
    quick_place,
    refused,
    small_night,
    text_of,
    wipe,
)
from postgres import Server
from smogctl.incident.event import in_order
from smogctl.incident.exchange import read_lines
from smogctl.incident.ledger.postgres import PostgresStore
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.ledger.store import Store
from smogctl.incident.merging import merge
from smogctl.incident.recording import Draft
from smogctl.incident.verifying import verify
from smogctl.values.findings import Refusal

ROUNDS = 100 if LONG else 3


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a ledger is synced with each event."""
    with quick_place(tmp_path) as place:
        yield place


def store_named(name: str) -> Store:
    return PostgresStore(name) if "://" in name else SqliteStore(Path(name))


def grave(store: Store) -> list[str]:
    return [one.said for one in verify(store).faults if one.grave]


# killed writers


def writing(store: Store, incident: str, name: str, heard: Path) -> None:
    """Record without end, and append to a file what was recorded."""
    parent, at = os.getppid(), 0
    with heard.open("a", encoding="utf-8", buffering=1) as lines:
        while os.getppid() == parent:
            at += 1
            told = draft("noted", 0, text=f"{name}-{at}", at=text_of(0))
            lines.write(f"{at} {insisted(store, incident, told, lines)}\n")


def insisted(store: Store, incident: str, told: Draft, lines: TextIO) -> str:
    """The hash of what is recorded in the end, however often it is refused before."""
    while True:
        try:
            return put(store, incident, told).recorded[0].event.hash
        except Refusal as refusal:
            lines.write(f"refused {refusal}\n")
            time.sleep(0.02)


class Writer:
    """A process that records without end, and says what it has recorded."""

    def __init__(self, store: str, incident: str, name: str, folder: Path) -> None:
        self.name = name
        self._heard = folder / f"{name}.heard"
        self._heard.touch()
        work = partial(writing, store_named(store), incident, name, self._heard)
        self._process = Child(work)
        self._process.go()

    def begun(self) -> None:
        """Wait until it has recorded something."""
        end = time.monotonic() + 30
        while not self._lines and time.monotonic() < end:
            time.sleep(0.002)
        assert self._lines

    def kill(self) -> None:
        self._process.kill()
        ended = self._process.ended()
        assert ended.code == -signal.SIGKILL, ended.err

    @property
    def _lines(self) -> list[str]:
        """The lines that it wrote to their end."""
        return self._heard.read_text(encoding="utf-8").split("\n")[:-1]

    @property
    def said(self) -> dict[str, str]:
        """The hashes of what it acknowledged, by text; only once it is dead."""
        lines = [line.split() for line in self._lines if not line.startswith("refused")]
        return {f"{self.name}-{at}": value for at, value in lines}

    @property
    def refusals(self) -> list[str]:
        return [line for line in self._lines if line.startswith("refused")]


class Toll:
    """What was acknowledged, and what of it the ledger has in the end."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.acknowledged: dict[str, str] = {}
        self.kills = 0
        self.unheard = 0

    def take(self, writer: Writer, incident: str) -> None:
        """What a dead writer said; what it may have written last is written again: once is once."""
        said = writer.said
        self.acknowledged |= said
        self.kills += 1
        text = f"{writer.name}-{len(said) + 1}"
        made = put(
            self.store, incident, draft("noted", 0, text=text, at=text_of(0))
        ).recorded[0]
        self.unheard += not made.fresh
        self.acknowledged[text] = made.event.hash

    def check(self, name: str) -> None:
        events = events_of(self.store)
        there = {event.hash for event in events}
        texts = Counter(
            event.content["text"] for event in events if event.kind == "noted"
        )
        lost = [text for text, value in self.acknowledged.items() if value not in there]
        doubled = [text for text, count in texts.items() if count > 1]
        faults = grave(self.store)
        figure(
            name,
            kills=self.kills,
            acknowledged=len(self.acknowledged),
            lost=len(lost),
            doubled=len(doubled),
            committed_unheard=self.unheard,
            faults=len(faults),
        )
        assert (lost, doubled, faults) == ([], [], [])
        assert set(texts) == set(self.acknowledged)


def slaughter(name: str, folder: Path, kills: int, chance: random.Random) -> Toll:
    """Two writers at a time, each killed at a moment of its own, until so many are dead."""
    toll = Toll(store_named(name))
    round_ = 0
    while toll.kills < kills:
        round_ += 1
        one = opening(0, district=f"shi-{round_}")
        incident = put(toll.store, "", one).recorded[0].event.incident
        pair = [Writer(name, incident, f"{round_}{letter}", folder) for letter in "ab"]
        if chance.random() < 0.9:
            pair[0].begun()
        for writer in chance.sample(pair, 2):
            time.sleep(chance.random() * 0.15)
            writer.kill()
        for writer in pair:
            toll.take(writer, incident)
    return toll


def test_killed_writers_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    toll = slaughter(str(tmp_path / "ledger.db"), tmp_path, KILLS, chance())
    toll.check("kills, SQLite")


def test_killed_writers_lose_nothing_on_postgresql(pg_url: str, tmp_path: Path) -> None:
    toll = slaughter(pg_url, tmp_path, KILLS, chance())
    toll.check("kills, PostgreSQL")


def test_a_server_that_crashes_loses_nothing(
    pg_server: Server, pg_url: str, tmp_path: Path
) -> None:
    luck = chance()
    toll = Toll(store_named(pg_url))
    incident = put(toll.store, "", opening()).recorded[0].event.incident
    pair = [Writer(pg_url, incident, letter, tmp_path) for letter in "ab"]
    crashes = max(3, KILLS // 20)
    for writer in pair:
        writer.begun()
    for _ in range(crashes):
        time.sleep(luck.random() * 0.3)
        pg_server.stop("immediate")
        time.sleep(0.05)
        pg_server.start()
        time.sleep(0.1)
    for writer in pair:
        writer.kill()
        toll.take(writer, incident)
    refusals = [line for writer in pair for line in writer.refusals]
    assert refusals
    assert all("数据库" in line for line in refusals)
    toll.check(f"server stopped {crashes} times, PostgreSQL")


# killed at each statement


def dies_sqlite(at: int, *, after: bool) -> None:
    """This process is killed at the so-many-th statement that SQLite gets."""
    count = 0

    class Dying(sqlite3.Connection):
        def execute(self, *arguments: Any) -> Any:
            nonlocal count
            count += 1
            if count == at and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            found = super().execute(*arguments)
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

    sqlite3.connect = partial(sqlite3.connect, factory=Dying)  # type: ignore[assignment]


def dies_postgres(at: int, *, after: bool) -> None:
    """The same for PostgreSQL; a commit counts as a statement."""
    import psycopg

    count = 0

    def counted(act: Callable[[], Any]) -> Any:
        nonlocal count
        count += 1
        if count == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = act()
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    class Dying(psycopg.Connection):
        def execute(self, *arguments: Any, **more: Any) -> Any:
            return counted(lambda: super(Dying, self).execute(*arguments, **more))

        def commit(self) -> None:
            counted(lambda: super(Dying, self).commit())

    psycopg.connect = Dying.connect  # type: ignore[assignment]


def each_statement(
    dies: Callable[..., None],
    ready: Callable[[], Any],
    work: Callable[[Any], Any],
    check: Callable[[Any], None],
    step: int = 1,
) -> int:
    """Kill some work before and after each of its statements; how many deaths there were."""
    deaths = 0
    for at in range(1, 1000, 1 if LONG else step):
        for after in (False, True):
            made = ready()

            def live(at: int = at, after: bool = after, made: Any = made) -> None:
                dies(at, after=after)
                work(made)

            ended = alone(live)
            if ended.code == 0:
                assert deaths > 10
                return deaths
            assert ended.code == -signal.SIGKILL, ended.err
            deaths += 1
            check(made)
    raise AssertionError("no end of statements")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_each_statement_of_the_first_writing(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ready, dies = _fresh_stores(database, tmp_path, request)

    def check(store: Store) -> None:
        before = 0 if is_empty(store) else len(events_of(store))
        put(store, "", opening(episode=2))
        assert len(events_of(store)) == before + 1
        assert before in (0, 1)
        assert grave(store) == []

    deaths = each_statement(dies, ready, lambda store: put(store, "", opening()), check)
    figure(f"killed at each statement of the first writing, {database}", deaths=deaths)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_each_statement_of_a_later_one_all_or_none_is_there(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fresh, dies = _fresh_stores(database, tmp_path, request)

    def ready() -> tuple[Store, str, tuple[Any, ...]]:
        store = fresh()
        one = put(store, "", opening()).recorded[0].event.hash
        out = put(store, one, issue(5, one)).recorded[0].event.hash
        told = (draft("receipt", 10, issue=out, body=BODIES[at]) for at in range(3))
        return store, one, tuple(told)

    def check(made: tuple[Store, str, tuple[Any, ...]]) -> None:
        store, one, drafts = made
        before = len(events_of(store))
        assert before in (2, 5)
        again = put(store, one, *drafts)
        assert [two.fresh for two in again.recorded] == [before == 2] * 3
        assert len(events_of(store)) == 5
        assert grave(store) == []

    step = 2 if database == "postgresql" else 1
    deaths = each_statement(
        dies, ready, lambda made: put(made[0], made[1], *made[2]), check, step
    )
    figure(f"killed at each statement of a later writing, {database}", deaths=deaths)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_each_statement_of_a_merge(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fresh, dies = _fresh_stores(database, tmp_path, request)
    source = SqliteStore(tmp_path / "source.db")
    small_night(source)
    archive = read_lines(export_of(source), "x")

    def ready() -> Store:
        store: Store = fresh()
        put(store, "", opening(district="other"))
        return store

    def work(store: Store) -> Any:
        return merge(store, archive.events, archive.tips, "x")

    def check(store: Store) -> None:
        before = len(events_of(store))
        assert before in (1, 1 + len(archive.events))
        assert work(store).added == 1 + len(archive.events) - before
        assert grave(store) == []

    deaths = each_statement(dies, ready, work, check, step=4)
    figure(f"killed at each statement of a merge, {database}", deaths=deaths)


def _fresh_stores(database: str, tmp_path: Path, request: Any) -> tuple[Any, Any]:
    """A maker of empty stores, and how a process dies at a statement of theirs."""
    if database == "postgresql":
        url = request.getfixturevalue("pg_url")

        def emptied() -> Store:
            wipe(url)
            return PostgresStore(url)

        return emptied, dies_postgres
    names = iter(range(10**6))
    return lambda: SqliteStore(tmp_path / f"{next(names)}.db"), dies_sqlite


# killed at each touch of the disk

TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect"}


def dies_at_touch(at: int) -> None:
    """This process is killed before its so-many-th opening, renaming, or removing of a file."""
    count = 0

    def hook(event: str, arguments: Any) -> None:
        nonlocal count
        if event not in TOUCHES or (event == "open" and not _writes(arguments)):
            return
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _writes(arguments: Any) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def each_touch(
    ready: Callable[[], Path], arguments: Callable[[Path], list[str]]
) -> Iterator[Path]:
    """The folders that a command left, killed before each touch of the disk."""
    for at in range(1, 200):
        place = ready()

        def live(at: int = at, place: Path = place) -> int | None:
            work = command(*arguments(place), cwd=place)
            dies_at_touch(at)
            return work()

        ended = alone(live)
        if ended.code == 0:
            assert at > 2
            return
        assert ended.code == -signal.SIGKILL, ended.err
        yield place
    raise AssertionError("no end of touches")


@pytest.fixture
def places(tmp_path: Path) -> Callable[[], Path]:
    """A maker of folders, each with a ledger of a night that is lifted and not closed."""
    first = tmp_path / "first"
    first.mkdir()
    store = SqliteStore(first / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash
    put(store, one, issue(5, one))
    put(store, one, draft("lifted", 100, level="yellow", start=text_of(120)))
    names = iter(range(10**6))

    def ready() -> Path:
        return Path(shutil.copytree(first, tmp_path / f"p{next(names)}"))

    return ready


def test_killed_at_each_touch_of_the_close(
    places: Callable[[], Path], run: Run
) -> None:
    told = ["incident", "close", "--ledger", "ledger.db", "-i", "current"]
    deaths = 0
    for place in each_touch(places, lambda _: told):
        deaths += 1
        store = SqliteStore(place / "ledger.db")
        assert grave(store) == []
        closed = sum(event.kind == "closed" for event in events_of(store))
        # an empty one only keeps the place
        for paper in (one for one in place.glob("*.jsonl") if one.stat().st_size):
            assert closed == 1
            assert _jsonl_events(paper) == sorted(events_of(store), key=in_order)
        ended = run(*told, cwd=place)
        assert ended.code == 0, ended.err
        assert sum(event.kind == "closed" for event in events_of(store)) == 1
        (paper,) = place.glob("*.jsonl")
        assert _jsonl_events(paper) == sorted(events_of(store), key=in_order)
    assert deaths
    figure("killed at each touch of the disk by close", deaths=deaths)


def _jsonl_events(path: Path) -> list[Any]:
    return list(read_lines(path.read_text(encoding="utf-8"), path.name).events)


def test_killed_at_each_touch_of_the_backup(
    places: Callable[[], Path], run: Run
) -> None:
    deaths = 0
    told = ["incident", "backup", "copy.db", "--ledger", "ledger.db"]
    for place in each_touch(places, lambda _: told):
        deaths += 1
        _check_backup(place, run)
    figure("killed at each touch of the disk by backup", deaths=deaths)


def _check_backup(place: Path, run: Run) -> bool:
    """Whether the copy is whole; what is not is not taken for a ledger, and another is made."""
    store, copy = SqliteStore(place / "ledger.db"), SqliteStore(place / "copy.db")
    assert grave(store) == []
    ended = run("incident", "verify", "--ledger", "copy.db", cwd=place)
    if ended.code == 0:
        assert events_of(copy) == events_of(store)
    else:
        assert refused(ended)
    again = run("incident", "backup", "again.db", "--ledger", "ledger.db", cwd=place)
    assert again.code == 0
    assert events_of(SqliteStore(place / "again.db")) == events_of(store)
    return ended.code == 0


def test_a_backup_killed_in_the_middle_is_no_ledger_with_less(
    tmp_path: Path, run: Run
) -> None:
    luck = chance()
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash
    notes = (
        draft("noted", 1, text=f"{at} {'风' * 3000}", at=text_of(1))
        for at in range(400)
    )
    put(store, one, *notes)
    whole = 0
    tries = max(10, KILLS // 4)
    for _ in range(tries):
        child = Child(lambda: store.backup(tmp_path / "copy.db"))
        child.go()
        time.sleep(luck.random() * 0.02)
        child.kill()
        child.ended()
        whole += _check_backup(tmp_path, run)
        for path in (*tmp_path.glob("copy.db*"), tmp_path / "again.db"):
            path.unlink()
    figure("killed during backup", kills=tries, copies_whole=whole)


def test_killed_at_each_touch_of_a_merge(
    places: Callable[[], Path], tmp_path: Path, run: Run
) -> None:
    source = tmp_path / "source.db"
    small_night(SqliteStore(source))
    deaths = 0
    told = ["incident", "merge", str(source), "--ledger", "ledger.db"]
    for place in each_touch(places, lambda _: told):
        deaths += 1
        store = SqliteStore(place / "ledger.db")
        assert len(events_of(store)) in (3, 3 + len(events_of(SqliteStore(source))))
        assert run(*told, cwd=place).code == 0
        assert len(events_of(store)) == 3 + len(events_of(SqliteStore(source)))
    figure("killed at each touch of the disk by merge", deaths=deaths)


# no room


def with_limit(size: int, work: Callable[[], int | None]) -> Ended:
    """Run where no file may grow beyond so many bytes."""

    def live() -> int | None:
        import resource

        sys.dont_write_bytecode = True  # a cut one would be believed by later runs
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return work()

    return alone(live)


WRITES = {
    "note": ["incident", "note", "风" * 3000, "--now", "2026-12-01T15:00"],
    "remind": ["incident", "remind", "-u", "区教育局", "--now", "2026-12-01T15:00"],
    "backup": ["incident", "backup", "copy.db"],
    "merge": ["incident", "merge", "source.db"],
    "export": ["incident", "export", "-o", "out.jsonl"],
}


@pytest.mark.parametrize("what", WRITES)
def test_no_room_for_a_file_to_grow(
    what: str, places: Callable[[], Path], tmp_path: Path, run: Run
) -> None:
    place = places()
    small_night(SqliteStore(place / "source.db"), district="other")
    told = [*WRITES[what], "--ledger", "ledger.db"]
    store = SqliteStore(place / "ledger.db")
    before = events_of(store)
    refusals = 0
    for size in range(0, 400_000, 4096 if LONG else 12_288):
        ended = with_limit(size, command(*told, cwd=place))
        if ended.code == 0:
            break
        refusals += 1
        assert refused(ended), ended.err
        assert "内部错误" not in ended.err
        assert events_of(store) == before
        assert grave(store) == []
        assert not (place / "out.jsonl").exists()
        if (place / "copy.db").exists():
            assert run("incident", "verify", "--ledger", "copy.db", cwd=place).code == 2
            (place / "copy.db").unlink()
    assert ended.code == 0
    assert refusals
    assert grave(store) == []
    figure(f"no room, {what}", refusals=refusals)


def test_no_room_for_the_first_file(tmp_path: Path, run: Run) -> None:
    for size in range(0, 100_000, 4096):
        ended = with_limit(
            size, lambda: put(SqliteStore(tmp_path / "l.db"), "", opening()) and 0
        )
        if ended.code == 0:
            break
        assert "Refusal" in ended.err
        assert is_empty(SqliteStore(tmp_path / "l.db"))
    assert size > 4096
    assert len(events_of(SqliteStore(tmp_path / "l.db"))) == 1


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[None]:
    """A file system at a folder; skips where that is not allowed."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root mounts, and root alone is not stopped by modes")
    done = subprocess.run(
        ["mount", *options, str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no mount here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    with mounted(place, "-t", "tmpfs", "-o", "size=160k", "tmpfs"):
        store = SqliteStore(place / "ledger.db")
        one = put(store, "", opening()).recorded[0].event.hash
        for at in range(1000):
            before = events_of(store)
            told = [
                "incident",
                "note",
                f"{at}{'风' * 2000}",
                "-i",
                one[:12],
                "--ledger",
                "ledger.db",
            ]
            ended = alone(command(*told, cwd=place))
            if ended.code:
                break
        assert refused(ended)
        assert "磁盘已满" in ended.err
        assert at > 2
        assert events_of(store) == before
        assert grave(store) == []


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """A folder in which nothing can be changed: by its modes, for root by a mount."""
    if os.geteuid() == 0:
        with mounted(place, "--bind", str(place)):
            subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
            yield
        return
    for path in place.iterdir():
        path.chmod(0o444)
    place.chmod(0o555)
    try:
        yield
    finally:
        place.chmod(0o755)
        for path in place.iterdir():
            path.chmod(0o644)


def test_a_read_only_folder_is_read_and_not_written(
    places: Callable[[], Path], tmp_path: Path
) -> None:
    place = places()
    away = tmp_path / "away"
    away.mkdir()
    kept = {path.name: path.read_bytes() for path in place.iterdir()}
    ledger = ["--ledger", str(place / "ledger.db")]
    with read_only(place):
        for told in WRITES.values():
            if told[1] in ("note", "remind"):
                ended = alone(command(*told, *ledger, cwd=away))
                assert refused(ended), ended.err
                assert "没有写的权限" in ended.err or "建不了" in ended.err
        assert refused(
            smogctl("incident", "backup", str(place / "b.db"), *ledger, cwd=away)
        )
        for told in (["verify"], ["list"], ["log"], ["export"], ["backup", "fine.db"]):
            ended = alone(command("incident", *told, *ledger, cwd=away))
            assert ended.code == 0, (told, ended.err)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == kept


# a lock that somebody holds


def test_a_held_lock_is_waited_for(
    places: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places()
    held = 2 if LONG else 1

    def hold() -> None:
        with closing(
            sqlite3.connect(place / "ledger.db", isolation_level=None)
        ) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            (place / "held").touch()
            time.sleep(held)
            connection.execute("ROLLBACK")

    told = ["--ledger", "ledger.db", "-i", "current"]
    for words in (["note", "等到了", "--now", "2026-12-01T15:00"], ["log"]):
        keeper = Child(hold)
        keeper.go()
        _wait_for(place / "held")
        begun = time.monotonic()
        ended = alone(command("incident", *words, *told, cwd=place))
        took = time.monotonic() - begun
        assert keeper.ended().code == 0
        (place / "held").unlink()
        assert ended.code == 0, ended.err
        assert took > held / 2
    assert len(events_of(SqliteStore(place / "ledger.db"))) == 4

    monkeypatch.setattr("smogctl.incident.ledger.sqlite._WAIT", 0.1)
    keeper = Child(hold)
    keeper.go()
    _wait_for(place / "held")
    ended = alone(command("incident", "note", "等不到", *told, cwd=place))
    keeper.ended()
    assert refused(ended)
    assert "别的程序正占着它" in ended.err
    assert len(events_of(SqliteStore(place / "ledger.db"))) == 4


def _wait_for(path: Path) -> None:
    end = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_lock_in_postgresql_is_waited_for(pg_url: str) -> None:
    import psycopg

    from smogctl.incident.ledger import postgres

    store = PostgresStore(pg_url)
    one = put(store, "", opening()).recorded[0].event.hash
    with psycopg.connect(pg_url) as connection:
        connection.execute(f"SELECT pg_advisory_xact_lock({postgres._LOCK})")
        child = Child(
            lambda: put(store, one, draft("noted", 1, text="x", at=text_of(1))) and 0
        )
        child.go()
        time.sleep(0.5)
        assert len(events_of(store)) == 1
        connection.rollback()
        assert child.ended().code == 0
    assert len(events_of(store)) == 2


def test_a_database_out_of_reach(tmp_path: Path) -> None:
    url = "postgresql://who:verysecret@127.0.0.1:1/none"
    for words in (["note", "x"], ["status"], ["verify"], ["list"]):
        ended = alone(command("incident", *words, "--ledger", url, cwd=tmp_path))
        assert refused(ended)
        assert "连不上数据库" in ended.err
        assert "verysecret" not in ended.err


class Severed:
    """A way to the server that is cut after the commit went there, before the answer comes."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname, parts.port)
        self._door = socket.create_server(("127.0.0.1", 0))
        host = f"{parts.username}@127.0.0.1:{self._door.getsockname()[1]}"
        self.url = urlunsplit(parts._replace(netloc=host))
        self.cuts = 0
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            client, _ = self._door.accept()
            with client, socket.create_connection(self._server) as server:
                if not self._carry(client, server):
                    return

    def _carry(self, client: socket.socket, server: socket.socket) -> bool:
        """Carry to and fro until somebody ends; False where the caller wants no more."""
        while True:
            ready, _, _ = select.select([client, server], [], [], 10)
            for one in ready:
                data = one.recv(1 << 16)
                if data == b"no more":
                    return False
                if not data:
                    return True
                (server if one is client else client).sendall(data)
                if one is client and b"COMMIT" in data:
                    server.recv(1 << 16)
                    self.cuts += 1
                    return True

    def close(self) -> None:
        with socket.create_connection(self._door.getsockname()[:2]) as last:
            last.sendall(b"no more")
        self._thread.join(20)
        self._door.close()


@pytest.fixture
def severed(pg_url: str) -> Iterator[tuple[PostgresStore, str, Severed]]:
    """A ledger of one incident, and a way to it that is cut at each commit."""
    store = PostgresStore(pg_url)
    one = put(store, "", opening()).recorded[0].event.hash
    way = Severed(pg_url)
    yield store, one, way
    way.close()


def test_a_commit_whose_answer_is_lost_is_not_written_twice(
    severed: tuple[PostgresStore, str, Severed],
) -> None:
    store, one, way = severed
    told = draft("noted", 1, text="断了", at=text_of(1))
    with pytest.raises(Refusal, match="数据库"):
        put(PostgresStore(way.url), one, told)
    assert way.cuts == 1
    assert not put(store, one, told).recorded[0].fresh
    assert len(events_of(store)) == 2
    assert grave(store) == []


def test_a_commit_whose_answer_is_lost_is_not_denied(
    severed: tuple[PostgresStore, str, Severed],
) -> None:
    store, one, way = severed
    with pytest.raises(Refusal) as refusal:
        put(PostgresStore(way.url), one, draft("noted", 1, text="断了", at=text_of(1)))
    assert len(events_of(store)) == 2
    assert "什么也没有登记" not in str(refusal.value)


# races

OPEN = [
    "incident",
    "open",
    "-d",
    "kunqu",
    "--start",
    "2026-12-01T20:00",
    "--now",
    "2026-12-01T17:00",
]


@pytest.fixture
def office(folder: Path, run: Run) -> Path:
    """The folder of an office; what is read once was read, so that children begin at once."""
    place = folder.parent
    assert run("levels", "-d", "kunqu", cwd=place).code == 0
    return place


def _ledgers(place: Path, pg_url: str | None) -> Iterator[list[str]]:
    """A fresh ledger for each round, in a folder that is not there yet, or a database that is empty."""
    for round_ in range(ROUNDS):
        if pg_url:
            wipe(pg_url)
            yield ["--ledger", pg_url]
        else:
            yield ["--ledger", str(place / f"ledger-{round_}" / "ledger.db")]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_eight_open_at_once(
    database: str, office: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("pg_url") if database == "postgresql" else None
    said: Counter[str] = Counter()
    for at, ledger in enumerate(_ledgers(office, url)):
        levels = ["黄"] * 8 if at % 2 == 0 else ["黄", "橙"] * 4
        works = [command(*OPEN, "-l", level, *ledger, cwd=office) for level in levels]
        for ended in at_once(*works):
            told = ended.out + ended.err
            kinds = {
                "fresh": "已登记",
                "registered": "已于",
                "refused": "已有一次未关闭的事件",
            }
            found = [name for name, word in kinds.items() if word in told]
            assert len(found) == 1, told
            assert ended.code == (2 if found == ["refused"] else 0)
            said[found[0]] += 1
        store = store_named(ledger[1])
        assert [event.kind for event in events_of(store)] == ["opened"]
        assert grave(store) == []
    assert said["fresh"] == ROUNDS
    figure(f"race, open x 8, {database}", rounds=ROUNDS, **said)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_eight_receipts_at_once(
    database: str, office: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("pg_url") if database == "postgresql" else None
    for ledger in _ledgers(office, url):
        store = store_named(ledger[1])
        one = put(store, "", opening()).recorded[0].event.hash
        put(store, one, issue(5, one))
        told = [
            "incident",
            "receipt",
            "-u",
            "区教育局",
            "--now",
            "2026-12-01T15:00",
            *ledger,
        ]
        for ended in at_once(*[command(*told, cwd=office)] * 8):
            assert ended.code == 0, ended.err
        assert [event.kind for event in events_of(store)] == [
            "opened",
            "issued",
            "receipt",
        ]
        assert grave(store) == []
    figure(f"race, the same receipt x 8, {database}", rounds=ROUNDS, events=1)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_lift_against_upgrade(
    database: str, office: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("pg_url") if database == "postgresql" else None
    won: Counter[str] = Counter()
    now = ["--now", "2026-12-01T21:00", "--start", "2026-12-01T22:00"]
    for ledger in _ledgers(office, url):
        assert alone(command(*OPEN, "-l", "黄", *ledger, cwd=office)).code == 0
        ends = at_once(
            command("incident", "lift", *now, *ledger, cwd=office),
            command("incident", "upgrade", "-l", "橙", *now, *ledger, cwd=office),
        )
        for ended in ends:
            assert ended.code == 0 or refused(ended), ended.err
        kinds = [event.kind for event in events_of(store_named(ledger[1]))][1:]
        if ends[1].code:
            assert "已解除" in ends[1].err
        assert kinds in (["lifted"], ["upgraded", "lifted"])
        assert [ended.code for ended in ends] == [0, 2 if kinds == ["lifted"] else 0]
        store = store_named(ledger[1])
        status = alone(command("incident", "status", "-f", "json", *ledger, cwd=office))
        assert json.loads(status.out)["incidents"][0]["phase"] == "lifted"
        assert "不能成立" not in status.out + status.err
        assert grave(store) == []
        won["+".join(kinds)] += 1
    figure(f"race, lift against upgrade, {database}", rounds=ROUNDS, **won)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_drills_at_once_get_two_numbers(
    database: str, office: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("pg_url") if database == "postgresql" else None
    for ledger in _ledgers(office, url):
        works = []
        for at in range(4):
            # drills that begin at one time on one level are taken for one, whatever their titles
            told = [
                "incident",
                "open",
                "-d",
                "kunqu",
                "--drill",
                "--title",
                f"第{at}组",
                "-l",
                "黄",
            ]
            times = ["--start", f"2026-12-01T20:0{at}", "--now", "2026-12-01T17:00"]
            works.append(command(*told, *times, *ledger, cwd=office))
        for ended in at_once(*works):
            assert ended.code == 0, ended.err
        events = events_of(store_named(ledger[1]))
        assert sorted(event.content["episode"] for event in events) == [1, 2, 3, 4]
        assert all(event.drill for event in events)
        assert grave(store_named(ledger[1])) == []
    figure(f"race, four drills at once, {database}", rounds=ROUNDS, numbers=4)


def test_a_writer_against_readers(tmp_path: Path) -> None:
    """Whoever reads while others write sees whole transactions, and is never refused."""
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash

    def write() -> None:
        for at in range(40):
            both = (
                draft("noted", 1, text=f"{at}{half}", at=text_of(1)) for half in "ab"
            )
            put(store, one, *both)

    def read() -> None:
        for _ in range(40):
            assert len(events_of(store)) % 2 == 1
            assert grave(store) == []

    for ended in at_once(write, read, read):
        assert ended.code == 0, ended.err
    assert len(events_of(store)) == 81


# faults that were found and are still there


def test_exit_code_2_says_that_nothing_was_written(
    places: Callable[[], Path], run: Run
) -> None:
    place = places()
    (place / "shi-2026-1.jsonl").mkdir()
    ended = run("incident", "close", "--ledger", "ledger.db", cwd=place)
    closed = any(
        event.kind == "closed" for event in events_of(SqliteStore(place / "ledger.db"))
    )
    assert (ended.code == 2) != closed


def test_close_does_not_overwrite_the_paper_of_another_incident(
    tmp_path: Path, run: Run
) -> None:
    stores = [SqliteStore(tmp_path / name) for name in ("ledger.db", "other.db")]
    for at, store in enumerate(stores):
        one = put(store, "", opening(at)).recorded[0].event.hash
        put(store, one, draft("lifted", 100, level="yellow", start=text_of(120)))
    run("incident", "merge", "other.db", "--ledger", "ledger.db", cwd=tmp_path)
    papers = set()
    for event in events_of(stores[0]):
        if event.kind == "opened":
            told = ["incident", "close", "-i", event.hash[:12], "--ledger", "ledger.db"]
            assert run(*told, cwd=tmp_path).code == 0
            papers |= {path.read_bytes() for path in tmp_path.glob("*.jsonl")}
    assert len(list(tmp_path.glob("*.jsonl"))) == len(papers) == 2


def test_the_paper_of_a_close_is_as_private_as_the_ledger(
    places: Callable[[], Path], run: Run
) -> None:
    place = places()
    assert run("incident", "close", "--ledger", "ledger.db", cwd=place).code == 0
    (paper,) = place.glob("*.jsonl")
    assert paper.stat().st_mode & 0o077 == 0


def test_a_note_that_ends_in_a_tilde_and_a_number_is_one_note(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash
    assert (
        put(store, one, draft("noted", 1, text="150~5", at=text_of(1)))
        .recorded[0]
        .fresh
    )
    assert (
        not put(store, one, draft("noted", 1, text="150~5", at=text_of(1)))
        .recorded[0]
        .fresh
    )
    assert (
        put(store, one, draft("noted", 1, text="150", at=text_of(1))).recorded[0].fresh
    )


def test_sent_to_the_same_bodies_in_another_order_is_the_same(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash
    out = put(store, one, issue(5, one)).recorded[0].event.hash
    put(store, one, draft("sent", 6, issue=out, bodies=(BODIES[0], BODIES[1])))
    again = put(store, one, draft("sent", 7, issue=out, bodies=(BODIES[1], BODIES[0])))
    assert not again.recorded[0].fresh


def test_after_the_close_only_notes_and_corrections(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "ledger.db")
    one = small_night(store)
    out = next(event.hash for event in events_of(store) if event.kind == "issued")
    lift = next(event.hash for event in events_of(store) if event.kind == "lifted")
    put(store, one, draft("noted", 200, text="归档", at=text_of(200)))
    taken = []
    for told in (
        issue(201, lift),
        draft("receipt", 201, issue=out, body=BODIES[0], name="王五", channel="电话"),
        draft("reminded", 201, body=BODIES[0], at=text_of(201)),
        draft("report", 201, body=BODIES[2], slot="first", people=1),
        draft("supervised", 201, bodies=(BODIES[0],), matter="x", serial=1),
    ):
        try:
            put(store, one, told)
            taken.append(told.kind)
        except Refusal:
            pass
    assert taken == []


def test_drills_of_other_titles_are_other_drills(office: Path, run: Run) -> None:
    told = [*OPEN, "--drill", "-l", "黄", "--ledger", "l.db", "--title"]
    assert run(*told, "甲", cwd=office).code == run(*told, "乙", cwd=office).code == 0
    assert len(events_of(SqliteStore(office / "l.db"))) == 2


def test_a_ledger_restored_from_its_backup_has_a_name_of_its_own(
    tmp_path: Path, run: Run
) -> None:
    """What was written after the backup lives on elsewhere; both must come together again."""
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening()).recorded[0].event.hash
    store.backup(tmp_path / "backup.db")
    put(store, one, draft("noted", 1, text="之后", at=text_of(1)))
    (tmp_path / "elsewhere.jsonl").write_text(export_of(store), encoding="utf-8")
    shutil.copyfile(
        tmp_path / "backup.db", store.path
    )  # cp keeps the number of the file
    put(store, one, draft("noted", 2, text="恢复以后", at=text_of(2)))
    ended = run(
        "incident", "merge", "elsewhere.jsonl", "--ledger", "ledger.db", cwd=tmp_path
    )
    assert ended.code == 0, ended.err


def test_a_decision_that_holds_is_not_written_again(office: Path, run: Run) -> None:
    ledger = ["--ledger", "l.db"]
    assert run(*OPEN, "-l", "黄", *ledger, cwd=office).code == 0
    now = iter(range(1, 60))
    for word in (
        "mobile.restriction=hold",
        "education-1",
        *["mobile.restriction=hold"] * 3,
    ):
        at = ["--now", f"2026-12-01T17:{next(now):02}"]
        assert run("incident", "decide", word, *at, *ledger, cwd=office).code == 0
    # that it is said once more after another one may be written, but only once
    kinds = [event.kind for event in events_of(SqliteStore(office / "l.db"))]
    assert kinds.count("decided") <= 3
