"""The checklist: every task with a box to tick, who does it, when, and a signature.

Printed, not sent.
"""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Column, Grid, task_grid


def _sheet(data: DocumentData) -> Grid:
    return task_grid(data, Column("承办人", 14), Column("完成时间", 16))


KIND = Kind("checklist", "核对表", 0, by_notice=False, sheet=_sheet)
