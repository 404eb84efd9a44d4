"""The bodies that assignments name besides their unit."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    ASSIGNMENT,
    DISTRICT,
    DUTY,
    OF_ASSIGNMENT,
    OF_OUTSIDE,
    OF_UNIT,
    number,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    45,
    "district",
    "一项分工点到的另一方",
    (
        DISTRICT,
        DUTY,
        ASSIGNMENT,
        number("在分工里的次序，自 1 起"),
        Column(
            "relation",
            "convenes 会同、shares 共同、supports 配合、guides 指导、under 牵头方、reports_to 报告",
        ),
        Column("party", "另一方：units 或 outside 的编号"),
        Column("name", "另一方的名称"),
        Column("unit_id", "是本预案单位时，单位编号", nullable=True),
        Column("outside", "是外部一方时，其编号", nullable=True),
    ),
    key=("district", "duty", "assignment", "number"),
    references=(OF_ASSIGNMENT, OF_UNIT, OF_OUTSIDE),
)


def rows(district: District) -> Iterator[Row]:
    """Assignment by assignment."""
    for _, duty, place, assignment in district.assignments():
        for at, partner in enumerate(assignment.partners, 1):
            unit, outside = district.party(partner)
            yield (
                district.id,
                duty.id,
                place,
                at,
                partner.relation,
                partner.id,
                partner.name,
                unit,
                outside,
            )
