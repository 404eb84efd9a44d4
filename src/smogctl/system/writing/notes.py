"""What an act was about to place when it was killed, and how that is completed.

A note lies beside the last member of an act, the one that smogctl reads again: it is written before
the first placing and gone after the last. Whoever finds one in a folder that he reads or writes
completes it first. Each member's workshop bears a mark that names the note, so that it is not swept
before, and is found from any of the folders.
"""

import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from smogctl.system.entries import is_own
from smogctl.system.files import ACT_NOTE, read_regular
from smogctl.system.platform import sync_folder
from smogctl.system.renames import alone_in
from smogctl.system.seen import forget, settle
from smogctl.system.writing.placing import lasting, refused, swap_in, synced
from smogctl.system.writing.remarks import remark
from smogctl.system.writing.workshop import (
    Workshop,
    is_workshop,
    notes_in,
    sweep,
    workshop,
)
from smogctl.text.plain import visible

_FORMAT = "smogctl.act/1"
_MOST = 1 << 20
"""Bytes of a note."""
_MOST_MEMBERS = 100


@contextmanager
def prepared_workshop(target: Path) -> Iterator[Workshop]:
    """A workshop for a target, after what was to be placed there has been.

    Raises OSError where none can be made, Refusal where an earlier act cannot be completed,
    and where what was read has changed meanwhile.
    """
    settle()
    for note in notes_in(target.parent):
        complete(note.parent)
    complete(target.parent)
    # of a folder that an act made the note lies beside it
    complete(target.parent.parent)
    with workshop(target) as shop:
        yield shop
    # what was placed may be what was read
    forget()


@contextmanager
def noted(members: Sequence[tuple[Path, Workshop]]) -> Iterator[None]:
    """While members are placed, given with their targets, there is a note that says which.

    A single one needs none. Raises Refusal where it cannot be written. To be called by whoever is
    alone in all folders that it is about.
    """
    if len(members) == 1:
        yield
        return
    folder = members[-1][0].parent
    note = folder / ACT_NOTE
    with refused(folder, "文件夹"):
        _complete(folder)
        for _, shop in members:
            shop.mark.write_text(os.path.relpath(note, shop.folder), encoding="utf-8")
            synced(shop.mark)
            sync_folder(str(shop.folder))
        _write(note, members)
    try:
        yield
    finally:
        try:
            note.unlink()
        except OSError:
            remark(f"{visible(str(note))} 没有删掉，内容都已写全；下次会自己删。")
        lasting(folder)


def _write(note: Path, members: Sequence[tuple[Path, Workshop]]) -> None:
    entries = []
    for target, shop in members:
        part = os.path.relpath(shop.folder, note.parent)
        entry = _Entry(part, target.name, _number(shop.new), _number(target))
        entries.append(entry._asdict())
    told = json.dumps({"format": _FORMAT, "members": entries})
    with workshop(note) as shop:
        shop.new.write_text(told, encoding="ascii")
        synced(shop.new)
        shop.new.replace(note)
    lasting(note.parent)


def _number(path: Path) -> int | None:
    """What tells a file or folder from another on its disk; None where there is none."""
    try:
        return os.lstat(path).st_ino
    except OSError:
        return None


def complete(folder: Path) -> None:
    """Place what an act was about to place when it was killed, where a folder has its note.

    Raises Refusal where that cannot be done: what stands there then is half old and half new.
    """
    if not os.path.lexists(folder / ACT_NOTE):
        return
    with refused(folder, "文件夹"), alone_in(folder):
        _complete(folder)


def _complete(folder: Path) -> None:
    note = folder / ACT_NOTE
    entries = _entries(note)
    if entries is None:
        return
    folders = set()
    for entry in entries:
        part = folder / entry.part
        if is_workshop(part.name, entry.name):
            target = part.parent / entry.name
            _complete_member(Workshop(part), target, entry)
            folders.add(part.parent)
    note.unlink()
    for folder_of_members in sorted(folders):
        sweep(folder_of_members)


class _Entry(NamedTuple):
    """What a note says of a member: its workshop, its name, what is new, what stood there."""

    part: str
    name: str
    new: int | None
    before: int | None


def _entries(note: Path) -> list[_Entry] | None:
    """What a note says; None where it is not ours, or not whole."""
    try:
        if not is_own(os.lstat(note), stat.S_IFREG):
            return None
        told = json.loads(read_regular(note, _MOST))
        if told["format"] != _FORMAT:
            return None
        return [_entry(**member) for member in told["members"][:_MOST_MEMBERS]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _entry(part: Any, name: Any, new: Any, before: Any) -> _Entry:
    """A member as a note has it. Raises ValueError where it has not that form."""
    if not isinstance(part, str) or not isinstance(name, str):
        raise ValueError("no member")
    if "\0" in part or "\0" in name or "/" in name:
        raise ValueError("no name")
    return _Entry(part, name, new, before)


def _complete_member(shop: Workshop, target: Path, entry: _Entry) -> None:
    """Place a member, unless it is placed, or somebody has put something else there since.

    Raises OSError where it cannot be placed.
    """
    now = _number(target)
    if now == entry.new:
        return
    shown = visible(str(target))
    if _number(shop.new) != entry.new or now != entry.before:
        remark(f"上次没有写完，{shown} 是不是最新的，请看过。")
        return
    swap_in(shop, target)
    lasting(target.parent)
    remark(f"上次没有写完的，已补上：{shown}。")
