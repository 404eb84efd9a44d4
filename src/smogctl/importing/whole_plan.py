"""A whole plan as source: which parts are taken, what the response chapter orders, what is left.

Only the parts with duties and the response chapter are carried by a registry (`plan.sections`); the
others stay in the stored source, and the report names each with its size.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from smogctl.grammar.chapters import Extent, Parts, is_of_contents
from smogctl.importing.chapter import Chapter, chapter_of
from smogctl.importing.outline import Entry, Outline
from smogctl.importing.pages import Aside, Page
from smogctl.importing.sections import Sections

OTHER_PART = "不是职责的部分"
_Numbered = tuple[int, str]
_BEGINNING = "开头"


def with_parts(page: Page, outline: Outline) -> Outline:
    """The outline of a whole plan with the parts that are taken; of an annex, as it is.

    As it is too where a part's heading is no line of its own: then nothing could tell the parts
    apart in the stored text, and all of it stays in the frame.
    """
    if not outline.sections.taken:
        return outline
    lines = page.text.split("\n")
    known = Parts(lines)
    chapter = chapter_of(page)
    titles = _titles(lines, known, outline.sections, chapter)
    extents = known.extents(titles)
    parts = _Inside(extents)
    entries = _lines_of(outline.entries)
    if len(extents) != len(titles) or not all(map(parts.has, entries)):
        return outline
    gone = set(parts.heads)
    if chapter is not None and all(map(parts.has, chapter.rows)):
        # what units' entries hold is not ordered too: no text is carried twice
        gone |= chapter.rows - entries
        ordered = [text for text in chapter.ordered if text.line not in entries]
        outline = outline._replace(ordered=tuple(ordered))
    kept, others = parts.parted(outline.framed)
    loose, _ = parts.parted(outline.loose)
    return outline._replace(
        frame=tuple(text for number, text in kept if number not in gone),
        titles=tuple(titles),
        left=(*outline.left, *_asides(others, outline)),
        loose=tuple(loose),
    )


def _lines_of(entries: Iterable[Entry]) -> set[int]:
    """The lines of entries: of their heads, and of what stands in them."""
    lines: set[int] = set()
    for entry in entries:
        lines.add(entry.line)
        lines.update(passage.line for passage in entry.passages)
    return lines


def _titles(
    lines: Sequence[str], known: Parts, sections: Sections, chapter: Chapter | None
) -> list[str]:
    """The headings of the parts as their lines have them.

    Those inside another are left out, but not the response chapter's: there an entry ends.
    """
    titles: list[str] = []
    places = {line for line, _ in sections.taken}
    chapters: set[int] = set()
    if chapter is not None:
        chapters.add(chapter.line)
    end = 0
    for place in sorted(places | chapters):
        line = lines[place - 1]
        is_inside = place <= end and place not in chapters
        if is_inside or is_of_contents(line):
            continue
        title = " ".join(line.split())
        titles.append(title)
        extent = known.extent(title)
        end = max(end, extent.stop if extent else place)
    return titles


class _Inside:
    """Which lines stand in some parts."""

    def __init__(self, parts: Sequence[Extent]) -> None:
        self.heads = [part.start + 1 for part in parts]
        """The lines of their headings, from 1."""
        self._starts = [part.start for part in parts]
        self._stops = list(accumulate((part.stop for part in parts), max))

    def has(self, line: int) -> bool:
        """Whether a line, counted from 1, is in one of them."""
        at = bisect_left(self._starts, line) - 1
        return at >= 0 and line <= self._stops[at]

    def parted(self, lines: Iterable[_Numbered]) -> tuple[list[_Numbered], ...]:
        """The lines that stand in one of the parts, and the others."""
        kept: list[_Numbered] = []
        others: list[_Numbered] = []
        for line in lines:
            side = kept if self.has(line[0]) else others
            side.append(line)
        return kept, others


def _asides(lines: Sequence[tuple[int, str]], outline: Outline) -> Iterator[Aside]:
    """The lines of other parts, one aside a part, by the heading above them."""
    headings = sorted(outline.sections.passed)
    begins = [line for line, _ in headings]
    groups: dict[str, list[str]] = {}
    for number, text in lines:
        at = bisect_right(begins, number) - 1
        place = _BEGINNING
        if at >= 0:
            place = f"第 {begins[at]} 行起“{headings[at][1]}”"
        groups.setdefault(place, []).append(text)
    for place, texts in groups.items():
        yield Aside(place, OTHER_PART, "\n".join(texts))
