"""The levels from which a higher plan starts measures."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, MEASURE, OF_DISTRICT, OF_MEASURE
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    54,
    "district",
    "上级预案为一项措施定的起始级别",
    (
        DISTRICT,
        MEASURE,
        Column("starts", "起始级别"),
        Column("source", "出自哪份文件"),
    ),
    key=("district", "measure"),
    references=(OF_DISTRICT, OF_MEASURE),
)


def rows(district: District) -> Iterator[Row]:
    """In the registry's order."""
    for entry in district.registry.upper:
        yield district.id, entry.measure, entry.starts, entry.source
