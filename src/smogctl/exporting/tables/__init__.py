"""The tables, one file each: `TABLE` and `rows(subject)`; the file's name is the table's.

`subject` is what `TABLE.of` says (`exporting/subjects.py`). Rows come out of what the questions
answer: a table computes nothing that a question computes.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from smogctl.exporting.table import Named, Of, Row, Table
from smogctl.system.shipped import parts_of


def table_named(name: str) -> Table:
    """The table of a name that there is."""
    table: Table = import_module(f"{__name__}.{name}").TABLE
    return table


def rows_of(name: str, subject: Any) -> Iterator[Row]:
    """A table's rows of one subject, in its order."""
    rows: Iterator[Row] = import_module(f"{__name__}.{name}").rows(subject)
    return rows


@cache
def every() -> tuple[Named, ...]:
    """All tables, what others refer to before them.

    Raises Refusal where the installation lacks the folder.
    """
    tables = []
    for name in parts_of("exporting.tables"):
        tables.append(Named(name, table_named(name)))
    tables.sort(key=lambda named: (named.table.order, named.name))
    return tuple(tables)


def of(what: Of, tables: Sequence[Named]) -> list[Named]:
    """Those tables that have rows of something."""
    some = []
    for named in tables:
        if named.table.of == what:
            some.append(named)
    return some
