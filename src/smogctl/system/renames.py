"""Renames that the standard library has no call for, and locks that end with their process."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from smogctl.system.platform import open_flags

_UNSUPPORTED = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
)
"""What a file system says that does not know a call, or not for such a file."""

_HERE = -100
"""AT_FDCWD (Linux, fcntl.h)."""
_FLAGS = {
    # Linux: RENAME_NOREPLACE, RENAME_EXCHANGE (renameat2(2))
    "linux": ("renameat2", 1, 2),
    # macOS: RENAME_EXCL, RENAME_SWAP (renamex_np(2))
    "darwin": ("renamex_np", 4, 2),
}


def exchange(first: Path, second: Path) -> bool:
    """Let two files or folders change names by one call.

    Whether the system can; where it cannot, nothing happens. Raises OSError where it could not be
    done, FileNotFoundError where one of them is missing.
    """
    name, _, flag = _FLAGS.get(sys.platform, ("", 0, 0))
    return _renamed(name, first, second, flag)


def rename_new(source: Path, target: Path) -> None:
    """Rename to a name that is free.

    By one call where the system has one. Raises FileExistsError where something stands there,
    OSError where it cannot be done.
    """
    name, flag, _ = _FLAGS.get(sys.platform, ("", 0, 0))
    if _renamed(name, source, target, flag):
        return
    if sys.platform != "win32" and not source.is_dir():
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError as error:
            if error.errno not in {*_UNSUPPORTED, errno.EMLINK, errno.EACCES}:
                raise
        else:
            source.unlink()
            return
    # neither call: a moment is left in which somebody else may take the name
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def _renamed(name: str, source: Path, target: Path, flag: int) -> bool:
    """Whether the system has such a call and did it."""
    if not name:
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    first, second = os.fsencode(source), os.fsencode(target)
    if sys.platform == "linux":
        failed = call(_HERE, first, _HERE, second, flag)
    else:
        failed = call(first, second, flag)
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))


def hold(folder: Path) -> int | None:
    """A handle that keeps a folder locked until it is closed, or its process ends.

    None where the system or the file system knows no such lock. Raises BlockingIOError where
    somebody else holds it, OSError where the folder cannot be opened.
    """
    return _held(folder, wait=False)


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Wait until nobody else is in here for this folder.

    Whether that is so: some file systems know no such lock, and a folder that may not be read
    has none. Raises OSError where there is no such folder.
    """
    try:
        handle = _held(folder, wait=True)
    except PermissionError:
        handle = None
    try:
        yield handle is not None
    finally:
        release(handle)


def _held(folder: Path, *, wait: bool) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows; an open folder could not be renamed there either
        return None
    flags = os.O_RDONLY | open_flags("O_DIRECTORY", "O_CLOEXEC", "O_NOFOLLOW")
    how = fcntl.LOCK_EX
    if not wait:
        how |= fcntl.LOCK_NB
    handle = os.open(os.path.realpath(folder.parent) + "/" + folder.name, flags)
    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def release(handle: int | None) -> None:
    """Give back what `hold` gave."""
    if handle is not None:
        with suppress(OSError):
            os.close(handle)
