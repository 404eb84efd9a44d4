"""Other processes: run with limits, ended with what they began."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from smogctl.system.platform import (
    HAS_GROUPS,
    kill_group,
    limit_this_process,
    parent_process,
)

CPU_SECONDS = 3
WALL_SECONDS = 10
MEMORY_BYTES = 512 << 20


class LimitReached(Exception):
    """A child process went beyond a limit; its text says which."""


class Limits(NamedTuple):
    """What a child process may take."""

    cpu: int = CPU_SECONDS
    wall: int = WALL_SECONDS
    memory: int = MEMORY_BYTES


USUAL = Limits()


def limit_this_child(limits: Limits = USUAL) -> None:
    """In a process that `run_limited` began: from here on so much time and memory."""
    limit_this_process(limits.cpu, limits.memory)


def run_limited(
    module: str, given: bytes, most: int, limits: Limits = USUAL
) -> tuple[int, bytes, bytes]:
    """Run one of our modules in a process of its own: exit code, standard output, standard error.

    The module sets its own limits, by `limit_this_child`. Raises LimitReached when it takes too
    long, is stopped by a limit, or says more than `most` bytes.
    """
    import subprocess

    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=limits.wall, check=False
        )
    except subprocess.TimeoutExpired:
        raise LimitReached(f"{limits.wall} 秒") from None
    if done.returncode < 0:
        raise LimitReached(f"运算 {limits.cpu} 秒或内存 {limits.memory >> 20} MB")
    if len(done.stdout) > most:
        raise LimitReached(f"输出 {most >> 20} MB")
    return done.returncode, done.stdout, done.stderr


def run_group(
    command: list[str],
    seconds: float,
    environment: dict[str, str],
    limit: Callable[[], None] | None = None,
) -> None:
    """Run a program silently, whatever it ends with; `limit` is called in the child first.

    When it is interrupted or too slow, its own children end with it.

    Raises OSError when it cannot be started, LimitReached when it takes longer than `seconds`.
    """
    import subprocess

    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        env=environment,
        start_new_session=HAS_GROUPS,
        preexec_fn=limit,  # noqa: PLW1509 - the limits are calls of the system and nothing else
    )
    try:
        process.wait(seconds)
    except BaseException as error:
        kill_group(process)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise LimitReached(f"{seconds:.0f} 秒") from None
        raise


def leave_interrupts_to_the_parent() -> None:
    """In a worker: Ctrl-C reaches the whole group, and one process must answer it.

    A worker ends when it is told to, and when the parent is gone.
    """
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # the parent's handler raises, which a pool's worker takes for a failure of its job and goes on
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        import time

        while parent_process() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let what would end the program wait meanwhile: only for what takes a moment."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let an interrupt wait meanwhile: in the middle of a fork it would leave a worker behind."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_workers(pool: Any) -> None:
    """End a ProcessPoolExecutor and its workers at once.

    A further interrupt meanwhile changes nothing.
    """
    import signal
    import threading

    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        for worker in list((getattr(pool, "_processes", None) or {}).values()):
            worker.kill()
        # a worker may have died in the middle of an answer: nobody must wait for the rest of it
        answers = getattr(getattr(pool, "_result_queue", None), "_writer", None)
        if answers is not None:
            answers.close()
        # the pool's own thread ends now; left alone, it would be waited for at exit
        pool.shutdown(cancel_futures=True)
    finally:
        if main:
            signal.signal(signal.SIGINT, before)


def terminate_as_interrupt() -> None:
    """Let SIGTERM and SIGHUP end the program as Ctrl-C does, so that what it began is taken away.

    A hang-up that whoever started it wants ignored (nohup) stays ignored.
    """
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        asked = getattr(signal, name, None)
        if asked is not None and signal.getsignal(asked) is not signal.SIG_IGN:
            signal.signal(asked, stop)
