"""Ledgers that are merged into a store: nothing that stood is lost or changed, nothing comes twice."""

import contextlib
import json
import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

from fuzzing.calling import place
from fuzzing.chaining import chains, rechained
from fuzzing.jumbling import jumbled
from fuzzing.mutating import mutated
from fuzzing.target import Broken, Chance, Target, outcome
from fuzzing.targets.ledgers import events_seeds, ledger, ledgers, resealed
from smogctl.values.findings import Refusal

MEANT = ("合并后次数重复", "不能成立，没有算数")
"""What `verify` says of events that are whole and cannot both be true: two hands recorded, and people decide."""
OURS = 5
"""Events that the store has: the same night's first ones, so that others may part from them or go on."""


@lru_cache(maxsize=1)
def _store() -> Path:
    """A store with the first events of the night, to be copied."""
    from smogctl.incident.event import Event
    from smogctl.incident.exchange import read_lines
    from smogctl.incident.ledger.sqlite import SqliteStore
    from smogctl.incident.ledger.table import Tip
    from smogctl.incident.merging import merge

    path = place() / "ours.db"
    ours: list[Event] = list(read_lines(ledger().decode(), "f").events)[:OURS]
    last = ours[-1]
    tips = {last.origin: Tip(last.origin, last.seq, last.hash)}
    merge(SqliteStore(path), ours, tips, "f")
    return path


def _seeds() -> list[bytes]:
    """The whole night, a part of it, the same sealed by another hand, chains that go on from ours or part."""
    rows = [json.loads(row) for row in ledger().strip().split(b"\n")[1:]]
    nights = chains(rows, str(rows[0]["origin"]), OURS)
    return [ledger(), *ledgers(), *events_seeds(), *nights * 2]


def _changed(data: bytes, seeds: Any, chance: Chance) -> bytes:
    """Chains sealed anew, values changed within their JSON, or any byte; what is no JSON any more, by bytes."""
    roll = chance.random()
    if roll < 0.5:
        return rechained(data, seeds, chance, OURS)
    if roll < 0.85:
        with contextlib.suppress(ValueError):
            return jumbled(data, seeds, chance)
    return mutated(data, seeds, chance)


def _archive(data: bytes) -> Any:
    """A ledger's file as it stands; what is none, its rows sealed anew."""
    from smogctl.incident.exchange import read_lines

    try:
        return read_lines(data.decode("utf-8-sig"), "f")
    except (UnicodeDecodeError, Refusal):
        return resealed(data)


def _merged(data: bytes) -> str:
    """The law of a merge: all or nothing is added, once; what stood stands; the store verifies."""
    from smogctl.incident.ledger.sqlite import SqliteStore
    from smogctl.incident.merging import merge

    try:
        archive = _archive(data)
    except (ValueError, Refusal) as error:
        return outcome(error) if isinstance(error, Refusal) else "no rows"
    path = place() / "merge.db"
    shutil.copyfile(_store(), path)
    store = SqliteStore(path)
    before = events(store)
    try:
        made = merge(store, archive.events, archive.tips, "f")
    except Refusal as refusal:
        if events(store) != before:
            raise Broken("refused, and something was added") from refusal
        return outcome(refusal)
    finally:
        _check_alone(path)
    after = events(store)
    if not set(before) <= set(after):
        raise Broken("an event that stood is gone")
    if len(after) != len(before) + made.added:
        raise Broken("another number than was said")
    if wanted := {event.hash for event in archive.events} - {
        event.hash for event in after
    }:
        raise Broken(f"{len(wanted)} did not come")
    again = merge(store, archive.events, archive.tips, "f")
    if again.added or events(store) != after:
        raise Broken("came twice")
    check_verifies(store)
    return f"added {min(made.added, 3)}"


def events(store: Any) -> list[Any]:
    """All that a store holds."""
    with store.reading() as table:
        return list(table.every())


def check_verifies(store: Any) -> None:
    """Raises Broken where a store does not verify."""
    from smogctl.incident.verifying import verify

    for fault in verify(store).faults:
        if fault.grave and not any(meant in fault.said for meant in MEANT):
            raise Broken(f"does not verify: {outcome(fault.said)}")


def _check_alone(path: Path) -> None:
    """Nothing lies beside a store that nobody uses."""
    beside = [name for name in os.listdir(path.parent) if name.startswith(path.name)]
    if beside != [path.name]:
        raise Broken(f"beside the store: {sorted(beside)}")


TARGETS = (Target("merge", _seeds, _merged, _changed, 0.5),)
