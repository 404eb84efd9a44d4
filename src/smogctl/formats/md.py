"""Markdown for notes, tickets and pull requests; the plan's words are never markup."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from smogctl.text.markdown import escape_markdown
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
            yield from chain.from_iterable(map(_entry, entries))


def _entry(entry: Entry) -> Iterator[str]:
    label = entry.label
    if not re.fullmatch(r"\d+\.", label):
        label = f"- {escape_markdown(label)}"
    text = escape_markdown(entry.text)
    if entry.struck:
        text = f"~~{text}~~"
    yield f"{label} {text}"
    for detail in entry.details:
        yield f"   - {escape_markdown(detail)}"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "无。"
        return
    yield _row(table.columns)
    yield f"|{' --- |' * len(table.columns)}"
    yield from map(_row, table.rows)


def _row(cells: Sequence[str]) -> str:
    shown = " | ".join(map(escape_markdown, cells))
    return f"| {shown} |"
