"""Names by their pinyin or its initials.

Imports pypinyin, so it is imported only where it is needed.
"""

import os
from functools import lru_cache

# The table of phrases costs 0.3 s and still misreads place names; all readings of each character
# are tried instead.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, pinyin


@lru_cache(maxsize=4096)
def _readings(char: str) -> tuple[str, ...]:
    """Every reading of one character, ü as v; a Latin letter or digit reads as itself."""
    found = pinyin(
        char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False
    )
    return (
        tuple(dict.fromkeys(found[0]))
        if found
        else ((char,) if char.isascii() and char.isalnum() else ())
    )


def spells(word: str, name: str, *, common: bool = False) -> bool:
    """Whether an ASCII word is the whole name in pinyin (gonganju) or the initials of it (gaj).

    By any reading of each character, or only by its most common one. Punctuation is passed over.
    """
    syllables = [readings for char in name if (readings := _readings(char))]
    if common:
        syllables = [readings[:1] for readings in syllables]
    return _reads(word, syllables, initials=False) or (
        len(word) == len(syllables) and _reads(word, syllables, initials=True)
    )


def _reads(word: str, syllables: list[tuple[str, ...]], *, initials: bool) -> bool:
    reached = {0}
    for readings in syllables:
        forms = {reading[0] for reading in readings} if initials else set(readings)
        reached = {
            at + len(form)
            for at in reached
            for form in forms
            if word.startswith(form, at)
        }
        if not reached:
            return False
    return len(word) in reached


def spelled(name: str) -> str:
    """A name in small Latin letters and digits, each character by its first reading.

    What has none is left out.
    """
    return "".join(
        readings[0]
        for char in name
        if (readings := _readings(char)) and readings[0].isascii()
    ).lower()


def initials(name: str) -> str:
    """The first letter of each character's first reading: gaj."""
    return "".join(
        readings[0][0] for char in name if (readings := _readings(char))
    ).lower()
