"""Markdown; the plan's words are never markup."""

from collections.abc import Iterator
from itertools import product

from smogctl.documents.paper import ROWS, Part
from smogctl.documents.writer import Document, Format
from smogctl.text.markdown import escape_markdown

_HEADS = {"title": "#", "h1": "##", "h2": "###", "h3": "####"}


FORMAT = Format(20, ("md", "markdown"), stacks=True)


def write(document: Document) -> bytes:
    """The parts, a blank line between those that are no list."""
    lines: list[str] = []
    before = ""
    columns = 1
    for part in document.paper.parts:
        columns = len(part.cells) if part.kind == "table" else columns
        if lines and (before, part.kind) not in _CLOSE:
            lines.append("")
        lines += _lines(part, columns)
        before = part.kind
    return ("\n".join(lines) + "\n").encode()


_LISTED = ("item", "detail", "fill")

_CLOSE = {*product(_LISTED, _LISTED), *product(("table", *ROWS), ROWS)}
"""What stands on the next line without a blank one between."""


def _lines(part: Part, columns: int) -> Iterator[str]:
    text = escape_markdown(part.text)
    match part.kind:
        case "title" | "h1" | "h2" | "h3":
            yield f"{_HEADS[part.kind]} {text}"
        case "item":
            yield f"- {text}"
        case "detail" | "fill":
            yield f"  - {text}"
        case "org" | "urgency" | "annex":
            yield f"**{text}**"
        case "caption":
            yield f"## {text}"
        case "table":
            yield f"| {' | '.join(map(escape_markdown, part.cells))} |"
            yield f"|{' --- |' * len(part.cells)}"
        case "row":
            yield f"| {' | '.join(map(escape_markdown, part.cells))} |"
        case "band":
            yield f"| **{text}** |{' |' * (columns - 1)}"
        case "break":
            yield "---"
        case _:
            yield text
