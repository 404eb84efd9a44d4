"""The gaps that offices know of."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_DISTRICT, OF_MEASURE, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    60,
    "district",
    "登记册里的一条豁免：与所写各项都相同的缺口，到期之前不算",
    (
        DISTRICT,
        number("次序，自 1 起"),
        Column("gap", "缺口的种类"),
        Column("measure", "措施编号", nullable=True),
        Column("scope", "范围", nullable=True),
        Column("unit", "单位的名称", nullable=True),
        Column("other", "另一方的名称", nullable=True),
        Column("duty", "职责编号", nullable=True),
        Column("reason", "理由"),
        Column("until", "有效到这一天", "date"),
    ),
    key=("district", "number"),
    references=(OF_DISTRICT, OF_MEASURE),
)


def rows(district: District) -> Iterator[Row]:
    """In the registry's order."""
    for place, waiver in enumerate(district.registry.waivers, 1):
        yield (
            district.id,
            place,
            waiver.gap,
            waiver.measure,
            waiver.scope,
            waiver.unit,
            waiver.other,
            waiver.duty,
            waiver.reason,
            waiver.until,
        )
