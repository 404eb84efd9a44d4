"""Mode `edits`: what a command reads is edited in front of each of its calls, reads and looks at files too.

Ways: another file takes its place; it is written anew in place; it is overwritten with as many bytes and keeps its time;
it is cut to half, and whole again two calls later; registry and source change together. The answer (exit code, output,
what is written) is that of a content which the files had, all of them at the same time, or exit 2 says that something
changed. Never a mix.
"""

import os
import random
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from faulty.children import EVERY, SIGNAL, Child, Command, Ended, Fault
from faulty.folders import IMPORT, NOTICE, fixable, paper_there, plain, registries
from faulty.laws import fresh, wrong_words
from faulty.operations import Operation
from faulty.rows import Row, place
from faulty.states import state, strays

POINTS = 120
"""Calls of an operation and way in front of which there is an edit, in a whole run."""
STOP_AT_EACH = Fault(EVERY, SIGNAL, signal.SIGSTOP)
REGISTRY, SOURCE = Path("registries/kunqu.yaml"), Path("registries/sources/kunqu.txt")
WORDS = (("公安局", "公安厅"), ("2026-12-01T20", "2026-12-01T22"))
"""Equally long, and in what the commands answer."""
CHANGED = ("改", "换", "变")


class Answer(NamedTuple):
    """What a command answers, by its exit code, its output and the files that stand there then."""

    code: int
    out: str
    files: Mapping[str, object]


class Reading(NamedTuple):
    """A command that reads, and which files of its are edited."""

    operation: Operation
    files: Sequence[Path]


class _Edit(NamedTuple):
    """An edit: what is done at a call, and what two calls later."""

    at_once: Callable[[Path, bytes], None]
    later: Callable[[Path, bytes], None] | None = None


def _renamed(path: Path, data: bytes) -> None:
    aside = path.with_name(f"{path.name}.aside")
    aside.write_bytes(data)
    aside.replace(path)


def _in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _unseen(path: Path, data: bytes) -> None:
    """As `cp -p` does it: the time stays."""
    status = path.stat()
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _half(path: Path, data: bytes) -> None:
    path.write_bytes(data[: len(data) // 2])


WAYS = {
    "by rename": _Edit(_renamed),
    "in place": _Edit(_in_place),
    "in place, same time": _Edit(_unseen),
    "in halves": _Edit(_half, _in_place),
}


def _facts(folder: Path) -> None:
    paper_there(folder)
    for name in ("start.docx", "note.txt"):
        (folder / name).unlink()


READINGS = {
    reading.operation.name: reading
    for reading in (
        Reading(
            Operation("duties", ("duties", "-d", "kunqu"), registries), (REGISTRY,)
        ),
        Reading(
            Operation("activate", ("activate", "-d", "kunqu", "-l", "red"), registries),
            (REGISTRY,),
        ),
        Reading(
            Operation("lint", ("lint", "registries"), registries), (REGISTRY, SOURCE)
        ),
        Reading(
            Operation("lint --fix", ("lint", "--fix", "registries"), fixable),
            (REGISTRY, SOURCE),
        ),
        Reading(Operation("gaps", ("gaps", "-d", "kunqu"), registries), (REGISTRY,)),
        Reading(
            Operation("board -o", ("board", "-o", "board.html"), registries),
            (REGISTRY,),
        ),
        Reading(
            Operation(
                "notice --facts",
                (*NOTICE[:6], "--facts", "facts.yaml", "-o", "again.txt"),
                _facts,
            ),
            (Path("facts.yaml"), REGISTRY),
        ),
        Reading(
            Operation("import", (*IMPORT, "-o", "beiqu.yaml"), plain),
            (Path("plain.txt"),),
        ),
    )
}
READING = tuple(reading.operation for reading in READINGS.values())


def tried(
    operation: Operation, chance: random.Random, sample: int | None
) -> Iterator[Row]:
    """The edits of what an operation reads."""
    yield from tried_reading(READINGS[operation.name], chance, sample)


def tried_reading(
    reading: Reading, chance: random.Random, sample: int | None
) -> Iterator[Row]:
    """The edits of a reading's files."""
    row = Row("edits", reading.operation.name)
    with place() as folder:
        edited = _Edited(reading, folder, row)
        edited.all(chance, sample if sample is not None else POINTS)
    yield row


class _Edited:
    """The edits of one reading."""

    def __init__(self, reading: Reading, folder: Path, row: Row) -> None:
        self._operation = reading.operation
        self._folder = folder
        self._row = row
        self._base = folder / "base"
        self._base.mkdir()
        reading.operation.prepare(self._base)
        self._old = {file: (self._base / file).read_bytes() for file in reading.files}
        self._new = {file: _other(data) for file, data in self._old.items()}
        if any(self._old[file] == self._new[file] for file in self._old):
            raise SystemExit(f"{reading.operation.name}: an edit changes nothing")

    def all(self, chance: random.Random, sample: int) -> None:
        """Every way, of each file and of all together."""
        groups = [[file] for file in self._old]
        if len(groups) > 1:
            groups.append(list(self._old))
        for group in groups:
            self._each_way(group, chance, sample)

    def _each_way(
        self, files: Sequence[Path], chance: random.Random, sample: int
    ) -> None:
        new = {file: self._new[file] for file in files}
        half = {file: data[: len(data) // 2] for file, data in new.items()}
        (before, calls), (after, _) = self._answer_of({}), self._answer_of(new)
        if before == after:
            raise SystemExit(f"{self._operation.name}: does not show {files}")
        for name, edit in WAYS.items():
            right = [before, after]
            if edit.later:
                right.append(self._answer_of(half)[0])
            points = list(range(len(calls)))
            if sample < len(points):
                points = sorted(chance.sample(points, sample))
            for at in points:
                self._row.points += 1
                where = f"{'+'.join(map(str, files))} {name}, call {at} {calls[at]}"
                ended = self._with_edit(new, edit, at)
                wrong = list(self._wrong(ended, right, new))
                self._row.add(where, wrong, f"[exit {ended.code}] {ended.err[-300:]!r}")

    def _child(self, work: Path, fault: Fault | None = None) -> Child:
        words, program = self._operation.words, self._operation.program
        return Child(Command(work, words, program, counts_reads=True), fault)

    def _answer_of(self, edited: Mapping[Path, bytes]) -> tuple[Answer, list[str]]:
        """The answer where the files are so from the start; the calls it takes."""
        work = self._laid()
        for file, data in edited.items():
            (work / file).write_bytes(data)
        ended = self._child(work).ended()
        return Answer(ended.code, ended.out, state(work)), ended.calls

    def _laid(self) -> Path:
        return fresh(self._base, self._folder / "work")

    def _with_edit(self, new: Mapping[Path, bytes], edit: _Edit, at: int) -> Ended:
        """The end of a command whose files are edited in front of a call."""
        work = self._laid()
        later = edit.later
        child = self._child(work, STOP_AT_EACH)
        is_edited = False
        while child.stopped():
            if child.count() - 1 == at:
                is_edited = True
                for file, data in new.items():
                    edit.at_once(work / file, data)
            elif child.count() - 1 == at + 2 and later:
                for file, data in new.items():
                    later(work / file, data)
                later = None
            child.go_on()
        if later or not is_edited:
            for file, data in new.items():
                _in_place(work / file, data)
        return child.ended()

    def _wrong(
        self, ended: Ended, right: Sequence[Answer], new: Mapping[Path, bytes]
    ) -> Iterator[str]:
        work = self._folder / "work"
        yield from wrong_words(ended)
        if strays(work):
            yield f"strays {strays(work)}"
        now = dict(state(work))
        for file, data in new.items():
            kept = [data, *(answer.files.get(file.as_posix()) for answer in right[1:2])]
            if now.pop(file.as_posix(), None) not in kept:
                yield f"the edit of {file} is lost"
        edited = {file.as_posix() for file in new}
        for answer in right:
            files = {
                name: value
                for name, value in answer.files.items()
                if name not in edited
            }
            if (ended.code, ended.out, now) == (answer.code, answer.out, files):
                return
        if ended.code != 2 or not any(word in ended.err for word in CHANGED):
            yield f"an answer of no content that was there: {ended.out[-300:]!r}"


def _other(data: bytes) -> bytes:
    """A content as long, which is answered otherwise."""
    for old, new in WORDS:
        data = data.replace(old.encode(), new.encode())
    return data
