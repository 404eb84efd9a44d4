"""Where a walk is, and what it has found so far."""

import re
from typing import NamedTuple

from smogctl.grammar.heads import number_style
from smogctl.grammar.layout import FURNITURE, bare
from smogctl.grammar.levels import names_level
from smogctl.importing.lines import heads_level, labelled
from smogctl.importing.outline import Entry
from smogctl.importing.pages import Aside, Page, Row
from smogctl.importing.walk.facts import Facts
from smogctl.text.plain import fold

_HEADING = 30
"""Characters of a heading at most."""
_NO_HEADING = re.compile(rf"(?s:.{{{_HEADING + 1}}})|(?s:.*)[，。；]")


class Line(NamedTuple):
    """A row at which a walk is, and what stands below it."""

    row: Row
    ends: int
    """The source line behind it."""
    following: Row | None
    """The row below; None at the page's end."""

    @property
    def text(self) -> str:
        """What the line says; of a row of a table, its first cell."""
        return self.row.cells[0]

    @property
    def text_below(self) -> str:
        """The text of the line below; empty above a table and at the page's end."""
        below = self.following
        return below.text if below else ""

    @property
    def is_above_table(self) -> bool:
        """Whether a row of a table stands below."""
        below = self.following
        if below is None:
            return False
        return below.table != 0


class Here:
    """The state of one walk down a page."""

    def __init__(self, page: Page, facts: Facts) -> None:
        self.page, self.facts = page, facts
        self.lines = page.text.split("\n")
        self.frame: list[tuple[int, str]] = []
        """Lines of the source that are no entry's, with their numbers."""
        self.loose: list[tuple[int, str]] = []
        """Those of the frame that stand behind or between entries."""
        self.members: list[str] = []
        self.short: list[tuple[str, str]] = []
        self.left: list[Aside] = []
        self.entries: list[Entry] = []
        self.named: dict[str, Entry] = {}
        """The entries by folded name: a unit that comes again is the same one."""
        self.entry: Entry | None = None
        """The one whose text is being read."""
        self.last_table = 0
        """The table that the entry is in; 0: running text."""
        self.grade = ""
        """The level that a line of its own named (Ⅲ级响应：), for what follows it."""
        self.chapter = ""
        """The level of the chapter: of all entries below its heading."""
        self.graded = ""
        """How the line was numbered that named it, where it is a heading inside the entry."""
        self.broken = False
        """Page furniture stands between the entry's text and what follows."""
        self.run: tuple[str, int] = ("", 0)
        """How the last numbered line of the entry's text is numbered, and its number."""
        self.listed = False
        """Whether an entry ended with ；, as all but the last of a list do."""
        self.sent = False
        """Whether a notice's addressees stand above: what signs it is no unit."""
        self.over = False
        """Whether the page's own end was reached."""
        self.ended: str | None = None
        """How the last entry's head is numbered, once a line says that the list is at its end."""
        self.number: int | None = None
        """A row's number that stands on a line of its own."""

    @property
    def begun(self) -> Entry | None:
        """The entry whose text is being read, once it has text."""
        entry = self.entry
        if entry is None or not entry.passages:
            return None
        return entry

    def leave(self) -> None:
        """No entry and no table goes on below."""
        self.entry = None
        self.last_table = 0

    def keep(self, line: Line, *, is_units: bool = False) -> None:
        """The source lines of a row as lines of the frame; `is_units`: the heading of an entry."""
        row = line.row
        lines = self.lines[row.line - 1 : line.ends - 1]
        if not row.table and bare(line.text) != bare("".join(lines)):
            lines = line.text.split("\n")  # a piece of a line
        is_loose = False
        if not is_units:
            self._enter_chapter(line)
            is_loose = bool(self.entries) and row not in self.facts.shut
        for number, source in enumerate(lines, row.line):
            text = " ".join(source.split())
            is_furniture = FURNITURE.fullmatch(text)
            if not text or is_furniture:
                continue
            framed = (number, text)
            self.frame.append(framed)
            if is_loose:
                self.loose.append(framed)

    def _enter_chapter(self, line: Line) -> None:
        """Take the level that a chapter's heading names; any other heading ends that chapter."""
        if line.row.table:
            return
        text = line.text
        # what it adds to the level below may stand behind the level
        style, label, _ = labelled(text)
        if style and heads_level(label):
            self.chapter, self.grade = label, ""
        elif style or not text.rstrip().endswith(tuple("。；：:，")):
            self.chapter = ""

    def known_entry(self, name: str) -> Entry | None:
        """The entry that a unit of the name has already; groups are none."""
        return self.named.get(fold(name))

    def add(self, entry: Entry) -> None:
        """A new entry, found again by its name."""
        self.entries.append(entry)
        self.named.setdefault(fold(entry.name), entry)

    def span(self, row: Row, text: str) -> None:
        """A clause that runs over the table, or stands in a table of its own: the unit's above."""
        assert self.entry
        self.entry.add(row.line, text)
        self.entry.doubts.append(f"第 {row.line} 行的条文不在职责栏里，记在上一个单位")

    def grade_by(self, heading: str) -> None:
        """Take the level that a heading over rows of a table names, to the next heading."""
        _, start = number_style(heading)
        label = heading[start:].strip(" 　：:")
        if _NO_HEADING.match(label):
            return
        self.grade = label if names_level(label) else ""
