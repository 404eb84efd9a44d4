"""The tables as a page of Markdown describes them: each column with its type and what it holds."""

from collections.abc import Iterator, Sequence

from smogctl.exporting.sql import TYPES
from smogctl.exporting.table import Column, Named, Of, Table

_GROUPS: dict[Of, str] = {
    "tool": "表本身",
    "catalogue": "目录",
    "district": "区县",
    "incident": "台账",
}


def described(tables: Sequence[Named]) -> str:
    """All tables, group by group, in their order."""
    return "\n".join(line for group in _GROUPS for line in _group(group, tables))


def _group(group: Of, tables: Sequence[Named]) -> Iterator[str]:
    yield f"### {_GROUPS[group]}\n"
    for named in tables:
        if named.table.of == group:
            yield from _table(named)


def _table(named: Named) -> Iterator[str]:
    table = named.table
    yield f"**`{named.name}`**　{table.about}。主键 {_names(table.key)}{_references(table)}。\n"
    yield "| 列 | 类型 | 含义 |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_type(column)} | {column.about} |"
    yield ""


def _type(column: Column) -> str:
    return f"{TYPES[column.type]}{'，可空' if column.nullable else ''}"


def _names(columns: Sequence[str]) -> str:
    return "、".join(f"`{name}`" for name in columns)


def _references(table: Table) -> str:
    return "".join(
        f"；{_names(reference.columns)} 指 `{reference.table}`"
        for reference in table.references
    )
