"""Markdown; the plan's words are never markup."""

from collections.abc import Iterator

from smogctl.documents.paper import Paper, Part
from smogctl.text.markdown import escape_markdown

_HEADS = {"title": "#", "h1": "##", "h2": "###", "h3": "####"}


def write(paper: Paper) -> bytes:
    """The parts, a blank line between those that are no list."""
    lines: list[str] = []
    before = ""
    for part in paper.parts:
        joined = (before, part.kind) in _CLOSE
        lines += ([] if joined or not lines else [""]) + list(_lines(part))
        before = part.kind
    return ("\n".join(lines) + "\n").encode()


_CLOSE = {
    *((one, other) for one in ("item", "detail", "fill") for other in ("item", "detail", "fill")),
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
