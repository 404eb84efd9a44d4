"""Many words found in a text in one pass; … in a word is a few characters inside the clause."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from smogctl.text.patterns import later

BLANK = "\0"
"""What stands in the place of a character that is no word; no … reaches over it."""
GAP = "…"
_MARKS = "，；。"
"""What ends a part of a sentence, whether it is a word or not."""
_NO_MARK = later(f"[^{_MARKS}]")

K = TypeVar("K")


class Span(NamedTuple):
    """Where a word begins and ends in a text."""

    begin: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.begin < other.end and other.begin < self.end

    def holds(self, other: "Span") -> bool:
        """Whether all of the other lies in it."""
        return self.begin <= other.begin < other.end <= self.end

    def gap(self, other: "Span") -> int:
        """How many characters stand between the two; negative where they meet."""
        return max(other.begin - self.end, self.begin - other.end)


class _Start(NamedTuple, Generic[K]):
    """A word, or what of one stands before its first …."""

    text: str
    keys: list[K]
    """Of the word that is this and no more."""
    rests: dict[str, list[K]]
    """What goes on behind it from the first …, with the keys of the words that do."""


class Lexicon(Generic[K]):
    """Words, each under a key; several words may have one key, and one word several."""

    def __init__(self, words: Iterable[tuple[str, K]], gap: int) -> None:
        self._gap = gap
        self._starts: dict[str, list[_Start[K]]] = {}
        """By the first two characters, or by the only one."""
        self._patterns: dict[str, re.Pattern[str]] = {}
        known: dict[str, _Start[K]] = {}
        for word, key in words:
            text, mark, rest = word.partition(GAP)
            start = known.get(text)
            if start is None:
                start = known[text] = _Start(text, [], {})
                self._starts.setdefault(text[:2], []).append(start)
            keys = start.rests.setdefault(mark + rest, []) if mark else start.keys
            keys.append(key)
        self._firsts = {start[:1] for start in self._starts}

    def places(self, text: str) -> Mapping[K, list[Span]]:
        """Where the words of each key stand in a text; keys without any are left out."""
        places: dict[K, list[Span]] = {}
        for at, start in self._started(text):
            end = at + len(start.text)
            span = Span(at, end)
            for key in start.keys:
                places.setdefault(key, []).append(span)
            for rest, keys in start.rests.items():
                hit = self._pattern(rest).match(text, end)
                if hit is None:
                    continue
                span = Span(at, hit.end())
                for key in keys:
                    places.setdefault(key, []).append(span)
        return places

    def _started(self, text: str) -> Iterator[tuple[int, _Start[K]]]:
        """Every place of a text at which a word begins."""
        table, firsts = self._starts, self._firsts
        padded = f"{text}{BLANK}"  # so that the last character too is one of two
        for at in [at for at, char in enumerate(text) if char in firsts]:
            for start in table.get(padded[at : at + 2], ()):
                if text.startswith(start.text, at):
                    yield at, start
            for start in table.get(text[at], ()):
                yield at, start

    def _pattern(self, rest: str) -> re.Pattern[str]:
        """The pattern of a word from its first … on, made when a text first has its beginning."""
        if rest not in self._patterns:
            between = rf"[^，；;。{BLANK}]{{0,{self._gap}}}?"
            pieces = map(re.escape, rest.split(GAP))
            self._patterns[rest] = re.compile(between.join(pieces))
        return self._patterns[rest]


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with these places blanked out, every other character and every mark at its place."""
    for begin, end in spans:
        hidden = _NO_MARK.sub(BLANK, text[begin:end])
        text = f"{text[:begin]}{hidden}{text[end:]}"
    return text


def next_at(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where a pattern first stands between two places of a text; the second where it does not."""
    hit = pattern.search(text, start, end)
    return hit.start() if hit else end
