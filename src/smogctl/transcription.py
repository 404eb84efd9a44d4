"""A registry held against its plan's text: where each unit's entry and each clause stands, and what nothing carries.

DESIGN section 3: every character of the source stands once, in order, in a unit's head (row and name), a text,
`plan.title`, `part` or `frame`; blanks, tags and what closes or numbers a clause are layout.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from smogctl.schema.registry import Plan, RegistryFile, Unit

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
ENDS = "；;。"
LAYOUT = re.compile(r"[\s；;。：:|\t]+|</?[A-Za-z][^<>]*>")
ENUMERATOR = re.compile(r"^\s*(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])\s*")
RESIDUE = re.compile(rf"^[\s{ENDS}]+|[\s{ENDS}]+$")


def bare(text: str) -> str:
    """The text without any white space, for comparing heads and frame lines."""
    return re.sub(r"\s+", "", text)


def without_residue(text: str) -> str:
    """A clause as it should stand: no tags, no blanks around it, no closing marks."""
    return RESIDUE.sub("", TAG.sub("", text))


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
    texts = {name: _entry_text(lines, at, offset, starts) for name, (at, offset) in heads.items()}
    entries, last = [], -1
    for place, unit in enumerate(model.units):
        at, _ = heads.get(place, (None, 0))
        early = at is not None and at < last
        last = max(last, at if at is not None else last)
        entries.append(_entry(unit, None if at is None else lines[at].number, texts.get(place, ""), texts, early))
    return Alignment(tuple(entries), stray, missing)


def _lines(plan: Plan, document: str) -> tuple[list[Line], tuple[str, ...]]:
    wanted = [bare(text) for text in (plan.title, plan.part or "", *plan.frame) if bare(text)]
    lines = []
    for number, text in enumerate(document.split("\n"), 1):
        framed = bare(text) in wanted
        if framed:
            wanted.remove(bare(text))
        lines.append(Line(number, TAG.sub("", text), framed))
    title = {bare(plan.title), bare(plan.part or "")}
    return lines, tuple(text for text in wanted if text not in title or text == bare(plan.title))


def _heads(units: Iterable[Unit], lines: list[Line]) -> dict[int, tuple[int, int]]:
    """For each unit's place the line of its head and the offset where its entry begins; one line heads one unit."""
    found: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    cursor = 0
    squeezed = [bare(line.text) for line in lines]
    for place, unit in enumerate(units):
        name = bare(unit.name)
        candidates = [at for at, text in enumerate(squeezed) if name in text and at not in taken]
        after = [(at, end) for at in candidates if (end := _head_end(unit, lines[at]))]
        later = [pair for pair in after if pair[0] >= cursor]
        if after:
            at, end = (later or after)[0]
            found[place] = (at, end)
            taken.add(at)
            cursor = max(cursor, at + 1)
    return found


def _head_end(unit: Unit, line: Line) -> int:
    """Where the entry begins behind a unit's head in a line, or 0 when the line is no head of it."""
    name = r"\s*".join(map(re.escape, bare(unit.name)))
    if line.framed:  # a heading of its own: 一、区指挥部职责
        heading = re.fullmatch(rf"(?:{ENUMERATOR.pattern[1:]})?\s*{name}(?:的?(?:主要|工作)?职责)?[：:]?\s*", line.text)
        return len(line.text) if heading and line.text else 0
    row = rf"{unit.row}[\s.、|）)]*" if unit.row is not None else ""
    head = re.match(rf"\s*(?:{row}|{ENUMERATOR.pattern[1:]})?\s*{name}\s*(?:[：:|\t]|$|(?<=\s))\s*", line.text)
    return head.end() if head else 0


def _entry_text(lines: list[Line], at: int, offset: int, starts: list[int]) -> str:
    end = next((start for start in starts if start > at), len(lines))
    parts = [lines[at].text[offset:], *(line.text for line in lines[at + 1 : end] if not line.framed)]
    return "\n".join(parts)


def _entry(unit: Unit, line: int | None, text: str, texts: dict[int, str], early: bool) -> Entry:
    clauses, left, cursor = [], text, 0
    for duty in unit.duties:
        wanted = without_residue(duty.text)
        at = text.find(wanted, cursor) if wanted else -1
        behind = at < 0 and bool(wanted) and wanted in text
        if at < 0 and behind:
            at = text.find(wanted)
        elsewhere = None
        if at < 0 and wanted:
            elsewhere = next((place for place, other in texts.items() if wanted in other and other is not text), None)
        if at >= 0:
            left = left.replace(wanted, "\0", 1)
            cursor = at if behind else at + len(wanted)
        clauses.append(Clause(at if at >= 0 else None, behind, elsewhere))
    return Entry(line, text, tuple(clauses), _rest(left), early)


def _rest(text: str) -> str:
    """What is left of a text when clauses (as NUL), enumerators and layout are taken out."""
    pieces = (ENUMERATOR.sub("", piece) for piece in re.split("[\0\n]", text))
    return "".join(LAYOUT.sub("", piece) for piece in pieces)


def known_names(model: RegistryFile) -> Iterator[tuple[str, str]]:
    """Every name of units, bodies and outside bodies with the id that it means."""
    for unit in model.units:
        names = [unit.name, *unit.aliases]
        for body in unit.bodies:
            names += [body.name, *body.aliases]
        yield from ((name, unit.id) for name in names)
    for outside in model.outside:
        yield from ((name, outside.id) for name in (outside.name, *outside.aliases))
