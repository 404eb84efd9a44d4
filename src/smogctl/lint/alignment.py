"""A registry held against its plan's text: where each unit's entry and each clause stands, and what
nothing carries.

docs/design.md, The registry file: every character of the source stands once, in order, in a unit's
head (row and name), a text, `plan.title`, `part` or `frame`; blanks, tags and what closes or
numbers a clause are layout.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from smogctl.grammar.chapters import Parts
from smogctl.grammar.layout import (
    FURNITURE,
    TAG,
    bare,
    shortened,
    without_residue,
)
from smogctl.grammar.unit_heads import UnitHead
from smogctl.lint.cells import without_carried
from smogctl.lint.heads import heads_again, heads_of, unframed
from smogctl.lint.members import without_bodies
from smogctl.lint.placed import (
    Alignment,
    Clause,
    Entry,
    Line,
    Placed,
    Searched,
    Span,
    Stray,
    inside,
    left_over,
    without,
)
from smogctl.lint.scattered import Rows, is_by_measure
from smogctl.schema import registry as schema
from smogctl.schema.registry import UNTITLED, Plan, RegistryFile, Unit
from smogctl.yamlfile.reader import KeyPath


def align(model: RegistryFile, document: str) -> Alignment:
    """Hold a registry against its source."""
    lines, missing, parts = _lines(model.plan, document)
    heads = heads_of(model.units, lines)
    if len(heads) * 2 < len(model.units):
        return Rows(model, lines).align(missing)
    aligned = _by_entries(model, lines, missing, parts, heads)
    if _finds_all(aligned) or not is_by_measure(lines):
        return aligned
    # names behind 责任单位： are no heads of entries
    by_measure = Rows(model, lines).align(missing)
    return by_measure if _finds_all(by_measure) else aligned


def _finds_all(aligned: Alignment) -> bool:
    """Whether each clause stands where its unit is."""
    entries = aligned.entries
    return all(clause.at is not None for entry in entries for clause in entry.clauses)


def _by_entries(
    model: RegistryFile,
    lines: list[Line],
    missing: tuple[str, ...],
    parts: set[int],
    heads: Mapping[int, tuple[int, int]],
) -> Alignment:
    """The alignment with a source of entries.

    Where `heads` has the line and offset of each unit's.
    """
    texts, first = _texts(model.units, lines, parts, heads)
    loose = []
    for line in _loose(lines, sorted(first | parts), first):
        if not line.framed:
            loose.append(line)
    before = "\n".join(line.text for line in loose)
    chapter, placed = _clauses(model.responses, ("responses",), before, {})
    stray = _uncovered(loose, placed)
    entries = []
    for place, unit in enumerate(model.units):
        path = ("units", place, "duties")
        if place not in heads:
            entries.append(_entry(unit, path, "", texts, model.levels))
            continue
        at, _ = heads[place]
        entry = _entry(unit, path, texts[place], texts, model.levels)
        entries.append(entry._replace(line=lines[at].number, place=at))
    return Alignment(
        entries=tuple(entries),
        chapter=tuple(chapter),
        stray=tuple(stray),
        missing=missing,
    )


_ROUNDS = 3
"""Where units come again under each level, the first round finds all but the last of a level."""


def _texts(
    units: Sequence[Unit],
    lines: list[Line],
    parts: set[int],
    heads: Mapping[int, tuple[int, int]],
) -> tuple[dict[int, str], set[int]]:
    """The text of each unit's entry, by its place, and the lines with which entries begin.

    That of a unit which heads several lines (once under each level) is all of them, where its
    clauses do not stand behind the first.
    """
    begun = {place: [hit] for place, hit in heads.items()}
    for _ in range(_ROUNDS):
        first = {at for hits in begun.values() for at, _ in hits}
        # an entry ends where the next begins, and with its part
        texts = _entry_texts(units, lines, begun, sorted(first | parts))
        lacking = {}
        for place, text in texts.items():
            if len(begun[place]) == 1:
                lacking[place] = _missed(units[place], text)
        again = heads_again(units, lines, begun, lacking)
        if not again:
            break
        for place, hits in again.items():
            begun[place] += hits
    return texts, first


def _entry_texts(
    units: Sequence[Unit],
    lines: list[Line],
    begun: Mapping[int, Sequence[tuple[int, int]]],
    starts: Sequence[int],
) -> dict[int, str]:
    """The text of each unit's entry, of all the lines that it heads."""
    texts = {}
    for place, hits in begun.items():
        pieces = [_entry_text(units[place], lines, *hit, starts) for hit in hits]
        texts[place] = "\n".join(pieces)
    return texts


def _missed(unit: Unit, text: str) -> list[str]:
    """The clauses of a unit that do not stand in a text, blanks left out."""
    plain = bare(text)
    wanted = (bare(without_residue(duty.text)) for duty in unit.duties)
    return [clause for clause in wanted if clause not in plain]


def _loose(
    lines: Sequence[Line], starts: Sequence[int], first: Container[int]
) -> Iterator[Line]:
    """The lines that are in no entry: before the first, and from a part's heading to its first.

    `starts`: where entries and parts begin, `first`: where entries do.
    """
    yield from lines[: starts[0]]
    for start, stop in pairwise([*starts, len(lines)]):
        if start not in first:
            yield from lines[start:stop]


def _shut(texts: Sequence[str], titles: Sequence[str]) -> tuple[list[bool], set[int]]:
    """For each line whether it is in no part that was taken, and where those begin."""
    if not titles:
        return [False] * len(texts), set()
    parts = Parts(texts).extents(titles)
    shut = [True] * len(texts)
    for part in parts:
        shut[part.start : part.stop] = [False] * (part.stop - part.start)
    return shut, {part.start for part in parts}


class _Frame:
    """What of a document's lines is the plan's head or frame: each text as often as the registry
    has it.
    """

    def __init__(self, plan: Plan) -> None:
        self._title = bare(plan.title)
        self._head = {self._title, bare(plan.part or "")} - {UNTITLED}
        self._both = None
        if plan.part:
            self._both = bare(f"{plan.part}{plan.title}")
        wanted = (*self._head, *map(bare, (*plan.sections, *plan.frame)))
        self._left = Counter(filter(None, wanted))

    def takes(self, text: str, *, shut: bool) -> bool:
        """Whether a line is head or frame, which is counted; in a part not taken the head alone."""
        names = [bare(text)]
        # one line may have the part and the title
        if names == [self._both]:
            names = sorted(self._head)
        if self._left[names[0]] <= 0:
            return False
        if shut and names[0] not in self._head:
            return False
        self._left.subtract(names)
        return True

    @property
    def missing(self) -> tuple[str, ...]:
        """What the document does not have; a part that it does not name is none of it."""
        left = self._left.copy()
        for part in self._head - {self._title}:
            del left[part]
        return tuple(left.elements())


def _lines(plan: Plan, document: str) -> tuple[list[Line], tuple[str, ...], set[int]]:
    """The lines, those of other parts empty; what of the frame is missing; where parts begin."""
    texts = document.split("\n")
    shut, parts = _shut(texts, plan.sections)
    frame = _Frame(plan)
    lines = []
    for at, text in enumerate(texts):
        framed = frame.takes(text, shut=shut[at])
        plain = shortened(TAG.sub("", text))
        furniture = not framed and FURNITURE.fullmatch(plain)
        if shut[at] or furniture:
            plain = ""
        line = Line(number=at + 1, text=plain, framed=framed)
        lines.append(line)
    return lines, frame.missing, parts


def _entry_text(
    unit: Unit, lines: list[Line], at: int, offset: int, starts: Sequence[int]
) -> str:
    """The text of a unit's entry: from behind its head to where the next begins."""
    following = bisect_right(starts, at)
    end = [*starts, len(lines)][following]
    head = UnitHead(unit.name, unit.row)
    more = map(head.without_repeat, unframed(lines[at + 1 : end]))
    return "\n".join([lines[at].text, *more])[offset:]


def _entry(
    unit: Unit,
    path: KeyPath,
    text: str,
    texts: dict[int, str],
    levels: Sequence[schema.Level],
) -> Entry:
    """A unit's entry with the places of its clauses, and what is left without them.

    `path` is that of the unit's duties.
    """
    clauses, placed = _clauses(unit.duties, path, text, texts)
    rest, paths = without(text, placed)
    rest = without_carried(without_bodies(unit, rest), unit, levels)
    left = left_over(rest, paths)
    return Entry(line=None, text=text, clauses=tuple(clauses), left=left)


def _clauses(
    wanted: Sequence[schema.Duty | schema.Response],
    path: KeyPath,
    text: str,
    texts: Mapping[int, str],
) -> tuple[list[Clause], list[Placed]]:
    """The places of clauses in a text, in their order; `texts` are those of all entries by unit.

    `path` is that of the list of clauses.
    """
    clauses = []
    placed: list[Placed] = []
    cursor = 0
    searched = Searched(text)
    for number, clause in enumerate(wanted):
        plain = without_residue(clause.text)
        at, length = searched.find(plain, cursor)
        behind = False
        if at < 0 and cursor:
            at, length = searched.find(plain, 0)
            behind = at >= 0
        if at < 0:
            elsewhere = _elsewhere(plain, text, texts)
            clauses.append(Clause(None, elsewhere))
            continue
        clauses.append(Clause(at))
        end = at + length
        placed.append(Placed(at, end, (*path, number, "text")))
        cursor = at if behind else end
    return clauses, placed


def _elsewhere(wanted: str, text: str, texts: Mapping[int, str]) -> int | None:
    """The unit in whose entry a clause stands instead."""
    if not wanted:
        return None
    for place, other in texts.items():
        if other is text:
            continue
        if wanted in other:
            return place
    return None


def _uncovered(lines: Sequence[Line], placed: Sequence[Placed]) -> Iterator[Stray]:
    """What of the lines is in no clause. Clauses count over the lines joined by breaks."""
    for line, clauses in zip(lines, inside(_extents(lines), placed), strict=True):
        rest, paths = without(line.text, clauses)
        for piece in left_over(rest, paths):
            yield Stray(line, piece)


def _extents(lines: Sequence[Line]) -> Iterator[Span]:
    """Where each of some lines begins and ends in their text, joined by breaks."""
    begin = 0
    for line in lines:
        end = begin + len(line.text)
        yield begin, end
        begin = end + 1
