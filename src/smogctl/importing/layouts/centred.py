"""A table copied out of a PDF: a name stands in the middle of its row, between lines of its duties.

The head of the table is one line (序号 成员单位 应急职责). A row's number is on one line with its
name, or with a line of the duties where the name itself is broken; about as many lines of the row
are above it as below. So a row ends at that end of a clause that leaves its number nearest to the
middle.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.layout import ENUMERATOR, FURNITURE
from smogctl.importing.pages import Row, joined
from smogctl.importing.tables import header_of, unit_name
from smogctl.plan.organs import organ_of

_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})(?:\s+(?P<rest>\S.*))?")
_NAME_AND_TEXT = re.compile(r"(?P<name>\S{2,40})(?:\s+(?P<text>\S.*))?")
_STRETCHED = re.compile(r"(?:(?<=^\S)|(?<=\s\S))\s(?=\S(?:\s|$))")
_END = re.compile(r"[。；;.]\s*$")
_NAME_PIECE = re.compile(r"[^。；;，：:0-9]{1,12}、?")
_PIECE_AND_TEXT = re.compile(r"(?P<name>[^。；;，：:0-9\s]{1,12})\s+(?P<text>\S.*)")
_FIRST = "区县市旗州省国各"
"""What most names begin with, and the rest of one seldom."""
_MOST = 4
"""Above and below its number a name has fewer pieces than this."""
_NO_END = 3
"""What it weighs, in lines from the middle, that a row would end within a clause."""
_NOWHERE = 1 << 60
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
    body, anchors = _without_pages(lines, expected)
    groups = _groups(body, anchors)
    if groups is None:
        return None
    head = Row(rows[start].line, _head_words(rows[start]), table)
    found = [_row(rows, group, body[anchor], table) for anchor, group in groups]
    reached = groups[-1][1][-1].at + 1
    return [head, *found, *rows[reached:stop]]


def _without_pages(
    lines: Sequence[_Line], expected: int | None
) -> tuple[list[_Line], list[int]]:
    """The lines without a page's own, and the places of the rows' numbers among them.

    A number alone may be either.
    """
    numbered = {lines[at] for at in _anchors(lines, expected)}
    body = [
        line for line in lines if line in numbered or not FURNITURE.fullmatch(line.text)
    ]
    return body, [at for at, line in enumerate(body) if line in numbered]


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
    """The places of the lines that begin with the next number of the rows.

    A number alone is a page's where a line with that number and a text follows before the next.
    """
    places = _places(body)
    for at, line in enumerate(body):
        number = _number(line.text)
        if (
            number
            and number == (expected or number)
            and _is_anchor(line, at, number, places)
        ):
            yield at
            expected = number + 1


_Places = Mapping[tuple[int, bool], Sequence[int]]
"""By number, and whether it stands alone in its line: the places of those lines."""


def _places(body: Sequence[_Line]) -> _Places:
    found: dict[tuple[int, bool], list[int]] = {}
    for at, line in enumerate(body):
        found.setdefault((_number(line.text), line.text.isdecimal()), []).append(at)
    return found


def _is_anchor(line: _Line, at: int, number: int, places: _Places) -> bool:
    """Whether a line with a number begins a row, and is not a page's number."""
    if not line.text.isdecimal():
        return True
    again = _next_of(places.get((number, False), ()), at)
    following = ((number + 1, alone) for alone in (True, False))
    return again >= min(_next_of(places.get(key, ()), at) for key in following)


def _next_of(places: Sequence[int], at: int) -> int:
    """The first of some places behind one; beyond all where there is none."""
    following = bisect_right(places, at)
    return places[following] if following < len(places) else _NOWHERE


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
    return (
        at > begin
        and _is_piece(body[at].text)
        and _END.search(body[at - 1].text) is not None
    )


def _is_piece(text: str) -> bool:
    return _NAME_PIECE.fullmatch(text) is not None


def _row(rows: Sequence[Row], group: Sequence[_Line], anchor: _Line, table: int) -> Row:
    """The row that a group of lines is."""
    hit = _NUMBERED.fullmatch(anchor.text)
    assert hit
    at = group.index(anchor)
    name, own, left = _named(group, at, hit["rest"] or "")
    left[at] = own
    texts = [left.get(place, line.text) for place, line in enumerate(group)]
    text = _flowing([text for text in texts if text])
    return Row(rows[group[0].at].line, (hit["number"], name, text), table)


def _named(
    group: Sequence[_Line], anchor: int, rest: str
) -> tuple[str, str, dict[int, str]]:
    """A row's name, what its number's line has of the duties, and what its other lines have left.

    `rest` is what stands behind the number. The name may be broken over lines above and below, each
    with duties behind it or without.
    """
    pieces = {at: _piece_of(line.text) for at, line in enumerate(group) if at != anchor}
    named = [at for at, piece in pieces.items() if piece.name]
    ways = [
        _Way(_in_order(pieces, chosen, anchor, own.name), own.text, chosen)
        for chosen, own in product(_choices(named, anchor), _own_parts(rest))
    ]
    names = [way for way in ways if is_name(unit_name(way.name))]
    if not names:
        return "", rest, {}
    best = min(names, key=lambda way: way.cost(len(named)))
    return best.name, best.text, {at: pieces[at].text for at in best.places}


def _choices(places: Sequence[int], anchor: int) -> list[list[int]]:
    """The ways to take the nearest of some places above the number and below it."""
    above = sorted((at for at in places if at < anchor), reverse=True)
    below = sorted(at for at in places if at > anchor)
    numbers = product(range(_MOST), range(_MOST))
    return [sorted({*above[:over], *below[:under]}) for over, under in numbers]


class _Way(NamedTuple):
    """A way to read a row."""

    name: str
    text: str
    """What its number's line has of the duties."""
    places: list[int]
    """The other lines of the name."""

    def cost(self, pieces: int) -> tuple[bool, int, bool, int]:
        """How far it is from what tables have: of so many pieces none is left, a known organ."""
        name = unit_name(self.name)
        left = pieces - len(self.places)
        return (
            name[0] not in _FIRST,
            left,
            not organ_of(name).functions,
            len(self.places),
        )


class _Piece(NamedTuple):
    """What a line has of a name, and what of the duties behind it."""

    name: str
    text: str


def _in_order(
    pieces: Mapping[int, _Piece], chosen: Sequence[int], anchor: int, own: str
) -> str:
    """The pieces of a name from top to bottom."""
    named = {at: pieces[at].name for at in chosen} | {anchor: own}
    return "".join(named[at] for at in sorted(named))


def _piece_of(text: str) -> _Piece:
    """What a line may have of a name: all of it, or what stands before a blank; else nothing."""
    if _is_piece(text):
        return _Piece(text, "")
    hit = _PIECE_AND_TEXT.fullmatch(text)
    return _Piece(hit["name"], hit["text"]) if hit else _Piece("", text)


def _own_parts(rest: str) -> list[_Piece]:
    """The ways to read what stands behind a row's number: a name, a piece of one, none of it."""
    ways = [_Piece("", rest)]
    told = _NAME_AND_TEXT.fullmatch(rest)
    if told and not _END.search(told["name"]):
        ways.insert(0, _Piece(told["name"], told["text"] or ""))
    return ways


def _flowing(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; a numbered clause keeps a line of its own."""
    text = ""
    for line in lines:
        numbered = ENUMERATOR.match(line) and _END.search(text)
        text = f"{text}\n{line}" if numbered else joined(f"{text}\n{line}")
    return text
