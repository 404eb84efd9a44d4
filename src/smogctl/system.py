"""What differs between Unix and Windows, each with a fallback: opening, syncing, closed pipes, signals.

The only file that may use what Unix alone has; a test runs the product with all of that taken away.
"""

import errno
import os
import stat
import sys


def read_regular(path: str, limit: int) -> bytes:
    """The bytes of a regular file, `limit` + 1 of them at most.

    Raises OSError as open does, and ValueError for what is no regular file (a pipe, a device, a folder): such a
    thing would hang or never end (hazards, row 24).
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if os.path.isdir(path):
        raise ValueError("not a regular file")
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("not a regular file")
        parts, left = [], limit + 1
        while left > 0 and (part := os.read(handle, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def sync_folder(path: str) -> None:
    """Make a rename in the folder last through a power cut, where the system can (Windows has no such call)."""
    flag = getattr(os, "O_DIRECTORY", None)
    if flag is None:
        return
    handle = os.open(path, os.O_RDONLY | flag)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems refuse; the file itself is synced
        pass
    finally:
        os.close(handle)


def is_broken_pipe(error: OSError) -> bool:
    """Whether the reader of our output went away; Windows says EINVAL for it."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def silence_stdout() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter's exit does not fail."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.close(sink)
    except OSError:
        pass
