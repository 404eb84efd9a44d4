"""The measures that response chapters order."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, MEASURE, OF_MEASURE, OF_RESPONSE, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    51,
    "district",
    "响应措施的一条要求的一项措施",
    (
        DISTRICT,
        Column("response", "响应措施的编号"),
        number("在这一条里的次序，自 1 起"),
        MEASURE,
        Column("scope", "只限于这一范围；空为不限", nullable=True),
    ),
    key=("district", "response", "number"),
    references=(OF_RESPONSE, OF_MEASURE),
)


def rows(district: District) -> Iterator[Row]:
    """Clause by clause."""
    for response, place, ordered in district.ordered():
        yield district.id, response.id, place, ordered.measure, ordered.scope
