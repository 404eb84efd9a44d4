"""What came of the trials of an operation in a mode, and how that is shown."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

MEMORY = "/dev/shm"
HEAD = f"{'mode':10}{'operation':42}{'points':>7}{'trials':>8}{'completed':>11}{'violations':>12}\n"


class Row:
    """The trials of one operation in one mode."""

    def __init__(self, mode: str, name: str) -> None:
        self.mode = mode
        self.name = name
        self.points = 0
        self.trials = 0
        self.completed = 0
        self.violations: list[str] = []

    def add(self, where: object, wrong: Iterable[str], told: str = "") -> None:
        """Count a trial, with what was wrong."""
        self.trials += 1
        for what in wrong:
            line = f"{self.mode}: {self.name}: {where}: {what} {told}".rstrip()
            self.violations.append(line)
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()

    def take(self, other: "Row") -> None:
        """Count what came of another."""
        self.points += other.points
        self.trials += other.trials
        self.completed += other.completed
        self.violations += other.violations

    def __str__(self) -> str:
        return (
            f"{self.mode:10}{self.name:42}{self.points:>7}{self.trials:>8}"
            f"{self.completed:>11}{len(self.violations):>12}\n"
        )


@contextlib.contextmanager
def place(*, in_memory: bool = False) -> Iterator[Path]:
    """A folder, gone at the end; one of tempfile's would be deleted by the first child that ends.

    One for images lies in memory where there is such a place: nothing has to wait for a real disk.
    """
    parent = None
    if in_memory and os.access(MEMORY, os.W_OK):
        parent = MEMORY
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=parent)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
