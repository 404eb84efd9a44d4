"""The duties: clauses to the letter."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, FILE, LINE, NOTE, OF_UNIT, UNIT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    40,
    "district",
    "一条职责，原文",
    (
        DISTRICT,
        Column("id", "职责编号，给过就不再用于别的"),
        UNIT,
        number("在单位里的次序，自 1 起"),
        Column("text", "原文"),
        Column(
            "role", "单位自己的角色：lead 牵头、joint 共同、support 配合、guide 指导"
        ),
        NOTE,
        FILE,
        LINE,
    ),
    key=("district", "id"),
    references=(OF_UNIT,),
)


def rows(district: District) -> Iterator[Row]:
    """In the plan's order."""
    registry = district.registry
    for unit in registry.units:
        for place, duty in enumerate(unit.duties, 1):
            yield (
                district.id,
                duty.id,
                unit.id,
                place,
                duty.text,
                duty.role,
                duty.note,
                registry.file,
                duty.line,
            )
