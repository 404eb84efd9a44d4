"""Word's automatic numbers: what is printed in front of a paragraph and stands in no text of it.

A paragraph, or its style, names a list and a level in it (ECMA-376 part 1, 17.9); how the levels
count and look is in `word/numbering.xml`.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from smogctl.importing.office.events import Attributes, parse_xml

_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_DEEPEST = 20
"""Styles that are based one on another, at most."""
_FEATURES = {
    "numFmt": "format",
    "lvlText": "text",
    "start": "start",
}


class Level(NamedTuple):
    """How a level of a list counts and looks."""

    format: str = "decimal"
    text: str = ""
    """With %1 to %9 for the numbers of the levels."""
    start: str = "1"


class Place(NamedTuple):
    """The list that a paragraph is in, and its level in it, from 0."""

    list: str
    level: int


_NOWHERE = Place("0", 0)
"""What takes a paragraph out of its style's list."""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: bytes | None, styles: bytes | None) -> None:
        self._shapes: dict[str, dict[int, Level]] = {}
        """By abstract list: its levels."""
        self._lists: dict[str, str] = {}
        """By list: the abstract one that it is of."""
        self._starts: dict[tuple[str, int], int] = {}
        """Where a list begins to count anew, by list and level."""
        self._styles: dict[str, Place] = {}
        self._counts: dict[str, dict[int, int]] = {}
        """By abstract list: the count of each level that has begun."""
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            parse_xml(numbering, _ReadNumbering(self).start)
        if styles is not None:
            read = _ReadStyles()
            parse_xml(styles, read.start)
            self._styles = read.places()

    def place(self, style: str, list_: str | None, level: int | None) -> Place | None:
        """The list and level of a paragraph, from its own words or else its style's.

        None where it is in none; list 0 takes a paragraph out of its style's.
        """
        place = self._styles.get(style, _NOWHERE)
        if list_ is not None:
            place = place._replace(list=list_)
        if level is not None:
            place = place._replace(level=level)
        is_none = place.list == _NOWHERE.list
        if is_none or place.list not in self._lists:
            return None
        deepest = _LEVELS - 1
        return place._replace(level=min(place.level, deepest))

    def next(self, place: Place) -> str:
        """The number that the next paragraph of a list has; empty for a bullet."""
        abstract = self._lists[place.list]
        shape = self._shapes.get(abstract, {})
        counts = self._counts.setdefault(abstract, {})
        level = shape.get(place.level, Level())
        counts[place.level] = self._count(place, counts, level)
        for deeper in range(place.level + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.format in ("bullet", "none"):
            return ""
        text = level.text
        for at in range(place.level, -1, -1):
            form = shape.get(at, Level()).format
            count = counts.get(at, 1)  # a level that was passed over counts as begun
            written = _FORMS.get(form, str)(count)
            text = text.replace(f"%{at + 1}", written)
        return text[:20]

    def _count(self, place: Place, counts: dict[int, int], level: Level) -> int:
        """The number that the next paragraph of a list has at its own level."""
        is_first = place not in self._begun
        self._begun.add(place)
        if is_first and place in self._starts:
            return self._starts[place]
        if place.level in counts:
            return counts[place.level] + 1
        return _int(level.start)


class _ReadNumbering:
    """Takes the lists out of `numbering.xml`."""

    def __init__(self, into: Numbering) -> None:
        self._into = into
        self._shape: dict[int, Level] = {}
        self._list = ""
        self._level = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        value = attributes.get("val", "")
        match name:
            case "abstractNum":
                self._shape = {}
                self._into._shapes[attributes.get("abstractNumId", "")] = self._shape
            case "num":
                self._list = attributes.get("numId", "")
            case "abstractNumId":
                self._into._lists[self._list] = value
            case "lvl" | "lvlOverride":
                self._level = _int(attributes.get("ilvl", "0"))
            case "startOverride":
                self._into._starts[self._list, self._level] = _int(value)
            case "numFmt" | "lvlText" | "start" if not self._list:
                had = self._shape.get(self._level, Level())
                self._shape[self._level] = had._replace(**{_FEATURES[name]: value})


class _ReadStyles:
    """Takes what styles say of lists out of `styles.xml`."""

    def __init__(self) -> None:
        self._style = ""
        self._based: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[str, str] = {}
        self._values = {
            "basedOn": self._based,
            "numId": self._lists,
            "ilvl": self._levels,
        }
        """By element: what it says of each style."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "style":
            self._style = attributes.get("styleId", "")
        values = self._values.get(name)
        if values is not None:
            values[self._style] = attributes.get("val", "")

    def places(self) -> dict[str, Place]:
        """The list and level of each style that has one, its own or the one's it is based on."""
        places: dict[str, Place] = {}
        for style in {*self._lists, *self._based}:
            list_ = self._of(style, self._lists)
            level = self._of(style, self._levels)
            if list_ is not None:
                places[style] = Place(list_, _int(level or ""))
        return places

    def _of(self, style: str, values: Mapping[str, str]) -> str | None:
        """A style's value, its own or that of the nearest one that it is based on."""
        for _ in range(_DEEPEST):
            if style in values:
                return values[style]
            style = self._based.get(style, "")
        return None


def _int(text: str) -> int:
    number = re.fullmatch("[0-9]{1,5}", text)
    if number is None:
        return 0
    return int(text)


def _chinese(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    times = _DIGITS[tens].removeprefix("一")
    rest = _DIGITS[ones].removeprefix("零")
    return f"{times}十{rest}"


def _circled(number: int) -> str:
    if not 0 < number <= 20:
        return str(number)
    return chr(ord("①") + number - 1)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += sign * (number // value)
        number %= value
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(
        {ord(str(at)): 0xFF10 + at for at in range(10)}
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseCounting": _chinese,
    "ideographTraditional": lambda number: _HEAVENLY[(number - 1) % 10],
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: _roman(number % 100).lower(),
    "upperRoman": lambda number: _roman(number % 100),
}
"""How the kinds of a list write a number (ECMA-376 part 1, 17.18.59); others as digits."""
