"""What wrote these tables, and by which day."""

from collections.abc import Iterator

from smogctl.exporting.subjects import Tool
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    10,
    "tool",
    "这份表本身",
    (Column("key", "什么：format、tool、day"), Column("value", "是什么")),
    key=("key",),
)


def rows(tool: Tool) -> Iterator[Row]:
    """One row a fact."""
    yield from tool.facts.items()
