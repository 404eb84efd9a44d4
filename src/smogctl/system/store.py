"""Answers kept from one run to the next, each under a seal that only this user's smogctl can make.

An entry that is forged, cut, swapped with another, or of another's making is as good as none: its
seal does not fit. The key lies apart from the entries and is its owner's alone. Where anything is
not as it should be (no home, a read-only disk, a full one), nothing is kept and all is only slower.
"""

import os
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from smogctl.system.cache import cache_folder, state_folder
from smogctl.system.files import read_file
from smogctl.system.hashing import blake2b

KEY_BYTES = 32
SEAL_BYTES = 32
MOST_BYTES = 32 << 20
"""Of one entry; a registry of the largest allowed size takes less."""
MOST_ENTRIES = 20_000
"""Above so many the oldest third is removed: some six districts' folders of a whole country."""


class Store:
    """Entries in a folder, each a file of its own, sealed with a key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._swept = False

    def get(self, name: str) -> bytes | None:
        """What is kept under a name; None where nothing is, or it is not to be believed."""
        path = self._path(name)
        try:
            if not is_own(os.lstat(path), stat.S_IFREG):
                return None
            data = read_file(path, MOST_BYTES).data
        except (OSError, ValueError):
            return None
        seal, kept = data[:SEAL_BYTES], data[SEAL_BYTES:]
        # compared plainly: who can time this process can also read its owner's files
        return kept if seal == self._seal(name, kept) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep something under a name, in the place of what was there.

        Where that cannot be done, nothing happens.
        """
        with suppress(OSError):
            # not synced: what a power cut leaves of it has no seal that fits
            _place(self._path(name), self._seal(name, data) + data)
            self._sweep()

    def _path(self, name: str) -> str:
        return f"{self.folder}{os.sep}{blake2b(name.encode(), digest_size=16).hexdigest()}"

    def _seal(self, name: str, data: bytes) -> bytes:
        """Over the name too, so that no entry can stand for another."""
        state = blake2b(key=self._key, digest_size=SEAL_BYTES)
        state.update(blake2b(name.encode()).digest())
        state.update(data)
        return state.digest()

    def _sweep(self) -> None:
        """Once in a run that keeps something: of too many entries the oldest go."""
        if self._swept:
            return
        self._swept = True
        entries = list(os.scandir(self.folder))
        if len(entries) <= MOST_ENTRIES:
            return
        entries.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime)
        for entry in entries[: len(entries) // 3]:
            with suppress(OSError):
                os.unlink(entry.path)  # noqa: PTH108


def is_own(status: os.stat_result, kind: int) -> bool:
    """Whether a thing is of a kind (stat.S_IFREG, stat.S_IFDIR), this user's, and no other may
    write it.

    Windows knows no such owner and mode; there the user's folder guards it.
    """
    if stat.S_IFMT(status.st_mode) != kind:
        return False
    user = getattr(os, "geteuid", None)
    return user is None or (status.st_uid == user() and not status.st_mode & 0o022)


def the_store() -> Store | None:
    """This user's store; None where there can be none, or it is switched off."""
    if not _Switch.on:
        return None
    folder, state = cache_folder(), state_folder()
    return _opened(folder, state) if folder and state else None


@lru_cache(maxsize=4)
def _opened(folder: Path, state: Path) -> Store | None:
    try:
        return Store(_own_folder(folder / "store"), _key(_own_folder(state)))
    except (OSError, ValueError):
        return None


class _Switch:
    on = True


def switch_store(*, on: bool) -> None:
    """Whether this process believes and keeps anything from here on."""
    _Switch.on = on


def store_is_on() -> bool:
    """Whether this process believes and keeps anything."""
    return _Switch.on


def _own_folder(path: Path) -> Path:
    """A folder that is this user's alone, made where there is none.

    Raises OSError where it cannot be made, ValueError where it is another's or a link.
    """
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        status = os.lstat(path)
    if not is_own(status, stat.S_IFDIR):
        raise ValueError("not this user's folder")
    return path


def _key(folder: Path) -> bytes:
    """This user's key; a new one where there is none, or others may have read it.

    With a new key nothing that was kept before is believed. Raises OSError where it cannot be kept.
    """
    path = folder / "store.key"
    with suppress(OSError, ValueError):
        status = os.lstat(path)
        private = os.name == "nt" or not status.st_mode & 0o077
        if is_own(status, stat.S_IFREG) and private:
            key = read_file(path, KEY_BYTES).data
            if len(key) == KEY_BYTES:
                return key
    key = os.urandom(KEY_BYTES)
    _place(str(path), key)
    return key


def _place(path: str, data: bytes) -> None:
    """Put a file, its owner's alone, in the place of what is there.

    Raises OSError where it cannot be written; then nothing is left of it.
    """
    # as tempfile makes it, which takes as long to import as a registry to read
    fresh = f"{path}.{os.urandom(6).hex()}.part"
    handle = os.open(
        fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(fresh, path)  # noqa: PTH105 - a Path costs as much again
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)  # noqa: PTH108
        raise
