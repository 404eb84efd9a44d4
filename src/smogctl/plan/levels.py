"""A warning level as people type it.

As a colour, or as a roman, Arabic or Chinese numeral, of any case and width.
"""

import re
import unicodedata

from smogctl.plan.registry import Registry
from smogctl.text.patterns import later
from smogctl.values.vocabulary import COLOURS, Colour

_COLOUR_WORDS = {colour: colour for colour in COLOURS} | {
    name[0]: colour for colour, name in COLOURS.items()
}
_NUMERALS = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_SHAPE = later(
    r"(?:(?P<colour>blue|yellow|orange|red|[蓝黄橙红])色?)?(?P<number>iv|i{1,3}|[1-4一二三四])?级?"
)

ACCEPTED = "yellow/orange/red、黄/橙/红、Ⅲ/Ⅱ/Ⅰ、3级/2级/1级、三级/二级/一级"
"""What a message says may be typed."""


def _key(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return re.sub(r"预警|响应|应急|[\s()]", "", folded)


def _read(word: str) -> tuple[str | None, int | None]:
    """The colour and the numeral that a word holds; neither where it is no level at all."""
    hit = _SHAPE.fullmatch(_key(word))
    if hit is None:
        return None, None
    return _COLOUR_WORDS.get(hit["colour"]), _NUMERALS.get(hit["number"])


def is_level(word: str) -> bool:
    """Whether the word is a level anywhere."""
    return any(_read(word))


def response_number(response: str) -> int | None:
    """The numeral of a response: Ⅱ级响应 is 2."""
    _, number = _read(response)
    return number


def find_level(registry: Registry, word: str) -> Colour | None:
    """The colour that a word means in this district, or None when the district has no such level.

    A numeral means the level that opens this response here: under older schemes Ⅱ级 was yellow, so
    the mapping is the registry's (docs/design.md, Words).
    """
    colour, number = _read(word)
    if colour is None and number is None:
        return None
    for level in registry.levels:
        if colour not in (None, level.id):
            continue
        if number in (None, response_number(level.response)):
            return level.id
    return None
