"""Small files, each under a name, that may all be lost: what a cache consists of.

Whoever can write to the folder can write entries; only a seal tells whose they are.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from smogctl.system.platform import own_user

MOST_ENTRY = 4 << 20
"""Bytes of one entry; a larger one is neither written nor read."""
MOST_ENTRIES = 20_000
MOST_BYTES = 256 << 20
"""Entries, and bytes of all of them together, that a folder keeps; what was written last stays."""


def _flags(*names: str) -> int:
    """Flags for opening, those of them that the system has."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


_READING = os.O_RDONLY | _flags("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_NOFOLLOW", "O_BINARY", "O_CLOEXEC")


class Entries:
    """The entries of a folder, which is made when the first is written.

    A link, another user's file or folder, what is no regular file and what is too large is no
    entry. Where nothing can be written, nothing happens.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._user = own_user()
        self._usable = self._is_ours()
        self._written = False
        self._failed = False

    def _is_ours(self) -> bool:
        """Whether the folder is one, no link to one, and this user's."""
        try:
            status = os.lstat(self._folder)
        except OSError:
            return False
        return stat.S_ISDIR(status.st_mode) and self._owned(status)

    def _owned(self, status: os.stat_result) -> bool:
        return self._user is None or status.st_uid == self._user

    def get(self, name: str) -> bytes | None:
        """The bytes of an entry, None where there is none."""
        if not self._usable:
            return None
        try:
            handle = os.open(f"{self._folder}/{name}", _READING)
        except OSError:
            return None
        try:
            status = os.fstat(handle)
            fits = stat.S_ISREG(status.st_mode) and status.st_size <= MOST_ENTRY
            data = os.read(handle, MOST_ENTRY + 1) if fits and self._owned(status) else None
        except OSError:
            return None
        finally:
            os.close(handle)
        return data if data is not None and len(data) == status.st_size else None

    def put(self, name: str, data: bytes) -> None:
        """Write an entry whole, or leave the old one.

        It is not synced: what a failing machine leaves half written reads as damaged.
        """
        if len(data) > MOST_ENTRY or self._failed or not self._prepared():
            return
        part = f"{self._folder}/.{name}.{os.getpid()}.part"
        try:
            handle = os.open(part, _WRITING, 0o600)
            try:
                _write(handle, data)
            finally:
                os.close(handle)
            os.replace(part, f"{self._folder}/{name}")  # noqa: PTH105 - thousands in a run
            self._written = True
        except OSError:
            self._failed = True  # a full disk stays full: each further try costs time
            with suppress(OSError):
                os.unlink(part)  # noqa: PTH108

    def _prepared(self) -> bool:
        if not self._usable:
            with suppress(OSError):
                Path(self._folder).mkdir(mode=0o700, parents=True)
            self._usable = self._is_ours()
            self._failed = not self._usable
        return self._usable

    def prune(self) -> None:
        """Take away what was written longest ago, where this run wrote and there is too much.

        Down to three quarters of what is kept, so that not each run has something to take away.
        """
        if not self._written:
            return
        with suppress(OSError), os.scandir(self._folder) as listed:
            found = [(entry.stat(follow_symlinks=False), entry.path) for entry in listed]
            regular = [(one.st_mtime_ns, one.st_size, path) for one, path in found if _plain(one)]
            _take_away(regular)


def _plain(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode)


def _take_away(files: list[tuple[int, int, str]]) -> None:
    """Delete the oldest of some files, given with their time and size, where they are too many."""
    size = sum(one for _, one, _ in files)
    if len(files) <= MOST_ENTRIES and size <= MOST_BYTES:
        return
    left = len(files)
    for _, one, path in sorted(files):
        if left <= MOST_ENTRIES * 3 // 4 and size <= MOST_BYTES * 3 // 4:
            return
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        left, size = left - 1, size - one


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
