"""Plain text, twenty-eight characters a line as GB/T 9704 counts them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.documents.paper import Part
from smogctl.documents.writer import Document, Format
from smogctl.text.plain import width
from smogctl.text.wrapping import wrap

COLUMNS = 56
"""Twenty-eight full-width characters."""

FORMAT = Format(10, ("txt",), stacks=True)


def write(document: Document) -> bytes:
    """The parts, one below the other; a table's rows as entries, since its columns have no room."""
    lines: list[str] = []
    head: Sequence[str] = ()
    for part in document.paper.parts:
        if part.kind == "table":
            head = part.cells
        lines += _row(head, part.cells) if part.kind == "row" else _lines(part)
    return ("\n".join(line.rstrip() for line in lines).strip("\n") + "\n").encode()


class _Layout(NamedTuple):
    """How a part's text stands: what comes before it, how far its further lines hang, a blank line
    above.
    """

    lead: str = ""
    hanging: int = 0
    apart: bool = False


_INDENT = "　　"

_LAYOUTS = {
    "p": _Layout(_INDENT),
    "h1": _Layout(_INDENT, apart=True),
    "h2": _Layout("━━ ", 3, apart=True),
    "h3": _Layout(_INDENT, apart=True),
    "item": _Layout(hanging=4),
    "detail": _Layout("    ", 6),
    "fill": _Layout("    ", 6),
}


def _lines(part: Part) -> Iterator[str]:
    match part.kind:
        case "table":
            yield ""
        case "org" | "number" | "title":
            yield from _centred(part.text)
        case "sign" | "date":
            yield from _on_the_right(part.text)
        case "break":
            yield from ("", "─" * (COLUMNS // 2), "")
        case kind:
            layout = _LAYOUTS.get(kind, _Layout())
            if layout.apart:
                yield ""
            yield from wrap(layout.lead + part.text, COLUMNS, layout.hanging)


def _centred(text: str) -> Iterator[str]:
    for line in wrap(text, COLUMNS):
        yield " " * ((COLUMNS - width(line)) // 2) + line
    yield ""


def _on_the_right(text: str) -> Iterator[str]:
    for line in wrap(text, COLUMNS - 8):
        yield " " * (COLUMNS - 4 - width(line)) + line


def _row(head: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """A row: its first two cells, then each further column's name with its cell."""
    yield from wrap("　".join(cells[:2]), COLUMNS, 4)
    for name, cell in zip(head[2:], cells[2:], strict=False):
        yield from wrap(f"    {name}：{cell}", COLUMNS, 6)
