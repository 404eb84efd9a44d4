"""Markdown; the plan's words are never markup."""

from collections.abc import Iterator
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
        columns = len(part.cells) if part.kind == "table" else columns
        if lines and (before, part.kind) not in _CLOSE:
            lines.append("")
        lines += _lines(part, columns)
        before = part.kind
    return ("\n".join(lines) + "\n").encode()


_LISTED = ("item", "detail", "fill")

_CLOSE = {*product(_LISTED, _LISTED), *product(("table", *ROWS), ROWS)}
"""What stands on the next line without a blank one between."""


_STRONG = ("org", "urgency", "annex")


def _lines(part: Part, columns: int) -> Iterator[str]:
    text = escape_markdown(part.text)
    match part.kind:
        case kind if kind in _HEADS:
            yield f"{_HEADS[kind]} {text}"
        case kind if kind in _STRONG:
            yield from ("---", "") if kind == "annex" else ()
            yield f"**{text}**"
        case "item":
            yield f"- {text}"
        case "detail" | "fill":
            yield f"  - {text}"
        case "table" | "row" | "band":
            yield from _cells(part, columns)
        case kind:
            yield "---" if kind == "break" else text


def _cells(part: Part, columns: int) -> Iterator[str]:
    """A line of a table; a band's text stands in its first cell."""
    cells = part.cells if part.kind != "band" else ("", *[""] * (columns - 1))
    shown = [escape_markdown(cell) for cell in cells]
    if part.kind == "band":
        shown[0] = f"**{escape_markdown(part.text)}**"
    yield f"| {' | '.join(shown)} |"
    if part.kind == "table":
        yield f"|{' --- |' * columns}"
