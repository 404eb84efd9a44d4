"""The parts of a measure that assignments are about."""

from collections.abc import Iterator

from smogctl.exporting.columns import ASSIGNMENT, DISTRICT, DUTY, OF_ASSIGNMENT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    44,
    "district",
    "一项分工只涉及的措施的一个部分；涉及全部的没有行",
    (DISTRICT, DUTY, ASSIGNMENT, Column("part", "部分的名称，同 measure_parts.name")),
    key=("district", "duty", "assignment", "part"),
    references=(OF_ASSIGNMENT,),
)


def rows(district: District) -> Iterator[Row]:
    """Each once."""
    for _, duty, place, assignment in district.assignments():
        for part in dict.fromkeys(assignment.parts):
            yield district.id, duty.id, place, part
