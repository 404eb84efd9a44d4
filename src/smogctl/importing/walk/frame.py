"""Lines of a plan that are no entry's: a notice around it, members, what follows the list."""

import re

from smogctl.grammar.bodies import (
    is_collective,
    is_name,
    members_of,
)
from smogctl.grammar.heads import head_of, number_style
from smogctl.grammar.layout import BULLETS
from smogctl.importing.groups import is_group
from smogctl.importing.lines import (
    CHAPTER,
    CLOSING,
    DAY,
    FOOTER,
    OF_ALL,
    asks_all,
    ends_list,
    is_addressees,
    is_notice,
    is_only_seat,
    is_seat,
    opens_list,
    says_composition,
)
from smogctl.importing.outline import Entry
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here, Line
from smogctl.text.plain import fold

_LONGEST, _SHORT = 40, 18
"""Characters of a chapter's heading at most; the second where its number is 1 or 1.1."""
_NEAR = 8
"""Lines of the frame above a notice's addressees among which its title stands."""
_OWED = re.compile("(?:主要|工作)?职责$")
_SIGNS = re.compile("(?:政府|办公室|委员会|指挥部|局|委)$")


class Frame:
    """Tells the lines of the frame at the place where a walk is; some of them end the entry."""

    def __init__(self, here: Here, heads: Heads) -> None:
        self.here, self.heads = here, heads
        self._kinds = (
            self._is_over,
            self.lists_members,
            self._is_of_notice,
            self._closes,
            self._signs,
            self._is_after_the_list,
            self._is_seat,
        )
        """The tests of a line, in the order in which they are made: each may end the entry."""

    def has(self, line: Line) -> bool:
        """Whether a line is the plan's and no entry's."""
        return any(is_so(line) for is_so in self._kinds)

    def _is_seat(self, line: Line) -> bool:
        """Whether a line says who heads a body and where it sits; in an entry all of it must."""
        text = line.text
        says_who = is_only_seat(text) or says_composition(text)
        is_first = self.here.begun is None
        return says_who or (is_first and is_seat(text))

    def _is_of_notice(self, line: Line) -> bool:
        """Whether a line is of the notice in front of a plan: whom it goes to, who signs it."""
        if self.here.entries:
            return False
        if is_addressees(line.text) and self._is_below_notice():
            self.here.sent = True
            return True
        return self._sends(line)

    def _is_below_notice(self) -> bool:
        return any(is_notice(above) for _, above in self.here.frame[-_NEAR:])

    def _sends(self, line: Line) -> bool:
        """Whether a line is the name of who sends a notice, above its title or above its day."""
        text = line.text.strip()
        style, _ = number_style(text)
        if style or not _SIGNS.search(text):
            return False
        below = line.following.cells[0].strip() if line.following else ""
        sent = self.here.sent or is_notice(below) or DAY.fullmatch(below)
        return bool(sent) and is_name(text)

    def _is_over(self, line: Line) -> bool:
        """Whether a web page's end was reached behind an entry: no line below is any entry's."""
        if self.here.entries and not self.here.over:
            footer = FOOTER.fullmatch(line.text.strip())
            self.here.over = footer is not None
        if self.here.over:
            self.here.entry = None
        return self.here.over

    def _is_after_the_list(self, line: Line) -> bool:
        """Whether a line stands behind the last entry, and is no clause of it."""
        text = line.text.strip().lstrip(f"{BULLETS}> ")
        if self.here.entries and ends_list(text):
            if asks_all(text):
                self.here.ended = self.here.entries[-1].style
            self.here.entry = None
            return True
        entry = self.here.begun
        if entry is None or self.here.last_table:
            return False
        behind = self._is_behind(entry, text)
        if behind:
            self.here.entry = None
        return behind

    def _is_behind(self, entry: Entry, text: str) -> bool:
        """Whether a line is another article, speaks of the list, or stands behind its end.

        The list has its end where its entries close with ；, the last with 。.
        """
        facts = self.here.facts
        style, _ = number_style(text)
        if style:
            return style.startswith("第") and style not in facts.styles
        if not entry.closes_with("。"):
            return False
        if OF_ALL.match(text):  # all members: 各单位要指定联络员
            return True
        if not self.here.listed:
            return False
        expected = self.heads.one_a_line()
        head = head_of(text, facts.known, bare=facts.bare, expected=expected)
        return head is None

    def lists_members(self, line: Line) -> bool:
        """Whether a line lists the members; outside a group it does so for the whole plan."""
        listed = members_of(line.text)
        if not listed or not self._may_list(line.text):
            return False
        known = frozenset(self.here.members)
        for name, alias in listed:
            if name not in known:
                self.here.members.append(name)
            if alias:
                self.here.short.append((name, alias))
        return True

    def _may_list(self, text: str) -> bool:
        """Whether a line may list the plan's members: not in a group, nor among clauses."""
        entry = self.here.entry
        if entry is None:
            return True
        if entry.lead or is_group(entry.name):
            return False
        return not entry.passages or opens_list(text)

    def _closes(self, line: Line) -> bool:
        """Whether a line ends the list of entries: another annex, a heading of another matter."""
        if not self.here.entries:
            return False
        text = line.text.strip()
        if not self._is_of_another_matter(text):
            return False
        self.here.leave()
        return True

    def _is_of_another_matter(self, text: str) -> bool:
        _, start = number_style(text)
        if is_collective(text[start:]) or CLOSING.fullmatch(" ".join(text.split())):
            return True
        return self._is_chapter(text)

    def _is_chapter(self, text: str) -> bool:
        """Whether a line heads a chapter of another matter, numbered as no entry is."""
        if len(text) > _LONGEST or re.search("[；;。，：:]", text):
            return False
        style, start = number_style(text)
        unused = style not in self.here.facts.styles
        high = style in ("1", "1.1") and unused and len(text) <= _SHORT
        if not high and not CHAPTER.match(text):
            return False
        if is_name(_OWED.sub("", text[start:])):
            return False
        return unused or not style.startswith(("（", "("))

    def _signs(self, line: Line) -> bool:
        """Whether a line is the name of the office that signs: the last, or above a date."""
        if not self.here.entries:
            return False
        text = line.text.strip()
        style, _ = number_style(text)
        if style or not is_name(text) or fold(text) in self.here.facts.known:
            return False
        if not _is_at_the_end(line):
            return False
        self.here.entry = None
        return True


def _is_at_the_end(line: Line) -> bool:
    """Whether nothing of a plan stands below a line: its end, or a date."""
    if line.following is None:
        return True
    return CLOSING.fullmatch(line.text_below.strip()) is not None
