"""Plain text, twenty-eight characters a line as GB/T 9704 counts them, for any printer and any window."""

from collections.abc import Iterator, Sequence

from smogctl.documents.paper import Paper, Part
from smogctl.text.plain import width
from smogctl.text.wrapping import wrap

COLUMNS = 56
"""Twenty-eight full-width characters."""

_INDENT = "　　"


def write(paper: Paper) -> bytes:
    """The parts, one below the other; a table's rows as entries, since its columns have no room."""
    lines: list[str] = []
    head: Sequence[str] = ()
    for part in paper.parts:
        if part.kind == "table":
            head = part.cells
        lines += _row(head, part.cells) if part.kind == "row" else _lines(part)
    return ("\n".join(line.rstrip() for line in lines).strip("\n") + "\n").encode()


def _lines(part: Part) -> Iterator[str]:
    match part.kind:
        case "table":
            yield ""
        case "org" | "number" | "title":
            yield from (
                " " * ((COLUMNS - width(line)) // 2) + line for line in wrap(part.text, COLUMNS)
            )
            yield ""
        case "p":
            yield from wrap(_INDENT + part.text, COLUMNS)
        case "h1" | "h3":
            yield from ("", *wrap(_INDENT + part.text, COLUMNS))
        case "h2":
            yield from ("", *wrap(f"━━ {part.text}", COLUMNS, 3))
        case "item":
            yield from wrap(part.text, COLUMNS, 4)
        case "detail" | "fill":
            yield from wrap(f"    {part.text}", COLUMNS, 6)
        case "sign" | "date":
            yield from (
                " " * (COLUMNS - 4 - width(line)) + line for line in wrap(part.text, COLUMNS - 8)
            )
        case "break":
            yield from ("", "─" * (COLUMNS // 2), "")
        case _:
            yield from wrap(part.text, COLUMNS)


def _row(head: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """A row: its first two cells, then each further column's name with its cell."""
    yield from wrap("　".join(cells[:2]), COLUMNS, 4)
    for name, cell in zip(head[2:], cells[2:], strict=False):
        yield from wrap(f"    {name}：{cell}", COLUMNS, 6)
