"""Markdown; the plan's words are never markup."""

from collections.abc import Sequence
from itertools import product

from smogctl.documents.paper import ROWS, Part
from smogctl.documents.writer import Document, Format
from smogctl.text.markdown import escape_markdown

_HEADS = {"title": "#", "caption": "##", "h1": "##", "h2": "###", "h3": "####"}


FORMAT = Format(20, ("md", "markdown"), stacks=True)


def write(document: Document) -> bytes:
    """The parts, a blank line between those that are no list."""
    lines: list[str] = []
    before = ""
    columns = 1
    for part in document.paper.parts:
        if part.kind == "table":
            columns = len(part.cells)
        if lines and (before, part.kind) not in _CLOSE:
            lines.append("")
        lines += _lines(part, columns)
        before = part.kind
    return ("\n".join(lines) + "\n").encode()


_LISTED = ("item", "detail", "fill")

_CLOSE = {*product(_LISTED, _LISTED), *product(("table", *ROWS), ROWS)}
"""What stands on the next line without a blank one between."""


def _lines(part: Part, columns: int) -> list[str]:
    text = escape_markdown(part.text)
    match part.kind:
        case "title" | "caption" | "h1" | "h2" | "h3":
            return [f"{_HEADS[part.kind]} {text}"]
        case "org" | "urgency":
            return [f"**{text}**"]
        case "annex":
            return ["---", "", f"**{text}**"]
        case "item":
            return [f"- {text}"]
        case "detail" | "fill":
            return [f"  - {text}"]
        case "table":
            return [_row(part.cells), f"|{' --- |' * columns}"]
        case "row":
            return [_row(part.cells)]
        case "band":
            # its text stands in the first cell
            return [f"| **{text}** |" + "  |" * (columns - 1)]
        case "break":
            return ["---"]
        case _:
            return [text]


def _row(cells: Sequence[str]) -> str:
    shown = map(escape_markdown, cells)
    return f"| {' | '.join(shown)} |"
