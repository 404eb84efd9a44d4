"""The gaps of the plans, waived ones included."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    DISTRICT,
    FILE,
    LINE,
    OF_DISTRICT,
    OF_MEASURE,
    OF_UNIT,
    number,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    61,
    "district",
    "预案的一处缺口，同 smogctl gaps --show-waived",
    (
        DISTRICT,
        number("次序，自 1 起，重的在前"),
        Column("kind", "种类，见 smogctl gaps --help"),
        Column("severity", "error 错误、warning 警告、note 提示"),
        Column("measure", "措施编号", nullable=True),
        Column("scope", "范围；种类为 partial 时是措施的部分", nullable=True),
        Column("unit", "有关的单位或成员的名称", nullable=True),
        Column("unit_id", "该名称只是一个单位的名称时，单位编号", nullable=True),
        Column("duty", "职责或响应措施的编号", nullable=True),
        Column("message", "说明"),
        Column("closes", "怎样补上"),
        Column("waived", "按 about 里的 day 是否已豁免", "boolean"),
        FILE,
        LINE,
    ),
    key=("district", "number"),
    references=(OF_DISTRICT, OF_UNIT, OF_MEASURE),
)


def rows(district: District) -> Iterator[Row]:
    """The gravest first."""
    for place, (gap, waiver) in enumerate(district.coverage.judged, 1):
        unit_id = None
        if gap.unit:
            unit_id = district.ids_by_name.get(gap.unit)
        yield (
            district.id,
            place,
            gap.kind,
            gap.severity,
            gap.measure,
            gap.scope,
            gap.unit,
            unit_id,
            gap.duty,
            gap.message,
            gap.closes,
            waiver is not None,
            district.registry.file,
            gap.line,
        )
