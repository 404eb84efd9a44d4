"""What a folder holds, told so that old and new can be compared; and what a writing has left in it."""

import contextlib
import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Mapping
from pathlib import Path

PART = re.compile(r"^\..*\.[0-9a-f]{12,16}\.part$", re.S)
CHANCE = re.compile(r"\.[0-9a-f]{12,16}\.part")
NOTE = ".smogctl.act"
State = Mapping[str, object]


def state(folder: Path, *, modes: bool = False) -> State:
    """What is in a folder, without what may be left by a kill. Raises sqlite3.DatabaseError."""
    told: dict[str, object] = {}
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not PART.match(name)]
        place = Path(base)
        for name in [*folders, *names]:
            path = place / name
            shown = path.relative_to(folder).as_posix()
            if base.endswith("ledger") and path.suffix == ".jsonl":
                shown = "ledger/*.jsonl"  # the name has the incident's number, which is by chance
            if PART.match(name) or name == NOTE or name.endswith("-journal"):
                continue
            told[shown] = _content(path)
            if modes:
                told[shown] = (told[shown], stat.S_IMODE(path.stat().st_mode))
    if not _plain(told.get("ledger/ledger.db")):
        # a ledger without an event is none
        for name in ("ledger", "ledger/.gitignore", "ledger/ledger.db"):
            told.pop(name, None)
    return told


def _plain(content: object) -> object:
    """Without its mode."""
    return content[0] if isinstance(content, tuple) else content


def _content(path: Path) -> object:
    if path.is_dir():
        return "folder"
    if path.suffix == ".db":
        return _counted(path)
    if path.suffix == ".jsonl":
        return len(path.read_bytes().splitlines())
    return path.read_bytes()


def _counted(path: Path) -> object:
    with contextlib.closing(sqlite3.connect(path)) as database:
        tables = [
            row[0]
            for row in database.execute(
                "select name from sqlite_master where type='table' order by 1"
            )
        ]
        if "event" in tables:
            tables = ["event"]
        counted = [
            (name, database.execute(f'select count(*) from "{name}"').fetchone()[0])
            for name in tables
        ]
        return [(name, count) for name, count in counted if count]


def strays(folder: Path) -> list[str]:
    """What a writing has left."""
    left = []
    for path in folder.rglob("*"):
        if PART.match(path.name) or path.name == NOTE:
            left.append(path.relative_to(folder).as_posix())
    return left


def content(folder: Path) -> bytes:
    """A hash of all that a folder holds, strays too; what is by chance in their names does not count."""
    digest = hashlib.blake2b()
    for path in sorted(folder.rglob("*"), key=_plain_name):
        status = path.lstat()
        digest.update(f"{_plain_name(path)}\0{status.st_mode}\0".encode())
        if stat.S_ISREG(status.st_mode):
            digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.digest()


def _plain_name(path: Path) -> str:
    return CHANCE.sub(".part", os.fspath(path))


def difference(now: State, old: State, new: State) -> str:
    """Which of what a folder holds is old, new or another."""
    told = []
    for name in sorted({*now, *old, *new}):
        values = [each.get(name) for each in (now, old, new)]
        if values[0] == values[1] == values[2]:
            continue
        which = "other"
        if values[0] == values[1]:
            which = "old"
        elif values[0] == values[2]:
            which = "new"
        told.append(f"{name} {which}")
    return ", ".join(told)
