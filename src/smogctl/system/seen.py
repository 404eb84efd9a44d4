"""What an answer rests on, looked at again before it goes out.

A file is read whole at once, but two are read one after the other: whoever changes both together
(git, a copy of a folder) may do so in between, and the answer would be of a state that never was.
So each file that a person names is noted as it was when it was first read.
"""

from pathlib import Path
from typing import NamedTuple

from smogctl.system.files import (
    FileRead,
    Stamp,
    full_name,
    read_file,
    shown_path,
    stamp_of,
)
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


class _Look(NamedTuple):
    """A file as it was; `stamp` None where it alone proves nothing (system.files)."""

    stamp: Stamp | None
    size: int
    digest: str


_looks: dict[str, _Look] = {}


def note(read: FileRead) -> None:
    """Have a file that was read whole looked at again by `settle`; its first reading counts."""
    stamp = read.stamp if read.settled else None
    look = _Look(stamp, len(read.data), read.digest)
    _looks.setdefault(full_name(read.path), look)


def settle() -> None:
    """Have done with what was read so far: from here on it may change, and our own writing may.

    Raises Refusal where a file is no longer what it was when it was first read.
    """
    looks = dict(_looks)
    forget()
    changed = [name for name, look in looks.items() if _is_other(name, look)]
    if changed:
        shown = visible("、".join(shown_path(Path(name)) for name in changed))
        raise Refusal(f"正在读的时候文件被改动：{shown}。没有做，请再运行一次。")


def forget() -> None:
    """Look at none of the files again that were read so far."""
    _looks.clear()


def _is_other(name: str, was: _Look) -> bool:
    now = stamp_of(name)
    if now is not None and now[0] == was.stamp:
        return False
    # some disks do not keep a file's number: what it holds decides
    try:
        return read_file(name, was.size).digest != was.digest
    except (OSError, ValueError):
        return True
