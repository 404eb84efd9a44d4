"""The moment of replacing: what is new takes its place, and can be taken back."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from smogctl.system.files import reason
from smogctl.system.platform import sync_folder
from smogctl.system.renames import exchange, rename_new
from smogctl.system.writing.remarks import remark
from smogctl.system.writing.workshop import Workshop
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

Undo = Callable[[], object]
"""Takes a placing back. Raises OSError where it cannot."""

_NO_SUCH_CALL = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
)
"""What a file system says that cannot sync a file; EIO and the like mean that it was not kept."""


@contextmanager
def refused(path: Path, what: str = "文件") -> Iterator[None]:
    """What the system says while something is written, as a Refusal."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            f"写不了{what} {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error


def synced(path: Path, mode: int | None = None) -> None:
    """Make a file last through a power cut, with permissions where some are given.

    Where the file system cannot, that is said. Raises OSError where its content was not kept.
    """
    with path.open("rb+") as file:
        if mode is not None:
            # before the sync: btrfs forgets what is changed behind it
            give_mode(path, mode)
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in _NO_SUCH_CALL:
                raise
            remark("这里的磁盘不能确认落盘：文件已写全，断电时可能丢失。")


def lasting(folder: Path) -> None:
    """Make what was placed in a folder last through a power cut; a disk that fails is told of."""
    try:
        sync_folder(str(folder))
    except OSError:
        remark("已写入，但磁盘没有确认落盘：断电时可能丢失。请看过磁盘，再写一次。")


def give_mode(path: Path, mode: int) -> None:
    """Give permissions; where the file system keeps none (NTFS, CIFS), that is said.

    Raises OSError where another reason keeps it from that.
    """
    if stat.S_IMODE(path.stat().st_mode) == mode:
        return
    try:
        path.chmod(mode)
    except OSError as error:
        if error.errno not in {*_NO_SUCH_CALL, errno.EACCES}:
            raise
        remark("这里的磁盘不保存文件权限：文件已写全，权限没有照设。")


def finished(path: Path, mode: int) -> None:
    """A file that is whole: synced, with its permissions. Raises OSError."""
    synced(path, mode)


def mode_for(target: Path, *, private: bool) -> int:
    """The permissions of a file that takes this place: those of what stands there, or the usual.

    A `private` one is for its owner only. Raises Refusal where no regular file stands there,
    OSError where it cannot be reached.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG | (0o666 & ~umask())
    if not stat.S_ISREG(mode):
        raise Refusal(
            f"写不了 {visible(str(target))}：那里不是普通文件。请另给一个文件名。"
        )
    if private:
        mode &= 0o700
    return stat.S_IMODE(mode)


def umask() -> int:
    """The permissions that this process takes from what it makes."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def put_new(shop: Workshop, target: Path) -> Undo:
    """What is new takes a name that is free.

    Raises FileExistsError where it is not, OSError where it cannot.
    """
    rename_new(shop.new, target)
    return partial(target.rename, shop.new)


def put_on_empty(shop: Workshop, target: Path) -> Undo:
    """A new folder takes the place of an empty one.

    Raises OSError where that is not empty any more, or it cannot.
    """
    if sys.platform == "win32":
        target.rmdir()
    shop.new.rename(target)
    return partial(_leave_empty, target, shop.new)


def _leave_empty(target: Path, new: Path) -> None:
    target.rename(new)
    target.mkdir()


def swap_in(shop: Workshop, target: Path) -> Undo:
    """What is new takes its place; what stood there is kept in the workshop.

    Raises OSError where it cannot.
    """
    while True:
        try:
            if exchange(shop.new, target):
                return partial(exchange, shop.new, target)
            return _swap_in_steps(shop, target)
        except FileNotFoundError:
            if not os.path.lexists(shop.new):
                raise
        try:
            return put_new(shop, target)
        except FileExistsError:
            continue  # somebody was quicker


def _swap_in_steps(shop: Workshop, target: Path) -> Undo:
    """Where no call exchanges two names. A folder is away for a moment; a file where there are no
    hard links.
    """
    if target.is_dir():
        target.rename(shop.old)
    else:
        try:
            os.link(target, shop.old, follow_symlinks=False)
        except OSError:
            target.rename(shop.old)
    try:
        os.replace(shop.new, target)  # noqa: PTH105 - as in the docs
    except BaseException:
        os.replace(shop.old, target)  # noqa: PTH105
        raise
    return partial(_back_in_steps, shop, target)


def _back_in_steps(shop: Workshop, target: Path) -> None:
    if target.is_dir():
        target.rename(shop.new)
    os.replace(shop.old, target)  # noqa: PTH105
