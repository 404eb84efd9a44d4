"""The parts of a measure to which a response chapter limits an order."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Reference, Row, Table

TABLE = Table(
    52,
    "district",
    "响应措施只要求的措施的一个部分；要求全部的没有行",
    (
        DISTRICT,
        Column("response", "响应措施的编号"),
        Column("number", "其中措施的序号", "integer"),
        Column("part", "部分的名称，同 measure_parts.name"),
    ),
    key=("district", "response", "number", "part"),
    references=(
        Reference(
            ("district", "response", "number"),
            "response_measures",
            ("district", "response", "number"),
        ),
    ),
)


def rows(district: District) -> Iterator[Row]:
    """Clause by clause, each part once."""
    for response, place, ordered in district.ordered():
        for part in dict.fromkeys(ordered.parts):
            yield district.id, response.id, place, part
