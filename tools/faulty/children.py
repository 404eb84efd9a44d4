"""Commands in children that are forked from one process which has imported everything, with the shim's eye on them."""

import contextlib
import ctypes
import errno
import mmap
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

SHIM = Path(__file__).with_name("shim.c")
MOST_CALLS, NAME = 4096, 12
KILL, FAIL, HALF, SIGNAL = 1, 2, 3, 4
EVERY = -2
"""In the place of a call's number: each of them."""
PR_SET_PDEATHSIG = 1
"""Of <linux/prctl.h>."""
SHORT = 60.0
"""Seconds after which a command that should have ended counts as hanging."""


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


class Ended(NamedTuple):
    """How a child ended."""

    code: int
    out: str
    err: str
    calls: list[str]


class Counted:
    """The memory in which a child counts its calls."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ctypes.sizeof(ctypes.c_long) + MOST_CALLS * NAME)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))

    def count(self) -> int:
        """How many so far."""
        return ctypes.c_long.from_address(self.address).value

    def names(self) -> list[str]:
        """The calls that were counted, in order."""
        start = ctypes.sizeof(ctypes.c_long)
        return [
            self._memory[start + at * NAME : start + (at + 1) * NAME]
            .rstrip(b"\0")
            .decode()
            for at in range(min(self.count(), MOST_CALLS))
        ]

    def clear(self) -> None:
        """Forget them."""
        self._memory[:] = bytes(len(self._memory))


_FREE: list[Counted] = []


class Command(NamedTuple):
    """What is run, and where."""

    folder: Path
    words: Sequence[str]
    program: Callable[[], None] | None = None
    """In the place of smogctl's."""
    counts_reads: bool = False


class Child:
    """A command that runs: it can be stopped at a call, and goes on."""

    def __init__(
        self, command: Command, fault: Fault | None = None, *, delay: float = 0.0
    ) -> None:
        self._counted = _FREE.pop() if _FREE else Counted()
        self._counted.clear()
        self._files: tuple[IO[bytes], ...] = tuple(
            tempfile.TemporaryFile()  # noqa: SIM115 - until the child has ended
            for _ in range(3)
        )
        self._status: int | None = None
        self.pid = os.fork()
        if not self.pid:
            handles = [file.fileno() for file in self._files]
            _be_child(command, fault, (self._counted.address, handles, delay))

    def count(self) -> int:
        """How many calls so far."""
        return self._counted.count()

    def last_call(self) -> str:
        """The name of the last of them."""
        return (self._counted.names() or [""])[-1]

    def stopped(self) -> bool:
        """Wait until it is stopped or ends: whether it is stopped."""
        _, status = os.waitpid(self.pid, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            return True
        self._status = status
        return False

    def has_ended(self) -> bool:
        """Whether it has; not waiting."""
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
        return self._status is not None

    def go_on(self) -> None:
        """After a stop."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it at once."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> Ended:
        """Wait for the end."""
        if self._status is None:
            _, self._status = os.waitpid(self.pid, 0)
        texts = []
        for file in self._files[1:]:
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        for file in self._files:
            file.close()
        calls = self._counted.names()
        _FREE.append(self._counted)
        return Ended(os.waitstatus_to_exitcode(self._status), texts[0], texts[1], calls)


def run(folder: Path, words: Sequence[str], fault: Fault | None = None) -> Ended:
    """Run a command in a child, in a folder, with a fault."""
    return Child(Command(folder, words), fault).ended()


def call(function: Callable[[], object]) -> None:
    """Call a function of smogctl in a child: this process keeps no state of it."""
    child = os.fork()
    if not child:
        with contextlib.suppress(Exception):
            function()
        os._exit(0)
    os.waitpid(child, 0)


def _be_child(
    command: Command, fault: Fault | None, given: tuple[int, Sequence[int], float]
) -> None:
    address, handles, delay = given
    try:
        # one that is stopped would outlive us, and keep its disk mounted
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for number, handle in enumerate(handles):
            os.dup2(handle, number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(command.folder)
        sys.argv = ["smogctl", *command.words]
        _arm(command, fault or Fault(-1, 0), address)
        if delay:
            import time

            time.sleep(delay)
        if command.program is not None:
            command.program()
            os._exit(0)
        from smogctl.cli.main import main

        main()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 99)
    except BaseException:
        # a child must not go on as its parent
        import traceback

        traceback.print_exc()
        os._exit(98)
    os._exit(0)


def _arm(command: Command, fault: Fault, address: int) -> None:
    library = ctypes.CDLL(None)
    library.faults_arm(
        ctypes.c_void_p(address),
        ctypes.c_long(fault.at),
        fault.action,
        fault.number,
        os.fsencode(command.folder.resolve()),
        int(command.counts_reads),
    )


def with_shim() -> None:
    """Begin the program again with the shim loaded, unless it is; then import all that commands need."""
    if os.environ.get("FAULTS_READY") != "1":
        _begin_again()
    for name in ("LD_PRELOAD", "LD_LIBRARY_PATH"):
        os.environ.pop(name, None)
    _warm()


def _begin_again() -> None:
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
