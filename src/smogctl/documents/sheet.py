"""The table of a document that can be a spreadsheet: its columns and rows, before any medium."""

from collections.abc import Iterable, Iterator, Sequence
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
    """Columns with the rows below them; `name` of its own sheet, where a book has several."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    name: str = ""


def task_grid(data: DocumentData, *to_fill: Column) -> Grid:
    """A row for each task of each list, with a column for its state and those that are to be filled
    in by hand.
    """
    rows: list[tuple[str, ...]] = []
    for entry in data["lists"]:
        rows += _task_rows(entry)
    return _grid(rows, to_fill)


def unit_grids(data: DocumentData, *to_fill: Column) -> tuple[Grid, ...]:
    """The same with a sheet for each list that has a task."""
    grids = []
    for entry in data["lists"]:
        if entry["parts"]:
            grid = _grid(_task_rows(entry), to_fill)
            grids.append(grid._replace(name=entry["head"]))
    return tuple(grids)


def _grid(known: Iterable[tuple[str, ...]], to_fill: Sequence[Column]) -> Grid:
    columns = (
        Column("序号", 6),
        Column("单位", 18),
        Column("部分", 8),
        Column("任务原文", 60),
        Column("协同单位", 24),
        Column("状态", 11, STATES),
        *to_fill,
    )
    blanks = ("",) * (1 + len(to_fill))
    rows = []
    for row in known:
        rows.append((*row, *blanks))
    return Grid(columns, tuple(rows))


def _task_rows(entry: ListData) -> Iterator[tuple[str, ...]]:
    for part in entry["parts"]:
        for task in part["tasks"]:
            text = task["text"]
            if task["waits"]:
                text += f"（{task['waits']}）"
            yield (
                task["number"],
                entry["head"],
                part["name"],
                text,
                task["partners"],
            )
