"""An annex's rows to its outline: one walk from top to bottom, table rows and lines alike."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from smogctl.grammar.bodies import (
    Called,
    called,
    is_level,
)
from smogctl.grammar.heads import HeadLine, head_of, is_organ, number_of, number_style
from smogctl.grammar.layout import FURNITURE
from smogctl.grammar.narrated import narrated
from smogctl.importing.groups import bodies_at, ends_member, has_bodies
from smogctl.importing.layout_rows import BROKEN
from smogctl.importing.lines import (
    ROLE_LINE,
    RUNNING,
    form_of,
    is_title,
)
from smogctl.importing.outline import Entry, Outline, Under, wrap_width
from smogctl.importing.pages import Page, Row
from smogctl.importing.sections import Sections, sections_of
from smogctl.importing.tables import (
    is_clause,
    same_name,
)
from smogctl.importing.titles import titles
from smogctl.importing.walk.demoting import demote
from smogctl.importing.walk.facts import Facts
from smogctl.importing.walk.frame import Frame
from smogctl.importing.walk.headings import Headings
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here, Line
from smogctl.importing.walk.rows import Rows
from smogctl.text.plain import width

_HEADING = 40
"""Characters of a group's heading at most."""
_NO_HEADING = re.compile(rf"(?s:.{{{_HEADING + 1}}})|(?s:.*)[；;。]")


def outline(page: Page, section: str | None = None) -> Outline:
    """Find the parts of an annex.

    `section`: words of the heading of the part that has the duties. Raises Refusal where no heading
    has them.
    """
    return _Walk(page, sections_of(page.rows, section)).whole()


class _Walk:
    """One walk: each row is frame, heads an entry, or is the text of one."""

    def __init__(self, page: Page, sections: Sections) -> None:
        self.sections = sections
        self.here = Here(
            page, Facts(page, frozenset(page.rows[at] for at in sections.shut))
        )
        self.heads = Heads(self.here)
        self.frame = Frame(self.here, self.heads)
        self.rows = Rows(self.here, self._begin)
        self._kinds = (
            self._takes_furniture,
            self._takes_narrated,
            Headings(self.here, self.heads, self.frame).takes,
            self._takes_frame,
            self._takes_group,
            self._takes_between_rows,
        )
        """Each takes a line of its kind and says whether it did; the first that does has it."""

    def whole(self) -> Outline:
        """Walk, then settle which of the frame's lines are the title and the part."""
        rows = self.here.facts.rows(self.here.page)
        behind = len(self.here.lines) + 1
        for line in _lines(rows, behind):
            if line.row in self.here.facts.shut:
                self._pass_over(line)
            elif line.row.table:
                self.rows.read(line)
            else:
                self._line(line)
        demote(self.here)
        first = self.here.entries[0].line if self.here.entries else behind
        part, title, framed = titles(self.here.frame, first)
        return Outline(
            part=part,
            title=title,
            frame=tuple(text for _, text in framed),
            members=tuple(self.here.members),
            short=tuple(self.here.short),
            entries=tuple(self.here.entries),
            left=tuple(self.here.left),
            sections=self.sections,
            loose=tuple(self.here.loose),
            framed=framed,
            wrapped=self._wrapped(rows),
        )

    def _pass_over(self, line: Line) -> None:
        """A row of a chapter of another matter: it names members at most."""
        self.here.leave()
        if not line.row.table:
            self.frame.lists_members(line)
        self.here.keep(line)

    def _wrapped(self, rows: Sequence[Row]) -> int:
        """The width at which running text is broken; each line is measured once."""
        if self.here.page.format not in BROKEN:
            return 0
        numbers: set[int] = set()
        for row in rows:
            if not row.table:
                numbers.add(row.line)
        lines = (self.here.lines[number - 1] for number in sorted(numbers))
        return wrap_width(lines)

    def _line(self, line: Line) -> None:
        """A line of running text."""
        if any(takes(line) for takes in self._kinds):
            return
        head = self._head(line)
        if head is None:
            self._no_head(line)
        elif self._is_title(line, head):
            self.here.keep(line)
        else:
            self._begin(line, head)
        self.here.number = None
        self.here.broken = False

    def _takes_narrated(self, line: Line) -> bool:
        """A sentence about a command is a head; the frame carries the sentence."""
        who = narrated(line.text, line.text_below)
        if who is None or self._stands_below_heading(who):
            return False
        self._begin(line, _head_named(who, line.text, heading=True))
        return True

    def _stands_below_heading(self, who: Called) -> bool:
        """Whether the entry that has no text yet is that of a command already."""
        entry = self.here.entry
        if entry is None or entry.passages:
            return False
        return entry.name.endswith(who.name[-3:])

    def _takes_frame(self, line: Line) -> bool:
        is_frame = self.frame.has(line)
        if is_frame:
            self.here.keep(line)
        return is_frame

    def _head(self, line: Line) -> HeadLine | None:
        """The head that a row is; one whose number is missing is told by its neighbours."""
        if line.row in self.here.facts.lost:
            return head_of(line.text, self.here.facts.known, bare=True)
        return self.heads.at(line)

    def _is_title(self, line: Line, head: HeadLine) -> bool:
        """Whether a head is the annex's own title, above all entries."""
        if self.here.entries:
            return False
        return is_title(line.text, head, line.following, self.here.facts.known)

    def _no_head(self, line: Line) -> None:
        """A line that heads no entry: the text of one, a level's label, or frame."""
        entry = self.here.entry
        if entry is not None and self._is_grade(line):
            self.here.keep(line, is_units=True)
            return
        behind_table = self.here.last_table and self.here.begun
        if entry is not None and not behind_table:
            self._text(entry, line)
            return
        self.here.entry = None
        if line.is_above_table:
            self.here.grade_by(line.text)
        else:
            self.here.grade = ""
        self.here.keep(line)

    def _text(self, entry: Entry, line: Line) -> None:
        """A line of an entry's own text."""
        parts = map(str.strip, line.text.split("\n"))
        text = "\n".join(parts)
        if self.here.broken and entry.goes_on():
            entry.extend(text)
            return
        if ends_member(entry, text):
            entry.members[-1] += text
            return
        if self._take_bodies(entry, line, line.text):
            return
        style, _ = number_style(line.text)
        if style:
            self.here.run = (style, number_of(line.text))
        entry.add(line.row.line, text, self._under())

    def _takes_furniture(self, line: Line) -> bool:
        """What is a page's: its number, its running title, stray closing marks."""
        text = line.text.strip()
        if self.here.begun is not None and RUNNING.fullmatch(text):
            self.here.keep(line)
            self.here.broken = True
            return True
        if FURNITURE.fullmatch(text):
            is_number = re.fullmatch("[0-9]+", text)
            self.here.broken = self.here.entry is not None
            self.here.number = int(text) if is_number else None
            return True
        without_marks = line.text.strip("；;。. \t")
        if without_marks:
            return False
        if self.here.entry is None:
            self.here.keep(line)
        return True

    def _takes_group(self, line: Line) -> bool:
        """牵头单位：X is the head of an entry, and the group's own heading frame."""
        if not self.here.facts.own_duties:
            return False
        text = line.text
        role = ROLE_LINE.fullmatch(text.strip())
        if role:
            who = called(role[1].strip())
            self._begin(line, _head_named(who, text, heading=False))
            return True
        if not ROLE_LINE.fullmatch(line.text_below.strip()):
            return False
        if _NO_HEADING.match(text):
            return False
        self.here.entry = None
        self.here.keep(line)
        return True

    def _is_grade(self, line: Line) -> bool:
        """Whether a line only names the level for the numbered clauses below it."""
        _, start = number_style(line.text)
        label = line.text[start:].strip()
        is_label = label.endswith(("：", ":"))
        if not is_label or not is_level(label):
            return False
        style_below, _ = number_style(line.text_below)
        if not style_below:
            return False
        self.here.grade = label
        return True

    def _begin(self, line: Line, head: HeadLine) -> None:
        """An entry begins, or goes on under its name printed again."""
        above = self.here.entry
        if above is not None and _is_again(above, head):
            rest = line.text[head.offset :]
            above.add(line.row.line, rest)
            return
        if above is not None and above.closes_with("；;"):
            self.here.listed = True
        if head.heading:
            self.here.keep(line, is_units="，" not in line.text)
        self.here.last_table = 0
        if above is None or not _is_joint(above, head, line.row):
            self._begin_new(line, head)
            return
        above.name = f"{above.name} {head.name}"
        above.line = line.row.line

    def _begin_new(self, line: Line, head: HeadLine) -> None:
        """The entry of a head, and what stands behind the head as its first text."""
        entry = self._entry_of(head, line.row)
        self.here.entry = entry
        entry.style = head.style
        entry.number = number_of(line.text)
        self.here.run = ("", 0)
        before, rest = line.text[: head.offset], line.text[head.offset :]
        if not rest.strip():
            return
        if not self._take_bodies(entry, line, rest):
            # blanks in place of the head: how long the line is tells whether it was broken by hand
            text = " " * width(before) + rest
            entry.add(line.row.line, text, self._under())

    def _under(self) -> Under:
        """What the headings above say of a text."""
        return Under(self.here.grade or self.here.chapter)

    def _take_bodies(self, entry: Entry, line: Line, text: str) -> bool:
        """Take the bodies of a group that a line's text begins with; whether it named any.

        Members of what no group is and nobody leads (a command's) stay in the frame.
        """
        rest = bodies_at(text, entry)
        if rest == text:
            return False
        if not has_bodies(entry):
            entry.members.clear()
            named = text.removesuffix(rest)
            self.here.keep(line._replace(row=line.row._replace(cells=(named,))))
        if rest.strip("；;。 "):
            entry.add(entry.line, rest)
        return True

    def _entry_of(self, head: HeadLine, row: Row) -> Entry:
        """The entry of a head: a new one, or the one that its unit has already."""
        number = self.here.number if head.number is None else head.number
        self.here.number, self.here.grade, self.here.graded = None, "", ""
        known = self.here.known_entry(head.name)
        if known and known.passages and not known.lead:
            known.come_again(row.line)
            return known
        entry = Entry(head.name, row.line, number, head.alias)
        entry.head = row.cells[0][: head.offset]
        self.here.add(entry)
        return entry

    def _takes_between_rows(self, line: Line) -> bool:
        """A clause between two rows of tables."""
        if self.here.entry is None:
            return False
        is_between = self.here.last_table and line.is_above_table
        if not is_between:
            return False
        goes_on = is_clause(line.text)
        if goes_on:
            self.here.span(line.row, line.text)
        return goes_on


def _lines(rows: Sequence[Row], behind: int) -> Iterator[Line]:
    """The rows, each with what stands below it; `behind`: the source line behind the last."""
    for row, below in pairwise(rows):
        yield Line(row, ends=below.line, following=below)
    for last in rows[-1:]:
        yield Line(last, ends=behind, following=None)


def _head_named(who: Called, text: str, *, heading: bool) -> HeadLine:
    """The head that all of a line is, which names a body in its own way."""
    return HeadLine(
        name=who.name,
        alias=who.alias,
        continued=False,
        offset=len(text),
        style="",
        number=None,
        heading=heading,
    )


def _is_again(above: Entry, head: HeadLine) -> bool:
    """Whether an entry goes on under its own head, which says so."""
    return head.continued and same_name(head.name, above.name)


def _is_joint(above: Entry, head: HeadLine, row: Row) -> bool:
    """Whether a bare name right below another, before any text, is a body of the same unit."""
    if above.passages or above.style:
        return False
    is_right_below = row.line == above.line + 1
    is_bare = form_of(row.cells[0], head) == "丨"
    if not is_right_below or not is_bare:
        return False
    return all(map(is_organ, (above.name, head.name)))
