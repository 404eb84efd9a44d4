"""What a command answers, before any format.

Blocks for people, rows for a sheet, data for scripts.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar

from smogctl.values.findings import Finding

T_co = TypeVar("T_co", covariant=True)


class Heading(NamedTuple):
    """A heading; level 1 opens a district, 2 a unit, 3 a part of its list."""

    text: str
    level: int = 1


class Line(NamedTuple):
    """One line of running text."""

    text: str


class Table(NamedTuple):
    """Short cells in columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sheet(NamedTuple):
    """An answer's flat rows, which may be many: gone through, and never counted."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]


class Growing(Protocol[T_co]):
    """Entries that more are added to while an answer grows; held in memory or elsewhere."""

    def extend(self, entries: Iterable[Any]) -> None:
        """Add some at the end."""

    def __iter__(self) -> Iterator[T_co]:
        """All of them, in their order."""


class Records(NamedTuple):
    """A list of JSON's that may be long: gone through, and written one by one.

    `texts` are its entries as formats.json.record_text writes them, wherever that was done.
    """

    texts: Iterable[str]


class Entry(NamedTuple):
    """One clause: its number or mark, its wording, and what is to be said of it, a line each.

    `struck`: it stands no more, and is shown struck through.
    """

    label: str
    text: str
    details: tuple[str, ...] = ()
    struck: bool = False


class Entries(NamedTuple):
    """Clauses under three column heads: label, wording, details."""

    columns: tuple[str, str, str]
    entries: tuple[Entry, ...]


Block = Heading | Line | Table | Entries


class Report(NamedTuple):
    """An answer.

    `data` is the JSON of the contract (docs/json.md), `sheet` the same flat, for csv.
    """

    data: dict[str, Any]
    blocks: tuple[Block, ...]
    sheet: Sheet | Table = Sheet((), ())
    findings: tuple[Finding, ...] = ()
    titles: Mapping[str, str] = MappingProxyType({})
    """What each code of the findings is about."""


class Surface(NamedTuple):
    """Where an answer is going to be read: columns of the terminal, its encoding, whether it knows
    bold type.
    """

    width: int = 80
    encoding: str = "utf-8"
    styled: bool = False

    def takes(self, text: str) -> bool:
        """Whether the encoding has all characters of the text."""
        try:
            text.encode(self.encoding)
        except UnicodeError:
            return False
        return True
