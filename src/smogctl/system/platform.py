"""What differs between Unix and Windows, each with a fallback: syncing, limits, process groups,
closed pipes.

With renames.py the only file that may use what Unix alone has; a test runs the product with all
of that taken away.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from smogctl.text.patterns import later

if TYPE_CHECKING:  # costs a tenth of the start, and few commands begin a process
    from subprocess import Popen

_FAILED = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ENOSPC", "EDQUOT", "EROFS")
    if hasattr(errno, name)
)
"""What a disk says that failed, not one that knows no such call."""


def open_flags(*names: str) -> int:
    """Flags for opening, those of them that the system has."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


def sync_folder(path: str) -> None:
    """Make a rename in the folder last through a power cut, where the system can (Windows has no
    such call).

    Raises OSError where the disk failed: what the folder should hold may be lost.
    """
    flag = getattr(os, "O_DIRECTORY", None)
    if flag is None:
        return
    try:
        handle = os.open(path, os.O_RDONLY | flag)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # some file systems and folders refuse; the file itself is synced
        if error.errno in _FAILED:
            raise


def limit_this_process(cpu_seconds: int, memory_bytes: int) -> None:
    """From here on this process may use so much time and memory.

    A system without limits has only the wall's.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def limiting(memory_bytes: int, file_bytes: int) -> Callable[[], None] | None:
    """What a child process does before it begins: from then on it has so much memory.

    Its files are no larger than `file_bytes`.
    None on a system without limits.
    """
    try:
        import resource
    except ImportError:
        return None

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit


HAS_GROUPS = hasattr(os, "killpg")
"""Whether a process can head a group that ends with it."""


def kill_group(process: "Popen[bytes]") -> None:
    """End a process that heads a group, and the group with it.

    Without groups, the process alone.
    """
    if HAS_GROUPS:
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def parent_process() -> int | None:
    """The number of the parent, which changes when the parent ends.

    None where the system does not tell.
    """
    if sys.platform == "win32":
        return None
    return os.getppid()


def own_user() -> int | None:
    """The number of the user that this process acts for; None where the system has none."""
    number = getattr(os, "geteuid", None)
    if number is None:
        return None
    user: int = number()
    return user


def pipe_closed() -> frozenset[int]:
    """The errors that mean that a pipe's reader went away; Windows has one more for it."""
    if sys.platform == "win32":
        return frozenset({errno.EPIPE, errno.EINVAL})
    return frozenset({errno.EPIPE})


def cache_home() -> Path | None:
    """Where programs of this user keep caches, by the system's habit.

    None for a container's user without a home.
    """
    return _own_folder("Caches", "XDG_CACHE_HOME", ".cache")


def state_home() -> Path | None:
    """Where programs of this user keep what is theirs from run to run, by the system's habit.

    None for a container's user without a home.
    """
    return _own_folder("Application Support", "XDG_STATE_HOME", ".local/state")


def _own_folder(of_mac: str, variable: str, of_unix: str) -> Path | None:
    """A folder of this user by the system's habit; Windows has one for both purposes."""
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            if local:
                return Path(local)
            return Path.home() / "AppData" / "Local"
        if sys.platform == "darwin":
            return _home() / "Library" / of_mac
        # a relative one counts as none (XDG Base Directory)
        named = Path(os.environ.get(variable, ""))
        if named.is_absolute():
            return named
        return _home() / of_unix
    except RuntimeError:
        return None


def _home() -> Path:
    """The user's home. Raises RuntimeError where there is none: a relative one is none."""
    home = Path.home()
    if os.environ.get("HOME") == "" or not home.is_absolute():
        raise RuntimeError("no home")
    return home


def as_named(path: str) -> Path | None:
    """A path as a person names it, `~` for a home; None where there is no such home."""
    try:
        if path.startswith("~"):
            _home()
        return Path(path).expanduser()
    except RuntimeError:
        return None


_SHARES = later(
    r"^(nfs\d?|cifs|smb\w*|ncpfs|afs|davfs\d?|fuse\.(sshfs|rclone|davfs2?))$"
)
_DRIVE_REMOTE = 4


def network_share(folder: Path) -> str | None:
    """What kind of network share a folder lies on; None for a disk of this machine, or unknown."""
    if sys.platform == "win32":
        return _windows_share(str(folder))
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    nearest = kind = ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = parts[1].replace("\\040", " ")
        if not f"{folder}/".startswith(f"{place.rstrip('/')}/"):
            continue
        # of two mounts on one place the later hides the first
        if len(place) >= len(nearest):
            nearest, kind = place, parts[2]
    if _SHARES.match(kind):
        return kind
    return None


def _windows_share(folder: str) -> str | None:
    if folder.startswith(("\\\\", "//")):
        return "UNC"
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return None
    drive = windll.kernel32.GetDriveTypeW(f"{folder[:2]}\\")
    if drive != _DRIVE_REMOTE:
        return None
    return "SMB"


def machine_name() -> str:
    """What this machine is called."""
    uname = getattr(os, "uname", None)
    if uname is None:
        return os.environ.get("COMPUTERNAME", "")
    name: str = uname().nodename
    return name
