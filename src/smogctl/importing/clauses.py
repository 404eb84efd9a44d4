"""Clauses: the text of an entry cut at ；。 and their half-width forms, never inside brackets, quotes or a title."""

import re
from collections.abc import Iterator

from smogctl.grammar.layout import ENUMERATOR, OWN_DUTIES, without_residue
from smogctl.text.plain import width

_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
_LONGEST = 300
"""A bracket that closes farther off than this is taken for a slip, not for a bracket around
clauses.
"""

_END = re.compile(r"[；;。]|(?<=[\u4e00-\u9fff）)》”%％])[.．](?=\s|$|[\u4e00-\u9fff])")
_UNFINISHED = re.compile(
    r"(?:[，、：:（(《“—,及和与或对将由]|[^；;。.．]的|停止|禁止|加强|开展|组织|负责|做好|加大|进行|限制"
    r"|督促|指导|(?<!组织)(?<!贯彻)(?<!推进)(?<!抓好)(?:落实|实施))$"
)
_TAIL = re.compile(r"[^；;。]{1,3}[；;。]")
"""The rest of a word that a line's end cut; no clause is so short."""
_GOES_ON = re.compile(r"[，。；、）)》”：:,;.]")
_DASH = re.compile(r"[\s\-—–－−/／_]*")
MAX_CLAUSE = 15_000
"""Characters of one clause; a longer one is cut, since a text holds 20,000."""


def clauses_of(text: str, wrapped: int = 0) -> list[str]:
    """The clauses of an entry's text in order, without enumerators; `\\n` is a break that may or may not end one."""
    found = []
    for piece in _pieces(OWN_DUTIES.sub("", _unwrapped(text, wrapped))):
        clean = without_residue(_unnumbered(without_residue(piece))).rstrip(".．").strip()
        if clean and not _DASH.fullmatch(clean):
            found += [clean[at : at + MAX_CLAUSE] for at in range(0, len(clean), MAX_CLAUSE)]
    return found


_AMOUNT = re.compile(r"[0-9０-９]{1,3}(?:[月日时点天个]|小时)")


def _unnumbered(piece: str) -> str:
    """A clause without its number; 2.5 is no number of a clause, 2. before 5月底 is one."""
    hit = ENUMERATOR.match(piece)
    if not hit or hit.end() >= len(piece):
        return piece
    rest = piece[hit.end() :]
    decimal = rest[0].isdigit() and hit[0].strip()[-1] in ".．" and not _AMOUNT.match(rest)
    return piece if decimal else rest


def _unwrapped(text: str, wrapped: int) -> str:
    """The text with the breaks taken out that are in the middle of a clause, and the others as ends."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    parts: list[str] = []
    depth = 0
    for at, line in enumerate(line.lstrip() for line in lines):
        if at and not _END.search(parts[-1], max(0, len(parts[-1]) - 1)):
            before = lines[at - 1]
            goes_on = (
                depth > 0
                or _UNFINISHED.search(before[-6:])
                or _GOES_ON.match(line)
                or (_TAIL.match(line) and not ENUMERATOR.match(line))
                or (wrapped and width(before) >= wrapped - 6 and not ENUMERATOR.match(line))
            )
            parts.append("" if goes_on else "\n")
        parts.append(line)
        depth = max(0, depth + sum(map(line.count, "（(《")) - sum(map(line.count, "）)》")))
        depth = depth if len(lines[at]) < _LONGEST else 0
    return "".join(parts)


def _pieces(text: str) -> Iterator[str]:
    inside = _inside(text)
    start = 0
    for hit in _END.finditer(text):
        if not inside[hit.start()]:
            yield from text[start : hit.start()].split("\n")
            start = hit.end()
    yield from text[start:].split("\n")


def _inside(text: str) -> bytearray:
    """For each character whether it stands inside a bracket that closes.

    One pass, and one mark for each pair.
    """
    marks = bytearray(len(text) + 1)
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            opened.append(at)
        elif char in _CLOSING:
            while opened and _PAIRS[text[opened[-1]]] != char:
                opened.pop()
            if opened:
                begin = opened.pop()
                if at - begin <= _LONGEST:
                    marks[begin:at] = b"\1" * (at - begin)
    return marks


_CLOSING = frozenset(_PAIRS.values())
