"""What the walk must know of a page before it begins: members, columns, how heads are written."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from smogctl.grammar.bodies import (
    LEAD,
    members_of,
)
from smogctl.grammar.heads import head_of
from smogctl.importing.columns import columns_of, settled
from smogctl.importing.lines import (
    OWN_LINE,
    ROLE_LINE,
    form_of,
)
from smogctl.importing.lost_numbers import lost_heads
from smogctl.importing.pages import Page, Row
from smogctl.importing.tables import (
    Columns,
    mended,
)
from smogctl.text.plain import fold

_LEADS = 2


class Facts:
    """What is known of a page before its first row is read."""

    def __init__(self, page: Page, shut: frozenset[Row]) -> None:
        self.shut = shut
        """Rows of parts of other matters."""
        text = [row for row in page.rows if not row.table]
        self.known = _members(text)
        """Folded names of the members that the page lists."""
        self.mended: dict[Row, Row | None] = {}
        """Broken rows of tables: the whole one, or None for what is part of the one above."""
        self.columns: dict[int, Columns | None] = {}
        """By table; None: no columns that we know."""
        self._read_tables(page.rows)
        open_ = [row for row in text if row not in shut]
        lines = [row.cells[0] for row in open_]
        self.own_duties = _have_own_duties(lines)
        """Whether each 牵头单位 of a group has duties of its own; then they are the units."""
        self.lost = lost_heads(open_)
        """Rows that head an entry whose number is missing."""
        heads = [(line, head_of(line, self.known)) for line in lines]
        self.styles = Counter(form_of(line, head) for line, head in heads if head)
        """How often heads are written in each way."""
        self.bare = _are_bare(lines, self.known)
        """Whether heads have neither number nor colon: a name runs on into its first clause."""

    def _read_tables(self, rows: Sequence[Row]) -> None:
        """The columns of each table; one without a head goes on with those of the one before."""
        tables: dict[int, list[Row]] = {}
        for row in rows:
            if row.table:
                tables.setdefault(row.table, []).append(row)
        before: Columns | None = None
        for number, table in tables.items():
            self.mended |= mended(table)
            found = columns_of(table, before)
            self.columns[number] = settled(found, table)
            before = found or before

    def rows(self, page: Page) -> list[Row]:
        """The page's rows, broken ones put together."""
        found = (self.mended.get(row, row) for row in page.rows)
        return [row for row in found if row is not None]


def _members(rows: Sequence[Row]) -> set[str]:
    listed = (members_of(row.cells[0]) for row in rows)
    return {fold(name) for pairs in listed for pair in pairs for name in pair if name}


def _have_own_duties(lines: Sequence[str]) -> bool:
    """Whether most lines 牵头单位：X are followed by duties, and not by the group's members."""
    plain = [line.strip() for line in lines]
    leads = [
        below
        for above, below in pairwise(plain)
        if ROLE_LINE.fullmatch(above) and LEAD.search(above)
    ]
    owned = sum(OWN_LINE.match(line) is not None for line in leads)
    return owned >= _LEADS and owned * 2 > len(leads)


def _are_bare(lines: Sequence[str], known: Collection[str]) -> bool:
    heads = [head_of(line, known, bare=True) for line in lines]
    bare = sum(head is not None and not head.style for head in heads)
    return bare >= _LEADS and bare * 2 > sum(head is not None for head in heads)
