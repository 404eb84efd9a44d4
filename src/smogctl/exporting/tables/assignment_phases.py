"""The phases to which assignments belong."""

from collections.abc import Iterator

from smogctl.exporting.columns import ASSIGNMENT, DISTRICT, DUTY, OF_ASSIGNMENT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    42,
    "district",
    "一项分工所属的一个阶段",
    (
        DISTRICT,
        DUTY,
        ASSIGNMENT,
        Column(
            "phase",
            "prepare 准备、monitor 监测、warn 预警、respond 响应、review 评估、standing 常态",
        ),
    ),
    key=("district", "duty", "assignment", "phase"),
    references=(OF_ASSIGNMENT,),
)


def rows(district: District) -> Iterator[Row]:
    """Each once."""
    for _, duty, place, assignment in district.assignments():
        for phase in dict.fromkeys(assignment.phases):
            yield district.id, duty.id, place, phase
