"""Files as they are: read once, with a limit and a stamp.

What a folder holds; why the system refused.
"""

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from smogctl.system.hashing import blake2b
from smogctl.system.platform import open_flags

_READING = os.O_RDONLY | open_flags("O_NONBLOCK", "O_BINARY", "O_CLOEXEC")

ACT_NOTE = ".smogctl.act"
"""The file in a folder that says what an act was about to place; see writing/notes.py."""

SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clock of a usual file system (FAT) counts by two seconds."""


class Stamp(NamedTuple):
    """What tells, without reading, that a file is the one that was seen before.

    Times in nanoseconds.

    `changed` is the time of the last change of name, owner or times: a restored `modified` does not
    hide an edit. `inode` and `device` tell another file of the same times under the same name.
    """

    modified: int
    size: int
    changed: int
    inode: int
    device: int


class FileRead(NamedTuple):
    """A file's bytes, read once, with the stamp that it had before the first byte was read.

    `settled`: no later save can have the same stamp. A file saved within the clock's grain of the
    reading could, so its stamp alone proves nothing; its digest does.
    """

    path: Path
    stamp: Stamp
    settled: bool
    data: bytes

    @property
    def digest(self) -> str:
        """A hash of the bytes."""
        return blake2b(self.data, digest_size=16).hexdigest()


def read_file(path: Path | str, limit: int) -> FileRead:
    """Read a regular file, `limit` + 1 bytes of it at most.

    Raises OSError as open does, and ValueError for what is no regular file (a pipe, a device, a
    folder): such a thing would hang or never end.
    """
    if os.path.isdir(path):
        raise ValueError("not a regular file")
    handle = os.open(path, _READING)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("not a regular file")
        settled = _settled(status, time.time_ns())
        data = _bytes(handle, limit + 1)
    finally:
        os.close(handle)
    return FileRead(Path(path), _stamp(status), settled, data)


def _bytes(handle: int, left: int) -> bytes:
    parts = []
    while left > 0:
        part = os.read(handle, min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _stamp(status: os.stat_result) -> Stamp:
    times = status.st_mtime_ns, status.st_size, status.st_ctime_ns
    return Stamp(*times, status.st_ino, status.st_dev)


def _settled(status: os.stat_result, now: int) -> bool:
    if sys.platform == "win32":
        return False  # there `changed` is when the file was made, and hides an edit
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - SETTLED


def stamp_of(path: Path | str) -> tuple[Stamp, bool] | None:
    """A file's stamp and whether it is settled, without reading it.

    None where there is no such file.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands in a run
    except (OSError, ValueError):
        return None
    return _stamp(status), _settled(status, time.time_ns())


def read_regular(path: Path | str, limit: int) -> bytes:
    """The bytes alone of a regular file, as `read_file` reads it.

    Raises OSError and ValueError as that does.
    """
    return read_file(path, limit).data


def is_folder(name: Path | str) -> bool:
    """Whether a name is that of a folder that can be reached."""
    if not str(name):
        return False
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether there is a regular file, or a link to one, that can be reached."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether a name is taken, be it by a link to nothing."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def name_fault(name: str) -> str:
    """Why nothing can be called so, in Chinese; empty where something can."""
    try:
        os.lstat(name)
    except UnicodeError:
        return "有不成字的代码"
    except ValueError:
        return "有空字符（U+0000）"
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return reason(error)
    return ""


def full_name(path: Path) -> str:
    """A file's name from the root on; links stay as they are."""
    return str(path.absolute())


def names_in(folder: Path | str) -> list[str]:
    """The names in a folder, sorted. Raises OSError where it cannot be listed."""
    return sorted(os.listdir(folder))


def beside(path: Path, usual: str, name: str) -> Path:
    """A file in a folder beside that of a path: in the usual one, else the first that has it.

    Where none has it, the place in the usual one.
    """
    here = path.parent
    expected = here.parent / usual / name
    with suppress(OSError):
        if expected.exists():
            return expected
        for folder in names_in(here.parent):
            other = here.parent / folder
            if other != here and (other / name).is_file():
                return other / name
    return expected


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path, its links followed, ends outside a folder."""
    return not real_path(path).is_relative_to(real_path(folder))


def real_path(path: Path) -> Path:
    """A path without links; one whose links go in a circle ends where that begins."""
    # Path.resolve raises for a circle
    return Path(os.path.realpath(path))  # noqa: PTH


def links_out(folder: Path) -> frozenset[str]:
    """The names in a folder that are links to what lies outside of it.

    Who writes such a link may not be who may read what it leads to. None where the folder cannot
    be listed.
    """
    links = []
    with suppress(OSError), os.scandir(folder) as listed:
        for entry in listed:
            if entry.is_symlink():
                links.append(entry.name)
    return frozenset(name for name in links if leads_out(folder / name, folder))


def shown_path(path: Path) -> str:
    """A file's name for people: relative to the working directory where it lies below it."""
    try:
        # links stay as they are
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()  # noqa: PTH100
    except (OSError, ValueError):
        return path.as_posix()


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "那里已有东西",
    errno.EISDIR: "那是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "磁盘配额已满",
    errno.EFBIG: "文件超过允许的大小",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "正被占用，或是单独挂载进来的文件，不能整个换掉；请写成别的名字，再复制过去",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a usual one."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    if error.strerror:
        return error.strerror
    return str(error)
