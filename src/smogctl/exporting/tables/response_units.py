"""The units of whom a response chapter orders something by name."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_RESPONSE, OF_UNIT, UNIT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    53,
    "district",
    "响应措施的一条点明的一个单位；没有点明的没有行",
    (DISTRICT, Column("response", "响应措施的编号"), UNIT),
    key=("district", "response", "unit_id"),
    references=(OF_RESPONSE, OF_UNIT),
)


def rows(district: District) -> Iterator[Row]:
    """Clause by clause, by id."""
    for response in district.registry.responses:
        for unit in sorted(response.units):
            yield district.id, response.id, unit
