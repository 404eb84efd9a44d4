"""Tables for a terminal, by Rich: folded to its width, legible without colour.

Rich is given Text objects only, so nothing in a registry is markup, emoji or an escape to it.
"""

import io

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from smogctl.formats import text as plain
from smogctl.report import Block, Entries, Heading, Line, Report, Surface, Table
from smogctl.text import visible

NARROWEST = 56
"""Below so many columns three columns are no help; the plain text folds better."""


def render(report: Report, surface: Surface) -> str:
    """The report's blocks, folded to the terminal's width."""
    if surface.width < NARROWEST:
        return plain.render(report, surface)
    out = io.StringIO()
    console = Console(
        file=out,
        width=min(surface.width, 160),
        force_terminal=surface.styled,
        color_system="standard" if surface.styled else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    frame = box.HORIZONTALS if surface.takes("─") else box.ASCII2
    for block in report.blocks:
        _print(console, block, frame)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def _print(console: Console, block: Block, frame: box.Box) -> None:
    match block:
        case Heading(text, level):
            if level < 3:
                console.print()
            console.print(Text(visible(text), style="bold" if level < 3 else ""))
        case Line(text):
            console.print(Text(visible(text), overflow="fold"))
        case Table(_, ()):
            console.print(Text("无。"))
        case Table():
            console.print(_grid(block, frame))
        case Entries():
            console.print(_entries(block, frame))


def _grid(table: Table, frame: box.Box) -> Grid:
    kept = [index for index in range(len(table.columns)) if any(row[index] for row in table.rows)]
    grid = Grid(box=frame, pad_edge=False, show_lines=False)
    for index in kept:
        grid.add_column(Text(table.columns[index]), overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(visible(row[index])) for index in kept))
    return grid


def _entries(block: Entries, frame: box.Box) -> Grid:
    grid = Grid(box=frame, pad_edge=False, show_lines=True, expand=True)
    label = max((len(entry.label) for entry in block.entries), default=1)
    grid.add_column(Text(block.columns[0]), min_width=max(3, label), no_wrap=True)
    grid.add_column(Text(block.columns[1]), ratio=5, overflow="fold")
    grid.add_column(Text(block.columns[2]), ratio=4, overflow="fold")
    for entry in block.entries:
        details = "\n".join(visible(detail) for detail in entry.details)
        grid.add_row(Text(visible(entry.label)), Text(visible(entry.text)), Text(details))
    return grid
