"""What the walk must know of a page before it begins: members, columns, how heads are written."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain, pairwise, starmap

from smogctl.grammar.bodies import (
    LEAD,
    members_of,
)
from smogctl.grammar.heads import HeadLine, head_of
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
        self.styles = Counter(starmap(form_of, _heads(lines, self.known)))
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
            columns = columns_of(table, before)
            self.columns[number] = settled(columns, table)
            if columns is not None:
                before = columns

    def rows(self, page: Page) -> list[Row]:
        """The page's rows, broken ones put together."""
        whole = (self.mended.get(row, row) for row in page.rows)
        return list(filter(None, whole))


def _members(rows: Sequence[Row]) -> set[str]:
    """The names that lines list, and the short forms that they give."""
    pairs = chain.from_iterable(members_of(row.cells[0]) for row in rows)
    names = chain.from_iterable(pairs)
    return set(map(fold, filter(None, names)))


def _heads(
    lines: Sequence[str], known: Collection[str], *, bare: bool = False
) -> list[tuple[str, HeadLine]]:
    """The lines that read as heads, each with its head."""
    heads = []
    for line in lines:
        head = head_of(line, known, bare=bare)
        if head is not None:
            heads.append((line, head))
    return heads


def _have_own_duties(lines: Sequence[str]) -> bool:
    """Whether most lines 牵头单位：X are followed by duties, and not by the group's members."""
    leads = owned = 0
    plain = map(str.strip, lines)
    for above, below in pairwise(plain):
        names_lead = ROLE_LINE.fullmatch(above) and LEAD.search(above)
        if not names_lead:
            continue
        leads += 1
        if OWN_LINE.match(below):
            owned += 1
    if owned < _LEADS:
        return False
    return owned * 2 > leads


def _are_bare(lines: Sequence[str], known: Collection[str]) -> bool:
    """Whether most heads are bare, where bare ones count."""
    bare = others = 0
    for _, head in _heads(lines, known, bare=True):
        if head.style:
            others += 1
        else:
            bare += 1
    if bare < _LEADS:
        return False
    return bare > others
