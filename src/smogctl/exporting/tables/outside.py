"""Bodies that duties name and that are no units of the plan."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_DISTRICT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    34,
    "district",
    "职责点到、而不是本预案单位的一方",
    (
        DISTRICT,
        Column("id", "编号"),
        Column("name", "名称"),
        Column("standing", "superior 上级、unlisted 非成员、collective 泛指"),
    ),
    key=("district", "id"),
    references=(OF_DISTRICT,),
)


def rows(district: District) -> Iterator[Row]:
    """In the registry's order."""
    for body in district.registry.outside.values():
        yield district.id, body.id, body.name, body.standing
