"""Plain text, twenty-eight characters a line as GB/T 9704 counts them."""

from collections.abc import Sequence
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
    columns: Sequence[_Column] = ()
    parts = document.paper.parts
    for at, part in enumerate(parts):
        match part.kind:
            case "table":
                columns = _columns(part, parts[at + 1 :])
                lines += _legend(columns)
                lines.append("")
            case "row":
                lines += _row(columns, part.cells)
            case _:
                lines += _lines(part)
    text = "\n".join(map(str.rstrip, lines)).strip("\n")
    return f"{text}\n".encode()


class _Column(NamedTuple):
    """A column of a table; `to_fill`: none of its cells has a word."""

    name: str
    to_fill: bool


def _columns(head: Part, below: Sequence[Part]) -> list[_Column]:
    filled: set[int] = set()
    for part in below:
        if part.kind not in ROWS:
            break
        for at, cell in enumerate(part.cells):
            if cell.strip():
                filled.add(at)
    columns = []
    for at, name in enumerate(head.cells):
        columns.append(_Column(name, to_fill=at not in filled))
    return columns


class _Layout(NamedTuple):
    """How a part's text stands: what comes before it, how far its further lines hang, a blank line
    above.
    """

    lead: str = ""
    hanging: int = 0
    apart: bool = False


_INDENT = "　　"

_RULE = "─" * (COLUMNS // 2)

_PATTERNS = {
    "annex": f"\n{_RULE}\n\n{{}}",
    "band": "\n【{}】",
    "message": "{}",
    "break": f"\n{_RULE}\n",
}
"""The parts whose text stands on one line, whatever its length."""

_LAYOUTS = {
    "p": _Layout(_INDENT),
    "h1": _Layout(_INDENT, apart=True),
    "h2": _Layout("━━ ", 3, apart=True),
    "h3": _Layout(_INDENT, apart=True),
    "item": _Layout(hanging=4),
    "detail": _Layout("    ", 6),
    "fill": _Layout("    ", 6),
}


def _lines(part: Part) -> list[str]:
    match part.kind:
        case "org" | "number" | "title" | "caption":
            return _centred(part.text)
        case "sign" | "date":
            return _on_the_right(part.text)
        case kind if kind in _PATTERNS:
            return _PATTERNS[kind].format(part.text).split("\n")
    layout = _LAYOUTS.get(part.kind, _Layout())
    lines = wrap(layout.lead + part.text, COLUMNS, layout.hanging)
    if layout.apart:
        lines.insert(0, "")
    return lines


def _centred(text: str) -> list[str]:
    """A heading in the middle, a blank line below it."""
    lines = [text]
    if width(text) > COLUMNS:
        lines = balanced(text, COLUMNS // 2 - 2)
    shown = []
    for line in lines:
        indent = (COLUMNS - width(line)) // 2
        shown.append(" " * indent + line)
    return [*shown, ""]


def _on_the_right(text: str) -> list[str]:
    lines = []
    for line in wrap(text, COLUMNS - 8):
        indent = COLUMNS - 4 - width(line)
        lines.append(" " * indent + line)
    return lines


_NAMED = 2
"""The columns whose cells stand in front of a row: its number and its name."""
_BLANK = "____"


def _is_form(columns: Sequence[_Column]) -> bool:
    """Whether all but the first two columns are to be filled in, and there are several."""
    others = columns[_NAMED:]
    if len(others) < 2:
        return False
    return all(column.to_fill for column in others)


def _legend(columns: Sequence[_Column]) -> list[str]:
    """What the blanks of a form's rows are, once above them."""
    if not _is_form(columns):
        return []
    names = []
    for column in columns[_NAMED:]:
        names.append(column.name)
    return wrap(f"（各栏依次为：{'、'.join(names)}）", COLUMNS, 2)


def _row(columns: Sequence[_Column], cells: Sequence[str]) -> list[str]:
    """A row: its first two cells, then each further column's name with its cell.

    What is to be filled in stands on one line.
    """
    head = "　".join(cells[:_NAMED]).strip("　")
    others = columns[_NAMED:]
    if _is_form(columns):
        return wrap(f"{head}　{'　'.join([_BLANK] * len(others))}", COLUMNS, 4)
    lines = wrap(head, COLUMNS, 4)
    blanks = []
    for column, cell in zip(others, cells[_NAMED:], strict=False):
        if cell.strip():
            lines += wrap(f"    {column.name}：{cell}", COLUMNS, 6)
        elif column.to_fill:
            blanks.append(f"{column.name}{_BLANK}")
    if blanks:
        lines += wrap(f"    {'　'.join(blanks)}", COLUMNS, 6)
    return lines
