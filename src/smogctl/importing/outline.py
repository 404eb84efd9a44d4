"""What stands where in an annex: its title and frame, its members, its entries with their texts."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from smogctl.grammar.heads import rank_of
from smogctl.grammar.layout import BULLETS, GRADE, NOTHING, OWN_DUTIES
from smogctl.grammar.levels import names_level
from smogctl.grammar.standing import is_routine
from smogctl.importing.pages import Aside
from smogctl.importing.sections import Sections
from smogctl.text.plain import width

_LABELS = re.compile(f"{GRADE.pattern}|{OWN_DUTIES.pattern}", re.M)
_SHORT = 60
"""Characters of a sentence that only introduces what follows."""


class Under(NamedTuple):
    """What a table's columns or a heading say of a text."""

    level: str = ""
    """The level under which it stands, or what sets it apart as owed all year."""
    helpers: tuple[str, ...] = ()
    """Who helps with it."""
    remark: str = ""
    """What a column beside it says of it, with the column's head: until when."""


NOTHING_SAID = Under()


class Passage(NamedTuple):
    """Text of an entry: a paragraph or a cell, from a line of the source on."""

    line: int
    text: str
    under: Under = NOTHING_SAID


class Entry:
    """One unit's entry while it is being read."""

    def __init__(
        self, name: str, line: int, row: int | None = None, alias: str | None = None
    ) -> None:
        self.name, self.line, self.row = name, line, row
        self.head = ""
        """Its head as a line has it."""
        self.style, self.number = "", 0
        """How its head is numbered, and the number."""
        self.label = ""
        """What the last label of its text sets apart (日常职责)."""
        self.grade = ""
        """The level that the last label of its text names (【黄色预警】)."""
        self.aliases = [alias] if alias else []
        self.lead: list[str] = []
        self.members: list[str] = []
        self.passages: list[Passage] = []
        self.doubts: list[str] = []

    def add(self, line: int, text: str, under: Under = NOTHING_SAID) -> None:
        """More text of the entry; a cell with a dash has none."""
        start = 0
        for hit in _LABELS.finditer(text):
            self._add(line, text[start : hit.start()], under)
            grade = GRADE.fullmatch(hit[0])
            if grade is None:
                start = hit.start()
                self.label = hit[0].strip(" 　：:。；;")
            else:
                start = hit.end()
                self.grade = grade[1] if names_level(grade[1]) else ""
        self._add(line, text[start:], under)

    def _add(self, line: int, text: str, under: Under) -> None:
        if NOTHING.fullmatch(text):
            return
        level = under.level or self.grade
        if not level and is_routine(self.label):
            level = self.label
        self.passages.append(Passage(line, text, under._replace(level=level)))

    def come_again(self, line: int) -> None:
        """Its unit is printed a second time: the clauses go together, and a person should look."""
        self.doubts.append(f"这个单位在原文第 {line} 行又出现一次，条文合在一起")

    def closes_with(self, marks: str) -> bool:
        """Whether its text so far ends with one of some marks."""
        return self.last_text().endswith(tuple(marks))

    def last_text(self) -> str:
        """The end of its text so far; empty where it has none."""
        return self.passages[-1].text.rstrip() if self.passages else ""

    def text(self) -> str:
        """All of its text."""
        return "".join(passage.text for passage in self.passages)

    def goes_on(self) -> bool:
        """Whether its text so far stops in the middle of a clause."""
        text = self.last_text()
        return text != "" and not text.endswith(tuple("；;。.．"))

    def extend(self, text: str) -> None:
        """The rest of a clause that a page's end cut."""
        last = self.passages[-1]
        self.passages[-1] = last._replace(text=last.text.rstrip() + text.lstrip())


_INTRODUCES = re.compile("(?:以下|如下|下列).{0,12}[。：:]?$")


def is_heading_only(entry: Entry, below: Entry | None) -> bool:
    """Whether an entry only heads the deeper ones below, or is a command without duties."""
    text = entry.text()
    if not text and entry.name.endswith(("指挥部", "领导小组")):
        return True
    if below is None:
        return False
    styles = {entry.style, below.style}
    if not text and styles <= set(BULLETS):
        return len(styles) > 1
    is_deeper = rank_of(below.style) > rank_of(entry.style)
    introduces = len(text) <= _SHORT and _INTRODUCES.search(text) is not None
    return is_deeper and (introduces or not text)


class Outline(NamedTuple):
    """An annex in its parts, before anything is read into them."""

    part: str | None
    title: str | None
    frame: tuple[str, ...]
    members: tuple[str, ...]
    short: tuple[tuple[str, str], ...]
    """Names with the short form that the preamble gives them."""
    entries: tuple[Entry, ...]
    left: tuple[Aside, ...]
    """Text of tables that belongs to no column we know: kept in the source, carried nowhere."""
    sections: Sections
    """Which parts of a whole plan the entries were looked for in."""
    loose: tuple[tuple[int, str], ...]
    """Lines of the frame behind or between entries: of no unit, as far as their words tell."""
    framed: tuple[tuple[int, str], ...]
    """The frame's lines with their numbers."""
    wrapped: int
    """The width at which the source breaks its lines, or 0 where a line is a paragraph."""
    titles: tuple[str, ...] = ()
    """The headings of the parts that are taken, of a whole plan."""
    ordered: tuple[Passage, ...] = ()
    """What the response chapter orders, each with the level in whose part it stands."""


_CLOSED = ("。", "；", ";", "：", ":", "！", "？")
_NARROW, _SLACK, _WIDE_SLACK = 18, 4, 8
"""Columns: lines that are looked at, and by how much full lines may differ."""
_WIDEST = 160


def wrap_width(lines: Iterable[str]) -> int:
    """The columns at which lines are broken by hand or by a PDF: many long lines end there.

    0: nowhere. Full lines differ by a character or two; by more, where digits are narrow, only when
    most of them stop within a clause.
    """
    long = [line.rstrip() for line in lines if len(line.strip()) >= _NARROW]
    long.sort(key=width)
    widths = list(map(width, long))
    if len(long) < _SLACK or widths[-1] > _WIDEST:
        return 0
    widest = widths[-1]
    full = long[bisect_left(widths, widest - _SLACK) :]
    if len(full) * 3 >= len(long):
        return widest
    full = long[bisect_left(widths, widest - _WIDE_SLACK) :]
    closed = sum(line.endswith(_CLOSED) for line in full)
    broken = len(full) - closed
    if len(full) * 3 < len(long) or broken * 3 < len(full) * 2:
        return 0
    return widest - (_WIDE_SLACK - _SLACK)
