"""Where the entry of each unit begins among a source's lines."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain

from smogctl.grammar.layout import bare
from smogctl.grammar.narrated import told_of
from smogctl.grammar.unit_heads import MOST_LINES, UnitHead
from smogctl.lint.placed import Line
from smogctl.schema.registry import Unit


def heads_of(units: Sequence[Unit], lines: list[Line]) -> dict[int, tuple[int, int]]:
    """For each unit's place the line of its head and the offset where its entry begins.

    One line heads one unit.
    """
    placed: dict[int, tuple[int, int]] = {}
    free = _Free(lines)
    for place, unit in enumerate(units):
        hit = _head_of(UnitHead(unit.name, unit.row), lines, free)
        if hit:
            placed[place] = hit
            free.take(hit[0])
    return placed


def heads_again(
    units: Sequence[Unit],
    lines: list[Line],
    begun: Mapping[int, Sequence[tuple[int, int]]],
    lacking: Mapping[int, Sequence[str]],
) -> dict[int, list[tuple[int, int]]]:
    """For the places of units that lack clauses the further lines that they head.

    Below their first, where one of these clauses stands behind such a line. `begun`: the lines
    that head each unit already.
    """
    lacking = {place: clauses for place, clauses in lacking.items() if clauses}
    if not lacking:
        return {}
    again: dict[int, list[tuple[int, int]]] = {}
    free = _Free(lines)
    for hits in begun.values():
        for at, _ in hits:
            free.take(at)
    for place, clauses in lacking.items():
        last = max(map(free.last_place, clauses))
        within = range(begun[place][0][0] + 1, last + 1)
        hits = list(_again(units[place], lines, free, within))
        if hits:
            again[place] = sorted(hits)
    return again


def _again(
    unit: Unit, lines: list[Line], free: "_Free", within: range
) -> Iterator[tuple[int, int]]:
    """The lines of a range that a unit heads, and where its entry goes on in each."""
    head = UnitHead(unit.name, unit.row)
    for at in free.having(head.bare):
        end = _end_of_again(head, lines[at]) if at in within else 0
        if end:
            yield at, end


def _end_of_again(head: UnitHead, line: Line) -> int:
    """Where an entry goes on behind its unit's name in a line; 0 where that does not head it."""
    return head.end_in_heading(line.text) if line.framed else head.end_in(line.text)


class _Free:
    """The lines that head no unit yet: those behind the last head first, then those before it.

    Walked lazily: a head nearly always stands a few lines on, and a plan may have ten thousand.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        squeezed = [bare(line.text) for line in lines]
        self._text = "\n".join(squeezed)
        self._begins = list(accumulate((len(text) + 1 for text in squeezed), initial=0))
        self._joined = "".join(squeezed)
        self._ends = list(accumulate(map(len, squeezed)))
        self._taken: set[int] = set()
        self._cursor = 0

    def take(self, at: int) -> None:
        """A line heads a unit."""
        self._taken.add(at)
        self._cursor = max(self._cursor, at + 1)

    def last_place(self, clause: str) -> int:
        """The line on which a clause begins for the last time; -1 where it stands nowhere.

        Blanks are left out of account, and breaks.
        """
        place = self._joined.rfind(clause)
        return bisect_right(self._ends, place) if place >= 0 else -1

    def having(self, word: str) -> Iterator[int]:
        """Those that hold a word, blanks left out of account."""
        cursor = self._begins[self._cursor]
        behind = self._between(cursor, self._begins[-1], word)
        before = self._between(0, cursor, word)
        for at in chain(behind, before):
            if at not in self._taken:
                yield at

    def _between(self, begin: int, end: int, word: str) -> Iterator[int]:
        """The lines between two places that hold a word."""
        while begin < end:
            place = self._text.find(word, begin, end)
            if place < 0:
                return
            at = bisect_right(self._begins, place) - 1
            yield at
            begin = self._begins[at + 1]


def _head_of(head: UnitHead, lines: list[Line], free: _Free) -> tuple[int, int] | None:
    """The line of a unit's head, and where its entry begins in it.

    One behind a label or a class, one that runs on into its text, and one over several lines
    count where there is no better.
    """
    for end_of, word in (
        (_head_end, head.bare),
        (_begun_end, head.bare),
        (_broken_end, head.bare[:2]),
    ):
        for at in free.having(word):
            end = end_of(head, lines, at)
            if end:
                return at, end
    return None


def _head_end(head: UnitHead, lines: list[Line], at: int) -> int:
    line = lines[at]
    if not line.framed:
        return head.end_in(line.text)
    if bare(told_of(line.text)) == head.bare:
        return len(line.text)
    return head.end_in_heading(line.text)


def _begun_end(head: UnitHead, lines: list[Line], at: int) -> int:
    line = lines[at]
    if line.framed:
        return 0
    return head.end_behind_label(line.text) or head.end_run_on(line.text)


def _broken_end(head: UnitHead, lines: list[Line], at: int) -> int:
    if lines[at].framed:
        return 0
    own = unframed(lines[at : at + MOST_LINES])
    return head.end_broken(own)


def unframed(lines: Sequence[Line]) -> list[str]:
    """The texts of lines, those of the plan's frame left out."""
    texts = []
    for line in lines:
        if not line.framed:
            texts.append(line.text)
    return texts
