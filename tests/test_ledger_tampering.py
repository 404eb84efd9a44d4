"""What was written is what is read, or `verify` finds it: every byte, every event, every link."""

import json
import random
import re
import string
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from ledgers import (
    INSERT,
    LONG,
    PgHand,
    SqliteHand,
    chance,
    draft,
    events_of,
    export_of,
    figure,
    is_empty,
    opening,
    put,
    quick_place,
    rechained,
    refused,
    small_night,
    text_of,
)
from smogctl.incident.event import Event, canonical, digest, sealed
from smogctl.incident.ledger.postgres import PostgresStore
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.ledger.table import Tip
from smogctl.incident.merging import merge
from smogctl.incident.verifying import verify
from smogctl.values.findings import Refusal

TEXTS = (
    "origin",
    "recorded",
    "observed",
    "incident",
    "kind",
    "key",
    "by",
    "data",
    "prev",
    "hash",
)
COUNTS = ("seq", "turn", "drill")


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a ledger is synced with each event."""
    with quick_place(tmp_path) as place:
        yield place


@pytest.fixture
def ledger(tmp_path: Path) -> SqliteStore:
    """A ledger of a small night, and how it stood."""
    store = SqliteStore(tmp_path / "ledger.db")
    small_night(store)
    return store


def check(run: Any, store: SqliteStore) -> Any:
    return run("incident", "verify", "--ledger", str(store.path))


def other_byte(value: bytes, at: int, luck: random.Random) -> bytes:
    """The same with one byte changed; text stays text, so that it is no matter of encoding."""
    known = value[at]
    pool = string.printable.encode() if known < 0x80 else bytes(range(0x80, 0xC0))
    if known >= 0xC0:
        # the first byte of a character of three: another of three
        pool = bytes(range(0xE3, 0xED))
    fresh = luck.choice([one for one in pool if one != known])
    return value[:at] + bytes([fresh]) + value[at + 1 :]


def byte_edits(
    events: list[Event], luck: random.Random
) -> Iterator[tuple[Event, str, int]]:
    """Where one byte is to be changed: some of each field, in a long run all."""
    for event in events:
        for column in TEXTS:
            size = len(str(getattr(event, column)).encode())
            places = range(size) if LONG else luck.sample(range(size), min(size, 3))
            yield from ((event, column, at) for at in places)


def is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_every_byte_of_every_text_of_every_event(ledger: SqliteStore, run: Run) -> None:
    luck = chance()
    hand = SqliteHand(ledger.path)
    assert check(run, ledger).code == 0
    whole = ledger.path.read_bytes()
    seen: Counter[str] = Counter()
    for event, column, at in byte_edits(events_of(ledger), luck):
        value = str(getattr(event, column)).encode()
        edited = other_byte(value, at, luck)
        if not is_utf8(edited):
            continue
        seen["tried"] += 1
        hand.set_bytes(column, edited, event.origin, event.seq)
        try:
            ended = check(run, ledger)
        except Exception as error:
            # an opening or a correction whose data are no JSON any more: see the failing test below
            assert column == "data" and event.kind in ("opened", "corrected"), error
            assert isinstance(error, ValueError | TypeError)
            seen["crashed"] += 1
        else:
            assert ended.code == 1, (event.kind, column, at, edited, ended.out)
            assert "！" in ended.out
            seen["found"] += 1
        ledger.path.write_bytes(whole)
    assert check(run, ledger).code == 0
    assert seen["found"] == seen["tried"] > 300
    figure("bytes of stored texts", **seen)


@pytest.mark.parametrize("kind", ["opened", "corrected"])
@pytest.mark.parametrize("data", ['{"v":1', "[]", '{"district":[1],"event":[1]}'])
def test_verify_survives_data_that_cannot_be_read(
    kind: str, data: str, ledger: SqliteStore, run: Run
) -> None:
    SqliteHand(ledger.path).run(
        ("UPDATE event SET data = ? WHERE kind = ?", (data, kind))
    )
    assert check(run, ledger).code == 1


def test_a_byte_that_is_no_text_is_found(ledger: SqliteStore, run: Run) -> None:
    """The row is named, though its text is none."""
    hand = SqliteHand(ledger.path)
    event = events_of(ledger)[3]
    for column in TEXTS:
        whole = ledger.path.read_bytes()
        value = b"\xff" + str(getattr(event, column)).encode()[1:]
        hand.set_bytes(column, value, event.origin, event.seq)
        ended = check(run, ledger)
        assert ended.code == 1 and f"第{event.seq}条" in ended.out, column
        assert "Traceback" not in ended.err
        ledger.path.write_bytes(whole)


def test_numbers_that_were_changed(ledger: SqliteStore, run: Run) -> None:
    hand = SqliteHand(ledger.path)
    whole = ledger.path.read_bytes()
    events = events_of(ledger)
    for event in events:
        for column in COUNTS:
            known = int(getattr(event, column))
            fresh = {"drill": 1 - known, "seq": len(events) + 7, "turn": known + 1}[
                column
            ]
            where = "WHERE origin = ? AND seq = ?"
            change = f'UPDATE event SET "{column}" = ? {where}'
            hand.run((change, (fresh, event.origin, event.seq)))
            ended = check(run, ledger)
            assert ended.code == 1, (event.kind, column)
            ledger.path.write_bytes(whole)
    figure("numbers of events changed", tried=len(events) * 3, found=len(events) * 3)


def hands(ledger: SqliteStore, pg: str | None) -> tuple[Any, Any, Callable[[], Any]]:
    """A store with the same night, a hand in it, and how to bring it back to what it was."""
    if pg is None:
        whole = ledger.path.read_bytes()
        return ledger, SqliteHand(ledger.path), lambda: ledger.path.write_bytes(whole)
    store = PostgresStore(pg)
    events = events_of(ledger)
    with ledger.reading() as table:
        tips = table.tips()
    merge(store, events, tips, "x")
    hand = PgHand(pg)
    tip = events[-1]

    def back() -> None:
        hand.run(
            ("DELETE FROM event", ()),
            *((INSERT, tuple(event)) for event in events),
            ("DELETE FROM tip", ()),
            ("INSERT INTO tip VALUES (?, ?, ?)", (tip.origin, tip.seq, tip.hash)),
        )

    return store, hand, back


def found(store: Any) -> list[str]:
    return [one.said for one in verify(store).faults if one.grave]


OpenToAll = tuple[
    PostgresStore | SqliteStore, PgHand | SqliteHand, Callable[[], None], str
]


@pytest.fixture(params=["sqlite", "postgresql"])
def open_to_all(request: pytest.FixtureRequest, ledger: SqliteStore) -> OpenToAll:
    """The night in either database, with a hand in it."""
    url = request.getfixturevalue("pg_url") if request.param == "postgresql" else None
    return (*hands(ledger, url), request.param)


def test_every_deletion_and_every_cut_tail(
    open_to_all: OpenToAll,
) -> None:
    store, hand, back, name = open_to_all
    count = len(events_of(store))
    for seq in range(1, count + 1):
        for sign in ("=", ">="):
            hand.run((f"DELETE FROM event WHERE seq {sign} ?", (seq,)))
            said = found(store)
            assert said, (seq, sign)
            if sign == ">=" or seq == count:
                assert "末尾缺了" in said[0]
            else:
                assert said[0] == f"前面缺了第{seq}条到第{seq}条"
            back()
            assert found(store) == []
    figure(f"events deleted, tails cut, {name}", tried=2 * count, found=2 * count)


def test_every_event_that_another_was_put_in_place_of(
    open_to_all: OpenToAll,
) -> None:
    """With its hash made anew; and with all that follow rechained, the tip alone tells."""
    store, hand, back, name = open_to_all
    events = events_of(store)
    ways: Counter[str] = Counter()
    for at, event in enumerate(events):
        other = sealed(event._replace(by="别人"))
        tail = rechained([*events[:at], event._replace(by="别人"), *events[at + 1 :]])[
            at:
        ]
        for way, fresh in (("swapped", [other]), ("forked", tail)):
            first = event.seq if way == "forked" else None
            hand.run(
                (
                    "DELETE FROM event WHERE seq = ? OR seq >= ?",
                    (event.seq, first or 10**6),
                ),
                *((INSERT, tuple(one)) for one in fresh),
            )
            assert found(store), (way, event.seq)
            ways[way] += 1
            back()
    assert found(store) == []
    figure(f"events swapped and forked, {name}", **ways)


def test_an_exchange_of_two_and_an_addition(
    open_to_all: OpenToAll,
) -> None:
    store, hand, back, _ = open_to_all
    events = events_of(store)
    for one, two in pairwise(events):
        both = (one._replace(seq=two.seq), two._replace(seq=one.seq))
        hand.run(
            ("DELETE FROM event WHERE seq = ? OR seq = ?", (one.seq, two.seq)),
            *((INSERT, tuple(event)) for event in both),
        )
        assert found(store)
        back()
    last = events[-1]
    more = last._replace(seq=last.seq + 1, prev=last.hash, kind="noted", key="noted/x")
    hand.run((INSERT, tuple(sealed(more))))
    assert found(store)[0] == "末条与记下的不符：被换过、改过或添过"
    back()
    alien = sealed(last._replace(origin="ff" * 8, seq=1, prev="0" * 64, key="noted/y"))
    hand.run((INSERT, tuple(alien)))
    assert [one[:5] for one in found(store)[:2]] == ["没有记下末", "它接着的一"]


def test_edits_of_the_tips(
    open_to_all: OpenToAll,
) -> None:
    store, hand, back, _ = open_to_all
    tip = events_of(store)[-1]
    edits: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("DELETE FROM tip", ()),
        ("UPDATE tip SET seq = seq + 1", ()),
        ("UPDATE tip SET seq = seq - 1", ()),
        ("UPDATE tip SET hash = ?", ("0" * 64,)),
        ("UPDATE tip SET origin = ?", ("ff" * 8,)),
        ("INSERT INTO tip VALUES (?, 3, ?)", ("ff" * 8, tip.hash)),
    )
    for edit in edits:
        hand.run(edit)
        assert found(store), edit
        back()
        assert found(store) == []


def test_what_a_forger_needs_besides(
    open_to_all: OpenToAll,
) -> None:
    """The limit of it: who rewrites the chain and its tip is found by a printed tip, or another ledger alone."""
    store, hand, back, _ = open_to_all
    events = events_of(store)
    forged = rechained([*events[:-1], events[-1]._replace(by="别人")])[-1]
    hand.run(
        ("DELETE FROM event WHERE seq = ?", (forged.seq,)),
        (INSERT, tuple(forged)),
        ("UPDATE tip SET hash = ?", (forged.hash,)),
    )
    assert found(store) == []
    assert {one.hash for one in verify(store).tips} != {events[-1].hash}
    back()


@pytest.mark.parametrize("column", TEXTS)
def test_bytes_in_postgresql(column: str, ledger: SqliteStore, pg_url: str) -> None:
    luck = chance()
    store, hand, back = hands(ledger, pg_url)
    events = events_of(store)
    picked = events if LONG else luck.sample(events, 3)
    for event in picked:
        value = str(getattr(event, column)).encode()
        if not value:
            continue
        edited = value
        while edited == value or not is_utf8(edited) or b"\0" in edited:
            edited = other_byte(value, luck.randrange(len(value)), luck)
        change = f'UPDATE event SET "{column}" = ? WHERE seq = ?'
        hand.run((change, (edited.decode(), event.seq)))
        try:
            assert found(store), (event.kind, column, edited)
        except (ValueError, TypeError):
            assert column == "data" and event.kind in ("opened", "corrected")
        back()
    assert found(store) == []
    figure(f"bytes in PostgreSQL, {column}", tried=len(picked), found=len(picked))


def test_guards_that_are_gone(ledger: SqliteStore, pg_url: str, run: Run) -> None:
    with pytest.raises(Exception, match="only grows"):
        _plain(ledger, "UPDATE event SET by = 'x'")
    with pytest.raises(Exception, match="only grows"):
        _plain(ledger, "DELETE FROM event")
    _plain(ledger, "DROP TRIGGER event_delete")
    ended = check(run, ledger)
    assert ended.code == 1
    assert "触发器" in ended.out
    store = PostgresStore(pg_url)
    small_night(store)
    import psycopg

    for statement in (
        "UPDATE event SET hash = ''",
        "DELETE FROM event",
        "TRUNCATE event",
    ):
        with (
            pytest.raises(psycopg.errors.RaiseException),
            psycopg.connect(pg_url) as connection,
        ):
            connection.execute(statement)
    assert found(store) == []
    for guard in ("event_kept", "event_whole"):
        with psycopg.connect(pg_url) as connection:
            connection.execute(f"ALTER TABLE event DISABLE TRIGGER {guard}")
        assert any(guard in said for said in found(store))


def test_a_guard_that_does_nothing(pg_url: str) -> None:
    store = PostgresStore(pg_url)
    small_night(store)
    import psycopg

    with psycopg.connect(pg_url) as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN OLD; END $$"
        )
    assert found(store)


def _plain(store: SqliteStore, statement: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute(statement)


# an export


def free_places(text: bytes) -> set[int]:
    """Bytes that say nothing: the name of the head's incident, all of corrected_by, the last line's end."""
    free = {len(text) - 1}
    patterns = (rb'"incident":null', rb'"corrected_by":(null|"[0-9a-f]{64}")')
    for number, pattern in enumerate(patterns):
        for match in re.finditer(pattern, text):
            end = match.end() if number else match.start() + len(b'"incident"')
            free |= set(range(match.start(), end))
            if not number:
                break
    return free


def test_every_byte_of_an_export(ledger: SqliteStore, tmp_path: Path, run: Run) -> None:
    """It is refused, or the byte says nothing and what is merged is what was exported."""
    luck = chance()
    text = export_of(ledger).encode()
    free = free_places(text)
    events = events_of(ledger)
    pool = bytes(range(256))
    places = range(len(text)) if LONG else sorted(luck.sample(range(len(text)), 350))
    if not LONG:
        places = sorted({*places, *luck.sample(sorted(free), 60), len(text) - 1})
    target, file = SqliteStore(tmp_path / "t.db"), tmp_path / "x.jsonl"
    seen: Counter[str] = Counter()
    for at in places:
        fresh = luck.choice([one for one in pool if one != text[at]])
        if luck.random() < 0.3:
            fresh = luck.choice([one for one in b' \n\r\t"0:,}]' if one != text[at]])
        file.write_bytes(text[:at] + bytes([fresh]) + text[at + 1 :])
        target.path.unlink(missing_ok=True)
        ended = run("incident", "merge", str(file), "--ledger", str(target.path))
        seen["tried"] += 1
        if ended.code == 0:
            assert at in free, (at, text[max(0, at - 40) : at + 40], fresh)
            assert events_of(target) == events
            seen["without_meaning"] += 1
        else:
            assert refused(ended), ended.err
            assert is_empty(target)
            seen["refused"] += 1
    assert seen["refused"]
    figure("bytes of an export", **seen)


def test_an_export_with_lines_gone_doubled_or_exchanged(
    ledger: SqliteStore, tmp_path: Path, run: Run
) -> None:
    lines = export_of(ledger).splitlines(keepends=True)
    file, target = tmp_path / "x.jsonl", SqliteStore(tmp_path / "t.db")
    tried = 0
    for at in range(len(lines)):
        ways = [lines[:at] + lines[at + 1 :], lines[: at + 1] + lines[at:], lines[:at]]
        if 0 < at < len(lines) - 1:
            # the order of lines says nothing
            ended_ = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
            file.write_text("".join(ended_), encoding="utf-8")
            assert (
                run("incident", "merge", str(file), "--ledger", str(target.path)).code
                == 0
            )
            assert events_of(target) == events_of(ledger)
            target.path.unlink()
        for way in ways:
            file.write_text("".join(way), encoding="utf-8")
            ended = run("incident", "merge", str(file), "--ledger", str(target.path))
            assert refused(ended), (at, ended.out)
            assert is_empty(target)
            tried += 1
    figure("lines of an export gone, doubled, cut", tried=tried, refused=tried)


def test_an_export_of_one_incident_is_not_merged(
    ledger: SqliteStore, tmp_path: Path, run: Run
) -> None:
    told = [
        "-i",
        "current",
        "--ledger",
        str(ledger.path),
        "-o",
        str(tmp_path / "one.jsonl"),
    ]
    assert run("incident", "export", *told).code == 0
    ended = run(
        "incident", "merge", str(tmp_path / "one.jsonl"), "--ledger", str(ledger.path)
    )
    assert refused(ended)


def test_a_source_that_was_deleted_whole(tmp_path: Path) -> None:
    """A copy hangs on what it was copied from: without that, its own chain begins in the air."""
    store, copied = SqliteStore(tmp_path / "a.db"), SqliteStore(tmp_path / "b.db")
    one = put(store, "", opening()).recorded[0].event
    copied.path.write_bytes(store.path.read_bytes())
    put(copied, one.hash, draft("noted", 1, text="甲", at=text_of(1)))
    hand = SqliteHand(copied.path)
    assert found(copied) == []
    for table in ("event", "tip"):
        hand.run((f"DELETE FROM {table} WHERE origin = ?", (one.origin,)))
    assert any("前面的被删去了" in said for said in found(copied))
    with copied.reading() as held:
        events, tips = list(held.every()), held.tips()
    with pytest.raises(Refusal, match="不完整"):
        merge(SqliteStore(tmp_path / "c.db"), events, tips, "b.db")


def test_chains_that_part_are_refused_by_both(tmp_path: Path, run: Run) -> None:
    """Two ledgers of one name, which is what a restored disk makes: neither takes the other in."""
    store = SqliteStore(tmp_path / "a.db")
    one = put(store, "", opening()).recorded[0].event.hash
    (tmp_path / "old").write_bytes(store.path.read_bytes())
    put(store, one, draft("noted", 1, text="甲", at=text_of(1)))
    (tmp_path / "a.jsonl").write_text(export_of(store), encoding="utf-8")
    store.path.write_bytes((tmp_path / "old").read_bytes())
    put(store, one, draft("noted", 1, text="乙", at=text_of(1)))
    before = events_of(store)
    ended = run(
        "incident", "merge", str(tmp_path / "a.jsonl"), "--ledger", str(store.path)
    )
    assert refused(ended)
    assert "分过叉" in ended.err
    assert events_of(store) == before


# bytes of the file itself


def test_bytes_of_the_database_file(
    ledger: SqliteStore, run: Run, tmp_path: Path
) -> None:
    """A fault, a refusal, or all as it was: never a traceback, never another event."""
    luck = chance()
    whole = ledger.path.read_bytes()
    events = events_of(ledger)
    seen: Counter[str] = Counter()
    for number in range(20_000 if LONG else 400):
        at = luck.randrange(200 if number % 8 == 0 else len(whole))
        fresh = luck.choice([one for one in range(256) if one != whole[at]])
        ledger.path.write_bytes(whole[:at] + bytes([fresh]) + whole[at + 1 :])
        seen["tried"] += 1
        try:
            ended = check(run, ledger)
        except (ValueError, TypeError, AttributeError) as error:
            seen["crashed"] += 1
            sys.stdout.write(
                f"byte {at}: {fresh:#x}: {type(error).__name__}: {error}\n"
            )
            continue
        assert "Traceback" not in ended.err
        if ended.code == 0:
            assert events_of(ledger) == events, (at, fresh)
            seen["nothing_changed"] += 1
        else:
            assert ended.code == 1 or refused(ended), ended.err
            seen["fault" if ended.code == 1 else "refused"] += 1
    ledger.path.write_bytes(whole)
    figure("bytes of the database file", **seen)
    assert seen["crashed"] == 0


def test_a_file_cut_off_or_overwritten(ledger: SqliteStore, run: Run) -> None:
    whole = ledger.path.read_bytes()
    events = events_of(ledger)
    luck = chance()
    sizes = [0, 1, 15, 16, 99, 100, 511, 4095, 4096, *range(8192, len(whole), 8192)]
    for size in sizes:
        ledger.path.write_bytes(whole[:size])
        ended = check(run, ledger)
        assert ended.code in (1, 2), size
        assert "Traceback" not in ended.err
    for _ in range(60):
        at = luck.randrange(len(whole))
        ledger.path.write_bytes(whole[:at] + luck.randbytes(512) + whole[at + 512 :])
        try:
            ended = check(run, ledger)
        except (ValueError, TypeError):
            continue
        assert ended.code in (1, 2) or events_of(ledger) == events


# what another ledger may bring: the fold survives it

WILD = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | WILD,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(WILD, inner, max_size=2)
    ),
    max_leaves=4,
)
NAMES = [
    *(
        "opened",
        "issued",
        "receipt",
        "report",
        "rejected",
        "reminded",
        "upgraded",
        "lifted",
    ),
    *(
        "corrected",
        "closed",
        "decided",
        "noted",
        "handed-over",
        "frobbed",
        "__init__",
        "../x",
    ),
]


@st.composite
def strange_events(draw: Any) -> list[Event]:
    """A chain that is whole, of events that no command of ours would write."""
    made: list[Event] = []
    begun = opening().data.model_dump(mode="json", exclude_none=True)
    fields = [
        "event",
        "level",
        "start",
        "district",
        "episode",
        "order",
        "body",
        "bodies",
        "serial",
    ]
    for seq in range(1, draw(st.integers(2, 5))):
        data: dict[str, Any] = dict(begun) if draw(st.booleans()) else {}
        for name in draw(st.lists(st.sampled_from(fields), max_size=2)):
            data[name] = draw(JUNK)
        good = text_of(seq)
        event = Event(
            origin="aa" * 8,
            seq=seq,
            turn=draw(st.integers(1, 3)),
            recorded=draw(st.sampled_from([good, good, "x", ""]) | WILD),
            observed=draw(st.sampled_from([good, good, "x", ""]) | WILD),
            incident=made[0].incident if made else "",
            drill=draw(st.integers(0, 1)),
            kind="opened" if not made else draw(st.sampled_from(NAMES)),
            key=f"k{seq}",
            by=draw(WILD),
            data=canonical(data),
            prev=made[-1].hash if made else "",
            hash="",
        )
        made.append(sealed(event))
    return made


def test_reading_survives_what_a_merge_brings(run: Run, tmp_path: Path) -> None:
    """Exit 2 in Chinese from merge, or all commands that read work on what it brought."""

    @settings(max_examples=1000 if LONG else 40, deadline=None)
    @given(strange_events())
    def each(events: list[Event]) -> None:
        target = SqliteStore(tmp_path / "t.db")
        target.path.unlink(missing_ok=True)
        last = events[-1]
        try:
            merge(
                target,
                events,
                {last.origin: Tip(last.origin, last.seq, last.hash)},
                "x",
            )
        except Refusal:
            assert is_empty(target)
            return
        for words in (["verify"], ["list"], ["log", "-i", events[0].hash[:12]]):
            ended = run("incident", *words, "--ledger", str(target.path))
            assert ended.code in (0, 1, 2)
        run(
            "incident",
            "status",
            "-i",
            events[0].hash[:12],
            "--ledger",
            str(target.path),
        )

    each()


def test_a_head_with_an_infinite_place(
    ledger: SqliteStore, tmp_path: Path, run: Run
) -> None:
    text = export_of(ledger)
    head, _, rest = text.partition("\n")
    told = json.loads(head)
    for end in told["tips"].values():
        end[0] = float("inf")
    (tmp_path / "x.jsonl").write_text(f"{json.dumps(told)}\n{rest}", encoding="utf-8")
    target = str(tmp_path / "t.db")
    assert refused(
        run("incident", "merge", str(tmp_path / "x.jsonl"), "--ledger", target)
    )


def _restless(tmp_path: Path) -> SqliteStore:
    """A ledger of 411 events whose clock ran backward two hundred times and more."""
    source, store = (
        SqliteStore(tmp_path / "source.db"),
        SqliteStore(tmp_path / "ledger.db"),
    )
    one = put(source, "", opening()).recorded[0].event.hash
    notes = (draft("noted", 1, text=str(at), at=text_of(1)) for at in range(410))
    put(source, one, *notes)
    begun, *rest = events_of(source)
    chain = rechained(
        [begun, *(one._replace(recorded=text_of(-(one.seq % 2))) for one in rest)]
    )
    tip = Tip(begun.origin, chain[-1].seq, chain[-1].hash)
    merge(store, chain, {begun.origin: tip}, "x")
    return store


def test_many_clocks_that_ran_backward_are_no_fault(tmp_path: Path) -> None:
    store = _restless(tmp_path)
    assert found(store) == []
    assert verify(store).events == 411


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM event WHERE seq > 405", "UPDATE event SET by = 'x' WHERE seq = 408"],
)
def test_a_fault_behind_many_notes_is_found(
    change: str, tmp_path: Path, run: Run
) -> None:
    store = _restless(tmp_path)
    SqliteHand(store.path).run((change, ()))
    assert check(run, store).code == 1


def test_an_event_that_cannot_be_in_a_ledger_of_one_origin_is_found(
    ledger: SqliteStore,
) -> None:
    """A hand that knows the chain appends a second close, with its hash and the tip."""
    last = events_of(ledger)[-1]
    more = sealed(
        last._replace(
            seq=last.seq + 1, turn=last.turn + 1, prev=last.hash, key="closed~1"
        )
    )
    tip = ("UPDATE tip SET seq = ?, hash = ?", (more.seq, more.hash))
    SqliteHand(ledger.path).run((INSERT, tuple(more)), tip)
    assert found(ledger)


def test_the_hash_covers_all_but_itself(ledger: SqliteStore) -> None:
    for event in events_of(ledger):
        assert digest(event) == event.hash
        for column in (*TEXTS, *COUNTS):
            value = getattr(event, column)
            changed: dict[str, Any] = {
                column: value + 1 if isinstance(value, int) else f"{value}x"
            }
            other = event._replace(**changed)
            aside = column == "hash" or (
                column == "incident" and event.kind == "opened"
            )
            assert (digest(other) == event.hash) == aside, column
