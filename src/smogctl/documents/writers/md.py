"""Markdown; the plan's words are never markup."""

from collections.abc import Sequence
from itertools import product

from smogctl.documents.paper import ROWS, Part
from smogctl.documents.writer import Document, Format
from smogctl.text.markdown import escape_markdown

_PATTERNS = {
    "title": "# {}",
    "caption": "## {}",
    "h1": "## {}",
    "h2": "### {}",
    "h3": "#### {}",
    "org": "**{}**",
    "urgency": "**{}**",
    "annex": "---\n\n**{}**",
    "item": "- {}",
    "detail": "  - {}",
    "fill": "  - {}",
    "break": "---",
}
"""What stands around a part's text; nothing, where it is not named here."""


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
        lines.append(_shown(part, columns))
        before = part.kind
    text = "\n".join(lines)
    return f"{text}\n".encode()


def _shown(part: Part, columns: int) -> str:
    text = escape_markdown(part.text)
    match part.kind:
        case "table":
            return f"{_row(part.cells)}\n|{' --- |' * columns}"
        case "row":
            return _row(part.cells)
        case "band":
            # its text stands in the first cell
            others = "  |" * (columns - 1)
            return f"| **{text}** |{others}"
        case kind:
            return _PATTERNS.get(kind, "{}").format(text)


_LISTED = ("item", "detail", "fill")

_CLOSE = {*product(_LISTED, _LISTED), *product(("table", *ROWS), ROWS)}
"""What stands on the next line without a blank one between."""


def _row(cells: Sequence[str]) -> str:
    shown = map(escape_markdown, cells)
    return f"| {' | '.join(shown)} |"
