"""An annex's rows to its outline: one walk from top to bottom, table rows and lines alike."""

import re
from itertools import zip_longest

from smogctl.grammar.bodies import (
    called,
    is_level,
)
from smogctl.grammar.heads import HeadLine, head_of, is_organ, number_of, number_style
from smogctl.grammar.layout import BULLETS, FURNITURE
from smogctl.grammar.narrated import narrated
from smogctl.importing.groups import bodies_at, ends_member
from smogctl.importing.layouts import BROKEN
from smogctl.importing.lines import (
    ROLE_LINE,
    RUNNING,
    form_of,
    is_title,
)
from smogctl.importing.outline import Entry, Outline, Under, is_heading_only, wrap_width
from smogctl.importing.pages import Page, Row
from smogctl.importing.sections import Sections, sections_of
from smogctl.importing.tables import (
    is_clause,
    same_name,
)
from smogctl.importing.titles import titles
from smogctl.importing.walk.facts import Facts
from smogctl.importing.walk.frame import Frame
from smogctl.importing.walk.heads import Heads
from smogctl.importing.walk.here import Here
from smogctl.importing.walk.rows import Rows
from smogctl.text.plain import width


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

    def whole(self) -> Outline:
        """Walk, then settle which of the frame's lines are the title and the part."""
        rows = self.here.facts.rows(self.here.page)
        for at, row in enumerate(rows):
            ends = rows[at + 1].line if at + 1 < len(rows) else len(self.here.lines) + 1
            if row in self.here.facts.shut:
                self._pass_over(row, ends)
            elif row.table:
                self.rows.read(row, ends)
            else:
                self._line(row, ends, rows[at + 1] if at + 1 < len(rows) else None)
        self._demote()
        first = (
            self.here.entries[0].line if self.here.entries else len(self.here.lines) + 1
        )
        part, title, framed = titles(self.here.frame, first)
        return Outline(
            part,
            title,
            tuple(text for _, text in framed),
            tuple(self.here.members),
            tuple(self.here.short),
            tuple(self.here.entries),
            tuple(self.here.left),
            self.sections,
            tuple(self.here.loose),
            framed,
            self._wrapped(rows),
        )

    def _pass_over(self, row: Row, ends: int) -> None:
        """A row of a chapter of another matter: it names members at most."""
        self.here.entry = None
        self.here.last_table = 0
        if not row.table:
            self.frame.lists_members(row.cells[0])
        self.here.keep(row, ends)

    def _wrapped(self, rows: list[Row]) -> int:
        """The width at which running text is broken; each line is measured once."""
        if self.here.page.format not in BROKEN:
            return 0
        lines = sorted({row.line for row in rows if not row.table})
        return wrap_width(self.here.lines[at - 1] for at in lines)

    def _demote(self) -> None:
        """Headings of groups, and commands of which only the composition is said, are no units."""
        framed = {number for number, _ in self.here.frame}
        pairs = list(zip_longest(self.here.entries, self.here.entries[1:]))
        gone = [entry for entry, below in pairs if _is_heading(entry, below)]
        self.here.entries = [entry for entry in self.here.entries if entry not in gone]
        for entry in gone:
            self.here.frame += _lines_of(entry, head=entry.line not in framed)
        bullets = {entry.style for entry in gone} & set(BULLETS)
        for entry in self.here.entries:
            self.here.frame += _headings_in(entry, bullets)
        self.here.frame.sort(key=lambda line: line[0])

    def _line(self, row: Row, ends: int, following: Row | None) -> None:
        text = row.cells[0]
        if self._furniture(row, text, ends):
            return
        if told := self._narrated(text, following):
            self._begin(row, told, ends)
            return
        if self.frame.has(text, following):
            self.here.keep(row, ends)
            return
        if self.here.facts.own_duties and self._of_a_group(row, text, ends, following):
            return
        if self._is_between_rows(text, following):
            self.here.span(row, text)
            return
        head = self._head(row, following)
        if head and self._is_title(text, head, following):
            self.here.keep(row, ends)
        elif head:
            self._begin(row, head, ends)
        else:
            self._no_head(row, ends, following)
        self.here.number = None
        self.here.broken = False

    def _narrated(self, text: str, following: Row | None) -> HeadLine | None:
        """The head that a sentence about a command is; the frame carries the sentence."""
        below = (
            following.cells[0] if following is not None and not following.table else ""
        )
        who = narrated(text, below)
        entry = self.here.entry
        if who is None or (
            entry is not None
            and not entry.passages
            and entry.name.endswith(who.name[-3:])
        ):
            return None  # its heading stands above
        return HeadLine(who.name, who.alias, False, len(text), "", None, heading=True)

    def _head(self, row: Row, following: Row | None) -> HeadLine | None:
        """The head that a row is; one whose number is missing is told by its neighbours."""
        if row in self.here.facts.lost:
            return head_of(row.cells[0], self.here.facts.known, bare=True)
        return self.heads.at(row.cells[0], following)

    def _is_title(self, text: str, head: HeadLine, following: Row | None) -> bool:
        known = self.here.facts.known
        return not self.here.entries and is_title(text, head, following, known)

    def _no_head(self, row: Row, ends: int, following: Row | None) -> None:
        """A line that heads no entry: the text of one, a level's label, or frame."""
        text = row.cells[0]
        if self.here.entry is not None and self._grade(text, following):
            self.here.keep(row, ends)
        elif self.here.entry is None or (
            self.here.last_table and self.here.entry.passages
        ):
            self.here.entry = None
            self.here.grade_by(
                text if following is not None and following.table else ""
            )
            self.here.keep(row, ends)
        else:
            self._text(self.here.entry, row.line, text)

    def _text(self, entry: Entry, line: int, text: str) -> None:
        """A line of an entry's own text."""
        lines = "\n".join(one.strip() for one in text.split("\n"))
        if self.here.broken and entry.goes_on():
            entry.extend(lines)
        elif ends_member(entry, lines):
            entry.members[-1] += lines
        elif not self._bodies(text):
            style, _ = number_style(text)
            self.here.run = (style, number_of(text)) if style else self.here.run
            entry.add(line, lines, Under(self.here.grade))

    def _furniture(self, row: Row, text: str, ends: int) -> bool:
        """Whether a line is a page's: its number, its running title, stray closing marks."""
        if (
            self.here.entry is not None
            and self.here.entry.passages
            and RUNNING.fullmatch(text.strip())
        ):
            self.here.keep(row, ends)
            self.here.broken = True
            return True
        if FURNITURE.fullmatch(text.strip()):
            self.here.broken = self.here.entry is not None
            self.here.number = (
                int(text)
                if text.strip().isascii() and text.strip().isdecimal()
                else None
            )
            return True
        if text.strip("；;。. \t"):
            return False
        if self.here.entry is None:
            self.here.keep(row, ends)
        return True

    def _of_a_group(
        self, row: Row, text: str, ends: int, following: Row | None
    ) -> bool:
        """Take 牵头单位：X as the head of an entry, and the group's own heading as frame."""
        role = ROLE_LINE.fullmatch(text.strip())
        if role:
            name = called(role[1].strip())
            self._begin(
                row,
                HeadLine(name.name, name.alias, False, len(text), "", None, False),
                ends,
            )
            return True
        heads = (
            following is not None
            and not following.table
            and ROLE_LINE.fullmatch(following.cells[0].strip())
        )
        if heads and len(text) <= 40 and not re.search("[；;。]", text):
            self.here.entry = None
            self.here.keep(row, ends)
            return True
        return False

    def _grade(self, text: str, following: Row | None) -> bool:
        """Whether a line only names the level for the numbered clauses below it."""
        label = text[number_style(text)[1] :].strip()
        if (
            not label.endswith(("：", ":"))
            or not is_level(label)
            or following is None
            or following.table
        ):
            return False
        if not number_style(following.cells[0])[0]:
            return False
        self.here.grade = label
        return True

    def _begin(self, row: Row, head: HeadLine, ends: int) -> None:
        """An entry begins, or goes on under its name printed again."""
        text = row.cells[0]
        entry = self.here.entry
        if entry is not None and head.continued and same_name(head.name, entry.name):
            entry.add(row.line, text[head.offset :])
            return
        if entry is not None and entry.closes_with("；;"):
            self.here.listed = True
        if head.heading:
            self.here.keep(row, ends)
        self.here.last_table = 0
        if self._is_joint(head, row):
            return
        self.here.entry = self._entry_of(head, row)
        self.here.entry.style, self.here.entry.number = head.style, number_of(text)
        self.here.run = ("", 0)
        rest = text[head.offset :]
        if rest.strip() and not self._bodies(rest):
            # blanks in place of the head: how long the line is tells whether it was broken by hand
            self.here.entry.add(row.line, " " * width(text[: head.offset]) + rest)

    def _is_joint(self, head: HeadLine, row: Row) -> bool:
        """Take a bare name right below another, before any text, as a body of the same unit."""
        entry, text = self.here.entry, row.cells[0]
        if (
            entry is None
            or entry.passages
            or entry.style
            or form_of(text, head) != "丨"
        ):
            return False
        if row.line != entry.line + 1 or not (
            is_organ(head.name) and is_organ(entry.name)
        ):
            return False
        entry.name, entry.line = f"{entry.name} {head.name}", row.line
        return True

    def _entry_of(self, head: HeadLine, row: Row) -> Entry:
        """The entry of a head: a new one, or the one that its unit has already."""
        number = head.number if head.number is not None else self.here.number
        self.here.number, self.here.grade = None, ""
        known = self.here.known_entry(head.name)
        if known and known.passages and not known.lead:
            known.come_again(row.line)
            return known
        entry = Entry(head.name, row.line, number, head.alias)
        entry.head = row.cells[0][: head.offset]
        self.here.add(entry)
        return entry

    def _bodies(self, text: str) -> bool:
        """Take the bodies of a group that a text begins with; whether that was all of the text."""
        assert self.here.entry
        rest = bodies_at(text, self.here.entry)
        if rest == text:
            return False
        if rest.strip("；;。 "):
            self.here.entry.add(self.here.entry.line, rest)
        return True

    def _is_between_rows(self, text: str, following: Row | None) -> bool:
        """Whether a line is a clause between two rows of tables."""
        inside = (
            self.here.entry is not None
            and self.here.last_table
            and following is not None
        )
        return bool(inside and following and following.table and is_clause(text))


def _is_heading(entry: Entry, below: Entry | None) -> bool:
    return bool(entry.style) and not entry.lead and is_heading_only(entry, below)


def _lines_of(entry: Entry, *, head: bool) -> list[tuple[int, str]]:
    """The lines of an entry that is none, with its head's where the frame lacks it."""
    lines = [(passage.line, passage.text) for passage in entry.passages]
    lines += [(entry.line, entry.head)] if head else []
    return [(number, " ".join(text.split())) for number, text in lines]


def _headings_in(entry: Entry, bullets: set[str]) -> list[tuple[int, str]]:
    """The lines of an entry's text with a bullet that headings have: they are taken out of it."""
    found = [
        passage
        for passage in entry.passages
        if number_style(passage.text)[0] in bullets - {entry.style}
    ]
    entry.passages = [passage for passage in entry.passages if passage not in found]
    return [(passage.line, " ".join(passage.text.split())) for passage in found]
