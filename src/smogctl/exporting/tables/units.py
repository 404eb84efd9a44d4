"""The units of the plans."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, FILE, LINE, NOTE, OF_DISTRICT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    32,
    "district",
    "预案的一个单位",
    (
        DISTRICT,
        Column("id", "单位编号；即职能编号，各区县可比"),
        number("在预案里的次序，自 1 起"),
        Column("name", "名称，如预案所写"),
        Column(
            "kind",
            "command 指挥部、office 办公室、department 部门、territory 镇街、park 园区、enterprise 企业",
        ),
        Column("source_row", "预案自己的序号", "integer", nullable=True),
        Column("acts_as", "代行哪个单位的职责：units.id", nullable=True),
        NOTE,
        FILE,
        LINE,
    ),
    key=("district", "id"),
    references=(OF_DISTRICT,),
)


def rows(district: District) -> Iterator[Row]:
    """In the plan's order."""
    registry = district.registry
    for place, unit in enumerate(registry.units, 1):
        yield (
            district.id,
            unit.id,
            place,
            unit.name,
            unit.kind,
            unit.row,
            unit.acts_as,
            unit.note,
            registry.file,
            unit.line,
        )
