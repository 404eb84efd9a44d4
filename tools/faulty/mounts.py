"""Disks of our own: images of file systems behind loop devices, and disks in memory.

They are mounted in a mount namespace of this process alone: nobody else sees them, and what is still mounted at its end
goes with it. That needs Linux and root (or, for disks in memory only, a user namespace); `why_not` says what is missing.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
SEARCHED = "/usr/local/sbin:/usr/sbin:/sbin"


class Kind(NamedTuple):
    """A file system, how it is made and how mounted."""

    name: str
    make: Sequence[str]
    options: str
    megabytes: int


KINDS = (
    Kind("ext4", ("mkfs.ext4", "-q", "-F"), "commit=300", 16),
    Kind(
        # nothing but fsync orders data: no rename waits for them
        "ext4-lax",
        ("mkfs.ext4", "-q", "-F"),
        "commit=300,data=writeback,noauto_da_alloc",
        16,
    ),
    Kind("xfs", ("mkfs.xfs", "-q", "-f"), "noatime", 320),
    Kind("btrfs", ("mkfs.btrfs", "-q", "-f"), "commit=300", 120),
)


def program(name: str) -> str | None:
    """Where a program lies; those for administrators are not on everybody's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SEARCHED}")


def _said(words: Sequence[str]) -> str | None:
    """What a program says when it fails; None when it does not."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if not done.returncode:
        return None
    return (done.stderr or done.stdout).strip().replace("\n", " ") or "failed"


@cache
def _alone() -> str | None:
    """Enter a mount namespace of our own. What keeps us from it, or None."""
    if sys.platform != "linux":
        return "only Linux has mount namespaces"
    flags, user, group = CLONE_NEWNS, os.getuid(), os.getgid()
    if user:
        flags |= CLONE_NEWUSER
    if ctypes.CDLL(None, use_errno=True).unshare(flags):
        return f"no mount namespace: {os.strerror(ctypes.get_errno())}"
    if user:
        with contextlib.suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    return _said(["mount", "--make-rprivate", "/"])


@cache
def why_not_memory() -> str | None:
    """What keeps us from mounting a disk in memory, or None."""
    return _alone()


@cache
def why_not(kind: Kind, folder: Path) -> str | None:
    """What keeps us from mounting such a file system, tried in a folder, or None."""
    missing = _alone()
    if missing:
        return missing
    if program(kind.make[0]) is None:
        return f"no {kind.make[0]}"
    image, point = folder / "tried.img", folder / "tried"
    point.mkdir(exist_ok=True)
    try:
        make(kind, image)
        with mounted(image, point, kind.options):
            pass
    except OSError as error:
        return str(error)
    finally:
        image.unlink(missing_ok=True)
        point.rmdir()
    return None


def make(kind: Kind, image: Path) -> None:
    """An image with an empty file system. Raises OSError."""
    with image.open("wb") as file:
        file.truncate(kind.megabytes << 20)
    _checked([program(kind.make[0]) or kind.make[0], *kind.make[1:], str(image)])


def _checked(words: Sequence[str]) -> None:
    said = _said(words)
    if said:
        raise OSError(f"{words[0]}: {said}")


@contextlib.contextmanager
def mounted(image: Path, point: Path, options: str) -> Iterator[Path]:
    """An image, mounted through a loop device. Raises OSError."""
    _checked(["mount", "-o", f"loop,{options}", str(image), str(point)])
    try:
        yield point
    finally:
        _checked(["umount", str(point)])


@contextlib.contextmanager
def in_memory(point: Path, options: str) -> Iterator[Path]:
    """A disk in memory. Raises OSError."""
    _checked(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)])
    try:
        yield point
    finally:
        _checked(["umount", str(point)])


def remount(point: Path, options: str) -> None:
    """Change how something is mounted. Raises OSError, as where a file is open for writing."""
    _checked(["mount", "-o", f"remount,{options}", str(point)])


def copy_sparse(source: Path, target: Path) -> bytes:
    """Copy an image, holes as holes: what the device has been given by now, and nothing else. A hash of that."""
    digest = hashlib.blake2b()
    with source.open("rb") as old, target.open("wb") as new:
        size = os.fstat(old.fileno()).st_size
        at = 0
        while at < size:
            try:
                start = os.lseek(old.fileno(), at, os.SEEK_DATA)
            except OSError:
                break
            at = os.lseek(old.fileno(), start, os.SEEK_HOLE)
            _copy_extent(old.fileno(), new.fileno(), (start, at), digest)
        new.truncate(size)
    return digest.digest()


def _copy_extent(
    old: int, new: int, extent: tuple[int, int], digest: "hashlib._Hash"
) -> None:
    at, end = extent
    while at < end:
        piece = os.pread(old, min(end - at, 1 << 16), at)
        if piece.count(0) != len(piece):
            os.pwrite(new, piece, at)
            digest.update(at.to_bytes(8, "big") + piece)
        at += len(piece)
