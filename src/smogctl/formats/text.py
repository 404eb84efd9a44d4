"""Plain text for pipes and files: no wrapping, no colour, one clause on one line."""

from collections.abc import Iterator, Sequence
from itertools import compress

from smogctl.text.plain import pad, visible, width
from smogctl.values.report import (
    Block,
    Entries,
    Entry,
    Heading,
    Line,
    Report,
    Surface,
    Table,
)

VOID = "〔作废〕"
"""Stands before what is struck through, where no line can be drawn, and beside it where one can."""


def render(report: Report, surface: Surface) -> str:
    """The report's blocks, one below the other."""
    lines: list[str] = []
    for block in report.blocks:
        if lines and isinstance(block, Heading):
            lines.append("")
        lines += _lines(block)
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, 1):
            yield f"【{visible(text)}】"
        case Heading(text) | Line(text):
            yield visible(text)
        case Table():
            yield from table_lines(block)
        case Entries(_, entries):
            yield from _entries(entries)


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        lead = f"  {visible(entry.label)} "
        void = ""
        if entry.struck:
            void = VOID
        yield f"{lead}{void}{visible(entry.text)}"
        indent = " " * width(lead)
        for detail in entry.details:
            yield indent + visible(detail)


def table_lines(table: Table) -> Iterator[str]:
    """Aligned columns; those without any content are left out, and so is what follows the last."""
    if not table.rows:
        yield "无。"
        return
    rows = filled(table)
    widths = []
    for column in zip(*rows, strict=True):
        widths.append(max(map(width, column)))
    for row in rows:
        yield "  ".join(map(pad, row, widths)).rstrip()


def filled(table: Table) -> list[list[str]]:
    """The heads and the rows, without the columns in which no row has anything."""
    heads = list(map(visible, table.columns))
    rows = [list(map(visible, row)) for row in table.rows]
    kept = list(map(any, zip(*rows, strict=True)))
    return [list(compress(row, kept)) for row in (heads, *rows)]
