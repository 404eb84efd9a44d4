"""The day's report on a response in force: the air, what each unit did, what is wrong."""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import NOTHING, DocumentData
from smogctl.documents.sheet import Column, Grid
from smogctl.questions.tasks import by_body

_COLUMNS = (
    Column("序号", 6),
    Column("单位", 36),
    Column("出动人员（人次）", 16),
    Column("出动车辆（台次）", 16),
    Column("检查企业（家）", 14),
    Column("检查工地（个）", 14),
    Column("发现问题（个）", 14),
    Column("已整改（个）", 14),
)
_FIGURES = ("people", "vehicles", "firms", "sites", "found", "fixed")


def _sheets(data: DocumentData) -> tuple[Grid, ...]:
    rows = []
    for number, reported in enumerate(data["returns"], start=1):
        rows.append(_row(number, dict(reported)))
    return (Grid(_COLUMNS, tuple(rows)),)


def _row(number: int, reported: dict[str, object]) -> tuple[str, ...]:
    cells = [str(number), str(reported["name"])]
    for name in _FIGURES:
        figure = str(reported[name])
        if figure == NOTHING:
            # what nobody reported is a cell to fill in
            figure = ""
        cells.append(figure)
    return tuple(cells)


KIND = Kind(
    "daily",
    "日报",
    120,
    follows=("in force", "suspended"),
    sheets=_sheets,
    arranges=by_body,
)
