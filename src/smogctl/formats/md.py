"""Markdown for notes, tickets and pull requests; the plan's words are never markup."""

import re
from collections.abc import Iterator

from smogctl.text.markdown import escape_markdown
from smogctl.values.report import Block, Entries, Heading, Line, Report, Surface, Table


def render(report: Report, surface: Surface) -> str:
    """The report's blocks, a blank line between them."""
    return "\n\n".join("\n".join(_lines(block)) for block in report.blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {escape_markdown(text)}"
        case Line(text):
            yield escape_markdown(text)
        case Table():
            yield from _table(block)
        case Entries(_, entries):
            for entry in entries:
                numbered = re.fullmatch(r"\d+\.", entry.label)
                lead = (
                    f"{entry.label} "
                    if numbered
                    else f"- {escape_markdown(entry.label)} "
                )
                text = escape_markdown(entry.text)
                yield lead + (f"~~{text}~~" if entry.struck else text)
                yield from (
                    f"   - {escape_markdown(detail)}" for detail in entry.details
                )


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "无。"
        return
    yield f"| {' | '.join(map(escape_markdown, table.columns))} |"
    yield f"|{' --- |' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(escape_markdown(cell) for cell in row)} |"
