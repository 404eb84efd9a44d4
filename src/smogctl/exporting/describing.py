"""The tables as a page of Markdown describes them: each column with its type and what it holds."""

from collections.abc import Iterator, Sequence

from smogctl.exporting.sql import TYPES
from smogctl.exporting.table import Named, Of

_GROUPS: dict[Of, str] = {
    "tool": "表本身",
    "catalogue": "目录",
    "district": "区县",
    "incident": "台账",
}


def described(tables: Sequence[Named]) -> str:
    """All tables, group by group, in their order."""
    lines: list[str] = []
    for group, title in _GROUPS.items():
        lines.append(f"### {title}\n")
        for named in tables:
            if named.table.of == group:
                lines += _table(named)
    return "\n".join(lines)


def _table(named: Named) -> Iterator[str]:
    table = named.table
    head = f"**`{named.name}`**　{table.about}。主键 {_names(table.key)}"
    for reference in table.references:
        head += f"；{_names(reference.columns)} 指 `{reference.table}`"
    yield f"{head}。\n"
    yield "| 列 | 类型 | 含义 |"
    yield "|---|---|---|"
    for column in table.columns:
        kind = TYPES[column.type]
        if column.nullable:
            kind += "，可空"
        yield f"| `{column.name}` | {kind} | {column.about} |"
    yield ""


def _names(columns: Sequence[str]) -> str:
    names = "`、`".join(columns)
    return f"`{names}`"
