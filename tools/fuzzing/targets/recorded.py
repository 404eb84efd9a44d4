"""Answers that are imported into a ledger and recorded.

Whatever the file: the ledger has what it had and verifies, and the same file again adds nothing.
"""

import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fuzzing.calling import called, place
from fuzzing.mutating import mutated
from fuzzing.packages import rezipped
from fuzzing.target import Broken, Chance, Target, clean, outcome
from fuzzing.targets.answers import answer_books, answer_texts
from fuzzing.targets.ledgers import OPENED, ledger_of
from fuzzing.targets.merging import check_verifies, events


@lru_cache(maxsize=1)
def _opened() -> Path:
    """A ledger with an incident that was issued, of which nobody has answered."""
    path = place() / "opened.db"
    ledger_of(OPENED, path)
    return path


def _recorded(data: bytes) -> str:
    from smogctl.incident.ledger.sqlite import SqliteStore

    office = place() / "office"
    path = office / "recorded.db"
    shutil.copyfile(_opened(), path)
    (office / "f").write_bytes(data)
    store = SqliteStore(path)
    before = set(events(store))
    words = [
        "incident",
        "import",
        "f",
        "--confirm",
        "--ledger",
        path.name,
        "--by",
        "甲",
    ]
    words += ["--now", "2026-12-02T08:00"]
    try:
        code, out, err = called(words)
        after = set(events(store))
        check_verifies(store)
        if before - after:
            raise Broken("something of the ledger is gone")
        if code not in (0, 1, 2) or "内部错误" in err:
            raise Broken(f"exit code {code} {err[:80]}")
        clean(out + err)
        called(words)
        if set(events(store)) != after:
            raise Broken("recorded twice is not recorded once")
    finally:
        path.unlink(missing_ok=True)
        (office / "f").unlink()
    return f"{code} {len(after) - len(before)} {outcome(err.partition(chr(10))[0])}"


def _answers() -> list[bytes]:
    return [*answer_texts(), *answer_books()]


def _answered(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    change = rezipped if data.startswith(b"PK") else mutated
    same = [seed for seed in seeds if seed[:2] == data[:2]] or seeds
    return change(data, same, chance)


TARGETS = (Target("recorded", _answers, _recorded, _answered, 0.1),)
