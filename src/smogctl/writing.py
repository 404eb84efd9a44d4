"""Whole files or none: written beside the target, synced, then renamed over it."""

import os
import stat
import tempfile
from pathlib import Path

from smogctl.findings import Refusal
from smogctl.system import reason, sync_folder
from smogctl.text import visible


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after any end of the process the old or the new one stands there, complete.

    A link is followed to the file that it names; that file keeps its permissions. Raises Refusal when it cannot be
    written: no such folder, no space, no permission, or something there that is no regular file.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(str(target.parent))
    except OSError as error:
        raise Refusal(f"写不了文件 {visible(str(path))}：{reason(error)}。没有写入。") from error


def _mode(target: Path) -> int:
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    if not stat.S_ISREG(found):
        raise Refusal(f"写不了 {visible(str(target))}：那里不是普通文件。请另给一个文件名。")
    return stat.S_IMODE(found)
