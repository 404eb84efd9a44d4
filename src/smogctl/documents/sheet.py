"""The table of a document that can be a spreadsheet: its columns and rows, before any medium."""

from collections.abc import Iterator
from typing import NamedTuple

from smogctl.documents.shapes import DocumentData, ListData

STATES = ("已落实", "部分落实", "未落实", "不涉及")
"""How far a task has come, as whoever fills in the sheet may choose."""


class Column(NamedTuple):
    """A column: its head, its width in characters of Latin script, what may be chosen in it."""

    head: str
    width: int
    choices: tuple[str, ...] = ()


class Grid(NamedTuple):
    """Columns with the rows below them.

    `explained`: the marks in it need the notes on marks and totals.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    explained: bool = True


def task_grid(data: DocumentData, *to_fill: Column) -> Grid:
    """A row for each task of each list, with a column for its state and those that are to be filled
    in by hand.
    """
    columns = (
        Column("序号", 6),
        Column("单位", 18),
        Column("部分", 8),
        Column("标记", 12),
        Column("任务", 60),
        Column("说明", 40),
        Column("状态", 11, STATES),
        *to_fill,
    )
    blanks = ("",) * (1 + len(to_fill))
    known = (row for entry in data["lists"] for row in _task_rows(entry))
    return Grid(columns, tuple((*row, *blanks) for row in known))


def _task_rows(entry: ListData) -> Iterator[tuple[str, ...]]:
    for part in entry["parts"]:
        for task in part["tasks"]:
            details = "；".join(task["details"])
            yield (
                task["number"],
                entry["head"],
                part["name"],
                task["mark"],
                task["text"],
                details,
            )
