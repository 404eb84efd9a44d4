"""A whole plan as source: which parts are taken, what the response chapter orders, what is left.

Only the parts with duties and the response chapter are carried by a registry (`plan.sections`); the
others stay in the stored source, and the report names each with its size.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from smogctl.grammar.chapters import Extent, Parts, is_of_contents
from smogctl.importing.chapter import Chapter, chapter_of
from smogctl.importing.outline import Outline
from smogctl.importing.pages import Aside, Page

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
    chapter = chapter_of(page)
    known = Parts(lines)
    titles = _titles(
        lines, known, [line for line, _ in outline.sections.taken], chapter
    )
    parts = _Inside(known.extents(titles))
    if not _hold_all(parts, outline, len(titles)):
        return outline
    if chapter is not None and not all(parts.has(line) for line in chapter.rows):
        chapter = None
    return _divided(
        outline, titles, parts, chapter and _without_entries(chapter, outline)
    )


def _without_entries(chapter: Chapter, outline: Outline) -> Chapter:
    """The chapter without the lines that units' entries hold: no text is carried twice."""
    heads = {entry.line for entry in outline.entries}
    held = heads | {
        passage.line for entry in outline.entries for passage in entry.passages
    }
    ordered = tuple(passage for passage in chapter.ordered if passage.line not in held)
    return chapter._replace(ordered=ordered, rows=chapter.rows - held)


def _titles(
    lines: Sequence[str], known: Parts, taken: Sequence[int], chapter: Chapter | None
) -> list[str]:
    """The headings of the parts as their lines have them.

    Those inside another are left out, but not the response chapter's: there an entry ends.
    """
    titles: list[str] = []
    end = 0
    for place in sorted({*taken, *([chapter.line] if chapter else [])}):
        if is_of_contents(lines[place - 1]):
            continue
        title = " ".join(lines[place - 1].split())
        if place > end or (chapter and place == chapter.line):
            titles.append(title)
            found = known.extent(title)
            end = max(end, found.stop if found else place)
    return titles


class _Inside:
    """Which lines stand in some parts."""

    def __init__(self, parts: Sequence[Extent]) -> None:
        self.parts = parts
        self._starts = [part.start for part in parts]
        self._stops = list(accumulate((part.stop for part in parts), max))

    def has(self, line: int) -> bool:
        """Whether a line, counted from 1, is in one of them."""
        at = bisect_left(self._starts, line) - 1
        return at >= 0 and line <= self._stops[at]


def _hold_all(parts: _Inside, outline: Outline, count: int) -> bool:
    """Whether each title is a line and every entry stands in a part."""
    passages = [passage.line for entry in outline.entries for passage in entry.passages]
    heads = [entry.line for entry in outline.entries]
    return len(parts.parts) == count and all(map(parts.has, (*heads, *passages)))


def _divided(
    outline: Outline,
    titles: Sequence[str],
    parts: _Inside,
    chapter: Chapter | None,
) -> Outline:
    if chapter:
        outline = outline._replace(ordered=chapter.ordered)
    gone = {part.start + 1 for part in parts.parts} | (
        chapter.rows if chapter else set()
    )
    kept, others = _parted(outline.framed, parts)
    return outline._replace(
        frame=tuple(text for number, text in kept if number not in gone),
        titles=tuple(titles),
        left=(*outline.left, *_asides(others, outline)),
        loose=tuple(_parted(outline.loose, parts)[0]),
    )


def _parted(lines: Iterable[_Numbered], parts: _Inside) -> tuple[list[_Numbered], ...]:
    """The lines that stand in one of the parts, and the others."""
    kept: list[_Numbered] = []
    others: list[_Numbered] = []
    for line in lines:
        (kept if parts.has(line[0]) else others).append(line)
    return kept, others


def _asides(lines: Sequence[tuple[int, str]], outline: Outline) -> Iterator[Aside]:
    """The lines of other parts, one aside a part, by the heading above them."""
    headings = sorted(outline.sections.passed)
    begins = [line for line, _ in headings]
    groups: dict[str, list[str]] = {}
    for number, text in lines:
        at = bisect_right(begins, number) - 1
        place = f"第 {begins[at]} 行起“{headings[at][1]}”" if at >= 0 else _BEGINNING
        groups.setdefault(place, []).append(text)
    for place, texts in groups.items():
        yield Aside(place, OTHER_PART, "\n".join(texts))
