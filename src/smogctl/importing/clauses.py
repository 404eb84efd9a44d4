"""Clauses: where the text of an entry is cut, and at nothing else.

It is cut at ；。 and their half-width forms, but not inside brackets, quotes or a title of `_PAIRS`
that close within `_LONGEST`; and at a line's end, unless `_Breaks` takes the next line for more of
the same clause. A number in the middle of a line cuts nothing, but for those of a series
with whose first the clause begins (`_counted`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from smogctl.grammar.layout import ENUMERATOR, NOTHING, OWN_DUTIES, without_residue
from smogctl.text.plain import width

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "“": "”",
    "【": "】",
    "〔": "〕",
    "「": "」",
}
_BRACKETS = re.compile(f"[{re.escape(''.join(chain(*_PAIRS.items())))}]")
_LONGEST = 300
"""A bracket that closes farther off than this is taken for a slip, not for a bracket around
clauses.
"""

_END = re.compile(r"[；;。]|(?<=[\u4e00-\u9fff）)》”%％])[.．](?=\s|$|[\u4e00-\u9fff])")
# what is left open where a line ends: a comma, a bracket, a word that wants another behind it
_UNFINISHED = re.compile(
    r"(?:[，、：:（(《“—,及和与或对将由]|[^；;。.．]的|停止|禁止|加强|开展|组织|负责|做好|加大|进行|限制"
    r"|督促|指导|(?<!组织)(?<!贯彻)(?<!推进)(?<!抓好)(?:落实|实施))$"
)
_TAIL = re.compile(r"[^；;。]{1,3}[；;。]")
"""The rest of a word that a line's end cut; no clause is so short."""
_GOES_ON = re.compile(r"[，。；、）)》”：:,;.]")
NUMBERED = "\v"
"""What ends a clause in front of the next number of a series in the same line."""
MAX_CLAUSE = 15_000
"""Characters of one clause; a longer one is cut, since a text holds 20,000."""


class Clause(NamedTuple):
    """A clause, and what ended it."""

    text: str
    end: str
    """The sign as it stands in the text; `\\n`: a line's end; NUMBERED; empty: the entry's."""


def clauses_of(text: str, wrapped: int = 0) -> Iterator[Clause]:
    """The clauses of an entry's text in order, without enumerators.

    `\\n` in the text is a break that may or may not end one. `wrapped`: the width in columns at
    which lines of the page were broken, 0 where it is not known.
    """
    for piece, end in _pieces(OWN_DUTIES.sub("", _unwrapped(text, wrapped))):
        plain = without_residue(_unnumbered(without_residue(piece)))
        clause = plain.rstrip(".．").strip()
        if NOTHING.fullmatch(clause):
            continue
        for start in range(0, len(clause), MAX_CLAUSE):
            yield Clause(clause[start : start + MAX_CLAUSE], end)


_AMOUNT = re.compile(r"[0-9０-９]{1,3}(?:[月日时点天个]|小时)")


def _unnumbered(piece: str) -> str:
    """A clause without its number; 2.5 is no number of a clause, 2. before 5月底 is one."""
    hit = ENUMERATOR.match(piece)
    if hit is None:
        return piece
    rest = piece[hit.end() :]
    point = hit[0].strip().endswith((".", "．"))
    is_decimal = point and rest[:1].isdigit() and not _AMOUNT.match(rest)
    return piece if is_decimal or not rest else rest


def _unwrapped(text: str, wrapped: int) -> str:
    """The text with the breaks taken out that are in the middle of a clause, and the others as
    ends.
    """
    lines = list(map(str.rstrip, filter(str.strip, text.split("\n"))))
    breaks = _Breaks(lines, wrapped)
    parts: list[str] = []
    above = ""
    depth = 0
    for at, line in enumerate(map(str.lstrip, lines)):
        ended = _END.search(above, max(0, len(above) - 1))
        is_inside = depth > 0 or ended is not None
        if above and not is_inside and not breaks.goes_on(at, line):
            parts.append("\n")
        parts.append(line)
        above = line
        opened = sum(map(line.count, "（(《"))
        closed = sum(map(line.count, "）)》"))
        depth = max(0, depth + opened - closed)
        if len(lines[at]) >= _LONGEST:
            depth = 0
    return "".join(parts)


class _Breaks:
    """Whether the line of an entry goes on with the clause above it."""

    def __init__(self, lines: Sequence[str], wrapped: int) -> None:
        self._lines, self._wrapped = lines, wrapped
        marked = list(filter(ENUMERATOR.match, lines))
        self._listed = len(marked) > 1 and marked[0] == lines[0]
        """In a list of marked clauses a line without a mark goes on with the one above."""

    def goes_on(self, at: int, line: str) -> bool:
        """For the line at a place, without the blanks in front of it."""
        before = self._lines[at - 1]
        if _UNFINISHED.search(before[-6:]) or _GOES_ON.match(line):
            return True
        if ENUMERATOR.match(line):
            return False
        full = self._wrapped > 0 and width(before) >= self._wrapped - 6
        return self._listed or full or _TAIL.match(line) is not None


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a text, each with what ended it."""
    inside = _inside(text)
    start = 0
    for hit in _END.finditer(text):
        if not inside[hit.start()]:
            yield from _lines(_counted(text[start : hit.start()]), hit[0])
            start = hit.end()
    yield from _lines(_counted(text[start:]), "")


_WRITTEN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_FIGURES = tuple(map(str, range(1, 11)))
_SERIES = (
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
    tuple(f"{number}是" for number in _WRITTEN),
    tuple(f"（{number}）" for number in _WRITTEN),
    tuple(f"（{number}）" for number in _FIGURES),
    tuple(f"({number})" for number in _FIGURES),
    tuple(f"{number}、" for number in _FIGURES),
)
"""What counts clauses inside a line, by how it is written."""


def _counted(text: str) -> str:
    """A text with a break before each number of a series with whose first it begins.

    The others follow in their order, each behind a comma or a blank: 一是甲，二是乙.
    """
    plain = text.lstrip()
    for series in _SERIES:
        if plain.startswith(series[0]):
            return _broken(text, series[1:])
    return text


def _broken(text: str, numbers: Sequence[str]) -> str:
    start = 0
    for number in numbers:
        hit = re.compile(rf"(?:[，,]|[^\S\n])\s*(?={re.escape(number)})").search(
            text, start
        )
        if hit is None:
            break
        text = f"{text[: hit.start()]}{NUMBERED}{text[hit.end() :]}"
        start = hit.start() + 1
    return text


def _lines(text: str, end: str) -> Iterator[tuple[str, str]]:
    pieces = re.split(rf"([\n{NUMBERED}])", text)
    yield from zip(pieces[::2], [*pieces[1::2], end], strict=True)


def _inside(text: str) -> bytearray:
    """For each character whether it stands inside a bracket that closes.

    One pass, and one mark for each pair.
    """
    marks = bytearray(len(text) + 1)
    opened: list[int] = []
    for hit in _BRACKETS.finditer(text):
        at, char = hit.start(), hit[0]
        if char in _PAIRS:
            opened.append(at)
            continue
        while opened and _PAIRS[text[opened[-1]]] != char:
            opened.pop()
        start = opened.pop() if opened else at
        length = at - start
        if length <= _LONGEST:
            marks[start:at] = b"\1" * length
    return marks
