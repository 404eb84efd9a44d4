"""The list of members as a plan's preamble prints it."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, FILE, LINE, OF_DISTRICT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    36,
    "district",
    "预案成员名单上的一个名称",
    (
        DISTRICT,
        number("在名单里的次序，自 1 起"),
        Column("name", "名称，如名单所写"),
        FILE,
        LINE,
    ),
    key=("district", "number"),
    references=(OF_DISTRICT,),
)


def rows(district: District) -> Iterator[Row]:
    """In the list's order."""
    registry = district.registry
    listed = zip(registry.plan.members, registry.member_lines, strict=True)
    for place, (name, line) in enumerate(listed, 1):
        yield district.id, place, name, registry.file, line
