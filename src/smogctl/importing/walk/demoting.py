"""What the walk took for entries and is none: headings of groups, commands without duties."""

from collections.abc import Iterator
from itertools import zip_longest

from smogctl.grammar.heads import number_style
from smogctl.grammar.layout import BULLETS
from smogctl.importing.outline import Entry, is_heading_only
from smogctl.importing.walk.here import Here


def demote(here: Here) -> None:
    """Headings of groups, and commands of which only the composition is said, are no units."""
    framed = {number for number, _ in here.frame}
    entries = here.entries
    bullets: set[str] = set()
    here.entries = []
    for entry, below in zip_longest(entries, entries[1:]):
        if not _is_heading(entry, below):
            here.entries.append(entry)
            continue
        bullets.add(entry.style)
        has_line = entry.line in framed
        here.frame += _lines_of(entry, head=not has_line)
    bullets.intersection_update(BULLETS)
    for entry in here.entries:
        here.frame += _headings_in(entry, bullets)
    here.frame.sort(key=lambda line: line[0])


def _is_heading(entry: Entry, below: Entry | None) -> bool:
    if not entry.style or entry.lead:
        return False
    return is_heading_only(entry, below)


def _lines_of(entry: Entry, *, head: bool) -> Iterator[tuple[int, str]]:
    """The lines of an entry that is none, with its head's where the frame lacks it."""
    for passage in entry.passages:
        yield passage.line, " ".join(passage.text.split())
    if head:
        yield entry.line, " ".join(entry.head.split())


def _headings_in(entry: Entry, bullets: set[str]) -> list[tuple[int, str]]:
    """The lines of an entry's text with a bullet that headings have: they are taken out of it."""
    others = bullets - {entry.style}
    headings: list[tuple[int, str]] = []
    kept = []
    for passage in entry.passages:
        style, _ = number_style(passage.text)
        if style not in others:
            kept.append(passage)
            continue
        text = " ".join(passage.text.split())
        headings.append((passage.line, text))
    entry.passages = kept
    return headings
