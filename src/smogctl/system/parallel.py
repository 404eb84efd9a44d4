"""The same work for many files, on all cores where that pays.

Results come in the order of the jobs.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from smogctl.system.processes import (
    end_workers,
    leave_interrupts_to_the_parent,
    undisturbed,
)
from smogctl.system.store import store_is_on, switch_store

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
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    chunks = (jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK))
    if len(jobs) < FORK_FROM or processes < 2:
        for chunk in chunks:
            yield from work(chunk)
        return
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    with undisturbed():
        pool = ProcessPoolExecutor(
            processes, initializer=_begin, initargs=(store_is_on(),)
        )
    try:
        waiting: deque[Future[list[Done]]] = deque()
        for chunk in chunks:
            with undisturbed():
                waiting.append(pool.submit(work, chunk))
            # results that wait for their turn take memory
            if len(waiting) > 4 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        pool.shutdown()
    except BaseException:
        # waiting for workers would hang at a second Ctrl-C; what they are doing is wanted by nobody
        end_workers(pool)
        raise


def _begin(store_on: bool) -> None:
    """What a worker does first: what it would have of its parent by a fork alone, it is told."""
    leave_interrupts_to_the_parent()
    switch_store(on=store_on)
