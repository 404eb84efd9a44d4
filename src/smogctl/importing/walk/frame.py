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
from smogctl.importing.pages import Row
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here
from smogctl.text.plain import fold

_LONGEST, _SHORT = 40, 18
"""Characters of a chapter's heading at most; the second where its number is 1 or 1.1."""
_OWED = re.compile("(?:主要|工作)?职责$")
_SIGNS = "(?:政府|办公室|委员会|指挥部|局|委)$"


class Frame:
    """Tells the lines of the frame at the place where a walk is; some of them end the entry."""

    def __init__(self, here: Here, heads: Heads) -> None:
        self.here, self.heads = here, heads

    def has(self, text: str, following: Row | None) -> bool:
        """Whether a line is the plan's and no entry's; `following` is the row below it."""
        return (
            self._is_over(text)
            or self.lists_members(text)
            or self._is_of_notice(text, following)
            or self._closes(text)
            or self._signs(text, following)
            or self._is_after_the_list(text)
            or self._is_seat(text)
        )

    def _is_seat(self, text: str) -> bool:
        """Whether a line says who heads a body and where it sits; in an entry all of it must."""
        empty = self.here.entry is None or not self.here.entry.passages
        return is_only_seat(text) or says_composition(text) or (empty and is_seat(text))

    def _is_of_notice(self, text: str, following: Row | None) -> bool:
        """Whether a line is of the notice in front of a plan: whom it goes to, who signs it."""
        line = text.strip()
        if self.here.entries:
            return False
        if is_addressees(line) and any(
            is_notice(above) for _, above in self.here.frame[-8:]
        ):
            self.here.sent = True
            return True
        return self._sends(
            line, following.cells[0].strip() if following is not None else ""
        )

    def _sends(self, line: str, below: str) -> bool:
        """Whether a line is the name of who sends a notice, above its title or above its day."""
        sent = self.here.sent or is_notice(below) or DAY.fullmatch(below) is not None
        style, _ = number_style(line)
        return (
            sent and not style and is_name(line) and re.search(_SIGNS, line) is not None
        )

    def _is_over(self, text: str) -> bool:
        """Whether a web page's end was reached behind an entry: no line below is any entry's."""
        self.here.over = self.here.over or (
            bool(self.here.entries) and FOOTER.fullmatch(text.strip()) is not None
        )
        self.here.entry = None if self.here.over else self.here.entry
        return self.here.over

    def _is_after_the_list(self, text: str) -> bool:
        """Whether a line stands behind the last entry, and is no clause of it."""
        line = text.strip().lstrip(f"{BULLETS}> ")
        if self.here.entries and ends_list(line):
            self.here.ended = (
                self.here.entries[-1].style if asks_all(line) else self.here.ended
            )
            self.here.entry = None
            return True
        if (
            self.here.entry is None
            or not self.here.entry.passages
            or self.here.last_table
        ):
            return False
        behind = self._is_behind(line)
        self.here.entry = None if behind else self.here.entry
        return behind

    def _is_behind(self, line: str) -> bool:
        """Whether a line is another article, speaks of the list, or stands behind its end."""
        style, _ = number_style(line)
        if style.startswith("第") and style not in self.here.facts.styles:
            return True
        return not style and (self._has_ended(line) or self._is_of_all(line))

    def _is_of_all(self, line: str) -> bool:
        """Whether a sentence behind an entry's end is about all members (各单位要指定联络员)."""
        assert self.here.entry
        return self.here.entry.closes_with("。") and OF_ALL.match(line) is not None

    def _has_ended(self, line: str) -> bool:
        """Whether the list has its end: its entries close with ；, the last with 。."""
        assert self.here.entry
        closed = self.here.entry.closes_with("。") and self.here.listed
        expected = self.heads.one_a_line()
        return (
            closed
            and head_of(
                line,
                self.here.facts.known,
                bare=self.here.facts.bare,
                expected=expected,
            )
            is None
        )

    def lists_members(self, text: str) -> bool:
        """Whether a line lists the members; outside a group it does so for the whole plan."""
        found = members_of(text)
        if not found or (
            self.here.entry is not None and not self._may_list(self.here.entry, text)
        ):
            return False
        self.here.members += [
            name for name, _ in found if name not in self.here.members
        ]
        self.here.short += [(name, alias) for name, alias in found if alias]
        return True

    def _may_list(self, entry: Entry, text: str) -> bool:
        """Whether a line within an entry may list the plan's members: not in a group."""
        if entry.lead or is_group(entry.name):
            return False
        return not entry.passages or opens_list(text)

    def _closes(self, text: str) -> bool:
        """Whether a line ends the list of entries: another annex, a heading of another matter."""
        if not self.here.entries and self.here.entry is None:
            return False
        line = text.strip()
        of_all = is_collective(line[number_style(line)[1] :])
        if (
            of_all
            or CLOSING.fullmatch(" ".join(line.split()))
            or self._is_chapter(line)
        ):
            self.here.entry = None
            self.here.last_table = 0
            return True
        return False

    def _is_chapter(self, line: str) -> bool:
        """Whether a line heads a chapter of another matter, numbered as no entry is."""
        style, start = number_style(line)
        unused = style not in self.here.facts.styles
        high = style in ("1", "1.1") and unused and len(line) <= _SHORT
        if not (CHAPTER.match(line) or high) or len(line) > _LONGEST:
            return False
        if re.search("[；;。，：:]", line) or is_name(_OWED.sub("", line[start:])):
            return False
        return unused or not style.startswith(("（", "("))

    def _signs(self, text: str, following: Row | None) -> bool:
        """Whether a line is the name of the office that signs: the last, or above a date."""
        line = text.strip()
        if (
            not self.here.entries
            or number_style(line)[0]
            or not is_name(line)
            or fold(line) in self.here.facts.known
        ):
            return False
        if following is not None and (
            following.table or not CLOSING.fullmatch(following.cells[0].strip())
        ):
            return False
        self.here.entry = None
        return True
