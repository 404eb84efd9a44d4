"""What a store of either database offers: a reading, a writing, a copy."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from smogctl.incident.ledger.table import Table
from smogctl.values.findings import Refusal


class Damaged(Refusal):
    """Some text in the tables is none."""


class Store(Protocol):
    """A ledger that can be opened. All raise Refusal where it cannot be, in Chinese."""

    @property
    def shown(self) -> str:
        """Its name for people, without a password."""

    def reading(self, *, damaged: bool = False) -> AbstractContextManager[Table]:
        """The tables, to be read and not written; `damaged`: also text that is none."""

    def writing(self) -> AbstractContextManager[Table]:
        """The tables under the lock of one writer.

        Leaving it commits, unless by an exception. Makes them where they are missing.
        """

    def origin(self, table: Table) -> str:
        """The name under which this ledger writes now. Only within a writing."""

    def faults(self, table: Table) -> list[str]:
        """What the database itself finds wrong with its tables."""

    def backup(self, target: Path) -> None:
        """A copy of all of it in a new SQLite file."""
