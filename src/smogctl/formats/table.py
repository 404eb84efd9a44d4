"""Tables for a terminal, by Rich: folded to its width, legible without colour.

Rich is given Text objects only, so nothing in a registry is markup, emoji or an escape to it.
"""

import io
from collections.abc import Sequence
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from smogctl.formats import text as plain
from smogctl.text.plain import visible, width
from smogctl.text.wrapping import wrap
from smogctl.values.report import Block, Entries, Heading, Line, Report, Surface, Table

NARROWEST = 56
"""Below so many columns three columns are no help; the plain text folds better."""

WIDEST = 140
"""Beyond so many columns a clause in one line is hard to follow."""


def render(report: Report, surface: Surface) -> str:
    """The report's blocks, folded to the terminal's width."""
    if surface.width < NARROWEST:
        return plain.render(report, surface)
    out = io.StringIO()
    colours: Literal["standard"] | None = None
    if surface.styled:
        colours = "standard"
    console = Console(
        file=out,
        width=min(surface.width, WIDEST),
        force_terminal=surface.styled,
        color_system=colours,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    frame = box.ASCII2
    if surface.takes("─"):
        frame = box.HORIZONTALS
    headed = False
    for block in report.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            headed = False
        console.print(_shown(block, frame, console.width, head=not headed))
        if isinstance(block, Entries):
            headed = True
    lines = out.getvalue().split("\n")[:-1]
    return "".join(f"{line.rstrip()}\n" for line in lines).lstrip("\n")


def _shown(block: Block, frame: box.Box, columns: int, *, head: bool) -> Text | Grid:
    """A block as Rich prints it; `head`: with the head of its entries."""
    match block:
        case Heading(text, level):
            return _heading(text, level, columns)
        case Line(text):
            return _folded(visible(text), columns)
        case Entries():
            return _entries(block, frame, columns, head=head)
        case Table(_, ()):
            return Text("无。")
    return _grid(block, frame, columns) or Text("\n".join(plain.table_lines(block)))


def _heading(text: str, level: int, columns: int) -> Text:
    shown = "\n".join(wrap(visible(text), columns))
    if level > 2:
        return Text(shown)
    return Text(f"\n{shown}", style="bold")


def _grid(table: Table, frame: box.Box, columns: int) -> Grid | None:
    """The table folded to the width, or None when it has too many columns for that."""
    rows = plain.filled(table)
    cells = list(map(list, zip(*rows, strict=True)))
    widths = _fit(cells, columns - 3 * len(cells))
    if widths is None:
        return None
    grid = Grid(box=frame, pad_edge=False)
    heads, *others = rows
    for head, wide in zip(heads, widths, strict=True):
        grid.add_column(_folded(head, wide), width=wide, no_wrap=True)
    for row in others:
        grid.add_row(*map(_folded, row, widths))
    return grid


def _folded(text: str, columns: int) -> Text:
    """A text in lines of some width."""
    return Text("\n".join(wrap(text, columns)))


def _fit(cells: list[list[str]], free: int) -> list[int] | None:
    """Column widths that together take no more than `free`; None when there are none.

    The widest gives way first; ids and numbers stay whole as long as something else can give way,
    then short cells as long as heads can.
    """
    widths = [max(map(width, column)) for column in cells]
    whole, short = zip(*map(_least, cells), strict=True)
    for least in (whole, short, [4] * len(widths)):
        while sum(widths) > free:
            giving = _widest_above(widths, least)
            if giving is None:
                break
            widths[giving] -= 1
    if sum(widths) > free:
        return None
    return widths


def _widest_above(widths: Sequence[int], least: Sequence[int]) -> int | None:
    """The place of the widest column that can give way; None: none can."""
    widest = None
    for place, wide in enumerate(widths):
        if wide <= least[place]:
            continue
        if widest is None or wide > widths[widest]:
            widest = place
    return widest


def _least(column: list[str]) -> tuple[int, int]:
    """How far a column gives way while others can: first with ids whole, then its head folded."""
    cells = column[1:]
    whole = 8
    if "".join(cells).isascii():
        whole = max(map(width, column))
    widest = max(map(width, cells), default=4)
    return whole, max(4, min(8, widest))


def _entries(block: Entries, frame: box.Box, columns: int, *, head: bool) -> Grid:
    """Three columns of fixed width, folded by ourselves: Rich would begin a line with a comma."""
    labels = [visible(entry.label) for entry in block.entries]
    label = max([3, *map(width, labels)])
    free = columns - label - 8
    left = free * 5 // 9
    grid = Grid(box=frame, pad_edge=False, show_lines=True, show_header=head)
    for name, wide in zip(block.columns, (label, left, free - left), strict=True):
        grid.add_column(_folded(name, wide), width=wide, no_wrap=True)
    for shown, entry in zip(labels, block.entries, strict=True):
        details: list[str] = []
        for detail in entry.details:
            details += wrap(visible(detail), free - left, 4)
        text = _folded(visible(entry.text), left)
        if entry.struck:
            text = _folded(plain.VOID + visible(entry.text), left)
            text.style = "strike"
        grid.add_row(Text(shown), text, Text("\n".join(details)))
    return grid
