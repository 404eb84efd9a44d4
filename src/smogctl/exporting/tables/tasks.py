"""The tasks of each unit at each level."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    DISTRICT,
    DUTY,
    LEVEL,
    OF_DUTY,
    OF_LEVEL,
    OF_UNIT,
    UNIT,
    number,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    70,
    "district",
    "一个级别的任务单上的一项任务，同 smogctl activate（没有指挥部的决定）",
    (
        DISTRICT,
        LEVEL,
        UNIT,
        DUTY,
        number("在单位的任务单里的次序，自 1 起"),
        Column("part", "do 执行、hold 待定、routine 日常"),
        Column("state", "due 应执行、standby 待定"),
        Column("basis", "stated 原文、inferred 推定、unstated 未定级"),
        Column("acting_for", "代行哪个单位的职责：units.id", nullable=True),
    ),
    key=("district", "level", "unit_id", "duty"),
    references=(OF_LEVEL, OF_UNIT, OF_DUTY),
)


def rows(district: District) -> Iterator[Row]:
    """Level by level, in the order of the lists."""
    for activation, entry, place, task in district.tasks():
        yield (
            district.id,
            activation.level,
            entry.unit.id,
            task.duty.id,
            place,
            task.part,
            task.state,
            task.basis,
            task.acting_for,
        )
