"""Lines of a plan that are no entry's: a notice around it, members, what follows the list."""

import re

from smogctl.grammar.bodies import (
    is_collective,
    is_name,
    members_of,
)
from smogctl.grammar.heads import head_of, number_style, rank_of
from smogctl.grammar.layout import BULLETS
from smogctl.importing.groups import is_group, lists_bodies
from smogctl.importing.lines import (
    CHAPTER,
    CLOSING,
    DAY,
    FOOTER,
    OF_ALL,
    adds_to_level,
    asks_all,
    ends_list,
    is_addressees,
    is_notice,
    is_only_seat,
    is_seat,
    opens_list,
    says_composition,
)
from smogctl.importing.pages import Row
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here, Line
from smogctl.text.plain import fold

_LONGEST, _SHORT = 40, 18
"""Characters of a chapter's heading at most; the second where its number is 1 or 1.1."""
_NO_HEADING = re.compile(rf"(?s:.{{{_LONGEST + 1}}})|(?s:.*)[；;。，：:]")
_NEAR = 8
"""Lines of the frame above a notice's addressees among which its title stands."""
_OWED = re.compile("(?:主要|工作)?职责$")
_SIGNS = re.compile("(?:政府|办公室|委员会|指挥部|局|委)$")


class Frame:
    """Tells the lines of the frame at the place where a walk is; some of them end the entry."""

    def __init__(self, here: Here, heads: Heads) -> None:
        self.here, self.heads = here, heads
        self._before_entries = (
            self.lists_members,
            self._is_of_notice,
            self._is_seat,
        )
        """The tests of a line above the first entry, in the order in which they are made."""
        self._behind_first = (
            self._is_over,
            self.lists_members,
            self._closes,
            self._signs,
            self._is_after_the_list,
            self._is_seat,
        )
        """Those of a line below it: each but two, of members and of seats, may end the entry."""

    def has(self, line: Line) -> bool:
        """Whether a line is the plan's and no entry's."""
        has_begun = bool(self.here.entries)
        kinds = self._behind_first if has_begun else self._before_entries
        return any(is_so(line) for is_so in kinds)

    def _is_seat(self, line: Line) -> bool:
        """Whether a line says who heads a body and where it sits; in an entry all of it must."""
        text = line.text
        if lists_bodies(self.here.entry, text):
            return False
        says_all = is_only_seat(text) or says_composition(text)
        if says_all:
            return True
        if self.here.begun:
            return False
        return is_seat(text)

    def _is_of_notice(self, line: Line) -> bool:
        """Whether a line is of the notice in front of a plan: whom it goes to, who signs it."""
        is_sent_to = is_addressees(line.text) and self._is_below_notice()
        if is_sent_to:
            self.here.sent = True
            return True
        sender = line.text.strip()
        return _is_sender(sender) and self._is_sent(line.following)

    def _is_below_notice(self) -> bool:
        """Whether the title of a notice stands shortly above."""
        above = self.here.frame[-_NEAR:]
        return any(is_notice(text) for _, text in above)

    def _is_sent(self, following: Row | None) -> bool:
        """Whether a notice was sent: whom it goes to stands above, its title or its day below."""
        if self.here.sent:
            return True
        if following is None:
            return False
        below = following.cells[0].strip()
        day = DAY.fullmatch(below)
        return day is not None or is_notice(below)

    def _is_over(self, line: Line) -> bool:
        """Whether a web page's end was reached behind an entry: no line below is any entry's."""
        here = self.here
        if not here.over:
            footer = FOOTER.fullmatch(line.text.strip())
            here.over = footer is not None
        if here.over:
            here.entry = None
        return here.over

    def _is_after_the_list(self, line: Line) -> bool:
        """Whether a line stands behind the last entry, and is no clause of it."""
        text = line.text.strip().lstrip(f"{BULLETS}> ")
        is_after = self._ends_list(text) or self._is_behind(text)
        if is_after:
            self.here.entry = None
        return is_after

    def _ends_list(self, text: str) -> bool:
        """Whether a line says that the list of entries is at its end."""
        if not ends_list(text):
            return False
        if asks_all(text):
            last = self.here.entries[-1]
            self.here.ended = last.style
        return True

    def _is_behind(self, text: str) -> bool:
        """Whether a line behind an entry's text is another article, or speaks of the list."""
        entry = self.here.begun
        if entry is None or self.here.last_table:
            return False
        style, _ = number_style(text)
        if style:
            is_usual = style in self.here.facts.styles
            return style.startswith("第") and not is_usual
        if not entry.closes_with("。"):
            return False
        return self._is_behind_the_end(text)

    def _is_behind_the_end(self, text: str) -> bool:
        """Whether a line is about all members (各单位要指定联络员), or stands behind the list's end.

        The list is at its end where its entries close with ；, the last with 。.
        """
        if OF_ALL.match(text):
            return True
        if not self.here.listed:
            return False
        facts = self.here.facts
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
        is_of_group = entry.lead or is_group(entry.name)
        if is_of_group:
            return False
        is_empty = not entry.passages
        return is_empty or opens_list(text)

    def _closes(self, line: Line) -> bool:
        """Whether a line ends the list of entries: another annex, a heading of another matter."""
        text = line.text.strip()
        closes = self._is_of_another_matter(text)
        if closes:
            self.here.leave()
        return closes

    def _is_of_another_matter(self, text: str) -> bool:
        _, start = number_style(text)
        heading = text[start:]
        if is_collective(heading):
            return True
        plain = " ".join(text.split())
        closing = CLOSING.fullmatch(plain)
        return closing is not None or self._is_chapter(text)

    def _is_chapter(self, text: str) -> bool:
        """Whether a line heads a chapter of another matter, numbered as no entry is."""
        if _NO_HEADING.match(text) and not adds_to_level(text):
            return False
        style, start = number_style(text)
        if not self._has_chapters_number(text, style):
            return False
        heading = _OWED.sub("", text[start:])
        return not is_name(heading)

    def is_topic(self, line: Line) -> bool:
        """Whether a line is written as a chapter's heading, and has clauses numbered below it."""
        text = line.text.strip()
        style, _ = number_style(line.text_below)
        if not style or is_collective(text[number_style(text)[1] :]):
            return False
        own, _ = number_style(text)
        return rank_of(style) > rank_of(own) and self._is_chapter(text)

    def _has_chapters_number(self, text: str, style: str) -> bool:
        """Whether a line is numbered as chapters are, and as no entry is."""
        chapter = CHAPTER.match(text)
        if style in self.here.facts.styles:
            in_brackets = style.startswith(("（", "("))
            return chapter is not None and not in_brackets
        is_high = style in ("1", "1.1") and len(text) <= _SHORT
        return is_high or chapter is not None

    def _signs(self, line: Line) -> bool:
        """Whether a line is the name of the office that signs: the last, or above a date."""
        text = line.text.strip()
        style, _ = number_style(text)
        if style or not is_name(text):
            return False
        is_member = fold(text) in self.here.facts.known
        if is_member:
            return False
        signs = _is_at_the_end(line)
        if signs:
            self.here.entry = None
        return signs


def _is_sender(text: str) -> bool:
    """Whether a line is the name of an office that sends notices."""
    ending = _SIGNS.search(text)
    if not ending:
        return False
    style, _ = number_style(text)
    is_unnumbered = style == ""
    return is_unnumbered and is_name(text)


def _is_at_the_end(line: Line) -> bool:
    """Whether nothing of a plan stands below a line: its end, or a date."""
    is_last = line.following is None
    if is_last:
        return True
    closing = CLOSING.fullmatch(line.text_below.strip())
    return closing is not None
