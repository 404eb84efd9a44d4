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
    rows: list[tuple[str, ...]] = []
    for unit in data["units"]:
        if not unit["ordered"]:
            continue
        number = str(len(rows) + 1)
        receipt = unit["signed"], unit["signed_at"]
        rows.append((number, unit["name"], *receipt, unit["phone"], unit["remark"]))
    return (Grid(_COLUMNS, tuple(rows)),)


KIND = Kind("receipt", "签收表", 140, sheets=_sheets, arranges=by_body)
