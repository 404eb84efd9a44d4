"""An answer that grows district by district: all of it where there are few, or for scripts.

Else what stands out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from smogctl.values.report import (
    Block,
    Growing,
    Heading,
    Line,
    Records,
    Report,
    Sheet,
    Table,
)

MANY = 20
"""Above so many districts an answer on a terminal is a summary."""

TOP = 20
"""How many districts are named where there are many."""

SCRIPTS = {"json": "records", "csv": "rows", "xlsx": "rows"}
"""Formats that take one part of an answer and nothing else."""


class Wanted(NamedTuple):
    """Which parts of an answer its format needs: the others are not made."""

    blocks: bool
    records: bool
    rows: bool
    counted: bool
    """Whether each district is only counted."""
    most: int | None = TOP
    """How many districts are named where they are only counted; None: all."""


def wanted_in(
    format_name: str | None, *, many: bool, by_district: bool = False
) -> Wanted:
    """What a format needs. On a terminal (the format `table`) many districts are only counted.

    `by_district`: that is asked for, and all of them are named.
    """
    part = SCRIPTS.get(format_name or "text")
    counted = by_district or (many and format_name == "table")
    most: int | None = TOP
    if by_district:
        most = None
    return Wanted(
        blocks=part is None and not counted,
        records=part == "records",
        rows=part == "rows",
        counted=part is None and counted,
        most=most,
    )


class Count(NamedTuple):
    """One district's row in a table by district, and how many entries it answers with."""

    cells: tuple[str, ...]
    entries: int


class Piece(NamedTuple):
    """What one district answers, in the parts that are wanted."""

    blocks: tuple[Block, ...] = ()
    records: tuple[str, ...] = ()
    """As JSON has them (formats/json.py)."""
    rows: tuple[tuple[str, ...], ...] = ()
    counted: Count | None = None
    close: tuple[Block, ...] = ()
    """What is said of it behind all districts."""


def piece(
    wanted: Wanted,
    count: Count,
    *,
    blocks: Iterable[Block],
    records: Iterable[Mapping[str, Any]],
    rows: Iterable[tuple[str, ...]],
    close: Iterable[Block] = (),
) -> Piece:
    """One district's answer. Parts that are not wanted are not made: give them as generators."""
    made = Piece()
    if wanted.blocks:
        made = made._replace(blocks=tuple(blocks), close=tuple(close))
    if wanted.records:
        made = made._replace(records=texts_of(records))
    if wanted.rows:
        made = made._replace(rows=tuple(rows))
    if wanted.counted:
        made = made._replace(counted=count)
    return made


def texts_of(records: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Records as JSON has them; only who asks for JSON imports it."""
    from smogctl.formats.json import record_text

    return tuple(map(record_text, records))


class Kind(NamedTuple):
    """What sets one command's answer apart."""

    name: str
    """Of its records in JSON, and of the contract: duties, smogctl.duties/1."""
    title: str
    unit: str
    """How its entries are counted: 条职责."""
    columns: tuple[str, ...]
    """Of the sheet."""
    by_district: tuple[str, ...]
    """Of the table by district."""
    contract: str = ""
    """Of the contract, where it is called otherwise."""


class Listing:
    """The answer of a command, of the parts that are wanted."""

    def __init__(
        self,
        kind: Kind,
        wanted: Wanted,
        records: Growing[str],
        rows: Growing[tuple[str, ...]],
    ) -> None:
        """`records` and `rows` are where those grow: they may be more than memory should hold."""
        self.kind = kind
        self.wanted = wanted
        self.blocks: list[Block] = []
        self.close: list[Block] = []
        self.records = records
        self.rows = rows
        self.counts: list[Count] = []

    def add(self, piece: Piece) -> None:
        """Take in one district."""
        self.blocks += piece.blocks
        self.close += piece.close
        self.records.extend(piece.records)
        self.rows.extend(piece.rows)
        if piece.counted:
            self.counts.append(piece.counted)

    def report(self, heading: Sequence[Block] = ()) -> Report:
        """All that was taken in; `heading` stands before what is said behind all districts."""
        name = self.kind.contract or self.kind.name
        data = {"format": f"smogctl.{name}/1", self.kind.name: Records(self.records)}
        blocks = [*self._summary(), *self.blocks]
        if self.blocks:
            blocks += [*heading, *self.close]
        return Report(data, tuple(blocks), Sheet(self.kind.columns, self.rows))

    def _summary(self) -> Iterator[Block]:
        """How many there are, and the districts with most; nothing where each is shown in full."""
        if not self.wanted.counted:
            return
        districts, most = len(self.counts), self.wanted.most
        entries = sum(count.entries for count in self.counts)
        yield Heading(f"{self.kind.title}　{districts} 个区县")
        yield Line(f"{districts} 个区县共 {entries} {self.kind.unit}。")
        if most is None:
            yield Table(
                self.kind.by_district, tuple(count.cells for count in self.counts)
            )
            return
        advice = "逐条用 --format text、csv 或 json，一个区县用 --district"
        yield Line(f"区县太多，不逐条列出：{advice}。")
        first = sorted(self.counts, key=lambda count: -count.entries)[:most]
        alike = len({count.entries for count in self.counts}) == 1
        title = "最多的区县"
        if alike:
            title = f"前 {len(first)} 个区县"
        yield Heading(title, 2)
        yield Table(self.kind.by_district, tuple(count.cells for count in first))
        if districts > most:
            yield Line(f"其余 {districts - most} 个区县未列。")
