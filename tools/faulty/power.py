"""Mode `power`: what a power cut leaves on a disk, at each call and after the end.

The operation runs on a file system of its own, in an image behind a loop device, and is stopped in front of each call.
The image is copied there and then, without a sync: in the copy is what the file system has given to the device, and
nothing that waits in memory. The copy is mounted, its journal replayed, and the law looked at. Three ways each: nobody
else syncs; another program syncs a file of its own in front of each cut, by which a journal may keep a rename without
the data behind it; it does so now and then. After the operation's end the new must be there.
"""

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

from faulty.children import EVERY, SIGNAL, Fault
from faulty.laws import Law
from faulty.mounts import KINDS, Kind, copy_sparse, make, mounted, why_not
from faulty.operations import Operation
from faulty.rows import Row, place
from faulty.states import content

WAYS = {"alone": 0.0, "synced by others": 1.0, "now and then": 0.3}
"""How often another program syncs."""
STOP_AT_EACH = Fault(EVERY, SIGNAL, signal.SIGSTOP)


class _Cuts:
    """The cuts of one operation on one kind of file system."""

    def __init__(self, law: Law, kind: Kind, folder: Path, row: Row) -> None:
        self._law = law
        self._kind = kind
        self._row = row
        self._before = folder / "before.img"
        self._image = folder / "running.img"
        self._point = folder / "running"
        self._folder = folder
        self._seen: set[bytes] = set()
        self._kept: list[tuple[str, Path, bool]] = []
        self._judged: dict[tuple[bytes, bool], list[str]] = {}
        """What was wrong, by what the folder held: images differ more often than what is in them."""
        self._point.mkdir(exist_ok=True)
        make(kind, self._before)
        with mounted(self._before, self._point, kind.options):
            _copy_tree(law.base, self._point / "work")

    def run(self, way: str, chance: random.Random, sample: int | None) -> None:
        """One run of the operation, cut at each of its calls, or at so many of them, and after its end."""
        points = range(len(self._law.calls))
        chosen = set(points)
        if sample is not None and sample < len(points):
            chosen = set(chance.sample(points, sample))
        copy_sparse(self._before, self._image)
        with mounted(self._image, self._point, self._kind.options):
            child = self._law.start(self._point / "work", STOP_AT_EACH)
            while child.stopped():
                at = child.count() - 1
                if chance.random() < WAYS[way]:
                    _sync_another(self._point / "another")
                if at in chosen:
                    self._cut(f"{way}, before call {at} {child.last_call()}")
                child.go_on()
            ended = child.ended()
            self._cut(f"{way}, after the end", done=True)
        if ended.code != self._law.code:
            self._row.add(way, [f"undisturbed, exit {ended.code} {ended.err!r}"])
        self._look_at_all()

    def _cut(self, where: str, *, done: bool = False) -> None:
        """Keep what is on the device now, unless the same was kept."""
        copy = self._folder / f"cut-{self._row.points}.img"
        digest = copy_sparse(self._image, copy)
        self._row.points += 1
        if digest in self._seen and not done:
            copy.unlink()
            return
        self._seen.add(digest)
        self._kept.append((where, copy, done))

    def _look_at_all(self) -> None:
        """Look at what was kept: not before the original is away, btrfs cannot tell them apart."""
        for where, copy, done in self._kept:
            with mounted(copy, self._point, self._kind.options):
                work = self._point / "work"
                held = (content(work), done)
                if held not in self._judged:
                    wrong = list(self._law.after_death(work, done=done))
                    self._judged[held] = wrong
                self._row.add(where, self._judged[held])
            copy.unlink()
        self._kept.clear()


def _copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True)


def _sync_another(path: Path) -> None:
    """What any other program may do at any time."""
    with path.open("ab") as file:
        file.write(b"another\n")
        file.flush()
        os.fsync(file.fileno())


def kinds(names: list[str] | None, folder: Path) -> dict[Kind, str | None]:
    """The file systems that are asked for; with each, why it cannot be tried here."""
    return {
        kind: why_not(kind, folder)
        for kind in KINDS
        if names is None or kind.name in names
    }


def tried(
    operation: Operation,
    chance: random.Random,
    sample: int | None,
    names: list[str] | None = None,
) -> Iterator[Row]:
    """The cuts of an operation, on each kind of file system that can be mounted here."""
    with place(in_memory=True) as folder:
        law = Law(operation, folder, modes=True)
        for kind, missing in kinds(names, folder).items():
            if missing:
                continue
            row = Row("power", f"{operation.name}, {kind.name}")
            law.completed = 0
            cuts = _Cuts(law, kind, folder, row)
            for way in WAYS:
                cuts.run(way, chance, sample)
            row.completed = law.completed
            yield row
