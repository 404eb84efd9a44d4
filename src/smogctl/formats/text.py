"""Plain text for pipes and files: no wrapping, no colour, one clause on one line."""

from collections.abc import Iterator
from itertools import compress

from smogctl.text.plain import pad, visible, width
from smogctl.values.report import Block, Entries, Heading, Line, Report, Surface, Table

VOID = "〔作废〕"
"""Stands before what is struck through, where no line can be drawn, and beside it where one can."""


def render(report: Report, surface: Surface) -> str:
    """The report's blocks, one below the other."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Heading) and lines:
            lines.append("")
        lines += _lines(block)
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'【' if level == 1 else ''}{visible(text)}{'】' if level == 1 else ''}"
        case Line(text):
            yield visible(text)
        case Table():
            yield from table_lines(block)
        case Entries(_, entries):
            for entry in entries:
                lead = f"  {visible(entry.label)} "
                yield lead + (VOID if entry.struck else "") + visible(entry.text)
                yield from (
                    " " * width(lead) + visible(detail) for detail in entry.details
                )


def table_lines(table: Table) -> Iterator[str]:
    """Aligned columns; those without any content are left out, and so is what follows the last."""
    if not table.rows:
        yield "无。"
        return
    rows = filled(table)
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(pad, row, widths)).rstrip()


def filled(table: Table) -> list[list[str]]:
    """The heads and the rows, without the columns in which no row has anything."""
    rows = [[visible(cell) for cell in row] for row in (table.columns, *table.rows)]
    kept = [any(cells) for cells in zip(*rows[1:], strict=True)]
    return [list(compress(row, kept)) for row in rows]
