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
from smogctl.system.entries import Entries, is_own, own_folder, place, sweep
from smogctl.system.files import read_file
from smogctl.system.hashing import blake2b

KEY_BYTES = 32
SEAL_BYTES = 32


class Store:
    """Entries sealed with a key."""

    def __init__(self, entries: Entries, key: bytes) -> None:
        self.entries = entries
        self._key = key

    def get(self, name: str) -> bytes | None:
        """What is kept under a name; None where nothing is, or it is not to be believed."""
        data = self.entries.get(file_of(name))
        if data is None:
            return None
        seal, kept = data[:SEAL_BYTES], data[SEAL_BYTES:]
        # compared plainly: who can time this process can also read its owner's files
        if seal != self._seal(name, kept):
            return None
        return kept

    def put(self, name: str, data: bytes) -> None:
        """Keep something under a name, in the place of what was there.

        Where that cannot be done, nothing happens.
        """
        self.entries.put(file_of(name), self._seal(name, data) + data)

    def _seal(self, name: str, data: bytes) -> bytes:
        """Over the name too, so that no entry can stand for another."""
        state = blake2b(key=self._key, digest_size=SEAL_BYTES)
        state.update(_digest(name))
        state.update(data)
        return state.digest()


def file_of(name: str) -> str:
    """The file of an entry."""
    return _digest(name).hex()


def _digest(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def the_store() -> Store | None:
    """This user's store; None where there can be none, or it is switched off."""
    if not _Switch.on:
        return None
    folder, state = cache_folder(), state_folder()
    if folder is None:
        return None
    if state is None:
        return None
    return _opened(folder, state)


@lru_cache(maxsize=4)
def _opened(folder: Path, state: Path) -> Store | None:
    try:
        own_folder(state)
        return Store(Entries(folder / "store"), _key(state))
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


def _key(folder: Path) -> bytes:
    """This user's key; a new one where there is none, or others may have read it.

    With a new key nothing that was kept before is believed. Raises OSError where it cannot be kept.
    """
    path = folder / "store.key"
    with suppress(OSError, ValueError):
        status = os.lstat(path)
        if is_own(status, stat.S_IFREG) and _is_private(status):
            key = read_file(path, KEY_BYTES).data
            if len(key) == KEY_BYTES:
                return key
    key = os.urandom(KEY_BYTES)
    sweep(str(folder))
    place(str(path), key)
    return key


def _is_private(status: os.stat_result) -> bool:
    """Whether nobody else may read a file, as far as the system tells."""
    if os.name == "nt":
        return True
    return not status.st_mode & 0o077
