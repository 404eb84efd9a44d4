"""The checklist: every task with a box to tick, who does it, when, and a signature.

Printed, not sent.
"""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Column, Grid, unit_grids


def _sheets(data: DocumentData) -> tuple[Grid, ...]:
    return unit_grids(
        data, Column("承办人", 14), Column("完成时间", 16), Column("签字", 10)
    )


KIND = Kind("checklist", "核对表", 0, by_notice=False, sheets=_sheets)
