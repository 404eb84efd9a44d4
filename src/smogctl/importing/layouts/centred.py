"""A table copied out of a PDF: a name stands in the middle of its row, between lines of its duties.

The head of the table is one line (序号 成员单位 应急职责). A row's number is on one line with its
name, or with a line of the duties where the name itself is broken; about as many lines of the row
are above it as below. So a row ends at that end of a clause that leaves its number nearest to the
middle.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from smogctl.grammar.bodies import is_name
from smogctl.grammar.layout import ENUMERATOR, FURNITURE
from smogctl.importing.layout_rows import free_table, rewritten
from smogctl.importing.pages import Page, Row, joined
from smogctl.importing.tables import header_of, unit_name
from smogctl.plan.organs import organ_of
from smogctl.text.patterns import words_of

PLACE = 30
NOTICE = "表格里单位名称夹在条文的行间，已按行归位；存下的原文是归位后的。"

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


def laid(page: Page) -> Page:
    """The page with such tables put together."""
    return rewritten(page, uncentred(page.rows), NOTICE)


def uncentred(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of such a table put together; as they are where that does not come out."""
    heads: list[int] = []
    for at, row in enumerate(rows):
        if _is_header(row):
            heads.append(at)
    if not heads:
        return tuple(rows)
    table = free_table(rows)
    expected: int | None = None
    made: list[Row] = list(rows[: heads[0]])
    for start, stop in pairwise([*heads, len(rows)]):
        page = _page(rows, start, stop, expected, table)
        if page is None:
            return tuple(rows)
        made += page.rows
        expected = page.reached + 1
    return tuple(made)


class _Page(NamedTuple):
    """The rows from a head of the table to the next one."""

    rows: list[Row]
    reached: int
    """The number of the table's last row."""


def _page(
    rows: Sequence[Row], start: int, stop: int, expected: int | None, table: int
) -> _Page | None:
    """The table's page below a head; None where its lines do not come out.

    `expected` is the number that the first row must have, None on the table's first page.
    """
    has_tables = any(row.table for row in rows[start:stop])
    if has_tables:
        return None
    lines = [_Line(at, rows[at].cells[0].strip()) for at in range(start + 1, stop)]
    body, anchors = _without_pages(lines, expected)
    groups = _groups(body, anchors)
    if groups is None:
        return None
    head = Row(rows[start].line, _head_words(rows[start]), table)
    made = [_row(rows, group, body[anchor], table) for anchor, group in groups]
    last_anchor, last_group = groups[-1]
    behind = rows[last_group[-1].at + 1 : stop]
    reached = _number(body[last_anchor].text)
    return _Page([head, *made, *behind], reached)


def _without_pages(
    lines: Sequence[_Line], expected: int | None
) -> tuple[list[_Line], list[int]]:
    """The lines without a page's own, and the places of the rows' numbers among them.

    A number alone may be either.
    """
    numbered = set(_anchors(lines, expected))
    body: list[_Line] = []
    anchors: list[int] = []
    for at, line in enumerate(lines):
        if at in numbered:
            anchors.append(len(body))
        elif FURNITURE.fullmatch(line.text):
            continue
        body.append(line)
    return body, anchors


def _is_header(row: Row) -> bool:
    words = _head_words(row)
    if not 2 <= len(words) <= 4:
        return False
    columns = header_of(Row(row.line, words))
    if columns is None:
        return False
    return (columns.number, columns.unit) == (0, 1)


def _head_words(row: Row) -> tuple[str, ...]:
    """The words of a line; one that is stretched by blanks (职 责) is one word."""
    return tuple(_STRETCHED.sub("", row.text).split())


def _number(text: str) -> int:
    return int(words_of(_NUMBERED.fullmatch(text), "number", "0"))


def _anchors(body: Sequence[_Line], expected: int | None) -> Iterator[int]:
    """The places of the lines that begin with the next number of the rows.

    A number alone is a page's where a line with that number and a text follows before the next.
    """
    places = _places(body)
    for at, line in enumerate(body):
        number = _number(line.text)
        is_expected = expected in (None, number)
        if not number or not is_expected:
            continue
        if not _is_anchor(line, at, number, places):
            continue
        yield at
        expected = number + 1


_Places = Mapping[tuple[int, bool], Sequence[int]]
"""By number, and whether it stands alone in its line: the places of those lines."""


def _places(body: Sequence[_Line]) -> _Places:
    places: dict[tuple[int, bool], list[int]] = {}
    for at, line in enumerate(body):
        key = (_number(line.text), line.text.isdecimal())
        places.setdefault(key, []).append(at)
    return places


def _is_anchor(line: _Line, at: int, number: int, places: _Places) -> bool:
    """Whether a line with a number begins a row, and is not a page's number."""
    if not line.text.isdecimal():
        return True
    again = _next_of(places.get((number, False), ()), at)
    following_alone = _next_of(places.get((number + 1, True), ()), at)
    following_with_text = _next_of(places.get((number + 1, False), ()), at)
    return again >= min(following_alone, following_with_text)


def _next_of(places: Sequence[int], at: int) -> int:
    """The first of some places behind one; beyond all where there is none."""
    following = bisect_right(places, at)
    if following == len(places):
        return _NOWHERE
    return places[following]


def _groups(
    body: Sequence[_Line], anchors: Sequence[int]
) -> list[tuple[int, Sequence[_Line]]] | None:
    """For each anchor the lines of its row; None where too many have no end."""
    groups: list[tuple[int, Sequence[_Line]]] = []
    begin = open_ = 0
    for anchor, limit in pairwise([*anchors, len(body)]):
        end = _end(body, begin, anchor, limit)
        open_ += not _ends(body, end, begin)
        groups.append((anchor, body[begin : end + 1]))
        begin = end + 1
    if not groups or open_ * _FEW > len(groups):
        return None
    return groups


def _end(body: Sequence[_Line], begin: int, anchor: int, limit: int) -> int:
    """The line before `limit` with which a row ends: its number is nearest to the middle then."""
    middle = 2 * anchor - begin
    costs: dict[int, int] = {}
    for at in range(anchor, limit):
        costs[at] = abs(at - middle)
        if not _ends(body, at, begin):
            costs[at] += _NO_END
    return min(costs, key=costs.__getitem__)


def _ends(body: Sequence[_Line], at: int, begin: int) -> bool:
    """Whether a row can end with a line: a clause ends there, or a broken name just below one."""
    text = body[at].text
    if _END.search(text):
        return True
    piece = _NAME_PIECE.fullmatch(text)
    if at == begin or not piece:
        return False
    above = body[at - 1].text
    return _END.search(above) is not None


def _row(rows: Sequence[Row], group: Sequence[_Line], anchor: _Line, table: int) -> Row:
    """The row that a group of lines is."""
    hit = _NUMBERED.fullmatch(anchor.text)
    assert hit
    at = group.index(anchor)
    name, own, left = _named(group, at, words_of(hit, "rest"))
    left[at] = own
    texts = (left.get(place, line.text) for place, line in enumerate(group))
    duties = _flowing(filter(None, texts))
    return Row(rows[group[0].at].line, (hit["number"], name, duties), table)


def _named(
    group: Sequence[_Line], anchor: int, rest: str
) -> tuple[str, str, dict[int, str]]:
    """A row's name, what its number's line has of the duties, and what its other lines have left.

    `rest` is what stands behind the number. The name may be broken over lines above and below, each
    with duties behind it or without.
    """
    pieces: dict[int, _Piece] = {}
    named: list[int] = []
    for at, line in enumerate(group):
        if at == anchor:
            continue
        pieces[at] = _piece_of(line.text)
        if pieces[at].name:
            named.append(at)
    ways = _ways(pieces, named, anchor, rest)
    best = min(ways, key=lambda way: way.cost(len(named)), default=None)
    if best is None:
        return "", rest, {}
    left = {at: pieces[at].text for at in best.places}
    return best.name, best.text, left


def _ways(
    pieces: Mapping[int, "_Piece"], named: Sequence[int], anchor: int, rest: str
) -> Iterator["_Way"]:
    """The ways to read a row in which its name is one."""
    for chosen, own in product(_choices(named, anchor), _own_parts(rest)):
        name = _in_order(pieces, chosen, anchor, own.name)
        if is_name(unit_name(name)):
            yield _Way(name, own.text, chosen)


def _choices(places: Sequence[int], anchor: int) -> list[list[int]]:
    """The ways to take the nearest of some places, in order, above the number and below it."""
    middle = bisect_right(places, anchor)
    above, below = places[:middle][::-1], places[middle:]
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
    named = {anchor: own}
    for at in chosen:
        named[at] = pieces[at].name
    in_order = sorted(named)
    return "".join(map(named.__getitem__, in_order))


def _piece_of(text: str) -> _Piece:
    """What a line may have of a name: all of it, or what stands before a blank; else nothing."""
    if _NAME_PIECE.fullmatch(text):
        return _Piece(text, "")
    hit = _PIECE_AND_TEXT.fullmatch(text)
    if hit is None:
        return _Piece("", text)
    return _Piece(hit["name"], hit["text"])


def _own_parts(rest: str) -> list[_Piece]:
    """The ways to read what stands behind a row's number: a name, a piece of one, none of it."""
    nothing = _Piece("", rest)
    hit = _NAME_AND_TEXT.fullmatch(rest)
    if hit is None or _END.search(hit["name"]):
        return [nothing]
    named = _Piece(hit["name"], words_of(hit, "text"))
    return [named, nothing]


def _flowing(lines: Iterable[str]) -> str:
    """The lines of a cell as one text; a numbered clause keeps a line of its own."""
    text = ""
    for line in lines:
        is_clause = ENUMERATOR.match(line) and _END.search(text)
        text = f"{text}\n{line}"
        if not is_clause:
            text = joined(text)
    return text
