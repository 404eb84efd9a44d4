"""Who else is concerned by a gap."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Reference, Row, Table

TABLE = Table(
    62,
    "district",
    "一处缺口的另一方",
    (
        DISTRICT,
        Column("gap", "缺口的序号", "integer"),
        number("次序，自 1 起"),
        Column("name", "名称"),
    ),
    key=("district", "gap", "number"),
    references=(Reference(("district", "gap"), "gaps", ("district", "number")),),
)


def rows(district: District) -> Iterator[Row]:
    """Gap by gap."""
    for place, judged in enumerate(district.coverage.judged, 1):
        for at, name in enumerate(judged.gap.other, 1):
            yield district.id, place, at, name
