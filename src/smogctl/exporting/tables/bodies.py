"""The organisations inside the units."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_UNIT, UNIT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    33,
    "district",
    "单位里的一个机构；没有另写机构的单位，自己就是",
    (
        DISTRICT,
        UNIT,
        number("在单位里的次序，自 1 起"),
        Column("name", "名称"),
        Column("kind", "类别，同 units.kind"),
        Column("leads", "是否工作组的牵头单位", "boolean"),
    ),
    key=("district", "unit_id", "number"),
    references=(OF_UNIT,),
)


def rows(district: District) -> Iterator[Row]:
    """Unit by unit."""
    for unit in district.registry.units:
        for place, body in enumerate(unit.bodies, 1):
            yield district.id, unit.id, place, body.name, body.kind, body.lead
