"""Plain text, twenty-eight characters a line as GB/T 9704 counts them."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from smogctl.documents.headlines import balanced
from smogctl.documents.paper import ROWS, Part
from smogctl.documents.writer import Document, Format
from smogctl.text.plain import width
from smogctl.text.wrapping import wrap

COLUMNS = 56
"""Twenty-eight full-width characters."""

FORMAT = Format(10, ("txt",), stacks=True)


def write(document: Document) -> bytes:
    """The parts, one below the other; a table's rows as entries, since its columns have no room."""
    lines: list[str] = []
    columns: Sequence[tuple[str, bool]] = ()
    parts = document.paper.parts
    for at, part in enumerate(parts):
        if part.kind == "table":
            columns = _columns(part, parts[at + 1 :])
            lines += _legend(columns)
        lines += _row(columns, part.cells) if part.kind == "row" else _lines(part)
    return ("\n".join(line.rstrip() for line in lines).strip("\n") + "\n").encode()


def _columns(head: Part, below: Sequence[Part]) -> list[tuple[str, bool]]:
    """A table's columns, each with whether it is to be filled in: none of its cells has a word."""
    rows = [
        part.cells
        for part in takewhile(lambda part: part.kind in ROWS, below)
        if part.cells
    ]
    return [
        (name, not any(at < len(cells) and cells[at].strip() for cells in rows))
        for at, name in enumerate(head.cells)
    ]


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
        case "org" | "number" | "title" | "caption":
            yield from _centred(part.text)
        case "sign" | "date":
            yield from _on_the_right(part.text)
        case "annex":
            yield from ("", "─" * (COLUMNS // 2), "", part.text)
        case "band":
            yield from ("", f"【{part.text}】")
        case "message":
            yield part.text
        case "break":
            yield from ("", "─" * (COLUMNS // 2), "")
        case kind:
            layout = _LAYOUTS.get(kind, _Layout())
            if layout.apart:
                yield ""
            yield from wrap(layout.lead + part.text, COLUMNS, layout.hanging)


def _centred(text: str) -> Iterator[str]:
    for line in balanced(text, COLUMNS // 2 - 2) if width(text) > COLUMNS else [text]:
        yield " " * ((COLUMNS - width(line)) // 2) + line
    yield ""


def _on_the_right(text: str) -> Iterator[str]:
    for line in wrap(text, COLUMNS - 8):
        yield " " * (COLUMNS - 4 - width(line)) + line


def _is_form(columns: Sequence[tuple[str, bool]]) -> bool:
    """Whether all but the first two columns are to be filled in, and there are several."""
    return len(columns) > _NAMED + 1 and all(to_fill for _, to_fill in columns[_NAMED:])


_NAMED = 2
"""The columns whose cells stand in front of a row: its number and its name."""
_BLANK = "____"


def _legend(columns: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """What the blanks of a form's rows are, once above them."""
    if _is_form(columns):
        names = "、".join(name for name, _ in columns[_NAMED:])
        yield from wrap(f"（各栏依次为：{names}）", COLUMNS, 2)


def _row(columns: Sequence[tuple[str, bool]], cells: Sequence[str]) -> Iterator[str]:
    """A row: its first two cells, then each further column's name with its cell.

    What is to be filled in stands on one line.
    """
    head = "　".join(cells[:_NAMED]).strip("　")
    if _is_form(columns):
        yield from wrap(
            f"{head}　{'　'.join([_BLANK] * len(columns[_NAMED:]))}", COLUMNS, 4
        )
        return
    yield from wrap(head, COLUMNS, 4)
    blanks = []
    for (name, to_fill), cell in zip(columns[_NAMED:], cells[_NAMED:], strict=False):
        if cell.strip():
            yield from wrap(f"    {name}：{cell}", COLUMNS, 6)
        elif to_fill:
            blanks.append(f"{name}{_BLANK}")
    if blanks:
        yield from wrap(f"    {'　'.join(blanks)}", COLUMNS, 6)
