"""A whole plan as source: which parts are taken, what the response chapter orders, what is left.

Only the parts with duties and the response chapter are carried by a registry (`plan.sections`); the
others stay in the stored source, and the report names each with its size.
"""

from collections.abc import Iterable, Iterator, Sequence

from smogctl.grammar.chapters import Extent, extents, is_of_contents
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
    titles = _titles(lines, [line for line, _ in outline.sections.taken], chapter)
    parts = extents(lines, titles)
    if not _hold_all(parts, outline, len(titles)):
        return outline
    if chapter is not None and not all(_is_in(parts, line) for line in chapter.rows):
        chapter = None
    return _divided(outline, titles, parts, chapter)


def _titles(lines: Sequence[str], taken: Sequence[int], chapter: Chapter | None) -> list[str]:
    """The headings of the parts as their lines have them, those inside another left out."""
    places = sorted({*taken, *([chapter.line] if chapter else [])})
    titles: list[str] = []
    end = 0
    for place in places:
        if is_of_contents(lines[place - 1]):
            continue
        title = " ".join(lines[place - 1].split())
        found = extents(lines, [title])
        if place > end:
            titles.append(title)
            end = found[0].stop if found else place
    return titles


def _hold_all(parts: Sequence[Extent], outline: Outline, count: int) -> bool:
    """Whether each title is a line and every entry stands in a part."""
    passages = [passage.line for entry in outline.entries for passage in entry.passages]
    heads = [entry.line for entry in outline.entries]
    return len(parts) == count and all(_is_in(parts, line) for line in (*heads, *passages))


def _is_in(parts: Sequence[Extent], line: int) -> bool:
    return any(part.start < line <= part.stop for part in parts)


def _divided(
    outline: Outline,
    titles: Sequence[str],
    parts: Sequence[Extent],
    chapter: Chapter | None,
) -> Outline:
    if chapter:
        outline = outline._replace(ordered=chapter.ordered)
    gone = {part.start + 1 for part in parts} | (chapter.rows if chapter else set())
    kept, others = _parted(outline.framed, parts)
    return outline._replace(
        frame=tuple(text for number, text in kept if number not in gone),
        titles=tuple(titles),
        left=(*outline.left, *_asides(others, outline)),
        loose=tuple(_parted(outline.loose, parts)[0]),
    )


def _parted(lines: Iterable[_Numbered], parts: Sequence[Extent]) -> tuple[list[_Numbered], ...]:
    """The lines that stand in one of the parts, and the others."""
    kept: list[_Numbered] = []
    others: list[_Numbered] = []
    for line in lines:
        (kept if _is_in(parts, line[0]) else others).append(line)
    return kept, others


def _asides(lines: Sequence[tuple[int, str]], outline: Outline) -> Iterator[Aside]:
    """The lines of other parts, one aside a part, by the heading above them."""
    headings = sorted(outline.sections.passed)
    groups: dict[str, list[str]] = {}
    for number, text in lines:
        above = [f"第 {line} 行起“{title}”" for line, title in headings if line <= number]
        groups.setdefault(above[-1] if above else _BEGINNING, []).append(text)
    for place, texts in groups.items():
        yield Aside(place, OTHER_PART, "\n".join(texts))
