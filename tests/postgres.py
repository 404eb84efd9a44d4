"""A private throw-away PostgreSQL: a cluster of its own in a temporary folder, gone when the tests end.

Names, urls and data stay over `stop` and `start`. A small shell process guards the folder: it holds the reading end of
a pipe, and when this process ends, however it ends, it stops what still runs and removes the folder.
"""

import atexit
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

USER = "smogctl"
PATIENCE = 60
"""Seconds until a cluster that has not started, or not stopped, is a failure."""

# Lines come in: the process id of the running postmaster, or nothing after an orderly stop.
GUARD = """\
pid=
while read -r line; do pid=$line; done
if [ -n "$pid" ] && kill -QUIT "$pid"; then
  n=0
  while [ -e "$1/data/postmaster.pid" ] && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
fi
rm -rf "$1"
"""


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: from PATH, or the newest that Debian keeps beside it."""
    places = [
        Path(found).resolve().parent for found in [shutil.which("postgres")] if found
    ]
    places += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True
    )
    whole = (
        at for at in places if (at / "initdb").exists() and (at / "postgres").exists()
    )
    return next(whole, None)


def _version(folder: Path) -> list[int]:
    return [int(part) for part in folder.parent.name.split(".") if part.isdecimal()]


def missing() -> str:
    """What this machine lacks for a server; empty where there is all."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        return f"psycopg is not installed ({error})"
    return "" if binaries() else "PostgreSQL (initdb, postgres) is not installed"


def _servant() -> dict[str, Any]:
    """Whom the processes run as, as arguments of `subprocess`: root is refused by PostgreSQL."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        who = pwd.getpwnam("postgres")
    except KeyError:
        who = pwd.getpwnam("nobody")
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _free_port() -> int:
    """A port below those that the kernel lends, so that it is still free after `stop`."""
    while True:
        port = random.randrange(20000, 30000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Server:
    """A running cluster; `durable=False` leaves fsync out: faster, and still whole after a crash of its processes."""

    def __init__(self, *, durable: bool = True) -> None:
        found = binaries()
        assert found, missing()
        self._binaries = found
        self._settings = (
            [] if durable else ["-c", "fsync=off", "-c", "full_page_writes=off"]
        )
        self._process: subprocess.Popen[bytes] | None = None
        # a socket's path has at most about 100 characters, and another user must get there
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", str(self.folder)],
            bufsize=0,
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.close)
        try:
            self._servant = _servant()
            if self._servant:
                os.chown(self.folder, self._servant["user"], self._servant["group"])
            self._init()
            self._first_start()
        except BaseException:
            self.close()
            raise

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """What the server has said."""
        with suppress(FileNotFoundError):
            return (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        return ""

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def create(self, name: str) -> str:
        """Make an empty database; its url."""
        self._execute('CREATE DATABASE "{}" TEMPLATE template0', name)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._execute('DROP DATABASE "{}" WITH (FORCE)', name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The url of a new empty database, which is dropped afterwards."""
        name = f"test_{secrets.token_hex(6)}"
        yield self.create(name)
        self.drop(name)

    def start(self) -> None:
        """Start, and wait until it accepts connections; nothing where it runs."""
        import psycopg

        if self.running:
            return
        self._process = self._spawn(
            "postgres",
            *("-D", "data", "-p", str(self.port), "-k", str(self.folder)),
            *("-c", "listen_addresses=127.0.0.1", *self._settings),
        )
        self._tell_guard(str(self._process.pid))
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._connect().close()
                return
            except psycopg.OperationalError:
                if not self.running or time.monotonic() > end:
                    self.stop("immediate")
                    raise RuntimeError(
                        f"PostgreSQL does not start:\n{self.log[-4000:]}"
                    ) from None
                time.sleep(0.01)

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` in order, `immediate` as a crash that the next start recovers from."""
        ending = getattr(signal, {"fast": "SIGINT", "immediate": "SIGQUIT"}[mode])
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(ending)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise RuntimeError(
                f"PostgreSQL does not stop:\n{self.log[-4000:]}"
            ) from None
        finally:
            self._tell_guard("")

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        atexit.unregister(self.close)
        try:
            self.stop("immediate")
        finally:
            self._guard.communicate()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _init(self) -> None:
        process = self._spawn(
            "initdb",
            *(
                "-D",
                "data",
                "-U",
                USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
            ),
            *("--no-sync", "--no-instructions"),
        )
        try:
            if process.wait(PATIENCE):
                raise RuntimeError(f"initdb failed:\n{self.log[-4000:]}")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def _first_start(self) -> None:
        """Start on a free port, on another where somebody was quicker."""
        for last in (False, False, True):
            self.port = _free_port()
            try:
                self.start()
                return
            except RuntimeError:
                if last or "could not bind" not in self.log:
                    raise

    def _spawn(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PG")
        }
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._binaries / program), *arguments],
                cwd=self.folder,
                env={**env, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._servant,
            )

    def _tell_guard(self, line: str) -> None:
        assert self._guard.stdin
        self._guard.stdin.write(f"{line}\n".encode())

    def _connect(self) -> Any:
        """A connection by the socket, which is nobody else's; the port might be."""
        import psycopg

        return psycopg.connect(
            host=str(self.folder),
            port=self.port,
            user=USER,
            dbname="postgres",
            connect_timeout=10,
            autocommit=True,
        )

    def _execute(self, command: str, name: str) -> None:
        with self._connect() as connection:
            connection.execute(command.format(name.replace('"', '""')))


@contextmanager
def server(*, durable: bool = True) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    running = Server(durable=durable)
    try:
        yield running
    finally:
        running.close()
