"""What a duty gives its unit: one measure each, or none."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    DISTRICT,
    DUTY,
    MEASURE_IF_ANY,
    OF_DUTY,
    OF_MEASURE,
    OF_UNIT,
    UNIT,
    number,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    41,
    "district",
    "一条职责给单位的一项分工：至多一项措施，及角色、范围",
    (
        DISTRICT,
        DUTY,
        number("在职责里的次序，自 1 起"),
        UNIT,
        MEASURE_IF_ANY,
        Column("role", "lead 牵头、joint 共同、support 配合、guide 指导"),
        Column("scope", "范围，原文的字；空为不限", nullable=True),
        Column("ends", "是否到条文写明的最高一级为止", "boolean"),
        Column("episode", "登记册是否写明因预警而起", "boolean"),
    ),
    key=("district", "duty", "number"),
    references=(OF_DUTY, OF_UNIT, OF_MEASURE),
)


def rows(district: District) -> Iterator[Row]:
    """Duty by duty."""
    for unit, duty, place, assignment in district.assignments():
        yield (
            district.id,
            duty.id,
            place,
            unit.id,
            assignment.measure,
            assignment.role,
            assignment.scope,
            assignment.ends,
            assignment.episode,
        )
