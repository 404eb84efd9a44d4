"""The levels that clauses name for assignments."""

from collections.abc import Iterator

from smogctl.exporting.columns import ASSIGNMENT, DISTRICT, DUTY, OF_ASSIGNMENT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    43,
    "district",
    "条文为一项分工写明的一个级别；没有写级别的没有行",
    (DISTRICT, DUTY, ASSIGNMENT, Column("level", "级别：blue、yellow、orange、red")),
    key=("district", "duty", "assignment", "level"),
    references=(OF_ASSIGNMENT,),
)


def rows(district: District) -> Iterator[Row]:
    """Each once."""
    for _, duty, place, assignment in district.assignments():
        for level in assignment.levels:
            yield district.id, duty.id, place, level
