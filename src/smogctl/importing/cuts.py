"""The clauses of an entry, or of the response chapter, each with its line.

Where a text is cut, and why, is in `clauses`.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from smogctl.grammar.layout import bare
from smogctl.importing.clauses import clauses_of
from smogctl.importing.layouts.assigned import RESPONSIBLE
from smogctl.importing.outline import Entry, Under

_BEGINNING = 12
"""Characters of a clause by which it is looked for."""
_FARTHEST = 4
"""Texts among which a clause is looked for."""


class Cut(NamedTuple):
    """A clause as it was cut, and what it stands under."""

    line: int
    text: str
    under: Under
    end: str = ""
    """What ended it, as `clauses.Clause` has it."""


def cuts_of(entry: Entry, wrapped: int) -> Iterator[Cut]:
    """The clauses of an entry; passages of one column are one text: a clause may span some."""
    for under, passages in groupby(entry.passages, key=attrgetter("under")):
        group = list(passages)
        search = _Search([bare(passage.text) for passage in group])
        whole = "\n".join(passage.text for passage in group)
        for clause in clauses_of(whole, wrapped):
            place = search.place_of(bare(clause.text[:_BEGINNING]))
            yield Cut(group[place].line, clause.text, under, clause.end)


class _Search:
    """Looks for clauses in texts, one behind the other."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._place = 0
        self._reached = 0
        """Where the beginning of the last clause ends in its text."""

    def place_of(self, beginning: str) -> int:
        """In which text a clause begins; where the one before it did if in none.

        A beginning that texts share is passed over in at most three of them, so that a search
        stays short.
        """
        start = self._reached
        last = min(self._place + _FARTHEST, len(self._texts))
        for place in range(self._place, last):
            at = self._texts[place].find(beginning, start)
            if at >= 0:
                self._place = place
                self._reached = at + len(beginning)
                break
            start = 0
        return self._place


def sentences_of(text: str, wrapped: int) -> list[str]:
    """The clauses of a text of the response chapter, each with who is responsible for it."""
    sentences: list[str] = []
    for clause, _ in clauses_of(text, wrapped):
        if sentences and RESPONSIBLE.fullmatch(clause):
            sentences[-1] += f"。{clause}"
        else:
            sentences.append(clause)
    return sentences
