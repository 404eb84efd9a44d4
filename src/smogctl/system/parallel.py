"""The same work for many files, on all cores where that pays.

Results come in the order of the jobs.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from smogctl.system.processes import (
    end_workers,
    leave_interrupts_to_the_parent,
    undisturbed,
)
from smogctl.system.store import store_is_on, switch_store

if TYPE_CHECKING:  # few commands need it
    from concurrent.futures import ProcessPoolExecutor

FORK_FROM = 30
"""Below so many jobs a second process costs more than it saves."""

CHUNK = 8
MOST_PROCESSES = 8

Job = TypeVar("Job")
Done = TypeVar("Done")


def each(
    work: Callable[[Sequence[Job]], list[Done]], jobs: Sequence[Job]
) -> Iterator[Done]:
    """What `work` makes of the jobs.

    It gets a few at a time, maybe in another process, so it must be a plain function.

    Results are handed on as they come; nothing is kept here, so memory does not grow with the jobs.
    """
    chunks = (jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK))
    pool = None
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(jobs) >= FORK_FROM and processes > 1:
        pool = _pool(processes)
    if pool is not None:
        yield from _shared(pool, work, chunks, 4 * processes)
        return
    for chunk in chunks:
        yield from work(chunk)


def _shared(
    pool: "ProcessPoolExecutor",
    work: Callable[[Sequence[Job]], list[Done]],
    chunks: Iterator[Sequence[Job]],
    most: int,
) -> Iterator[Done]:
    """What the workers make of the jobs; so many results wait for their turn at most."""
    from collections import deque
    from concurrent.futures import Future

    try:
        waiting: deque[Future[list[Done]]] = deque()
        for chunk in chunks:
            with undisturbed():
                waiting.append(pool.submit(work, chunk))
            # results that wait for their turn take memory
            if len(waiting) > most:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        pool.shutdown()
    except BaseException:
        # waiting for workers would hang at a second Ctrl-C; what they are doing is wanted by nobody
        end_workers(pool)
        raise


def _pool(processes: int) -> "ProcessPoolExecutor | None":
    """Workers that have begun.

    None where the system gives none: a container without /dev/shm, or with one that is read-only
    or full, a limit of processes, no memory for another.
    """
    from concurrent.futures import ProcessPoolExecutor

    with undisturbed():
        try:
            pool = ProcessPoolExecutor(
                processes, initializer=_begin, initargs=(store_is_on(),)
            )
        except (OSError, ImportError, NotImplementedError):
            return None
        try:
            # the first job begins the processes
            pool.submit(_nothing)
        except OSError:
            end_workers(pool)
            return None
    return pool


def _nothing() -> None:
    """A job that a worker can do as soon as it is there."""


def _begin(store_on: bool) -> None:
    """What a worker does first: what it would have of its parent by a fork alone, it is told."""
    leave_interrupts_to_the_parent()
    switch_store(on=store_on)
