"""A table copied out of a PDF: a name stands in the middle of its row, between lines of its duties.

The head of the table is one line (序号 成员单位 应急职责). A row's number is on one line with its
name, or with a line of the duties where the name itself is broken; about as many lines of the row
are above it as below. So a row ends at that end of a clause that leaves its number nearest to the
middle.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.layout import ENUMERATOR, FURNITURE
from smogctl.importing.pages import Row, joined
from smogctl.importing.tables import header_of, unit_name

_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})(?:\s+(?P<rest>\S.*))?")
_NAME_AND_TEXT = re.compile(r"(?P<name>\S{2,40})(?:\s+(?P<text>\S.*))?")
_STRETCHED = re.compile(r"(?:(?<=^\S)|(?<=\s\S))\s(?=\S(?:\s|$))")
_END = re.compile(r"[。；;.]\s*$")
_NAME_PIECE = re.compile(r"[^。；;，：:0-9]{1,12}、?")
_MOST_NAME_LINES = 3
_NO_END = 3
"""What it weighs, in lines from the middle, that a row would end within a clause."""
_FEW = 5
"""One in so many rows may lack its closing mark."""


class _Line(NamedTuple):
    """A line of the table's body, and where it stands in the rows."""

    at: int
    text: str


def uncentred(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of such a table put together; as they are where that does not come out."""
    heads = [at for at, row in enumerate(rows) if _is_header(row)]
    if not heads:
        return tuple(rows)
    table = max(row.table for row in rows) + 1
    expected: int | None = None
    made: list[Row] = list(rows[: heads[0]])
    for start, stop in zip(heads, [*heads[1:], len(rows)], strict=True):
        page = _page(rows, start, stop, expected, table)
        if page is None:
            return tuple(rows)
        made += page
        expected = int(next(row.cells[0] for row in reversed(page) if row.table)) + 1
    return tuple(made)


def _page(
    rows: Sequence[Row], start: int, stop: int, expected: int | None, table: int
) -> list[Row] | None:
    """The rows from a head of the table to the next one; None where they do not come out.

    `expected` is the number that the first row must have, None on the table's first page.
    """
    if any(row.table for row in rows[start:stop]):
        return None
    lines = [_Line(at, rows[at].cells[0].strip()) for at in range(start + 1, stop)]
    body = [line for at, line in enumerate(lines) if not _is_furniture(lines, at)]
    groups = _groups(body, list(_anchors(body, expected)))
    if groups is None:
        return None
    head = Row(rows[start].line, _head_words(rows[start]), table)
    found = [_row(rows, group, body[anchor], table) for anchor, group in groups]
    reached = groups[-1][1][-1].at + 1
    return [head, *found, *rows[reached:stop]]


def _is_furniture(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line is a page's; a number beside which a name is broken is a row's."""
    if not FURNITURE.fullmatch(lines[at].text):
        return False
    beside = [line.text for line in lines[max(0, at - 1) : at + 2] if line != lines[at]]
    return not _number(lines[at].text) or not all(map(_is_piece, beside))


def _is_header(row: Row) -> bool:
    if row.table:
        return False
    words = _head_words(row)
    found = header_of(Row(row.line, words)) if 2 <= len(words) <= 4 else None
    return found is not None and found.number == 0 and found.unit == 1


def _head_words(row: Row) -> tuple[str, ...]:
    """The words of a line; one that is stretched by blanks (职 责) is one word."""
    return tuple(_STRETCHED.sub("", row.cells[0]).split())


def _number(text: str) -> int:
    hit = _NUMBERED.fullmatch(text)
    return int(hit["number"]) if hit else 0


def _anchors(body: Sequence[_Line], expected: int | None) -> Iterator[int]:
    """The places of the lines that begin with the next number of the rows."""
    for at, line in enumerate(body):
        number = _number(line.text)
        if number and (expected is None or number == expected):
            yield at
            expected = number + 1


def _groups(
    body: Sequence[_Line], anchors: Sequence[int]
) -> list[tuple[int, Sequence[_Line]]] | None:
    """For each anchor the lines of its row; None where too many have no end."""
    if not anchors:
        return None
    found: list[tuple[int, Sequence[_Line]]] = []
    begin = open_ = 0
    for anchor, limit in zip(anchors, [*anchors[1:], len(body)], strict=True):
        middle = 2 * anchor - begin

        def cost(at: int, middle: int = middle, begin: int = begin) -> int:
            return abs(at - middle) + (0 if _ends(body, at, begin) else _NO_END)

        end = min(range(anchor, limit), key=cost)
        open_ += not _ends(body, end, begin)
        found.append((anchor, body[begin : end + 1]))
        begin = end + 1
    return found if found and open_ * _FEW <= len(found) else None


def _ends(body: Sequence[_Line], at: int, begin: int) -> bool:
    """Whether a row can end with a line: a clause ends there, or a broken name just below one."""
    if _END.search(body[at].text):
        return True
    return at > begin and _is_piece(body[at].text) and _END.search(body[at - 1].text) is not None


def _is_piece(text: str) -> bool:
    return _NAME_PIECE.fullmatch(text) is not None


def _row(rows: Sequence[Row], group: Sequence[_Line], anchor: _Line, table: int) -> Row:
    """The row that a group of lines is."""
    hit = _NUMBERED.fullmatch(anchor.text)
    assert hit
    at = group.index(anchor)
    name, own, pieces = _named(group, at, hit["rest"] or "")
    texts = [own if place == at else line.text for place, line in enumerate(group)]
    text = _flowing([text for place, text in enumerate(texts) if text and place not in pieces])
    return Row(rows[group[0].at].line, (hit["number"], name, text), table)


def _named(group: Sequence[_Line], anchor: int, rest: str) -> tuple[str, str, set[int]]:
    """A row's name, what its number's line has of the duties, and the lines that are of the name.

    `rest` is what stands behind the number.
    """
    told = _NAME_AND_TEXT.fullmatch(rest)
    if told and is_name(unit_name(told["name"].rstrip("、"))) and not _END.search(told["name"]):
        more = _rest_of_name(group, anchor, told["name"])
        name = "".join(group[at].text if at != anchor else told["name"] for at in sorted(more))
        return name, told["text"] or "", more - {anchor}
    pieces = _pieces(group, anchor)
    return "".join(group[one].text for one in sorted(pieces)), rest, pieces


def _rest_of_name(group: Sequence[_Line], anchor: int, name: str) -> set[int]:
    """The places of a whole name's lines: that of its number, and those that a 、 leads on to."""
    places = {anchor}
    if anchor and group[anchor - 1].text.endswith("、") and _is_piece(group[anchor - 1].text):
        places.add(anchor - 1)
    if name.endswith("、") and anchor + 1 < len(group):
        places.add(anchor + 1)
    return places


def _flowing(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; a numbered clause keeps a line of its own."""
    text = ""
    for line in lines:
        numbered = ENUMERATOR.match(line) and _END.search(text)
        text = f"{text}\n{line}" if numbered else joined(f"{text}\n{line}")
    return text


def _pieces(group: Sequence[_Line], anchor: int) -> set[int]:
    """The places of the lines around a row's number that together are its name."""
    above = [at for at in range(anchor - 1, -1, -1) if _is_piece(group[at].text)]
    below = [at for at in range(anchor + 1, len(group)) if _is_piece(group[at].text)]
    for count in range(2, _MOST_NAME_LINES + 1):
        for over in range(count + 1):
            chosen = {*above[:over], *below[: count - over]}
            name = "".join(group[at].text for at in sorted(chosen))
            if len(chosen) == count and is_name(unit_name(name)):
                return chosen
    return set()
