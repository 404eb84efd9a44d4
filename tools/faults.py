"""Let every system call of every writing command fail, one after the other, and look at what is left.

    python tools/faults.py [--sample N] [--operation NAME] [--call NAME] [--seed N]

At each call that opens or changes something below the working folder the process is killed, or the call fails with an
error that fits it, or a write is cut in half, or a signal comes. After each: what was to be written is the old or the
new one, whole; the exit code says which; nothing of ours is left lying about that the next run does not take away or
the message does not name; a ledger verifies. Prints a table: operation, calls, trials, how many were completed from a note, violations;
and each violation on standard error. Exit 1 when there is one. `--sample` takes so many trials of an operation by chance.

The commands run in children forked from one process that has imported everything: a trial costs 30 ms instead of 500.
Needs Linux and gcc.
"""

import argparse
import contextlib
import ctypes
import errno
import mmap
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SHIM = ROOT / "tools" / "faulty" / "shim.c"
MOST_CALLS, NAME = 4096, 12
KILL, FAIL, HALF, SIGNAL = 1, 2, 3, 4
ERRORS = {
    "open-r": (errno.EIO, errno.EACCES, errno.EMFILE),
    "open-w": (errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.EROFS),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "fsync": (errno.EIO, errno.EINVAL, errno.ENOSPC),
    "fdatasync": (errno.EIO, errno.ENOSPC),
    "ftruncate": (errno.EIO, errno.ENOSPC),
    "mkdir": (errno.ENOSPC, errno.EACCES, errno.EROFS),
    "rmdir": (errno.EACCES, errno.EIO),
    "unlink": (errno.EACCES, errno.EIO),
    "chmod": (errno.EPERM, errno.EROFS, errno.ENOTSUP),
    "flock": (errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO),
    "rename": (errno.EIO, errno.EACCES, errno.EBUSY, errno.ENOSPC),
    "renameat2": (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EIO, errno.ENOSPC),
    "link": (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EIO),
}
PART = re.compile(r"^\..*\.[0-9a-f]{12,16}\.part$", re.S)
NOTE = ".smogctl.act"
PLAIN = Path("plain.txt")


class Fault(NamedTuple):
    """What goes wrong at a call."""

    at: int
    action: int
    number: int = 0
    call: str = ""

    def __str__(self) -> str:
        how = {KILL: "killed", HALF: "half, then", SIGNAL: "signal", FAIL: "fails"}[
            self.action
        ]
        name = (
            errno.errorcode.get(self.number, "")
            if self.action in (FAIL, HALF)
            else str(self.number or "")
        )
        return f"call {self.at} {self.call} {how} {name}".rstrip()


class Operation(NamedTuple):
    """A command that writes, where it does, and what its folder is like before."""

    name: str
    words: Sequence[str]
    prepare: Callable[[Path], None]
    again: Sequence[str] = ()
    """The words for a second run, where those of the first would be refused."""
    lesser: Sequence[str] = ()
    """What may be missing at the end: it is made from what was recorded, and said to be missing."""


class Ended(NamedTuple):
    """How a child ended."""

    code: int
    out: str
    err: str
    calls: list[str]


class Shared:
    """The memory in which a child counts its calls."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ctypes.sizeof(ctypes.c_long) + MOST_CALLS * NAME)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))

    def names(self) -> list[str]:
        """The calls that were counted, in order."""
        count = ctypes.c_long.from_address(self.address).value
        start = ctypes.sizeof(ctypes.c_long)
        return [
            self._memory[start + at * NAME : start + (at + 1) * NAME]
            .rstrip(b"\0")
            .decode()
            for at in range(min(count, MOST_CALLS))
        ]

    def clear(self) -> None:
        """Forget them."""
        self._memory[:] = bytes(len(self._memory))


SHARED = Shared()


def run(
    folder: Path, words: Sequence[str], fault: Fault | None, *, given: bytes = b""
) -> Ended:
    """Run a command in a child, in a folder, with a fault."""
    SHARED.clear()
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.TemporaryFile() as typed,
    ):
        typed.write(given)
        typed.seek(0)
        child = os.fork()
        if not child:
            _child(folder, words, fault, (typed.fileno(), out.fileno(), err.fileno()))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Ended(code, texts[0], texts[1], SHARED.names())


def _child(
    folder: Path,
    words: Sequence[str],
    fault: Fault | None,
    handles: tuple[int, int, int],
) -> None:
    try:
        for number, handle in enumerate(handles):
            os.dup2(handle, number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        sys.argv = ["smogctl", *words]
        at, action, number = (
            (fault.at, fault.action, fault.number) if fault else (-1, 0, 0)
        )
        library = ctypes.CDLL(None)
        library.faults_arm(
            ctypes.c_void_p(SHARED.address),
            ctypes.c_long(at),
            action,
            number,
            os.fsencode(folder.resolve()),
        )
        from smogctl.cli.main import main

        main()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 99)
    except BaseException:
        # a child must not go on as its parent
        import traceback

        traceback.print_exc()
        os._exit(98)


State = Mapping[str, object]


def state(folder: Path) -> State:
    """What is in a folder, without what may be left by a kill."""
    told: dict[str, object] = {}
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not PART.match(name)]
        place = Path(base)
        for name in [*folders, *names]:
            path = place / name
            shown = path.relative_to(folder).as_posix()
            if base.endswith("ledger") and path.suffix == ".jsonl":
                shown = "ledger/*.jsonl"  # the name has the incident's number, which is by chance
            if PART.match(name) or name == NOTE or name.endswith("-journal"):
                continue
            told[shown] = _content(path)
    if not told.get("ledger/ledger.db"):
        # a ledger without an event is none
        for name in ("ledger", "ledger/.gitignore", "ledger/ledger.db"):
            told.pop(name, None)
    return told


def _content(path: Path) -> object:
    if path.is_dir():
        return "folder"
    if path.suffix == ".db":
        with contextlib.closing(sqlite3.connect(path)) as database:
            tables = [
                row[0]
                for row in database.execute(
                    "select name from sqlite_master where type='table' order by 1"
                )
            ]
            if "event" in tables:
                tables = ["event"]
            counted = [
                (name, database.execute(f'select count(*) from "{name}"').fetchone()[0])
                for name in tables
            ]
            return [(name, count) for name, count in counted if count]
    if path.suffix == ".jsonl":
        return len(path.read_bytes().splitlines())
    return path.read_bytes()


def strays(folder: Path) -> list[str]:
    """What a writing has left."""
    left = []
    for path in folder.rglob("*"):
        if PART.match(path.name) or path.name == NOTE:
            left.append(path.relative_to(folder).as_posix())
    return left


class Trials:
    """The trials of an operation."""

    def __init__(self, operation: Operation, folder: Path) -> None:
        self.operation = operation
        self.folder = folder
        self.violations: list[str] = []
        self.completed = 0
        self._base = folder / "base"
        self._base.mkdir()
        operation.prepare(self._base)
        self.old = state(self._base)
        work = self._copy()
        ended = run(work, operation.words, None)
        if ended.code not in (0, 1) or not ended.calls:
            raise SystemExit(
                f"{operation.name}: exit {ended.code}, {len(ended.calls)} calls\n{ended.err}"
            )
        self.code = ended.code
        self.calls = ended.calls
        self.new = state(work)
        if self.new == self.old:
            raise SystemExit(f"{operation.name}: writes nothing")

    def _copy(self) -> Path:
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self._base, work, symlinks=True)
        return work

    def faults(self) -> Iterator[Fault]:
        """Everything that can go wrong."""
        for at, call in enumerate(self.calls):
            yield Fault(at, KILL, call=call)
            for number in ERRORS.get(call, ()):
                yield Fault(at, FAIL, number, call)
            if call == "write":
                yield Fault(at, HALF, errno.ENOSPC, call)
            for number in (signal.SIGTERM, signal.SIGINT):
                yield Fault(at, SIGNAL, number, call)

    def attempt(self, fault: Fault) -> None:
        """One trial."""
        work = self._copy()
        ended = run(work, self.operation.words, fault)
        for what in self._wrong(work, fault, ended):
            told = f"{self.operation.name}: {fault}: {what} [exit {ended.code}] {ended.err[-300:]!r}"
            self.violations.append(told)
            sys.stderr.write(f"{told}\n")

    def _wrong(self, work: Path, fault: Fault, ended: Ended) -> Iterator[str]:
        yield from _wrong_words(ended)
        if fault.action != KILL:
            yield from _unnamed(work, ended)
        try:
            now = state(work)
        except sqlite3.DatabaseError as error:
            yield f"database: {error}"
            return
        now = self._as_whole(now, fault, ended)
        is_dead = ended.code == -signal.SIGKILL
        if now in (self.old, self.new):
            if not is_dead:
                yield from self._misreported(now, ended)
        elif is_dead and any(Path(name).name == NOTE for name in strays(work)):
            yield from self._uncompleted(work)
        else:
            yield f"half: {_difference(now, self.old, self.new)}"
            return
        if is_dead:
            yield from self._after(work)

    def _misreported(self, now: State, ended: Ended) -> Iterator[str]:
        """What the exit code or the message says that is not so."""
        if ended.code == self.code and now == self.old:
            yield "said done, but it is the old"
        denied = any(word in ended.err for word in ("没有写入", "什么也没有登记"))
        if ended.code not in (0, 1) and now == self.new and denied:
            yield "said not written, but it is the new"

    def _as_whole(self, now: State, fault: Fault, ended: Ended) -> State:
        """The state, with what may be missing where all else is new and, where it could be said, it was."""
        lesser = self.operation.lesser
        if ended.code not in (0, self.code) and fault.action not in (KILL, SIGNAL):
            return now
        for name, value in self.new.items():
            if name not in lesser and now.get(name) != value:
                return now
        whole = dict(now)
        could_say = 0 <= ended.code <= 2
        for name in lesser:
            if not could_say or "没有写成" in ended.err:
                whole.setdefault(name, self.new[name])
        return whole

    def _uncompleted(self, work: Path) -> Iterator[str]:
        """What the next look at a folder that has a note does not mend."""
        self.completed += 1
        for note in list(work.rglob(NOTE)):
            _read_in(note.parent)
        now = state(work)
        if now not in (self.old, self.new):
            yield f"half, after completing: {_difference(now, self.old, self.new)}"

    def _after(self, work: Path) -> Iterator[str]:
        """What a second run, undisturbed, does not bring to the new state."""
        words = self.operation.words
        ended = run(work, words, None)
        if ended.code not in (0, 1) and self.operation.again:
            ended = run(work, self.operation.again, None)
        now = state(work)
        missing = {name for name, value in self.new.items() if now.get(name) != value}
        if ended.code not in (0, 1) and missing - {*self.operation.lesser}:
            yield f"the next run: exit {ended.code} {ended.err[-200:]!r}"
        for name in strays(work):
            _write_in((work / name).parent)
        left = strays(work)
        if left:
            yield f"strays after the next writing: {left}"


def _read_in(folder: Path) -> None:
    """Read in a folder, as any command does that finds a registry or facts there."""
    child = os.fork()
    if not child:
        from smogctl.system.unfinished import complete_in

        complete_in(str(folder))
        os._exit(0)
    os.waitpid(child, 0)


def _wrong_words(ended: Ended) -> Iterator[str]:
    """What nobody may be shown."""
    for word in ("Traceback", "内部错误"):
        if word in ended.err:
            yield word


def _unnamed(work: Path, ended: Ended) -> Iterator[str]:
    """What is left by a process that could take it away, and that it does not name."""
    for name in strays(work):
        if Path(name).name not in ended.err:
            yield f"stray {name}"


def _write_in(folder: Path) -> None:
    """Write in a folder, which sweeps it."""
    child = os.fork()
    if not child:
        from smogctl.system.writing import write_whole

        write_whole(folder / "probe", b"")
        os._exit(0)
    os.waitpid(child, 0)


def _difference(now: State, old: State, new: State) -> str:
    told = []
    for name in sorted({*now, *old, *new}):
        values = [each.get(name) for each in (now, old, new)]
        if values[0] == values[1] == values[2]:
            continue
        which = "other"
        if values[0] == values[1]:
            which = "old"
        elif values[0] == values[2]:
            which = "new"
        told.append(f"{name} {which}")
    return ", ".join(told)


TEXT = "附件 职责分工\n区教育局：发布橙色预警时，减少户外活动；发布红色预警时，停课。\n区公安局：负责高污染车辆禁行。\n"


def _prepared(folder: Path, words: Sequence[str]) -> None:
    """Run what has to be done before; the trials would be of something else without it."""
    ended = run(folder, words, None)
    if ended.code not in (0, 1):
        raise SystemExit(f"{words}: exit {ended.code}\n{ended.err}")


def _registries(folder: Path) -> None:
    shutil.copytree(ROOT / "registries", folder / "registries")


def _plain(folder: Path) -> None:
    (folder / "plain.txt").write_text(TEXT, encoding="utf-8")


def _imported(folder: Path) -> None:
    _plain(folder)
    _prepared(folder, [*IMPORT, "--into", "registries"])
    shutil.rmtree(folder / "schema", ignore_errors=True)
    changed = TEXT.replace("户外活动", "室外运动")
    (folder / "plain.txt").write_text(changed, encoding="utf-8")


def _empty_registries(folder: Path) -> None:
    _plain(folder)
    (folder / "registries").mkdir()


def _paper_there(folder: Path) -> None:
    _registries(folder)
    _prepared(
        folder,
        [
            *NOTICE,
            "-o",
            "start.docx",
            "--save-facts",
            "facts.yaml",
            "--note",
            "note.txt",
        ],
    )


def _papers_there(folder: Path) -> None:
    _registries(folder)
    _prepared(folder, PAPERS)


def _many(folder: Path) -> None:
    """More districts than a board has on one page."""
    (folder / "registries").mkdir()
    text = (ROOT / "registries" / "kunqu.yaml").read_text(encoding="utf-8")
    for number in range(21):
        named = text.replace("id: kunqu", f"id: district-{number}", 1)
        path = folder / "registries" / f"district-{number}.yaml"
        path.write_text(named, encoding="utf-8")


def _board_there(folder: Path) -> None:
    _many(folder)
    _prepared(folder, BOARD)


def _tables_there(folder: Path) -> None:
    _registries(folder)
    _prepared(folder, [*EXPORT, "--to", "csv", "-o", "tables"])


def _fixable(folder: Path) -> None:
    _registries(folder)
    path = folder / "registries" / "kunqu.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("level: orange\n", "level: orange   \n", 3), encoding="utf-8"
    )


def _opened(folder: Path) -> None:
    _registries(folder)
    _prepared(folder, OPEN)
    _prepared(folder, ["incident", "issue", *NIGHT])


def _lifted(folder: Path) -> None:
    _opened(folder)
    _prepared(folder, ["incident", "lift", "--now", "2026-12-02T20:00", "--by", "甲"])


IMPORT = ("import", "plain.txt", "--id", "beiqu", "--name", "北区")
WHEN = (
    "--issued",
    "2026-12-01T12:00",
    "--start",
    "2026-12-01T20:00",
    "--until",
    "2026-12-03T20:00",
)
NOTICE = ("notice", "start", "-d", "kunqu", "-l", "yellow", *WHEN)
PAPERS = (
    *(*NOTICE, "--all-bodies", "-f", "text"),
    *("-o", "papers", "--save-facts", "facts.yaml"),
)
BOARD = ("board", "-o", "board")
EXPORT = ("export", "--table", "units,duties", "-d", "kunqu", "--today", "2026-12-01")
NIGHT = ("--now", "2026-12-01T12:00", "--by", "甲")
OPEN = (
    "incident",
    "open",
    "-d",
    "kunqu",
    "-l",
    "orange",
    "--start",
    "2026-12-01T20:00",
    *NIGHT,
)
SCHEMA = ("schema", "schema/registry.schema.json")
LATER = ("--now", "2026-12-01T13:00", "--by", "甲")
OPERATIONS = (
    Operation("import -o", (*IMPORT, "-o", "beiqu.yaml"), _plain),
    Operation(
        "import --into new",
        (*IMPORT, "--into", "registries"),
        _plain,
        (*IMPORT, "--into", "registries", "--force"),
        lesser=(*SCHEMA, ".gitignore"),
    ),
    Operation(
        "import --into",
        (*IMPORT, "--into", "registries"),
        _empty_registries,
        (*IMPORT, "--into", "registries", "--force"),
        lesser=SCHEMA,
    ),
    Operation(
        "import --into --force",
        (*IMPORT, "--into", "registries", "--force"),
        _imported,
        lesser=SCHEMA,
    ),
    Operation(
        "duties -o csv", ("duties", "-d", "kunqu", "-o", "duties.csv"), _registries
    ),
    Operation(
        "activate -o xlsx",
        ("activate", "-d", "kunqu", "-l", "orange", "-o", "tasks.xlsx"),
        _registries,
    ),
    Operation(
        "notice -o",
        (*NOTICE, "-o", "start.txt"),
        _registries,
        (*NOTICE, "-o", "start.txt", "--force"),
    ),
    Operation(
        "notice -o --save-facts --note",
        (
            *NOTICE,
            "-o",
            "start.docx",
            "--save-facts",
            "facts.yaml",
            "--note",
            "note.txt",
        ),
        _registries,
        (
            *NOTICE,
            "-o",
            "start.docx",
            "--save-facts",
            "facts.yaml",
            "--note",
            "note.txt",
            "--force",
        ),
    ),
    Operation(
        "notice --force --save-facts --note",
        (
            *NOTICE,
            "--reason",
            "会商",
            "-o",
            "start.docx",
            "--save-facts",
            "facts.yaml",
            "--note",
            "note.txt",
            "--force",
        ),
        _paper_there,
    ),
    Operation(
        "notice --all-bodies --save-facts", PAPERS, _registries, (*PAPERS, "--force")
    ),
    Operation(
        "notice --all-bodies --force",
        (*PAPERS, "--reason", "会商", "--force"),
        _papers_there,
    ),
    Operation("board -o", ("board", "-o", "board.html"), _registries),
    Operation("board folder", BOARD, _many, (*BOARD, "--force")),
    Operation(
        "board folder --force",
        (*BOARD, "--today", "2030-01-01", "--force"),
        _board_there,
    ),
    Operation(
        "export csv",
        (*EXPORT, "--to", "csv", "-o", "tables"),
        _registries,
        (*EXPORT, "--to", "csv", "-o", "tables", "--force"),
    ),
    Operation(
        "export csv --force",
        (*EXPORT[:-1], "2026-12-02", "--to", "csv", "-o", "tables", "--force"),
        _tables_there,
    ),
    Operation(
        "export sqlite",
        (*EXPORT, "-o", "tables.db"),
        _registries,
        (*EXPORT, "-o", "tables.db", "--force"),
    ),
    Operation("lint --fix", ("lint", "--fix", "registries"), _fixable),
    Operation("init", ("init", "office"), lambda folder: None),
    Operation("init in a folder", ("init",), lambda folder: None),
    Operation("desk --new", ("desk", "--new", "-d", "kunqu"), _registries),
    Operation("incident open", OPEN, _registries),
    Operation("incident receipt", ("incident", "receipt", "区教育局", *LATER), _opened),
    Operation(
        "incident supervise --paper",
        (
            "incident",
            "supervise",
            "区教育局",
            "--matter",
            "未签收",
            "--requirement",
            "立即",
            "--paper",
            "s.txt",
            *LATER,
        ),
        _opened,
        lesser=("s.txt",),
    ),
    Operation(
        "incident close",
        ("incident", "close", "--now", "2026-12-02T21:00", "--by", "甲"),
        _lifted,
        lesser=("ledger/*.jsonl",),
    ),
    Operation("incident backup", ("incident", "backup", "copy.db"), _opened),
    Operation("incident export", ("incident", "export", "-o", "all.jsonl"), _opened),
)


def main(arguments: Sequence[str]) -> int:
    """Run the trials that are asked for. The exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, help="trials of an operation, by chance")
    parser.add_argument(
        "--operation", action="append", help="those whose name has this"
    )
    parser.add_argument("--call", action="append", help="those at calls of this name")
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6)
    )
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)
    began = time.monotonic()
    violations: list[str] = []
    sys.stdout.write(
        f"seed {asked.seed}\n{'operation':38}{'calls':>7}{'trials':>8}{'completed':>11}{'violations':>12}\n"
    )
    for operation in OPERATIONS:
        if asked.operation and not any(
            word in operation.name for word in asked.operation
        ):
            continue
        with _place() as folder:
            trials = Trials(operation, folder)
            faults = [
                fault
                for fault in trials.faults()
                if asked.call is None or fault.call in asked.call
            ]
            if asked.sample is not None and asked.sample < len(faults):
                faults = chance.sample(faults, asked.sample)
            for fault in faults:
                trials.attempt(fault)
        violations += trials.violations
        sys.stdout.write(
            f"{operation.name:38}{len(trials.calls):>7}{len(faults):>8}{trials.completed:>11}{len(trials.violations):>12}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")
    return 1 if violations else 0


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    """A folder, gone at the end; one of tempfile's would be deleted by the first child that ends."""
    folder = Path(tempfile.mkdtemp(prefix="faults-")).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_shim() -> None:
    """Begin again with the shim loaded."""
    with tempfile.TemporaryDirectory(prefix="shim-") as folder:
        library = f"{folder}/shim.so"
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-o", library, str(SHIM), "-ldl"],
            check=True,
        )
        home = Path(folder) / "home"
        home.mkdir()
        environment = {
            **os.environ,
            # LD_PRELOAD cannot name a path with a blank
            "LD_PRELOAD": "shim.so",
            "LD_LIBRARY_PATH": folder,
            "FAULTS_READY": "1",
            "HOME": str(home),
        }
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "SMOGCTL_CACHE"):
            environment.pop(name, None)
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        done = subprocess.run([sys.executable, *sys.argv], env=environment, check=False)
    sys.exit(done.returncode)


def _warm() -> None:
    """Import all that the commands need, so that no child has to."""
    import importlib
    import pkgutil

    import smogctl

    for module in pkgutil.walk_packages(smogctl.__path__, "smogctl."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)


if __name__ == "__main__":
    if os.environ.get("FAULTS_READY") != "1":
        _with_shim()
    for name in ("LD_PRELOAD", "LD_LIBRARY_PATH"):
        os.environ.pop(name, None)
    _warm()
    sys.exit(main(sys.argv[1:]))
