"""The head of one unit whose name is known: 3 区教育局：, （三）区教育局, 【区教育局】, 3｜区教育局｜, a name over several lines.

Where the name is not known yet, `heads` reads what may be one.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from smogctl.grammar.layout import CONTINUED, ENUMERATOR, bare

_CALLED = r"(?:\s*[（(](?:以下)?(?:简称|统称|称)[^（）()]{0,40}[）)])?"
_BARE_NUMBER = r"(?:第?[0-9０-９一二三四五六七八九十百]{1,4}[、.．]?[\s|｜│┃]+|第[0-9０-９一二三四五六七八九十百]{1,5}条[\s：:、]*)"
_BEHIND = (
    r"(?:[】\]]\s*[：:]?"
    r"|\s*(?:(?:的?(?:(?:履行|承担|行使)(?:下列|以下|如下))?(?:主要|工作|具体)*(?:职责|任务)(?:分工)?(?:是|为)?)?\s*[：:]"
    r"|[|｜│┃\t。]|——|$|(?<=\s)))\s*"
)
_BEFORE = (
    r"(?:\s*(?:牵头|组长|主责|责任|成员|配合|参与|参加|协办)?(?:单位|部门|机构)(?:名称)? ?[：:]\s*"
    r"|[|｜\s]*[^\t|；;。：:\s]{2,12}\s*[\t|])?"
)
"""What may stand before a head: the label of a group's member, the cell of a class of units."""
_HEADING = r"(?:的?(?:(?:履行|承担|行使)(?:下列|以下|如下))?(?:主要|工作|具体|基本)*(?:职责|任务)(?:任务|职责|分工)?)?[：:]?\s*"

MOST_LINES = 4
"""Over so many lines a narrow cell may break a name."""


class UnitHead:
    """How a unit's head may be written.

    `row` is its number in the source, None where it has none.
    """

    def __init__(self, name: str, row: int | None) -> None:
        self.bare = bare(name)
        self._row = row

    @cached_property
    def _name(self) -> str:
        """Its name: blanks anywhere, what it is called for short behind it."""
        return r"\s*".join(map(re.escape, self.bare)) + _CALLED + CONTINUED

    @cached_property
    def _number(self) -> str:
        own = ""
        if self._row is not None:
            digits = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(self._row))
            own = rf"[（(]?0?{digits}[\s.、．|｜│┃）)]*|"
        return rf"[\s|｜│┃]*(?:{own}{ENUMERATOR.pattern[1:]}|{_BARE_NUMBER})?[\s|｜│┃【\[]*"

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(f"{self._number}{self._name}{_BEHIND}")

    def end_in(self, text: str) -> int:
        """Where the entry begins behind the head in a line, or 0 when the line is no head of the unit."""
        head = self._plain.match(text)
        return head.end() if head else 0

    def end_behind_label(self, text: str) -> int:
        """The same for a head behind the label of a group's member.

        Or the cell of a class of units.
        """
        head = re.match(f"{_BEFORE}{self._plain.pattern}", text)
        return head.end() if head else 0

    def end_in_heading(self, text: str) -> int:
        """The same for a line that is a heading of its own: 一、区指挥部职责."""
        whole = re.fullmatch(rf"(?:{self._number})\s*{self._name}{_HEADING}", text)
        return len(text) if whole else 0

    def end_run_on(self, text: str) -> int:
        """The same for a head without anything between it and its text: （一）区教育局负责…."""
        head = re.match(self._number + self._name, text)
        return head.end() if head else 0

    def end_broken(self, texts: Sequence[str]) -> int:
        """The same for a name that is broken over several lines, as in a narrow cell.

        Counted over all of them.
        """
        if not texts or self.bare[:2] not in bare(texts[0]):
            return 0
        head = self._plain.match("\n".join(texts[:MOST_LINES]))
        return head.end() if head and "\n" in head[0].strip() else 0

    def without_repeat(self, text: str) -> str:
        """A line without the head that a page break repeats in front of it."""
        if self.bare not in bare(text) or not self._plain.match(text):
            return text
        return self._plain.sub("", text, count=1)
