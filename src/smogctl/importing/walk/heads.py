"""Which lines head entries here: what stands before, the annex's habit, the next number decide."""

import re
from typing import NamedTuple

from smogctl.grammar.heads import HeadLine, head_of, number_of, number_style
from smogctl.grammar.layout import BULLETS
from smogctl.importing.groups import ends_member
from smogctl.importing.lines import (
    form_of,
    usual,
)
from smogctl.importing.outline import Entry
from smogctl.importing.walk.here import Here, Line
from smogctl.plan.organs import abbreviates
from smogctl.text.plain import fold

_FEW = 2
_USUAL = 3
"""Heads from which on one way of writing them is the annex's."""
_MANY = 5
"""Entries from which on what they have in common is the list's habit."""
_OPEN = re.compile("[，、：:（(与和及由]$|会同$|配合$|协助$")
"""The end of a clause that is broken off: what follows goes on with it."""
_END = re.compile("[；;。.]$")


class _Candidate(NamedTuple):
    """A line that reads as a head, below the entry that is being read."""

    entry: Entry
    line: Line
    head: HeadLine

    @property
    def form(self) -> str:
        """How the head is written."""
        return form_of(self.line.text, self.head)


class Heads:
    """The heads of a page, judged at the place where a walk is."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self._verdicts = (
            (_ends_member, False),
            (self._is_run_on, False),
            (_is_own, False),
            (self._is_one_of_clauses, False),
            (self._has_next_number, True),
            (_has_bullet_of_entry, True),
            (_goes_on_with_clause, False),
            (self._is_usual, True),
            (self._may_stand_behind_text, True),
        )
        """What tells whether a line that reads as a head is one: the first that holds decides."""

    def at(self, line: Line) -> HeadLine | None:
        """The head that a line is here, or None."""
        head = self._read(line.text)
        if head is None or self._is_behind_the_end(head):
            return None
        entry = self.here.entry
        if entry is None:
            return head
        candidate = _Candidate(entry, line, head)
        stands = self._stands(candidate)
        if not stands:
            return None
        return head

    def _read(self, text: str) -> HeadLine | None:
        """The head that a line reads as, wherever it stands."""
        facts = self.here.facts
        expected = self._is_next(text) or self.one_a_line()
        head = head_of(text, facts.known, bare=facts.bare, expected=expected)
        if head is not None:
            return head
        if not usual(text, facts.styles):
            return None
        return head_of(text, facts.known, weak=True)

    def _stands(self, candidate: _Candidate) -> bool:
        """Whether a line that reads as a head is one here, and not a clause's own words."""
        for holds, verdict in self._verdicts:
            if holds(candidate):
                return verdict
        return False

    def _is_behind_the_end(self, head: HeadLine) -> bool:
        """Whether the list has ended and a line is numbered in another way: it asks all."""
        ended = self.here.ended
        return ended is not None and head.style != ended

    def _is_next(self, text: str) -> bool:
        """Whether a line has the number that the next entry's head must have."""
        entry = self.here.entry
        if entry is None or not entry.number:
            return False
        style, _ = number_style(text)
        expected = (entry.style, entry.number + 1)
        return (style, number_of(text)) == expected

    def _has_next_number(self, candidate: _Candidate) -> bool:
        return self._is_next(candidate.line.text)

    def _is_one_of_clauses(self, candidate: _Candidate) -> bool:
        """Whether a numbered line that reads as a head is one of a row of numbered clauses.

        The one before it or the one behind it is a clause then.
        """
        style = candidate.head.style
        is_of_entries = style in ("", candidate.entry.style)
        if is_of_entries:
            return False
        place = number_of(candidate.line.text)
        if self.here.run == (style, place - 1):
            return True
        below = candidate.line.text_below
        style_below, _ = number_style(below)
        if (style_below, number_of(below)) != (style, place + 1):
            return False
        facts = self.here.facts
        head_below = head_of(below, facts.known, bare=facts.bare)
        return head_below is None

    def _is_usual(self, candidate: _Candidate) -> bool:
        """Whether a head is written as others are, says that it is one, or names a member."""
        head = candidate.head
        says_so = head.heading or head.continued
        if says_so:
            return True
        times = self.here.facts.styles[candidate.form]
        if times >= _FEW:
            return True
        return self._is_known(head)

    def _may_stand_behind_text(self, candidate: _Candidate) -> bool:
        """Whether an unusual head may stand behind a text: at a clause's end, or with a number."""
        before = candidate.entry.last_text()
        if not before:
            return True
        end = _END.search(before)
        if end:
            return True
        if not candidate.head.style:
            return self.one_a_line()
        styles = self.here.facts.styles
        times = max(styles.values(), default=0)
        if times < _USUAL:
            return True
        [(most_common, _)] = styles.most_common(1)
        return most_common == candidate.form

    def _is_run_on(self, candidate: _Candidate) -> bool:
        """Whether a bare name runs on where the entries' bare names stand on lines of their own."""
        times = self.here.facts.styles["丨"]
        if times < _USUAL or candidate.form:
            return False
        head = candidate.head
        before = candidate.line.text[: head.offset]
        is_all_before = before.endswith(head.name)
        return is_all_before and not self._is_known(head)

    def _is_known(self, head: HeadLine) -> bool:
        return fold(head.name) in self.here.facts.known

    def one_a_line(self) -> bool:
        """Whether the entries so far are bare paragraphs, each with its head."""
        if not self.here.facts.bare:
            return False
        entries = self.here.entries
        if len(entries) < _MANY:
            return False
        return all(len(entry.passages) < 2 for entry in entries)


def _ends_member(candidate: _Candidate) -> bool:
    text = candidate.line.text.strip()
    return ends_member(candidate.entry, text)


def _is_own(candidate: _Candidate) -> bool:
    """Whether a name only begins the entry's text: below its heading the command's own does."""
    if candidate.entry.passages:
        return False
    name, unit = candidate.head.name, candidate.entry.name
    return abbreviates(fold(name), fold(unit))


def _has_bullet_of_entry(candidate: _Candidate) -> bool:
    style = candidate.head.style
    if style != candidate.entry.style:
        return False
    is_bullet = style in BULLETS
    return style != "" and is_bullet


def _goes_on_with_clause(candidate: _Candidate) -> bool:
    """Whether the text above is broken off."""
    before = candidate.entry.last_text()
    return _OPEN.search(before) is not None
