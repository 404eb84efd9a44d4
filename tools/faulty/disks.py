"""Mode `disks`: real disks that are too small, have no room for another file, or may not be written.

In memory: of every size, and every number of files, from what stands there to what the operation needs; read-only from
the start; filled to the brim while the operation stands in front of a call. On ext4: from a call on it may not be
written any more, as after a disk's fault; then it is mounted again, and the law of a power cut holds.
"""

import contextlib
import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from faulty.children import SIGNAL, Ended, Fault
from faulty.laws import Law, wrong_words
from faulty.mounts import (
    KINDS,
    copy_sparse,
    in_memory,
    make,
    mounted,
    remount,
    why_not,
    why_not_memory,
)
from faulty.operations import Operation
from faulty.rows import Row, place

PAGE = 4096
MOST_PAGES = 1 << 13
MOST_SIZES = 24
"""Sizes of a disk that are tried between what stands there and what is needed."""
EXT4 = KINDS[0]
UNCERTAIN = ("没有确认落盘", "不能确认落盘")


class _Room(NamedTuple):
    """How much fits on a disk."""

    pages: int
    files: int

    def options(self) -> str:
        return f"size={self.pages * PAGE},nr_inodes={self.files}"


AMPLE = _Room(MOST_PAGES, MOST_PAGES)


def missing(folder: Path) -> dict[str, str | None]:
    """For what is tried here: what keeps us from it."""
    return {
        "in memory": why_not_memory(),
        "failing ext4": why_not(EXT4, folder),
    }


def tried(
    operation: Operation, chance: random.Random, sample: int | None
) -> Iterator[Row]:
    """What an operation does on such disks."""
    with place(in_memory=True) as folder:
        absent = missing(folder)
        if all(absent.values()):
            return
        law = Law(operation, folder)
        disks = _Disks(law, folder, Row("disks", operation.name))
        if not absent["in memory"]:
            disks.small(chance, sample)
            disks.read_only()
            disks.filled(_points(law, chance, sample))
        if not absent["failing ext4"]:
            disks.failing(_points(law, chance, sample))
        disks.row.completed = law.completed
        yield disks.row


def _points(law: Law, chance: random.Random, sample: int | None) -> list[int]:
    points = range(len(law.calls))
    if sample is None or sample >= len(points):
        return list(points)
    return sorted(chance.sample(points, sample))


class _Disks:
    """The disks of one operation."""

    def __init__(self, law: Law, folder: Path, row: Row) -> None:
        self.row = row
        self._law = law
        self._folder = folder
        self._point = folder / "disk"
        self._point.mkdir()

    def small(self, chance: random.Random, sample: int | None) -> None:
        """All sizes that are too small, or some of them, and all numbers of files."""
        before = self._used()
        for name in ("pages", "files"):
            most = self._needed(before, name)
            sizes = list(range(getattr(before, name), most + 2))
            limit = MOST_SIZES if sample is None else sample
            if len(sizes) > limit:
                sizes = sorted(chance.sample(sizes, limit))
            for size in sizes:
                room = AMPLE._replace(**{name: size})
                self.row.points += 1
                with self._laid(room) as work:
                    ended = self._law.start(work).ended()
                    self._add(f"room for {size} {name}", work, ended)

    def _used(self) -> _Room:
        """What the folder needs before."""
        with self._laid(AMPLE):
            told = os.statvfs(self._point)
            return _Room(told.f_blocks - told.f_bfree, told.f_files - told.f_ffree)

    def _needed(self, before: _Room, name: str) -> int:
        """The least size at which it succeeds, or nearly: there may be several."""
        low, high = getattr(before, name), getattr(before, name) + 1
        while not self._fits(name, high):
            low, high = high, high + 2 * (high - low)
            if high >= MOST_PAGES:
                return MOST_PAGES
        while high - low > 1:
            middle = (low + high) // 2
            if self._fits(name, middle):
                high = middle
            else:
                low = middle
        return high

    def _fits(self, name: str, size: int) -> bool:
        with self._laid(AMPLE._replace(**{name: size})) as work:
            ended = self._law.start(work).ended()
            return ended.code == self._law.code and self._law.state(work) == (
                self._law.new
            )

    @contextlib.contextmanager
    def _laid(self, room: _Room) -> Iterator[Path]:
        """A disk with the folder as it is before."""
        with in_memory(self._point, room.options()):
            # a size of nothing would mean no limit
            (self._point / "filler").write_bytes(bytes(PAGE))
            work = self._point / "work"
            shutil.copytree(self._law.base, work, symlinks=True)
            yield work

    def read_only(self) -> None:
        """From the start."""
        self.row.points += 1
        with self._laid(AMPLE) as work:
            remount(self._point, "ro")
            ended = self._law.start(work).ended()
            wrong = []
            if ended.code in (0, 1):
                wrong.append(f"exit {ended.code} on a read-only disk")
            remount(self._point, "rw")
            self._add("read-only", work, ended, wrong)

    def filled(self, points: list[int]) -> None:
        """Filled while the operation stands in front of a call; it finds no room, then there is again."""
        for at in points:
            self.row.points += 1
            with self._laid(AMPLE) as work:
                child = self._law.start(work, Fault(at, SIGNAL, signal.SIGSTOP))
                if child.stopped():
                    remount(self._point, self._as_full())
                    child.go_on()
                ended = child.ended()
                remount(self._point, AMPLE.options())
                self._add(f"full from call {at} {self._law.calls[at]}", work, ended)

    def _as_full(self) -> str:
        """The room that is used now, and no more."""
        told = os.statvfs(self._point)
        used = _Room(told.f_blocks - told.f_bfree, told.f_files - told.f_ffree)
        return used.options()

    def failing(self, points: list[int]) -> None:
        """An ext4 that may not be written any more from a call on, and is mounted again afterwards."""
        image, before = self._folder / "failing.img", self._folder / "before.img"
        make(EXT4, before)
        with mounted(before, self._point, EXT4.options):
            shutil.copytree(self._law.base, self._point / "work", symlinks=True)
        for at in points:
            self.row.points += 1
            copy_sparse(before, image)
            with mounted(image, self._point, EXT4.options):
                work = self._point / "work"
                child = self._law.start(work, Fault(at, SIGNAL, signal.SIGSTOP))
                if child.stopped():
                    remount(self._point, "abort")
                    child.go_on()
                ended = child.ended()
                wrong = list(wrong_words(ended))
            with mounted(image, self._point, EXT4.options):
                # what ended well lasts, or it is said that it may not
                is_said = any(word in ended.err for word in UNCERTAIN)
                done = ended.code == self._law.code and not is_said
                wrong += self._law.after_death(self._point / "work", done=done)
            where = f"ext4 read-only from call {at} {self._law.calls[at]}"
            self.row.add(where, wrong, _told(ended))

    def _add(
        self, where: str, work: Path, ended: Ended, wrong: list[str] | None = None
    ) -> None:
        every = [*(wrong or ()), *self._law.after_end(work, ended)]
        self.row.add(where, every, _told(ended))


def _told(ended: Ended) -> str:
    return f"[exit {ended.code}] {ended.err[-300:]!r}"
