"""Small files, each under a name, that may all be lost: what a cache consists of.

Whoever can write to the folder can write entries; only a seal tells whose they are (store.py).
What else lies in the folder is left alone: only files called as entries are ever taken away.
"""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from smogctl.system.platform import open_flags, own_user
from smogctl.text.patterns import later

if TYPE_CHECKING:
    import re

MOST_ENTRY = 32 << 20
"""Bytes of one entry; a larger one is neither written nor read."""
MOST_ENTRIES = 20_000
MOST_BYTES = 512 << 20
"""Entries, and bytes of all of them together, that a folder keeps; what was written last stays."""

STRAY = 3600
"""Seconds after which a file that is still being written belongs to a run that was killed."""

_ENTRY = later(r"[0-9a-f]{32}")
_BEGUN = later(r"(?:[0-9a-f]{32}|store\.key)\.[0-9a-f]{12}\.part")

_READING = os.O_RDONLY | open_flags("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
_WRITING = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | open_flags("O_NOFOLLOW", "O_BINARY", "O_CLOEXEC")
)


def is_own(status: os.stat_result, kind: int) -> bool:
    """Whether a thing is of a kind, this user's, and no other may write it.

    `kind`: stat.S_IFREG, stat.S_IFDIR. Windows knows no such owner and mode; there the user's
    folder guards it.
    """
    if stat.S_IFMT(status.st_mode) != kind:
        return False
    user = own_user()
    if user is None:
        return True
    return status.st_uid == user and not status.st_mode & 0o022


class Entries:
    """The entries of a folder, which is made when the first is written.

    A link, what is another's or may be written by others, what is no regular file and what is too
    large is no entry. Where nothing can be written, nothing happens.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self._usable = self._is_ours()
        self._written = False
        self._failed = False

    def _is_ours(self) -> bool:
        """Whether the folder is one, no link to one nor in one, and this user's."""
        try:
            if os.path.islink(os.path.dirname(self.folder)):  # noqa: PTH114, PTH120 - each run
                return False
            return is_own(os.lstat(self.folder), stat.S_IFDIR)
        except OSError:
            return False

    def get(self, name: str) -> bytes | None:
        """The bytes of an entry, None where there is none."""
        if not self._usable:
            return None
        try:
            handle = os.open(f"{self.folder}/{name}", _READING)
        except OSError:
            return None
        try:
            status = os.fstat(handle)
            if not is_own(status, stat.S_IFREG):
                return None
            if status.st_size > MOST_ENTRY:
                return None
            data = os.read(handle, status.st_size + 1)
        except OSError:
            return None
        finally:
            os.close(handle)
        if len(data) != status.st_size:
            return None
        return data

    def put(self, name: str, data: bytes) -> None:
        """Write an entry whole, or leave the old one.

        It is not synced: what a failing machine leaves half written reads as damaged. Before the
        first of a run, what is too much is taken away.
        """
        if len(data) > MOST_ENTRY:
            return
        if self._failed:
            return
        if not self._prepared():
            return
        if not self._written:
            self._prune()
        self._written = True
        try:
            place(f"{self.folder}/{name}", data)
        except OSError:
            self._failed = True  # a full disk stays full: each further try costs time

    def _prepared(self) -> bool:
        if self._usable:
            return True
        with suppress(OSError, ValueError):
            if not Path(self.folder).parent.is_symlink():
                own_folder(Path(self.folder))
        self._usable = self._is_ours()
        self._failed = not self._usable
        return self._usable

    def _prune(self) -> None:
        """Take away what was written longest ago, where there is too much.

        Down to three quarters of what is kept, so that not each run has something to take away.
        """
        kept = []
        for path, status in _listed(self.folder, _ENTRY):
            kept.append((status.st_mtime_ns, status.st_size, path))
        _take_away(kept)
        sweep(self.folder)


def own_folder(path: Path) -> None:
    """Make a folder of this user's alone where there is none, and those above it that are lacking.

    Raises OSError where it cannot be made, ValueError where it, or one that is lacking above it, is
    a link, another's, or may be written by others.
    """
    lacking = []
    above = path
    while not os.path.lexists(above) and above != above.parent:
        lacking.append(above)
        above = above.parent
    for folder in reversed(lacking):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _require_own(folder)
    _require_own(path)


def _require_own(folder: Path) -> None:
    if not is_own(os.lstat(folder), stat.S_IFDIR):
        raise ValueError("not this user's folder")


def sweep(folder: str) -> None:
    """Take away what runs that were killed have left half written in a folder."""
    for path, status in _listed(folder, _BEGUN):
        if abs(time.time() - status.st_mtime) > STRAY:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108


def _listed(
    folder: str, names: "re.Pattern[str]"
) -> Iterator[tuple[str, os.stat_result]]:
    """The regular files of a folder with names of a kind, as far as it can be listed."""
    with suppress(OSError), os.scandir(folder) as listed:
        for entry in listed:
            if not names.fullmatch(entry.name):
                continue
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    yield entry.path, status


def place(path: str, data: bytes) -> None:
    """Put a file, its owner's alone, in the place of what is there.

    Raises OSError where it cannot be written; then nothing is left of it.
    """
    # as tempfile names it, which takes as long to import as a registry to read
    fresh = f"{path}.{os.urandom(6).hex()}.part"
    handle = os.open(fresh, _WRITING, 0o600)
    try:
        try:
            _write(handle, data)
        finally:
            os.close(handle)
        os.replace(fresh, path)  # noqa: PTH105 - thousands in a run
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)  # noqa: PTH108
        raise


def _take_away(files: list[tuple[int, int, str]]) -> None:
    """Delete the oldest of some files, given with their time and size, where they are too many."""
    count = len(files)
    total = sum(size for _, size, _ in files)
    if count <= MOST_ENTRIES and total <= MOST_BYTES:
        return
    for _, size, path in sorted(files):
        few = count <= MOST_ENTRIES * 3 // 4
        small = total <= MOST_BYTES * 3 // 4
        if few and small:
            return
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        count -= 1
        total -= size


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
