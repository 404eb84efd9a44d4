"""Progress of long work on a terminal, by Rich on standard error; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[int, int], None]
"""Told how many of how many are done."""


@contextmanager
def progress(what: str, most: int, *, worth: int = 200) -> Iterator[Told | None]:
    """A bar while the work goes on, for work of at least `worth` steps on a terminal; else None."""
    if most < worth or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=most)
        yield lambda done, total: bar.update(task, completed=done, total=total)
