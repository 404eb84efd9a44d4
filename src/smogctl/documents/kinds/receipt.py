"""The list on which each body signs for a notice, with when and by which telephone."""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Column, Grid
from smogctl.questions.tasks import by_body

_COLUMNS = (
    Column("序号", 6),
    Column("单位", 36),
    Column("签收人", 14),
    Column("签收时间", 18),
    Column("电话", 16),
    Column("备注", 24),
)


def _sheets(data: DocumentData) -> tuple[Grid, ...]:
    units = (unit for unit in data["units"] if unit["ordered"])
    rows = (
        (
            *(str(number), unit["name"], unit["signed"], unit["signed_at"]),
            *(unit["phone"], unit["remark"]),
        )
        for number, unit in enumerate(units, start=1)
    )
    return (Grid(_COLUMNS, tuple(rows)),)


KIND = Kind("receipt", "签收表", 140, sheets=_sheets, arranges=by_body)
