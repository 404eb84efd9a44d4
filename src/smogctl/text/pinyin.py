"""Names by their pinyin or its initials.

Imports pypinyin, so it is imported only where it is needed.
"""

import os
from collections.abc import Sequence
from functools import lru_cache

# The table of phrases costs 0.3 s and still misreads place names; all readings of each character
# are tried instead.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, pinyin


@lru_cache(maxsize=4096)
def _readings(char: str) -> tuple[str, ...]:
    """Every reading of one character, ü as v; a Latin letter or digit reads as itself."""
    known = pinyin(
        char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False
    )
    if known:
        return tuple(dict.fromkeys(known[0]))
    if char.isascii() and char.isalnum():
        return (char,)
    return ()


def _syllables(name: str) -> list[tuple[str, ...]]:
    """The readings of each character that has one: punctuation is passed over."""
    return list(filter(None, map(_readings, name)))


def spells(word: str, name: str, *, common: bool = False) -> bool:
    """Whether an ASCII word is the whole name in pinyin (gonganju) or the initials of it (gaj).

    By any reading of each character, or only by its most common one. Punctuation is passed over.
    """
    syllables = _syllables(name)
    if common:
        syllables = [readings[:1] for readings in syllables]
    if _reads(word, syllables):
        return True
    if len(word) != len(syllables):
        return False
    return all(map(_begins, syllables, word))


def _begins(readings: tuple[str, ...], letter: str) -> bool:
    """Whether one of a character's readings begins with a letter."""
    return any(reading.startswith(letter) for reading in readings)


def _reads(word: str, syllables: Sequence[tuple[str, ...]]) -> bool:
    """Whether a word consists of one reading of each character, in their order."""
    reached = {0}
    for readings in syllables:
        ends = set()
        for at in reached:
            for reading in readings:
                end = at + len(reading)
                if word[at:end] == reading:
                    ends.add(end)
        reached = ends
        if not reached:
            return False
    return len(word) in reached


def spelled(name: str) -> str:
    """A name in small Latin letters and digits, each character by its first reading.

    What has none is left out.
    """
    word = ""
    for first, *_ in _syllables(name):
        if first.isascii():
            word += first
    return word.lower()


def initials(name: str) -> str:
    """The first letter of each character's first reading: gaj."""
    letters = ""
    for first, *_ in _syllables(name):
        letters += first[0]
    return letters.lower()
