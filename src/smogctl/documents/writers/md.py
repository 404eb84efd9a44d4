"""Markdown; the plan's words are never markup."""

from collections.abc import Iterator
from itertools import product

from smogctl.documents.paper import Part
from smogctl.documents.writer import Document, Format
from smogctl.text.markdown import escape_markdown

_HEADS = {"title": "#", "h1": "##", "h2": "###", "h3": "####"}


FORMAT = Format(20, ("md", "markdown"), stacks=True)


def write(document: Document) -> bytes:
    """The parts, a blank line between those that are no list."""
    lines: list[str] = []
    before = ""
    for part in document.paper.parts:
        if lines and (before, part.kind) not in _CLOSE:
            lines.append("")
        lines += _lines(part)
        before = part.kind
    return ("\n".join(lines) + "\n").encode()


_LISTED = ("item", "detail", "fill")

_CLOSE = {
    *product(_LISTED, _LISTED),
    ("table", "row"),
    ("row", "row"),
}
"""What stands on the next line without a blank one between."""


def _lines(part: Part) -> Iterator[str]:
    text = escape_markdown(part.text)
    match part.kind:
        case "title" | "h1" | "h2" | "h3":
            yield f"{_HEADS[part.kind]} {text}"
        case "item":
            yield f"- {text}"
        case "detail" | "fill":
            yield f"  - {text}"
        case "org":
            yield f"**{text}**"
        case "table":
            yield f"| {' | '.join(map(escape_markdown, part.cells))} |"
            yield f"|{' --- |' * len(part.cells)}"
        case "row":
            yield f"| {' | '.join(map(escape_markdown, part.cells))} |"
        case "break":
            yield "---"
        case _:
            yield text
