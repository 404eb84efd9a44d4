"""The plans' chapters on response measures."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    DISTRICT,
    FILE,
    LEVEL,
    LINE,
    NOTE,
    OF_LEVEL,
    number,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    50,
    "district",
    "预案响应措施一章的一条，原文",
    (
        DISTRICT,
        Column("id", "编号"),
        number("在这一章里的次序，自 1 起"),
        LEVEL,
        Column("text", "原文"),
        NOTE,
        FILE,
        LINE,
    ),
    key=("district", "id"),
    references=(OF_LEVEL,),
)


def rows(district: District) -> Iterator[Row]:
    """In the chapter's order."""
    registry = district.registry
    for place, response in enumerate(registry.responses, 1):
        yield (
            district.id,
            response.id,
            place,
            response.level,
            response.text,
            response.note,
            registry.file,
            response.line,
        )
