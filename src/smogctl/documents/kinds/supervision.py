"""The form of whoever supervises on the spot: how far each task has come, what is wrong."""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Column, Grid, task_grid


def _sheets(data: DocumentData) -> tuple[Grid, ...]:
    return (task_grid(data, Column("问题", 14), Column("整改", 16)),)


KIND = Kind("supervision", "督查表", 150, sheets=_sheets)
