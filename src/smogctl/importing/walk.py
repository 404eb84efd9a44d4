"""An annex's rows to its outline: one walk from top to bottom, table rows and lines alike."""

import re
from collections import Counter
from itertools import pairwise, zip_longest

from smogctl.grammar.bodies import (
    LEAD,
    MEMBER,
    Called,
    called,
    is_collective,
    is_level,
    is_name,
    members_of,
)
from smogctl.grammar.heads import HeadLine, head_of, number_of, number_style
from smogctl.grammar.layout import FURNITURE, bare
from smogctl.grammar.levels import names_level
from smogctl.importing.layouts import BROKEN
from smogctl.importing.lines import (
    CHAPTER,
    CLOSING,
    FOOTER,
    OF_ALL,
    OWN_LINE,
    ROLE_LINE,
    RUNNING,
    ends_list,
    form_of,
    is_addressees,
    is_notice,
    is_seat,
    is_title,
    names_in,
    opens_list,
    usual,
)
from smogctl.importing.outline import Entry, Outline, is_heading_only, wrap_width
from smogctl.importing.pages import Aside, Page, Row, joined
from smogctl.importing.sections import Sections, sections_of
from smogctl.importing.tables import (
    Columns,
    aside_cells,
    cell,
    fits,
    guessed,
    header_of,
    is_clause,
    is_heading,
    leads_in,
    mended,
    row_number,
    same_name,
    settled,
    shifted,
    spanning,
    unit_name,
)
from smogctl.importing.titles import titles
from smogctl.plan.organs import abbreviates
from smogctl.text.plain import fold, width


def outline(page: Page, section: str | None = None) -> Outline:
    """Find the parts of an annex.

    `section`: words of the heading of the part that has the duties. Raises Refusal where no heading
    has them.
    """
    return _Walk(page, sections_of(page.rows, section)).whole()


_TWICE = "这个单位在原文第 {} 行又出现一次，条文合在一起"
_HEADING = 30
"""Characters of a heading at most."""
_USUAL = 3
"""Heads from which on one way of writing them is the annex's."""
_MANY = 5
"""Entries from which on what they have in common is the list's habit."""
_SIGNS = "(?:政府|办公室|委员会|指挥部|局|委)$"


class _Walk:
    """The state of one walk: where we are, what was found."""

    def __init__(self, page: Page, sections: Sections) -> None:
        self.page = page
        self.sections = sections
        self.shut = {page.rows[at] for at in self.sections.shut}
        self.bare = False
        """Whether heads have neither number nor colon: a name runs on into its first clause."""
        self.lines = page.text.split("\n")
        self.frame: list[tuple[int, str]] = []
        self.loose: list[tuple[int, str]] = []
        """Lines of the frame that stand behind or between entries."""
        self.members: list[str] = []
        self.short: list[tuple[str, str]] = []
        self.entries: list[Entry] = []
        self.left: list[Aside] = []
        self.entry: Entry | None = None
        self.columns: dict[int, Columns | None] = {}
        self.styles: Counter[str] = Counter()
        self.known: set[str] = set()
        self.last_table = 0
        self.grade = ""
        """The level that a line of its own named (Ⅲ级响应：), for what follows it."""
        self.broken = False
        """Page furniture stands between the entry's text and what follows."""
        self.own_duties = False
        """Whether each 牵头单位 and 成员单位 of a group has duties of its own; then they are the units."""
        self.mended: dict[Row, Row | None] = {}
        self.run: tuple[str, int] = ("", 0)
        """How the last numbered line of the entry's text is numbered, and its number."""
        self.listed = False
        """Whether an entry ended with ；, as all but the last of a list do."""
        self.named: dict[str, Entry] = {}
        """The entries by folded name: a unit that comes again is the same one."""
        self.sent = False
        """Whether a notice's addressees stand above: what signs it is no unit."""
        self.over = False
        """Whether the page's own end was reached."""
        self.number: int | None = None
        """A row's number that stands on a line of its own."""

    def _rows(self) -> list[Row]:
        """The page's rows, broken ones put together."""
        found = (self.mended.get(row, row) for row in self.page.rows)
        return [row for row in found if row is not None]

    def whole(self) -> Outline:
        """Walk, then settle which of the frame's lines are the title and the part."""
        self._survey()
        rows = self._rows()
        for at, row in enumerate(rows):
            ends = rows[at + 1].line if at + 1 < len(rows) else len(self.lines) + 1
            if row in self.shut:
                self._pass_over(row, ends)
            elif row.table:
                self._table_row(row, ends)
            else:
                self._line(row, ends, rows[at + 1] if at + 1 < len(rows) else None)
        self._demote()
        first = self.entries[0].line if self.entries else len(self.lines) + 1
        part, title, framed = titles(self.frame, first)
        return Outline(
            part,
            title,
            tuple(text for _, text in framed),
            tuple(self.members),
            tuple(self.short),
            tuple(self.entries),
            tuple(self.left),
            self.sections,
            tuple(self.loose),
            framed,
            self._wrapped(rows),
        )

    def _pass_over(self, row: Row, ends: int) -> None:
        """A row of a chapter of another matter: it names members at most."""
        self.entry = None
        self.last_table = 0
        if not row.table:
            self._preamble(row.cells[0])
        self._keep(row, ends)

    def _wrapped(self, rows: list[Row]) -> int:
        """The width at which running text is broken; each line is measured once."""
        if self.page.format not in BROKEN:
            return 0
        lines = sorted({row.line for row in rows if not row.table})
        return wrap_width(self.lines[at - 1] for at in lines)

    def _demote(self) -> None:
        """Headings of groups, and commands of which only the composition is said, are no units."""
        framed = {number for number, _ in self.frame}
        kept = []
        for entry, below in zip_longest(self.entries, self.entries[1:]):
            if entry.style and not entry.lead and is_heading_only(entry, below):
                lines = [(passage.line, passage.text) for passage in entry.passages]
                if entry.line not in framed:
                    lines.append((entry.line, entry.head))
                self.frame += [(number, " ".join(text.split())) for number, text in lines]
            else:
                kept.append(entry)
        self.entries = kept
        self.frame.sort(key=lambda line: line[0])

    def _survey(self) -> None:
        """What the walk must know before: members, each table's columns, how heads are numbered."""
        tables: dict[int, list[Row]] = {}
        for row in self.page.rows:
            if row.table:
                tables.setdefault(row.table, []).append(row)
            elif listed := members_of(row.cells[0]):
                self.known |= {fold(name) for pair in listed for name in pair if name}
        lines = [row.cells[0].strip() for row in self.page.rows if self._is_open_text(row)]
        owned = sum(
            1
            for above, below in pairwise(lines)
            if ROLE_LINE.fullmatch(above) and OWN_LINE.match(below)
        )
        self.own_duties = owned >= 2 and owned * 2 > sum(
            bool(ROLE_LINE.fullmatch(line)) for line in lines
        )
        before: Columns | None = None
        for number, rows in tables.items():
            self.mended |= mended(rows)
            heads = (header_of(row, rows[at + 1 : at + 2]) for at, row in enumerate(rows[:6]))
            named = next((found for found in heads if found), None)
            found = named or (before if before and fits(rows, before) else None) or guessed(rows)
            self.columns[number] = settled(found, rows)
            before = found or before
        self._survey_heads([row.cells[0] for row in self.page.rows if self._is_open_text(row)])

    def _is_open_text(self, row: Row) -> bool:
        return not row.table and row not in self.shut

    def _survey_heads(self, lines: list[str]) -> None:
        """How the heads are written, and whether they are bare."""
        for line in lines:
            if head := head_of(line, self.known):
                self.styles[form_of(line, head)] += 1
        heads = [head_of(line, self.known, bare=True) for line in lines]
        bare = sum(head is not None and not head.style for head in heads)
        self.bare = bare >= 2 and bare * 2 > sum(head is not None for head in heads)

    def _keep(self, row: Row, ends: int) -> None:
        """The source lines of a row as lines of the frame."""
        lines = self.lines[row.line - 1 : ends - 1]
        if not row.table and bare(row.cells[0]) != bare("".join(lines)):
            lines = row.cells[0].split("\n")  # a piece of a line
        for number, line in enumerate(lines, row.line):
            text = " ".join(line.split())
            if text and not FURNITURE.fullmatch(text):
                self.frame.append((number, text))
                self.loose += [(number, text)] if self.entries and row not in self.shut else []

    def _line(self, row: Row, ends: int, following: Row | None) -> None:
        text = row.cells[0]
        if self._furniture(row, text, ends):
            return
        if self._is_frame(text, following):
            self._keep(row, ends)
            return
        if self.own_duties and self._of_a_group(row, text, ends, following):
            return
        if self._is_between_rows(text, following):
            self._span(row, text)
            return
        head = self._head(text, following)
        if head and not self.entries and is_title(text, head, following, self.known):
            self._keep(row, ends)
        elif head:
            self._begin(row, head, ends)
        else:
            self._no_head(row, ends, following)
        self.number = None
        self.broken = False

    def _no_head(self, row: Row, ends: int, following: Row | None) -> None:
        """A line that heads no entry: the text of one, a level's label, or frame."""
        text = row.cells[0]
        if self.entry is not None and self._grade(text, following):
            self._keep(row, ends)
        elif self.entry is None or (self.last_table and self.entry.passages):
            self.entry = None
            self._graded(text if following is not None and following.table else "")
            self._keep(row, ends)
        else:
            self._text(self.entry, row.line, text)

    def _text(self, entry: Entry, line: int, text: str) -> None:
        """A line of an entry's own text."""
        lines = "\n".join(one.strip() for one in text.split("\n"))
        if self.broken and entry.goes_on():
            entry.extend(lines)
        elif not self._bodies(text):
            style, _ = number_style(text)
            self.run = (style, number_of(text)) if style else self.run
            entry.add(line, lines, self.grade)

    def _is_frame(self, text: str, following: Row | None) -> bool:
        """Whether a line is the plan's and no entry's: members, signature, end, an office's seat."""
        if self._is_over(text):
            return True
        if self._preamble(text) or self._sends(text, following) or self._closes(text):
            return True
        if self._signs(text, following) or self._is_after_the_list(text):
            return True
        return (self.entry is None or not self.entry.passages) and is_seat(text)

    def _sends(self, text: str, following: Row | None) -> bool:
        """Whether a line is of the notice in front of a plan: whom it goes to, who signs it."""
        if self.entries:
            return False
        line = text.strip()
        if is_addressees(line) and any(is_notice(above) for _, above in self.frame[-8:]):
            self.sent = True
            return True
        style, _ = number_style(line)
        sender = following is not None and is_notice(following.cells[0])
        return (
            (self.sent or sender)
            and not style
            and is_name(line)
            and re.search(_SIGNS, line) is not None
        )

    def _is_over(self, text: str) -> bool:
        """Whether a web page's end was reached behind an entry: no line below is any entry's."""
        self.over = self.over or (bool(self.entries) and FOOTER.fullmatch(text.strip()) is not None)
        self.entry = None if self.over else self.entry
        return self.over

    def _is_after_the_list(self, text: str) -> bool:
        """Whether a line stands behind the last entry, and is no clause of it."""
        line = text.strip()
        if self.entries and ends_list(line):
            self.entry = None
            return True
        if self.entry is None or not self.entry.passages or self.last_table:
            return False
        behind = self._is_behind(line)
        self.entry = None if behind else self.entry
        return behind

    def _is_behind(self, line: str) -> bool:
        """Whether a line is another article, speaks of the list, or stands behind its end."""
        style, _ = number_style(line)
        if style.startswith("第") and style not in self.styles:
            return True
        return not style and (self._has_ended(line) or self._is_of_all(line))

    def _is_of_all(self, line: str) -> bool:
        """Whether a sentence behind an entry's end is about all members (各单位要指定联络员)."""
        assert self.entry
        return self.entry.closes_with("。") and OF_ALL.match(line) is not None

    def _has_ended(self, line: str) -> bool:
        """Whether the list has its end: its entries close with ；, the last with 。."""
        assert self.entry
        closed = self.entry.closes_with("。") and self.listed
        expected = self._one_a_line()
        return closed and head_of(line, self.known, bare=self.bare, expected=expected) is None

    def _furniture(self, row: Row, text: str, ends: int) -> bool:
        """Whether a line is a page's: its number, its running title, stray closing marks."""
        if self.entry is not None and self.entry.passages and RUNNING.fullmatch(text.strip()):
            self._keep(row, ends)
            self.broken = True
            return True
        if FURNITURE.fullmatch(text.strip()):
            self.broken = self.entry is not None
            self.number = int(text) if text.strip().isascii() and text.strip().isdecimal() else None
            return True
        if text.strip("；;。. \t"):
            return False
        if self.entry is None:
            self._keep(row, ends)
        return True

    def _of_a_group(self, row: Row, text: str, ends: int, following: Row | None) -> bool:
        """Take 牵头单位：X as the head of an entry, and the group's own heading as frame."""
        role = ROLE_LINE.fullmatch(text.strip())
        if role:
            name = called(role[1].strip())
            self._begin(
                row, HeadLine(name.name, name.alias, False, len(text), "", None, False), ends
            )
            return True
        heads = (
            following is not None
            and not following.table
            and ROLE_LINE.fullmatch(following.cells[0].strip())
        )
        if heads and len(text) <= 40 and not re.search("[；;。]", text):
            self.entry = None
            self._keep(row, ends)
            return True
        return False

    def _preamble(self, text: str) -> bool:
        """Whether a line lists the members; outside a group it does so for the whole plan."""
        found = members_of(text)
        if not found or (self.entry is not None and not self._may_list(self.entry, text)):
            return False
        self.members += [name for name, _ in found if name not in self.members]
        self.short += [(name, alias) for name, alias in found if alias]
        return True

    def _may_list(self, entry: Entry, text: str) -> bool:
        """Whether a line within an entry may list the plan's members: not in a group."""
        return not entry.lead and (not entry.passages or opens_list(text))

    def _closes(self, text: str) -> bool:
        """Whether a line ends the list of entries: another annex, a heading of another matter."""
        if not self.entries and self.entry is None:
            return False
        line = text.strip()
        style, start = number_style(line)
        chapter = CHAPTER.match(line) or (
            style in ("1", "1.1") and style not in self.styles and len(line) <= 18
        )
        heading = (
            bool(chapter)
            and len(line) <= 40
            and not re.search("[；;。，：:]", line)
            and not is_name(re.sub("(?:主要|工作)?职责$", "", line[start:]))
            and (style not in self.styles or not style.startswith(("（", "(")))
        )
        if heading or is_collective(line[start:]) or CLOSING.fullmatch(line):
            self.entry = None
            self.last_table = 0
            return True
        return False

    def _signs(self, text: str, following: Row | None) -> bool:
        """Whether a line is the name of the office that signs: the last, or a date stands below it."""
        line = text.strip()
        if (
            not self.entries
            or number_style(line)[0]
            or not is_name(line)
            or fold(line) in self.known
        ):
            return False
        if following is not None and (
            following.table or not CLOSING.fullmatch(following.cells[0].strip())
        ):
            return False
        self.entry = None
        return True

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
        self.grade = label
        return True

    def _graded(self, heading: str) -> None:
        """Take the level that a heading over rows of a table names, to the next heading."""
        label = heading[number_style(heading)[1] :].strip(" 　：:")
        if len(label) <= _HEADING and not re.search("[，。；]", label):
            self.grade = label if names_level(label) else ""

    def _head(self, text: str, following: Row | None) -> HeadLine | None:
        head = head_of(
            text, self.known, bare=self.bare, expected=self._is_next(text) or self._one_a_line()
        )
        if head is None and usual(text, self.styles):
            head = head_of(text, self.known, weak=True)
        if head is None or (self.entry is not None and not self._stands(text, head)):
            return None
        if self._is_own(head) or self._goes_on(text, head, following):
            return None
        return head

    def _is_own(self, head: HeadLine) -> bool:
        """Whether a name only begins the entry's text: below its heading the command's own does."""
        empty = self.entry is not None and not self.entry.passages
        return bool(empty and self.entry and abbreviates(fold(head.name), fold(self.entry.name)))

    def _is_next(self, text: str) -> bool:
        """Whether a line has the number that the next entry's head must have."""
        numbered = self.entry is not None and self.entry.style and self.entry.number
        return bool(
            numbered
            and self.entry
            and number_style(text)[0] == self.entry.style
            and number_of(text) == self.entry.number + 1
        )

    def _goes_on(self, text: str, head: HeadLine, following: Row | None) -> bool:
        """Whether a numbered line that reads as a head is one of a row of numbered clauses.

        The one before it or the one behind it is a clause then.
        """
        if self.entry is None or not head.style or head.style == self.entry.style:
            return False
        place = number_of(text)
        if self.run == (head.style, place - 1):
            return True
        if following is None or following.table:
            return False
        below = following.cells[0]
        same = number_style(below)[0] == head.style and number_of(below) == place + 1
        return same and head_of(below, self.known, bare=self.bare) is None

    def _is_open(self, before: str) -> bool:
        """Whether a clause is broken off: what follows goes on with it."""
        return re.search("[，、：:（(与和及由]$|会同$|配合$|协助$", before) is not None

    def _stands(self, text: str, head: HeadLine) -> bool:
        """Whether a line that reads as a head is one here, and not a clause's own words."""
        assert self.entry
        before = self.entry.passages[-1].text.rstrip() if self.entry.passages else ""
        if self._is_open(before) and not self._is_next(text):
            return False
        form = form_of(text, head)
        if self.styles[form] >= 2 or head.heading or head.continued or self._is_known(head):
            return True
        if not before or re.search("[；;。.]$", before):
            return True
        if not head.style:
            return self._one_a_line()
        common, times = self.styles.most_common(1)[0] if self.styles else ("", 0)
        return common == form or times < _USUAL

    def _is_known(self, head: HeadLine) -> bool:
        return fold(head.name) in self.known

    def _one_a_line(self) -> bool:
        """Whether the entries so far are bare paragraphs, each with its head."""
        many = len(self.entries) >= _MANY
        return self.bare and many and all(len(one.passages) < 2 for one in self.entries)

    def _begin(self, row: Row, head: HeadLine, ends: int) -> None:
        text = row.cells[0]
        if head.continued and self.entry is not None and same_name(head.name, self.entry.name):
            self.entry.add(row.line, text[head.offset :])
            return
        self.listed = self.listed or (self.entry is not None and self.entry.closes_with("；;"))
        if head.heading:
            self._keep(row, ends)
        self.last_table = 0
        number = head.number if head.number is not None else self.number
        self.number, self.grade = None, ""
        self.entry = self._entry_of(head, row, number)
        self.entry.style, self.entry.number = head.style, number_of(text)
        self.run = ("", 0)
        rest = text[head.offset :]
        if rest.strip() and not self._bodies(rest):
            # blanks in place of the head: how long the line is tells whether it was broken by hand
            self.entry.add(row.line, " " * width(text[: head.offset]) + rest)

    def _entry_of(self, head: HeadLine, row: Row, number: int | None) -> Entry:
        """The entry of a head: a new one, or the one that its unit has already."""
        known = self._known_entry(head.name)
        if known and known.passages and not known.lead:
            known.doubts.append(_TWICE.format(row.line))
            return known
        entry = Entry(head.name, row.line, number, head.alias)
        entry.head = row.cells[0][: head.offset]
        self._add(entry)
        return entry

    def _bodies(self, text: str) -> bool:
        """Take 牵头单位：… and 成员单位：… of a group as its bodies; whether that was all of the text."""
        assert self.entry
        rest = text
        for pattern, names in ((LEAD, self.entry.lead), (MEMBER, self.entry.members)):
            hit = pattern.search(rest)
            if hit and not rest[: hit.start()].strip(
                "；;。 （(0123456789)）.、一二三四五六七八九十"
            ):
                stop = re.compile(
                    r"[；;。\n]|(?=(?:成员|配合|参与|参加|协办)(?:单位|部门)?[：:])"
                ).search(rest, hit.end())
                end = stop.start() if stop else len(rest)
                names += [name for name in names_in(rest[hit.end() : end]) if name not in names]
                rest = rest[end:].lstrip("；;。 \n")
        if rest == text:
            return False
        if rest.strip("；;。 "):
            self.entry.add(self.entry.line, rest)
        return True

    def _table_row(self, row: Row, ends: int) -> None:
        columns = self.columns.get(row.table)
        if columns is None:
            self._unknown(row, ends)
            return
        if is_heading(row, columns):
            self._graded("".join(row.cells))
            self._keep(row, ends)
            return
        over = spanning(row, columns)
        if over and self.entry is not None:
            self._span(row, over)
        else:
            self._row(shifted(row, columns), columns, ends)

    def _row(self, row: Row, columns: Columns, ends: int) -> None:
        """A row with a unit, or with more of the one above."""
        self.last_table = row.table
        name = called(unit_name(cell(row, columns.unit)))
        again = self.entry is not None and same_name(name.name, self.entry.name)
        begins = bool(name.name) and not again
        if begins:
            self.entry = self._entry_of_row(name, row, columns)
        if self.entry is None or leads_in(row, columns, name.name):
            self._keep(row, ends)
            return
        self._fill(self.entry, row, columns)
        if begins and any(at in row.covered for at in columns.duties):
            self.entry.doubts.append("职责单元格与上一行合并，职责只记在上一个单位")
        self.left += aside_cells(row, columns)

    def _fill(self, entry: Entry, row: Row, columns: Columns) -> None:
        """What a row's cells have of an entry: bodies of a group, duties, who helps with them."""
        for at, names in ((columns.lead, entry.lead), (columns.member, entry.members)):
            names += [one for one in names_in(joined(cell(row, at))) if one not in names]
        cells = (joined(cell(row, at)) for at in columns.helpers)
        helpers = tuple(dict.fromkeys(name for text in cells for name in names_in(text)))
        for at in columns.duties:
            entry.add(row.line, cell(row, at), columns.grades.get(at, self.grade), helpers)

    def _is_between_rows(self, text: str, following: Row | None) -> bool:
        """Whether a line is a clause between two rows of tables."""
        inside = self.entry is not None and self.last_table and following is not None
        return bool(inside and following and following.table and is_clause(text))

    def _span(self, row: Row, text: str) -> None:
        """A clause that runs over the table, or stands in a table of its own: the unit's above."""
        assert self.entry
        self.entry.add(row.line, text)
        self.entry.doubts.append(f"第 {row.line} 行的条文不在职责栏里，记在上一个单位")

    def _entry_of_row(self, name: Called, row: Row, columns: Columns) -> Entry:
        """The entry of a row: a new one, or the one that its unit has already."""
        known = self._known_entry(name.name)
        if known:
            if not columns.by_measure:
                known.doubts.append(_TWICE.format(row.line))
            return known
        number = row_number(cell(row, columns.number))
        entry = Entry(name.name[:200], row.line, number, name.alias)
        self._add(entry)
        return entry

    def _known_entry(self, name: str) -> Entry | None:
        """The entry that a unit of the name has already; groups are none."""
        return self.named.get(fold(name))

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.named.setdefault(fold(entry.name), entry)

    def _unknown(self, row: Row, ends: int) -> None:
        """A row of a table without columns that we know: it may still be a list of 单位：职责, else it is frame."""
        filled = [one for one in row.cells if one.strip()]
        alone = joined(filled[0]) if len(filled) == 1 else ""
        if self.entry is not None and self.last_table and is_clause(alone):
            self._span(row, filled[0])
        elif len(filled) == 1 and (head := head_of(joined(filled[0]), self.known)):
            self._begin(row._replace(cells=(filled[0],)), head, ends)
        else:
            self.entry = None
            self._keep(row, ends)
