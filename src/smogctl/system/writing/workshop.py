"""Where something is made before it stands: a folder beside the target, found again after a kill.

Its maker holds a lock on it, which ends with the process: a workshop that nobody holds is a stray,
and the next writing of the same target takes it away.
"""

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from smogctl.system.files import ACT_NOTE, names_in, read_regular
from smogctl.system.platform import own_user
from smogctl.system.processes import uninterrupted
from smogctl.system.renames import hold, release
from smogctl.system.writing.remarks import remark
from smogctl.text.plain import visible

MANIFEST = ".smogctl"
"""In a folder that smogctl wrote: the names of its files, a line each. Only such a folder may be
replaced.
"""
_CLIP = 40
"""Characters of a target's name that its workshop bears."""
_NAME = re.compile(r"\.(?P<name>.{1,40})\.[0-9a-f]{12}\.part", re.S)
_OLD_ENOUGH = 3600
"""Seconds after which a workshop is a stray where no lock tells."""


class Workshop:
    """A folder beside a target, for the new thing and what it displaces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handle: int | None = None
        self.new = folder / "new"
        self.old = folder / "old"
        self.mark = folder / "act"
        """Where the note of the act lies that this belongs to; see notes.py."""

    @property
    def displaced(self) -> Path:
        """What stood where the new thing stands now."""
        if os.path.lexists(self.old):
            return self.old
        return self.new

    def make(self) -> None:
        """Make the folder and hold it. Raises OSError where that cannot be done."""
        while True:
            self.folder.mkdir(0o700)
            try:
                self._handle = hold(self.folder)
            except (BlockingIOError, FileNotFoundError):
                continue  # a sweeper came between making and holding, and deletes it
            if _is_still(self.folder, self._handle):
                return
            release(self._handle)

    def close(self) -> None:
        """Take it away with what is in it. What cannot be, is left for the next writing."""
        with uninterrupted():
            _empty(self.folder)
            release(self._handle)
            self._handle = None


def new_workshop(target: Path) -> Workshop:
    """A workshop for a target, which is not made yet."""
    token = os.urandom(6).hex()
    name = f".{target.name[:_CLIP]}.{token}.part"
    return Workshop(target.parent / name)


@contextmanager
def workshop(target: Path) -> Iterator[Workshop]:
    """A workshop for a target, gone at the end; strays in that folder are swept first.

    Raises OSError where none can be made.
    """
    sweep(target.parent)
    shop = new_workshop(target)
    try:
        shop.make()
        yield shop
    finally:
        shop.close()


def _is_still(folder: Path, handle: int | None) -> bool:
    """Whether what is held still has its name."""
    if handle is None:
        return True
    try:
        return os.lstat(folder).st_ino == os.fstat(handle).st_ino
    except FileNotFoundError:
        return False


def is_workshop(name: str, target: str) -> bool:
    """Whether a name is that of a workshop for a target of this name."""
    parts = _NAME.fullmatch(name)
    return parts is not None and parts["name"] == target[:_CLIP]


def sweep(folder: Path) -> None:
    """Take away what killed writings left in a folder.

    What one of them had put aside goes back where nothing stands now. What cannot be taken away
    is left.
    """
    with suppress(OSError):
        for name in names_in(folder):
            parts = _NAME.fullmatch(name)
            if parts is not None:
                _sweep(folder / name, folder / parts["name"])


def _sweep(folder: Path, target: Path) -> None:
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or own_user() not in (None, status.st_uid):
        return
    try:
        handle = hold(folder)
    except OSError:
        return  # somebody is writing
    try:
        if handle is None and time.time() - status.st_mtime < _OLD_ENOUGH:
            return
        if note_of(folder) is None and _put_back(Workshop(folder).old, target):
            _empty(folder)
    finally:
        release(handle)


def _put_back(old: Path, target: Path) -> bool:
    """What a killed writing had put aside, into its place again, where nothing stands now.

    Whether the rest may go. Not where it is unknown which name the old thing had, and nothing with
    such a name stands: then it may be all that is left.
    """
    if not os.path.lexists(old):
        return True
    if len(target.name) >= _CLIP:
        for name in names_in(target.parent):
            if name.startswith(target.name):
                return True
        remark(f"上次没有写完：原来的在 {visible(str(old))}，请自己改回原名。")
        return False
    if not os.path.lexists(target):
        old.rename(target)
        remark(f"上次没有写完：{visible(str(target))} 已恢复成原来的。")
    return True


def note_of(folder: Path) -> Path | None:
    """The note of the act that a workshop belongs to; None where there is none any more."""
    try:
        told = read_regular(Workshop(folder).mark, 4096).decode("utf-8")
    except (OSError, ValueError):
        return None
    # not through the workshop, which will be gone
    note = Path(os.path.normpath(folder / told))
    is_note = note.name == ACT_NOTE and "\0" not in told
    if not is_note or not os.path.lexists(note):
        return None
    return note


def notes_in(folder: Path) -> list[Path]:
    """The notes of acts that were to place something in a folder."""
    notes: dict[Path, None] = {}
    with suppress(OSError):
        for name in names_in(folder):
            if _NAME.fullmatch(name):
                note = note_of(folder / name)
                if note is not None:
                    notes[note] = None
    return list(notes)


def _empty(folder: Path) -> None:
    """Delete a workshop.

    Of a folder that stood at the target only what smogctl wrote: what somebody else put there
    meanwhile stays, and is named.
    """
    with suppress(OSError):
        for name in names_in(folder):
            _delete(folder / name)
    try:
        with suppress(FileNotFoundError):
            folder.rmdir()
    except OSError:
        # a disk that fails now may not fail at the next writing
        remark(f"{visible(str(folder))} 没有删净，请看过再删。")


def _delete(thing: Path) -> None:
    """Delete what was made, or displaced. Raises OSError where it cannot."""
    if thing.is_symlink() or not thing.is_dir():
        thing.unlink()
    elif (thing / MANIFEST).is_file():
        _delete_listed(thing)
    else:
        shutil.rmtree(thing, ignore_errors=True)


def _delete_listed(folder: Path) -> None:
    """Delete the files that a folder's manifest lists, and what is empty then."""
    with suppress(OSError, ValueError):
        listed = listed_in(folder)
        for name in sorted(files_below(folder) & {MANIFEST, *listed}):
            (folder / name).unlink()
        for base, _, _ in os.walk(folder, topdown=False):
            Path(base).rmdir()


def listed_in(folder: Path) -> set[str]:
    """The files that a folder's manifest lists. Raises OSError or ValueError where it has none."""
    text = read_regular(str(folder / MANIFEST), 8 << 20).decode("utf-8")
    return set(text.splitlines())


def files_below(folder: Path) -> set[str]:
    """The files of a folder and of those in it, with / between folders; links to folders too."""
    files = set()
    for base, folders, names in os.walk(folder):
        place = Path(base)
        for name in names:
            files.add((place / name).relative_to(folder).as_posix())
        for name in folders:
            link = place / name
            if link.is_symlink():
                files.add(link.relative_to(folder).as_posix())
    return files
