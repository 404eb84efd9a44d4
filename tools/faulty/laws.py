"""What must hold after a fault: old or new, whole; what is said is so; no stray; a ledger that verifies."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from faulty.children import Child, Command, Ended, Fault, call, run
from faulty.operations import Operation
from faulty.states import NOTE, State, difference, state, strays

DENIED = ("没有写入", "什么也没有登记")


class Law:
    """The law of an operation, whose folder before is made in a given place."""

    def __init__(
        self, operation: Operation, folder: Path, *, modes: bool = False
    ) -> None:
        self.operation = operation
        self.modes = modes
        self.completed = 0
        self.base = folder / "base"
        self.base.mkdir()
        operation.prepare(self.base)
        self.old = self.state(self.base)
        work = fresh(self.base, folder / "work")
        ended = self.start(work).ended()
        if ended.code not in (0, 1) or not ended.calls:
            raise SystemExit(
                f"{operation.name}: exit {ended.code}, {len(ended.calls)} calls\n{ended.err}"
            )
        self.code = ended.code
        self.calls = ended.calls
        self.new = self.state(work)
        if self.new == self.old:
            raise SystemExit(f"{operation.name}: writes nothing")

    def start(self, work: Path, fault: Fault | None = None) -> Child:
        """The operation, in a folder like the one before it."""
        operation = self.operation
        return Child(Command(work, operation.words, operation.program), fault)

    def state(self, folder: Path) -> State:
        """What a folder holds. Raises sqlite3.DatabaseError."""
        return state(folder, modes=self.modes)

    def after_end(
        self, work: Path, ended: Ended, *, cut: bool = False
    ) -> Iterator[str]:
        """What is wrong after a process that could still act and speak; `cut`, by a signal, not in all it says."""
        yield from wrong_words(ended)
        yield from unnamed(work, ended)
        yield from self.after_any(work, ended, cut=cut)

    def after_any(self, work: Path, ended: Ended, *, cut: bool) -> Iterator[str]:
        """What is wrong in the folder, or with what was said of it."""
        try:
            now = self._as_whole(self.state(work), ended, cut=cut)
        except sqlite3.DatabaseError as error:
            yield f"database: {error}"
            return
        if now not in (self.old, self.new):
            yield f"half: {difference(now, self.old, self.new)}"
            return
        yield from self._misreported(now, ended)
        yield from unverified(work)

    def after_death(self, work: Path, *, done: bool = False) -> Iterator[str]:
        """What is wrong after a kill or a power cut: `done` if the command had said that it is."""
        try:
            now = self._as_whole(self.state(work), None, cut=True)
        except sqlite3.DatabaseError as error:
            yield f"database: {error}"
            return
        if now not in (self.old, self.new):
            notes = [work / name for name in strays(work) if Path(name).name == NOTE]
            if not notes:
                yield f"half: {difference(now, self.old, self.new)}"
                return
            self.completed += 1
            for note in notes:
                _read_in(note.parent)
            now = self._as_whole(self.state(work), None, cut=True)
            if now not in (self.old, self.new):
                yield f"half, after completing: {difference(now, self.old, self.new)}"
        if done and now != self.new:
            yield f"ended well, and is not there: {difference(now, self.old, self.new)}"
        yield from unverified(work)
        yield from self._next_run(work)

    def _misreported(self, now: State, ended: Ended) -> Iterator[str]:
        """What the exit code or the message says that is not so."""
        if ended.code == self.code and now == self.old:
            yield "said done, but it is the old"
        denied = any(word in ended.err for word in DENIED)
        if ended.code not in (0, 1) and now == self.new and denied:
            yield "said not written, but it is the new"

    def _as_whole(self, now: State, ended: Ended | None, *, cut: bool) -> State:
        """The state, with what may be missing where all else is new and, where it could be said, it was."""
        lesser = self.operation.lesser
        if not cut and ended is not None and ended.code not in (0, self.code):
            return now
        for name, value in self.new.items():
            if name not in lesser and now.get(name) != value:
                return now
        whole = dict(now)
        could_say = ended is not None and 0 <= ended.code <= 2
        for name in lesser:
            if ended is None or not could_say or "没有写成" in ended.err:
                whole.setdefault(name, self.new[name])
        return whole

    def _next_run(self, work: Path) -> Iterator[str]:
        """What a second run, undisturbed, does not bring to the new state."""
        ended = self.start(work).ended()
        if ended.code not in (0, 1) and self.operation.again:
            ended = run(work, self.operation.again)
        now = self.state(work)
        missing = {name for name, value in self.new.items() if now.get(name) != value}
        if ended.code not in (0, 1) and missing - {*self.operation.lesser}:
            yield f"the next run: exit {ended.code} {ended.err[-200:]!r}"
        yield from wrong_words(ended)
        for name in strays(work):
            _write_in((work / name).parent)
        left = strays(work)
        if left:
            yield f"strays after the next writing: {left}"


def fresh(base: Path, work: Path) -> Path:
    """A folder as it was before."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work, symlinks=True)
    return work


def wrong_words(ended: Ended) -> Iterator[str]:
    """What nobody may be shown."""
    for word in ("Traceback", "内部错误"):
        if word in ended.err:
            yield word


def unnamed(work: Path, ended: Ended) -> Iterator[str]:
    """What is left by a process that could take it away, and that it does not name."""
    for name in strays(work):
        if Path(name).name not in ended.err:
            yield f"stray {name}"


def unverified(work: Path) -> Iterator[str]:
    """What the ledger's own check says against it."""
    if (work / "ledger" / "ledger.db").is_file() and state(work).get("ledger"):
        ended = run(work, ["incident", "verify"])
        if ended.code:
            yield f"incident verify: exit {ended.code} {(ended.out + ended.err)[-200:]!r}"


def _read_in(folder: Path) -> None:
    """Read in a folder, as any command does that finds a registry or facts there."""
    from smogctl.system.unfinished import complete_in

    call(lambda: complete_in(str(folder)))


def _write_in(folder: Path) -> None:
    """Write in a folder, which sweeps it."""
    from smogctl.system.writing import write_whole

    call(lambda: write_whole(folder / "probe", b""))
