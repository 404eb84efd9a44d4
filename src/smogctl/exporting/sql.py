"""The tables as statements that SQLite, DuckDB and PostgreSQL take alike.

Every name is a plain word that none of the three reserves, so nothing is quoted.
"""

from collections.abc import Iterator, Sequence

from smogctl.exporting.table import Named, Reference, Table, Type

TYPES: dict[Type, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def create(named: Named, present: Sequence[Named]) -> str:
    """The statement that makes a table; it refers to those of the tables that are there."""
    lines = []
    for column in named.table.columns:
        line = f"{column.name} {TYPES[column.type]}"
        if not column.nullable:
            line += " NOT NULL"
        lines.append(line)
    lines.append(f"PRIMARY KEY ({', '.join(named.table.key)})")
    for reference in _kept(named.table, present):
        columns, keys = ", ".join(reference.columns), ", ".join(reference.keys)
        lines.append(f"FOREIGN KEY ({columns}) REFERENCES {reference.table} ({keys})")
    inner = ",\n  ".join(lines)
    return f"CREATE TABLE {named.name} (\n  {inner}\n);\n"


def indexes(named: Named, present: Sequence[Named]) -> Iterator[str]:
    """The statements that make an index for each reference that the key does not begin with."""
    for reference in _kept(named.table, present):
        columns = reference.columns
        if named.table.key[: len(columns)] != columns:
            name = "_".join((named.name, "by", *columns))
            yield f"CREATE INDEX {name} ON {named.name} ({', '.join(columns)})"


def _kept(table: Table, present: Sequence[Named]) -> Iterator[Reference]:
    """The references of a table to those that are there."""
    names = {named.name for named in present}
    for reference in table.references:
        if reference.table not in names:
            continue
        yield reference
