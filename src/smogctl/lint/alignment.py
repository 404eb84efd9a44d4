"""A registry held against its plan's text: where each unit's entry and each clause stands, and what nothing carries.

DESIGN section 3: every character of the source stands once, in order, in a unit's head (row and name), a text,
`plan.title`, `part` or `frame`; blanks, tags and what closes or numbers a clause are layout.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from smogctl.grammar.layout import (
    CONTINUED,
    ENDS,
    ENUMERATOR,
    FURNITURE,
    GROUP,
    LAYOUT,
    OWN_DUTIES,
    TAG,
    bare,
    shortened,
    without_residue,
)
from smogctl.schema.registry import Plan, RegistryFile, Unit


class Line(NamedTuple):
    """A line of the source, its tags taken out; `number` counts from 1, `framed`: the plan's head or frame has it."""

    number: int
    text: str
    framed: bool


class Clause(NamedTuple):
    """Where a duty's text stands in its entry (None: nowhere), and whether it stands behind its place in the plan."""

    at: int | None
    early: bool = False
    elsewhere: int | None = None
    """The source line of another entry that has it."""


class Entry(NamedTuple):
    """One unit's entry in the source: its text, and the place of each of its clauses. `line` None: no such head."""

    line: int | None
    text: str
    clauses: tuple[Clause, ...]
    left: str
    """What of the entry nothing carries, layout aside."""
    early: bool = False


class Alignment(NamedTuple):
    """All entries of a plan, in the registry's order, and the lines before the first that nothing carries."""

    entries: tuple[Entry, ...]
    stray: tuple[Line, ...]
    missing: tuple[str, ...]
    """Frame lines that the source does not have."""


def align(model: RegistryFile, document: str) -> Alignment:
    """Hold a registry against its source."""
    lines, missing = _lines(model.plan, document)
    heads = _heads(model.units, lines)
    starts = sorted({at for at, _ in heads.values()})
    first = starts[0] if starts else len(lines)
    stray = tuple(line for line in lines[:first] if not line.framed and _rest(line.text))
    texts = {
        place: _entry_text(model.units[place], lines, at, offset, starts)
        for place, (at, offset) in heads.items()
    }
    entries, last = [], -1
    for place, unit in enumerate(model.units):
        at, _ = heads.get(place, (None, 0))
        early = at is not None and at < last
        last = max(last, at if at is not None else last)
        entries.append(
            _entry(
                unit, None if at is None else lines[at].number, texts.get(place, ""), texts, early
            )
        )
    return Alignment(tuple(entries), stray, missing)


def _lines(plan: Plan, document: str) -> tuple[list[Line], tuple[str, ...]]:
    wanted = [bare(text) for text in (plan.title, plan.part or "", *plan.frame) if bare(text)]
    lines = []
    for number, text in enumerate(document.split("\n"), 1):
        squeezed = bare(text)
        both = bool(plan.part) and squeezed == bare(
            f"{plan.part}{plan.title}"
        )  # one line has the part and the title
        framed = both or squeezed in wanted
        for taken in (
            (bare(plan.part or ""), bare(plan.title)) if both else (squeezed,) if framed else ()
        ):
            if taken in wanted:
                wanted.remove(taken)
        plain = shortened(TAG.sub("", text))
        lines.append(
            Line(number, "" if FURNITURE.fullmatch(plain) and not framed else plain, framed)
        )
    title = {bare(plan.title), bare(plan.part or "")}
    return lines, tuple(text for text in wanted if text not in title or text == bare(plan.title))


def _heads(units: Iterable[Unit], lines: list[Line]) -> dict[int, tuple[int, int]]:
    """For each unit's place the line of its head and the offset where its entry begins; one line heads one unit.

    The first head behind that of the unit before, else the first anywhere; one that runs over several lines or runs on
    into its text counts where there is no better.
    """
    found: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    cursor = 0
    squeezed = [bare(line.text) for line in lines]
    for place, unit in enumerate(units):
        name = bare(unit.name)
        for test in (_head_end, _run_on_end, _broken_end):
            order = (at for part in (range(cursor, len(lines)), range(cursor)) for at in part)
            near = (
                at
                for at in order
                if at not in taken and (test is _broken_end or name in squeezed[at])
            )
            hit = next(((at, end) for at in near if (end := test(unit, lines, at))), None)
            if hit:
                found[place] = hit
                taken.add(hit[0])
                cursor = max(cursor, hit[0] + 1)
                break
    return found


def _name_pattern(unit: Unit) -> str:
    """A unit's name as heads print it: blanks anywhere, what it is called for short behind it."""
    return (
        r"\s*".join(map(re.escape, bare(unit.name)))
        + r"(?:\s*[（(](?:以下)?(?:简称|统称|称)[^（）()]{0,40}[）)])?"
        + CONTINUED
    )


def _number_pattern(unit: Unit) -> str:
    digits = (
        "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(unit.row))
        if unit.row is not None
        else ""
    )
    row = rf"[（(]?0?{digits}[\s.、．|｜│┃）)]*|" if digits else ""
    bare_number = r"第?[0-9０-９一二三四五六七八九十百]{1,4}[、.．]?[\s|｜│┃]+"
    return rf"[\s|｜│┃]*(?:{row}{ENUMERATOR.pattern[1:]}|{bare_number})?[\s|｜│┃【\[]*"


_BEHIND = (
    r"(?:[】\]]\s*[：:]?|\s*(?:(?:的?(?:主要|工作|具体)*(?:职责|任务)(?:分工)?(?:是|为)?)?\s*[：:]"
    r"|[|｜│┃\t。]|——|$|(?<=\s)))\s*"
)


_BEFORE = (
    r"(?:\s*(?:牵头|组长|主责|成员|配合|参与|参加|协办)(?:单位|部门) ?[：:]\s*"
    r"|[^\t|；;。：:]{2,12}(?:部门|单位|机构|系统)\s*[\t|])?"
)
"""What may stand before a head: the label of a group's member, the cell of a class of units."""


def _head_end(unit: Unit, lines: list[Line], at: int) -> int:
    """Where the entry begins behind a unit's head in a line, or 0 when the line is no head of it."""
    line = lines[at]
    if line.framed:  # a heading of its own: 一、区指挥部职责
        heading = re.fullmatch(
            rf"(?:{_number_pattern(unit)})\s*{_name_pattern(unit)}(?:的?(?:主要|工作|具体|基本)*(?:职责|任务)(?:任务|职责|分工)?)?[：:]?\s*",
            line.text,
        )
        return len(line.text) if heading and line.text else 0
    head = re.match(f"{_BEFORE}{_number_pattern(unit)}{_name_pattern(unit)}{_BEHIND}", line.text)
    return head.end() if head else 0


def _run_on_end(unit: Unit, lines: list[Line], at: int) -> int:
    """The same for a head without anything between it and its text: （一）区教育局负责…."""
    head = (
        None
        if lines[at].framed
        else re.match(_number_pattern(unit) + _name_pattern(unit), lines[at].text)
    )
    return head.end() if head else 0


def _broken_end(unit: Unit, lines: list[Line], at: int) -> int:
    """The same for a name that is broken over up to four lines, as in a narrow cell."""
    own = bare(lines[at].text)
    if lines[at].framed or not own or not re.search(re.escape(bare(unit.name)[:2]), own):
        return 0
    text = "\n".join(line.text for line in lines[at : at + 4] if not line.framed)
    head = re.match(f"{_number_pattern(unit)}{_name_pattern(unit)}{_BEHIND}", text)
    return head.end() if head and "\n" in head[0].strip() else 0


def _entry_text(unit: Unit, lines: list[Line], at: int, offset: int, starts: list[int]) -> str:
    following = bisect_right(starts, at)
    end = starts[following] if following < len(starts) else len(lines)
    again = re.compile(f"{_number_pattern(unit)}{_name_pattern(unit)}{_BEHIND}")
    name = bare(unit.name)
    more = (line.text for line in lines[at + 1 : end] if not line.framed)
    # a head that a page break repeats is layout
    rest = (
        again.sub("", text, count=1) if name in bare(text) and again.match(text) else text
        for text in more
    )
    return "\n".join([lines[at].text, *rest])[offset:]


def _entry(unit: Unit, line: int | None, text: str, texts: dict[int, str], early: bool) -> Entry:
    clauses, cursor = [], 0
    spans: list[tuple[int, int]] = []
    for duty in unit.duties:
        wanted = without_residue(duty.text)
        at, length = _find(text, wanted, cursor)
        behind = False
        if at < 0 and cursor:
            at, length = _find(text, wanted, 0)
            behind = at >= 0
        elsewhere = None
        if at < 0 and wanted:
            elsewhere = next(
                (place for place, other in texts.items() if wanted in other and other is not text),
                None,
            )
        if at >= 0:
            spans.append((at, at + length))
            cursor = at if behind else at + length
        clauses.append(Clause(at if at >= 0 else None, behind, elsewhere))
    return Entry(
        line, text, tuple(clauses), _rest(_without_bodies(unit, _without(text, spans))), early
    )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """A text with a NUL in place of each span."""
    parts, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [text[last:start], "\0"]
            last = end
    return "".join([*parts, text[last:]])


def _find(text: str, wanted: str, start: int) -> tuple[int, int]:
    """Where a clause stands and how long it is there; -1: nowhere. Line breaks in the source are layout."""
    if not wanted:
        return -1, 0
    at = text.find(wanted, start)
    if at >= 0 or "\n" not in text:
        return at, len(wanted)
    # the first characters must stand there in any case; so no pattern is tried where they do not
    hit = re.compile(r"\s*".join(map(re.escape, bare(wanted)))).search(text, start)
    return (hit.start(), hit.end() - hit.start()) if hit else (-1, 0)


def _without_bodies(unit: Unit, left: str) -> str:
    """What is left of an entry without the bodies of a group and the words in front of them."""
    for body in unit.bodies:
        if body.name not in unit.name:
            left = left.replace(body.name, "", 1)
    if any(body.lead for body in unit.bodies):
        left = re.sub(r"(?m)^[\s、，；;。\0]+", "", GROUP.sub("", left))
    return left


def _rest(text: str) -> str:
    """What is left of a text when clauses (as NUL), enumerators and layout are taken out."""
    pieces = (
        ENUMERATOR.sub("", re.sub(rf"^[\s{ENDS}、]+", "", piece))
        for piece in re.split("[\0\n]", OWN_DUTIES.sub("", text))
    )
    left = "".join(LAYOUT.sub("", piece) for piece in pieces)
    return "" if re.fullmatch(r"[-—–－−/／_、]*", left) else left
