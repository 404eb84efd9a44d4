"""What a table is: its columns, its key, what its rows refer to. Nothing here knows a medium."""

from datetime import date
from typing import Literal, NamedTuple

Type = Literal["text", "integer", "boolean", "date"]
Of = Literal["tool", "catalogue", "district", "incident"]
"""Of what a table has rows: of the export itself, the catalogue, each district, each incident."""

Cell = str | int | bool | date | None
"""What stands in a row: text as it is written in the registry, nothing converted or evaluated."""

Row = tuple[Cell, ...]


class Column(NamedTuple):
    """A column; `about` is what it holds, for people."""

    name: str
    about: str
    type: Type = "text"
    nullable: bool = False


class Reference(NamedTuple):
    """Columns that name a row of another table. With a null in them they name none."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


class Table(NamedTuple):
    """A table; it is called like its module."""

    order: int
    """Its place among the others: what it refers to stands before it."""
    of: Of
    about: str
    """What a row is, for people."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    references: tuple[Reference, ...] = ()


class Named(NamedTuple):
    """A table with its name."""

    name: str
    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.table.columns)
