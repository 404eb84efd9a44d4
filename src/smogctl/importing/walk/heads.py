"""Which lines head entries here: what stands before, the annex's habit, the next number decide."""

import re

from smogctl.grammar.heads import HeadLine, head_of, number_of, number_style
from smogctl.grammar.layout import BULLETS
from smogctl.importing.groups import ends_member
from smogctl.importing.lines import (
    form_of,
    usual,
)
from smogctl.importing.pages import Row
from smogctl.importing.walk.here import Here
from smogctl.plan.organs import abbreviates
from smogctl.text.plain import fold

_FEW = 2
_USUAL = 3
"""Heads from which on one way of writing them is the annex's."""
_MANY = 5
"""Entries from which on what they have in common is the list's habit."""


class Heads:
    """The heads of a page, judged at the place where a walk is."""

    def __init__(self, here: Here) -> None:
        self.here = here

    def at(self, text: str, following: Row | None) -> HeadLine | None:
        """The head that a line is here, or None."""
        head = head_of(
            text,
            self.here.facts.known,
            bare=self.here.facts.bare,
            expected=self._is_next(text) or self.one_a_line(),
        )
        if head is None and usual(text, self.here.facts.styles):
            head = head_of(text, self.here.facts.known, weak=True)
        if head is None or self._is_behind_the_end(head):
            return None
        if self.here.entry is not None and not self._stands(text, head):
            return None
        if self._is_own(head) or self._goes_on(text, head, following):
            return None
        return head

    def _is_behind_the_end(self, head: HeadLine) -> bool:
        """Whether the list has ended and a line is numbered in another way: it asks all."""
        return self.here.ended is not None and head.style != self.here.ended

    def _is_own(self, head: HeadLine) -> bool:
        """Whether a name only begins the entry's text: below its heading the command's own does."""
        empty = self.here.entry is not None and not self.here.entry.passages
        return bool(
            empty
            and self.here.entry
            and abbreviates(fold(head.name), fold(self.here.entry.name))
        )

    def _is_next(self, text: str) -> bool:
        """Whether a line has the number that the next entry's head must have."""
        numbered = (
            self.here.entry is not None
            and self.here.entry.style
            and self.here.entry.number
        )
        return bool(
            numbered
            and self.here.entry
            and number_style(text)[0] == self.here.entry.style
            and number_of(text) == self.here.entry.number + 1
        )

    def _goes_on(self, text: str, head: HeadLine, following: Row | None) -> bool:
        """Whether a numbered line that reads as a head is one of a row of numbered clauses.

        The one before it or the one behind it is a clause then.
        """
        if (
            self.here.entry is None
            or not head.style
            or head.style == self.here.entry.style
        ):
            return False
        place = number_of(text)
        if self.here.run == (head.style, place - 1):
            return True
        if following is None or following.table:
            return False
        below = following.cells[0]
        same = number_style(below)[0] == head.style and number_of(below) == place + 1
        return (
            same
            and head_of(below, self.here.facts.known, bare=self.here.facts.bare) is None
        )

    def _is_open(self, before: str) -> bool:
        """Whether a clause is broken off: what follows goes on with it."""
        return re.search("[，、：:（(与和及由]$|会同$|配合$|协助$", before) is not None

    def _stands(self, text: str, head: HeadLine) -> bool:
        """Whether a line that reads as a head is one here, and not a clause's own words."""
        assert self.here.entry
        if ends_member(self.here.entry, text.strip()) or self._is_run_on(text, head):
            return False
        if self._is_next(text) or self._is_bullet(head):
            return True
        before = self.here.entry.last_text()
        if self._is_open(before):
            return False
        return self._is_usual(text, head) or self._may_stand_behind(before, text, head)

    def _is_usual(self, text: str, head: HeadLine) -> bool:
        """Whether a head is written as others are, says that it is one, or names a member."""
        habit = self.here.facts.styles[form_of(text, head)] >= _FEW
        return habit or head.heading or head.continued or self._is_known(head)

    def _may_stand_behind(self, before: str, text: str, head: HeadLine) -> bool:
        """Whether an unusual head may stand behind a text: at a clause's end, or with a number."""
        if not before or re.search("[；;。.]$", before):
            return True
        if not head.style:
            return self.one_a_line()
        styles = self.here.facts.styles
        common, times = styles.most_common(1)[0] if styles else ("", 0)
        return common == form_of(text, head) or times < _USUAL

    def _is_run_on(self, text: str, head: HeadLine) -> bool:
        """Whether a bare name runs on where the entries' bare names stand on lines of their own."""
        before = text[: head.offset]
        if (
            form_of(text, head)
            or self._is_known(head)
            or not before.endswith(head.name)
        ):
            return False
        return self.here.facts.styles["丨"] >= _USUAL

    def _is_bullet(self, head: HeadLine) -> bool:
        """Whether a head has the bullet that the entries' heads have."""
        assert self.here.entry
        return (
            head.style != ""
            and head.style in BULLETS
            and head.style == self.here.entry.style
        )

    def _is_known(self, head: HeadLine) -> bool:
        return fold(head.name) in self.here.facts.known

    def one_a_line(self) -> bool:
        """Whether the entries so far are bare paragraphs, each with its head."""
        many = len(self.here.entries) >= _MANY
        return (
            self.here.facts.bare
            and many
            and all(len(one.passages) < 2 for one in self.here.entries)
        )
