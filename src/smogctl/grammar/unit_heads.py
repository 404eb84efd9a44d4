"""The head of one unit whose name is known: 3 区教育局：, （三）区教育局, 【区教育局】, 3｜区教育局｜, a name over several
lines.

Where the name is not known yet, `heads` reads what may be one.
"""

import re
from collections.abc import Sequence

from smogctl.grammar.layout import BULLETS, CONTINUED, DASHES, ENUMERATOR, bare
from smogctl.text.patterns import later, words_of

_CALLED = r"(?:\s*[（(](?:以下)?(?:简称|统称|称)[^（）()]{0,40}[）)])?"
_BARE_NUMBER = (
    r"(?:第?[0-9０-９一二三四五六七八九十百零〇]{1,5}[、.．]?[\s|｜│┃]+"
    r"|第[0-9０-９一二三四五六七八九十百零〇]{1,5}条[\s：:、]*)"
)
_BEHIND = (
    r"(?:[】\]]\s*[：:]?"
    r"|\s*(?:(?:的?(?:(?:依法|具体|主要)?(?:履行|承担|行使)(?:下列|以下|如下))?(?:主要|工作|具体)*"
    r"(?:职责|任务)(?:分工)?(?:是|为)?)?\s*[：:]"
    r"|[|｜│┃\t。]|——|$|(?<=\s)))\s*"
)
_LABEL = (
    r"(?:\s*(?:牵头|组长|主责|责任|成员|配合|参与|参加|协办)?(?:单位|部门|机构)(?:名称)? ?[：:]"
    r"|[|｜\s]*[^\t|；;。：:\s]{2,12}\s*?[\t|])"
)
"""What may stand before a head: the label of a group's member, the cell of a class of units."""
_HEADING = (
    r"(?:的?(?:(?:依法|具体|主要)?(?:履行|承担|行使)(?:下列|以下|如下))?(?:主要|工作|具体|基本)*"
    r"(?:职责|任务)(?:任务|职责|分工)?(?:是|为|如下|包括)?)?[：:]?\s*"
)
_MARKS = r"[\s|｜│┃]*"
_OPENING = r"[\s|｜│┃【\[]*"
_UNANCHORED = ENUMERATOR.pattern.replace("^", "")
_ANY_NUMBER = f"{_UNANCHORED}|{_BARE_NUMBER}"

_UP_TO_NAME = later(f"{_MARKS}(?:{_ANY_NUMBER})?{_OPENING}.", re.S)
"""What stands before a name, and the name's first character, at which some numbers look."""
_UP_TO_ROW = later(rf"{_MARKS}[（(]?(?P<row>[0-9０-９]+)[\s.、．|｜│┃）)]*{_OPENING}")
"""The row's number needs no mark behind it: 12区教育局."""
_OF_NUMBERS = later(
    r"[\s|｜│┃【\[（()）、.．:：0-9０-９一二三四五六七八九十百零〇第条是①-⑳⑴-⒇⒈-⒛㈠-㈩"
    rf"{BULLETS}{DASHES}]*"
)
"""All characters that may stand before a name."""
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

_BEFORE_HEAD = later(_LABEL)
_RUN_ON = later(f"{_CALLED}{CONTINUED}")
_ENDED = later(f"{_CALLED}{CONTINUED}{_BEHIND}")
_HEADING_ENDED = later(rf"{_CALLED}{CONTINUED}{_HEADING}\Z")

MOST_LINES = 4
"""Over so many lines a narrow cell may break a name."""


class UnitHead:
    """How a unit's head may be written.

    Its name is compared as a string, blanks in it left out of account; what may stand before and
    behind it are patterns that all units share. `row` is its number in the source, None where it
    has none.
    """

    def __init__(self, name: str, row: int | None) -> None:
        self.bare = bare(name)
        self._row = "" if row is None else str(row)

    def end_in(self, text: str) -> int:
        """Where the entry begins behind the head in a line; 0 where that heads it not."""
        return self._end(text, _ENDED)

    def end_behind_label(self, text: str) -> int:
        """The same for a head behind the label of a group's member.

        Or the cell of a class of units.
        """
        label = _BEFORE_HEAD.match(text)
        return self._end(text, _ENDED, label.end()) if label else 0

    def end_in_heading(self, text: str) -> int:
        """The same for a line that is a heading of its own: 一、区指挥部职责."""
        return self._end(text, _HEADING_ENDED)

    def end_run_on(self, text: str) -> int:
        """The same for a head without anything between it and its text: （一）区教育局负责…."""
        return self._end(text, _RUN_ON)

    def end_broken(self, texts: Sequence[str]) -> int:
        """The same for a name that is broken over several lines, as in a narrow cell.

        Counted over all of them.
        """
        joined = "\n".join(texts[:MOST_LINES])
        end = self.end_in(joined)
        return end if "\n" in joined[:end].strip() else 0

    def without_repeat(self, text: str) -> str:
        """A line without the head that a page break repeats in front of it."""
        return text[self.end_in(text) :]

    def _end(self, text: str, behind: re.Pattern[str], start: int = 0) -> int:
        """Where a head that begins at a place ends, and what stands behind its name; 0 for none."""
        if not self.bare:
            return self._first_end(text, behind, start)
        ends: list[int] = []
        reach = _OF_NUMBERS.match(text, start)
        assert reach  # of no length where no number stands there
        for at in range(start, reach.end() + 1):
            after = self._end_of_name(text, at)
            if after == 0:
                continue
            hit = behind.match(text, after)
            if hit and self._may_precede(text, start, at):
                ends.append(hit.end())
        if len(ends) > 1:  # the name is itself a number: 一 in 一 一：
            return self._first_end(text, behind, start)
        return sum(ends)

    def _end_of_name(self, text: str, at: int) -> int:
        """Where the name ends that begins at a place, with blanks in it; 0 where none does."""
        if text.startswith(self.bare, at):
            return at + len(self.bare)
        if not text.startswith(self.bare[0], at):
            return 0
        for char in self.bare:
            while text[at : at + 1].isspace():
                at += 1
            if not text.startswith(char, at):
                return 0
            at += 1
        return at

    def _may_precede(self, text: str, start: int, at: int) -> bool:
        """Whether what stands between two places may stand before a name: a number, its marks."""
        if _UP_TO_NAME.fullmatch(text, start, at + 1):
            return True
        row = words_of(_UP_TO_ROW.fullmatch(text, start, at), "row")
        written = f"{row} {row.removeprefix('0')}".translate(_HALF_WIDTH)
        return self._row in written.split()

    def _first_end(self, text: str, behind: re.Pattern[str], start: int) -> int:
        """The end of a head whose name could stand in several places, being itself a number.

        Or nothing at all. Which one it is the order of the numbers decides, in one pattern.
        """
        digits = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in self._row)
        own = rf"[（(]?0?{digits}[\s.、．|｜│┃）)]*|" if digits else ""
        number = f"{_MARKS}(?:{own}{_ANY_NUMBER})?{_OPENING}"
        name = r"\s*".join(map(re.escape, self.bare))
        hit = re.compile(f"{number}{name}{behind.pattern}").match(text, start)
        return hit.end() if hit else 0
