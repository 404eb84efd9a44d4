"""What a medium of tables is given, and what is to be known of it beforehand."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from smogctl.exporting.table import Named, Row
from smogctl.system.writing import FreshFolder


class Medium(NamedTuple):
    """What is to be known of a medium before anything is written. It is called like its module."""

    order: int
    """Its place among the others in messages."""
    about: str
    """What it is, for people."""
    endings: tuple[str, ...] = ()
    """The endings of its file, in small letters; none: it is a folder."""
    partitions: bool = False
    """Whether it can be a folder by province."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files."""
        return not self.endings


class Layout(NamedTuple):
    """Which tables are to be written, and how."""

    tables: tuple[Named, ...]
    """What others refer to before them."""
    by_province: bool = False

    def is_parted(self, named: Named) -> bool:
        """Whether a table is a folder of provinces: only districts lie in one."""
        return self.by_province and named.table.of == "district"

    def besides(self, begun: Collection[str]) -> Iterator[Named]:
        """The tables of which there are no rows yet: their files are made too."""
        for named in self.tables:
            if named.name not in begun:
                yield named


class Sink(Protocol):
    """Takes rows, of any table at any time; nothing of them is kept in memory."""

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """Rows of a table; `province` counts by province, where the table has rows of districts.

        Raises OSError, and Refusal for what the medium cannot hold.
        """


class FileWriter(Protocol):
    """A module of `media/` that writes one file."""

    MEDIUM: Medium

    def filling(self, place: Path, layout: Layout) -> AbstractContextManager[Sink]:
        """A sink that fills an empty file; it is whole when the context is left.

        Raises Refusal where a library is missing.
        """


class FolderWriter(Protocol):
    """A module of `media/` that writes a folder."""

    MEDIUM: Medium

    def filling(
        self, folder: FreshFolder, layout: Layout
    ) -> AbstractContextManager[Sink]:
        """The same for a folder."""
