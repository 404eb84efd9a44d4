"""Which of some texts comes nearest to another, as `difflib` measures it, without measuring all."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

NEAR = 0.6
"""What `SequenceMatcher.ratio` must be above."""


class Texts:
    """Texts among which the nearest to another is looked for, again and again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = set(filter(None, texts))
        self._bits: dict[tuple[str, int], int] = {}
        self._masks: dict[str, int] = {}

    def nearest(self, text: str) -> str:
        """The nearest text, of equally near ones the greatest; empty where none is near.

        The most promising are measured first, and none whose bound is below what was measured.
        """
        mask = self._mask(text)
        promising = []
        for other in self._texts:
            bound = self._bound(text, mask, other)
            if bound > NEAR:
                promising.append((bound, other))
        best = (NEAR, "")
        for bound, other in sorted(promising, reverse=True):
            if (bound, other) < best:
                break
            ratio = SequenceMatcher(None, text, other, autojunk=False).ratio()
            if ratio > NEAR:
                best = max(best, (ratio, other))
        return best[1]

    def _bound(self, text: str, mask: int, other: str) -> float:
        """The ratio that two texts have at most: what they share, its order left out of account."""
        both = len(text) + len(other)
        shorter = min(len(text), len(other))
        if 2.0 * shorter / both <= NEAR:
            return 0.0
        if other not in self._masks:
            self._masks[other] = self._mask(other)
        shared = mask & self._masks[other]
        return 2.0 * shared.bit_count() / both

    def _mask(self, text: str) -> int:
        """A text's characters as bits of a number, a second 的 another bit than the first.

        So one operation tells how many two texts share.
        """
        seen: Counter[str] = Counter()
        places = []
        for char in text:
            places.append(self._bits.setdefault((char, seen[char]), len(self._bits)))
            seen[char] += 1
        digits = bytearray(b"0" * (max(places, default=0) + 1))
        for place in places:
            digits[~place] = ord("1")
        return int(digits.decode(), 2)
