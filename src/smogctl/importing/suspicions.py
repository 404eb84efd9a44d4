"""What of an outline looks as if an entry had not been seen: a wrong unit is worse than none."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from smogctl.importing.outline import Entry

_LONG = 300
"""Characters that an entry may have in any case."""
_TIMES = 10
_FEW = 3


def suspicions(entries: Sequence[Entry]) -> Iterator[str]:
    """What a person should look at in the source, a line each."""
    if len(entries) == 1:
        yield f"只认出一个单位（{_of(entries[0])}）：请看别的单位的条文是不是都记在它名下。"
    yield from _jumps(entries)
    yield from _giants(entries)


def _jumps(entries: Sequence[Entry]) -> Iterator[str]:
    """Heads whose numbers leave some out: what they head may stand in the entry before."""
    for above, below in pairwise(entries):
        if not above.style or above.style != below.style or not above.number:
            continue
        if below.number > above.number + 1:
            yield (
                f"编号从 {above.number} 跳到 {below.number}（{_of(above)}之后是{_of(below)}）："
                f"中间的条目也许混在{above.name}的条文里。"
            )


def _giants(entries: Sequence[Entry]) -> Iterator[str]:
    """Entries much longer than the others: another may have been swallowed."""
    if len(entries) < _FEW:
        return
    sizes: list[int] = []
    for entry in entries:
        texts = (passage.text.strip() for passage in entry.passages)
        sizes.append(sum(map(len, texts)))
    usual = median(sizes)
    most = max(_LONG, _TIMES * usual)
    for entry, size in zip(entries, sizes, strict=True):
        if size > most:
            times = size // max(1, int(usual))
            yield (
                f"{_of(entry)}的条文有 {size} 个字，是一般的 {times} 倍："
                "也许混进了别的单位的。"
            )


def _of(entry: Entry) -> str:
    return f"第 {entry.line} 行{entry.name}"
