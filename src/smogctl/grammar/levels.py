"""Warning levels as texts name them: 橙色及以上, Ⅲ级响应, 二级以上, 不低于橙色预警, Ⅲ级（黄色）响应, Ⅲ级至Ⅰ级."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple, Protocol

from smogctl.plan.levels import response_number
from smogctl.text.patterns import later
from smogctl.values.vocabulary import COLOURS, RANK, Colour


class Level(Protocol):
    """A level of a plan, as far as texts name it; of a file or of a registry."""

    @property
    def id(self) -> Colour:
        """Its colour."""

    @property
    def response(self) -> str:
        """The response that it opens."""


_SAME = str.maketrans(
    "（）響應級預黃紅－—～~〜／１２３４ⅰⅱⅲⅳ“”", '()响应级预黄红-----/1234ⅠⅡⅢⅣ""'
)
"""Other writings of one character, so that places stay."""
_NUMBER = "(?:[ⅠⅡⅢⅣ]|IV|I{1,3}|[一二三四1-4])"
_COLOUR = "[蓝黄橙红]"
_KIND = "(?:预警|应急|响应|警报)"
_BRACKET = rf"(?:\s*\(\s*(?:{_NUMBER}\s*级?|{_COLOUR}色?)(?:{_KIND})*\s*\))"
_ITEM = (
    rf"(?:{_COLOUR}{{2,4}}(?=色|{_KIND})色?|{_COLOUR}(?:色级?(?!别)|色|级(?!别)|(?=警|{_KIND}))"
    rf"|{_NUMBER}\s*级){_BRACKET}?"
)
_LOOSE = rf"(?:{_ITEM}|{_COLOUR}|{_NUMBER})"
"""An item of a list, which its last one finishes: Ⅰ、Ⅱ级, 黄、橙色."""
_JOIN = rf"(?:\s*{_KIND})*\s*(?:[、和与至到及/-]|或者?|以及)\s*"
_MOST_LISTED = 8
"""Items of a list before its last: there are four levels, each with two names.

What is longer is a list of something else (一、一、一、), and would be gone through again from each of
its items.
"""
_LIST = rf"(?:{_LOOSE}{_JOIN}(?!以)){{0,{_MOST_LISTED}}}{_ITEM}"
_WITH = r"(?:\(含[^()]{0,6}\)|含)"
_ABOVE = (
    rf"(?:级别)?{_WITH}?\s*(?:(?:及其|及|和)?(?:{_NUMBER}\s*级)?\s*以上{_WITH}?|起)"
)
_BELOW = rf"{_WITH}?(?:及其|及)?以下"
_NAMED = later(
    rf"(?P<least>不低于)?(?P<most>不高于|不超过)?(?P<list>{_LIST})(?:[二三四]级(?={_KIND}))?\"?"
    rf"(?P<kind>警|{_KIND})*{_BRACKET}?\s*"
    rf"(?:(?P<up>{_ABOVE})|(?P<down>{_BELOW}))?\"?(?P<late>级别|{_KIND})*"
)
_SIGN = later("[蓝黄黃橙红紅级級]")
"""What a text that names a level must have."""
_WORD = later(rf"{_COLOUR}|{_NUMBER}|[至到-]")
_TWIN = later(r"\([^()]*\)")
"""What a bracket repeats in the other way: Ⅲ级（黄色） is one level."""
_SURE = later("警|响应")
"""With one of them behind it a list can be of nothing but levels."""
_COLOUR_ENDS = later(r"[时期)：:，。；、(级及]|期间|清单|阶段|级别|$")
"""What may stand behind a colour without 预警 or 响应: 红色教育 is no level."""
_ROMAN_ENDS = later(r"[时：:，。；)]|期间|措施|阶段|$")
_NUMBER_ENDS = later(r"[：:()]")
_ABOVE_ENDS = later(r"[时：:，。；)]|期间|启动|$")
_ENDS = (
    (later(_COLOUR), _COLOUR_ENDS),
    (later("[ⅠⅡⅢⅣI]"), _ROMAN_ENDS),
    (later(""), _NUMBER_ENDS),
)
"""What must follow a list that is not said to be of levels, by what it has in it."""
_ENDS_OF_RANGE = ((later(_COLOUR), later("")), (later(""), _ABOVE_ENDS))
"""The same for one with 以上 or 以下; with a colour it can be nothing else."""
_BASE = later(r"[^，。；]{0,12}基础上")
"""在Ⅲ级措施基础上 names the level below."""
_BEFORE_LEVEL = later(r"\s*(?:启动|发布|在|当)?")
_EXCEPT, _EXCEPTED = later(r"除[^，。；]{0,8}$"), later(r"[^，。；]{0,12}外")
"""除执行Ⅲ级响应措施外 does too."""
_OTHER_LEVELS = later(
    r"(?:[省州盟市区县旗镇乡村街]|社区|两|防汛|抗旱|高温|低温|暴[雨雪]|沙尘暴?|大风|寒潮|大雾|台风|雷电|冰雹|非|低于|未达到)"
    r"(?:天气)?[、和]?$"
)
"""What stands before the levels of something else, or what denies one."""


_NUMERALS: dict[int | None, Set[str]] = {
    1: frozenset({"Ⅰ", "I", "一", "1"}),
    2: frozenset({"Ⅱ", "II", "二", "2"}),
    3: frozenset({"Ⅲ", "III", "三", "3"}),
    4: frozenset({"Ⅳ", "IV", "四", "4"}),
    None: frozenset(),
}


class Spelled(NamedTuple):
    """A level, or several, as a text spells them."""

    at: int
    words: tuple[str, ...]
    """Colours and numerals; 至 between the ends of a span."""
    above: bool
    below: bool

    def reaches(self, steps: int) -> bool:
        """Whether it covers what stands so many steps above a level that it names."""
        return self.above if steps > 0 else self.below and steps < 0


def spelled(text: str) -> Iterator[Spelled]:
    """Every place where a text names levels, whatever the district calls them."""
    if not _SIGN.search(text):
        return
    plain = text.translate(_SAME)
    for hit in _NAMED.finditer(plain):
        if not _is_level(hit, plain):
            continue
        words = _WORD.findall(_TWIN.sub("", hit["list"]))
        yield Spelled(
            at=hit.start(),
            words=tuple(words),
            above=any(hit.group("up", "least")),
            below=any(hit.group("down", "most")),
        )


def _is_level(hit: re.Match[str], text: str) -> bool:
    """Whether what looks like a level is one: not 二级以上医院, 三级网格, 红色教育, 在Ⅲ级基础上."""
    if _is_of_another_matter(hit, text):
        return False
    listed = hit["list"]
    kind = _SURE.search(text, hit.end("list"), hit.end())
    if any((kind, hit["least"], hit["most"], "(" in listed)):
        return True
    ranged = any(hit.group("up", "down"))
    table = _ENDS_OF_RANGE if ranged else _ENDS
    ends = next(ends for has, ends in table if has.search(listed))
    return ends.match(text, hit.end()) is not None


def _is_of_another_matter(hit: re.Match[str], text: str) -> bool:
    """Whether what stands around it says that it is no level: 在…基础上, 除一级…外, 国家二级."""
    start, end = hit.span()
    before = text[max(0, start - 12) : start]
    if _OTHER_LEVELS.search(before) or _BASE.match(text, end):
        return True
    excepted = _EXCEPT.search(before) and _EXCEPTED.match(text, end)
    return excepted is not None


def names_level(text: str) -> bool:
    """Whether a label or a heading names a level: Ⅱ级响应职责, 橙色（Ⅱ级）, 三级."""
    return next(spelled(f"{text}："), None) is not None


def begins_with_level(text: str) -> bool:
    """Whether a text begins by naming a level, with or without 启动 or 在 before it."""
    if not _SIGN.search(text):
        return False
    plain, at = text.translate(_SAME), 0
    last = next(_BEFORE_LEVEL.finditer(text)).end()
    while at <= last:
        hit = _NAMED.match(plain, at)
        if hit is None:
            at += 1
            continue
        if _is_level(hit, plain):
            return True
        at = hit.end()
    return False


def named(text: str, levels: Sequence[Level]) -> list[tuple[int, Colour]]:
    """The levels of a district that a text names, each with its place in the text."""
    places: list[tuple[int, Colour]] = []
    for spelling in spelled(text):
        words = _with_between(spelling.words, levels)
        for level in levels:
            if _words_of(level.id, level.response).isdisjoint(words):
                continue
            places.append((spelling.at, level.id))
            rank = RANK[level.id]
            for other in levels:
                if spelling.reaches(RANK[other.id] - rank):
                    places.append((spelling.at, other.id))
    return places


def _with_between(words: Sequence[str], levels: Sequence[Level]) -> list[str]:
    """The words with what lies between the ends of a span (Ⅲ级至Ⅰ级)."""
    wider = list(words)
    for first, word, last in zip(words, words[1:], words[2:], strict=False):
        if word not in "至到-":
            continue
        ends: list[int] = []
        for place, level in enumerate(levels):
            if not _words_of(level.id, level.response).isdisjoint((first, last)):
                ends.append(place)
        if len(ends) == 2:
            between = levels[ends[0] : ends[1] + 1]
            wider.extend(COLOURS[level.id][0] for level in between)
    return wider


@lru_cache(maxsize=64)
def _words_of(colour: Colour, response: str) -> Set[str]:
    """The words by which texts call a level: its colour, and the numerals of its response."""
    numerals = _NUMERALS[response_number(response)]
    return numerals | {COLOURS[colour][0]}
