"""Warning levels as texts name them: 橙色及以上, Ⅲ级响应, 二级以上, 不低于橙色预警, Ⅲ级（黄色）响应, Ⅲ级至Ⅰ级."""

import re
from collections.abc import Iterator
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
_JOIN = rf"\s*{_KIND}*\s*(?:[、和与至到及/-]|或者?|以及)\s*"
_LIST = rf"(?:{_LOOSE}{_JOIN}(?!以))*{_ITEM}"
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
_COLOUR_ENDS = later(r"[时期)：:，。；、(级及]|期间|清单|阶段|级别|$")
"""What may stand behind a colour without 预警 or 响应: 红色教育 is no level."""
_ROMAN_ENDS = later(r"[时：:，。；)]|期间|措施|阶段|$")
_NUMBER_ENDS = later(r"[：:()]")
_ABOVE_ENDS = later(r"[时：:，。；)]|期间|启动|$")
_BASE = later(r"[^，。；]{0,12}基础上")
"""在Ⅲ级措施基础上 names the level below."""
_BEFORE_LEVEL = later(r"\s*(?:启动|发布|在|当)?")
_EXCEPT, _EXCEPTED = later(r"除[^，。；]{0,8}$"), later(r"[^，。；]{0,12}外")
"""除执行Ⅲ级响应措施外 does too."""
_OTHER_LEVELS = later(
    r"(?:[省市区县镇乡村街]|社区|两|防汛|抗旱|高温|低温|暴[雨雪]|沙尘暴?|大风|寒潮|大雾|台风|雷电|冰雹|非|低于|未达到)"
    r"(?:天气)?[、和]?$"
)
"""What stands before the levels of something else, or what denies one."""


class Spelled(NamedTuple):
    """A level, or several, as a text spells them."""

    at: int
    words: tuple[str, ...]
    """Colours and numerals; 至 between the ends of a span."""
    above: bool
    below: bool


def spelled(text: str) -> Iterator[Spelled]:
    """Every place where a text names levels, whatever the district calls them."""
    if not _SIGN.search(text):
        return
    plain = text.translate(_SAME)
    for hit in _NAMED.finditer(plain):
        if _is_level(hit, plain):
            words = re.findall(rf"{_COLOUR}|{_NUMBER}|[至到-]", hit["list"])
            above = bool(hit["up"] or hit["least"])
            below = bool(hit["down"] or hit["most"])
            yield Spelled(hit.start(), _without_twins(words, hit["list"]), above, below)


def _is_level(hit: re.Match[str], text: str) -> bool:
    """Whether what looks like a level is one: not 二级以上医院, 三级网格, 红色教育, 在Ⅲ级基础上."""
    if _is_of_another_matter(hit, text):
        return False
    kinds = text[hit.end("list") : hit.end()]
    if (
        "警" in kinds
        or "响应" in kinds
        or hit["least"]
        or hit["most"]
        or "(" in hit["list"]
    ):
        return True
    ends = _ends_of(hit["list"], ranged=bool(hit["up"] or hit["down"]))
    return ends is None or ends.match(text, hit.end()) is not None


def _is_of_another_matter(hit: re.Match[str], text: str) -> bool:
    """Whether what stands around it says that it is no level: 在…基础上, 除一级…外, 国家二级."""
    before = text[max(0, hit.start() - 12) : hit.start()]
    excepted = _EXCEPT.search(before) and _EXCEPTED.match(text, hit.end())
    return bool(
        _BASE.match(text, hit.end()) or excepted or _OTHER_LEVELS.search(before)
    )


def _ends_of(spelled_list: str, *, ranged: bool) -> re.Pattern[str] | None:
    """What must follow a list not said to be of levels; None for what can be nothing else."""
    coloured = re.search(_COLOUR, spelled_list) is not None
    if ranged:
        return None if coloured else _ABOVE_ENDS
    if coloured:
        return _COLOUR_ENDS
    return _ROMAN_ENDS if re.search("[ⅠⅡⅢⅣI]", spelled_list) else _NUMBER_ENDS


def _without_twins(words: list[str], spelled_list: str) -> tuple[str, ...]:
    """The words without what a bracket repeats in the other way: Ⅲ级（黄色） is one level."""
    if "(" not in spelled_list:
        return tuple(words)
    outside = re.sub(r"\([^()]*\)", "", spelled_list)
    return tuple(re.findall(rf"{_COLOUR}|{_NUMBER}|[至到-]", outside))


def names_level(text: str) -> bool:
    """Whether a label or a heading names a level: Ⅱ级响应职责, 橙色（Ⅱ级）, 三级."""
    return next(spelled(f"{text}："), None) is not None


def begins_with_level(text: str) -> bool:
    """Whether a text begins by naming a level, with or without 启动 or 在 before it."""
    start = _BEFORE_LEVEL.match(text)
    if start is None or not _SIGN.search(text):
        return False
    plain, at = text.translate(_SAME), 0
    while at <= start.end():
        hit = _NAMED.match(plain, at)
        if hit and _is_level(hit, plain):
            return True
        at = hit.end() if hit else at + 1
    return False


def named(text: str, levels: tuple[Level, ...]) -> list[tuple[int, Colour]]:
    """The levels of a district that a text names, each with its place in the text."""
    found: list[tuple[int, Colour]] = []
    for one in spelled(text):
        words = _span(list(one.words), levels)
        for level in levels:
            if any(_is(level, word) for word in words):
                found.append((one.at, level.id))
                found += [(one.at, other) for other in _beyond(level, one, levels)]
    return found


def _beyond(level: Level, one: Spelled, levels: tuple[Level, ...]) -> Iterator[Colour]:
    """The levels above one, or below it, where the text says so."""
    for other in levels:
        higher = RANK[other.id] - RANK[level.id]
        if (one.above and higher > 0) or (one.below and higher < 0):
            yield other.id


def _span(words: list[str], levels: tuple[Level, ...]) -> list[str]:
    """The words with what lies between the ends of a span (Ⅲ级至Ⅰ级)."""
    found = list(words)
    for at, word in enumerate(words):
        inside = word in "至到-" and 0 < at < len(words) - 1
        ends = words[at - 1 : at + 2 : 2] if inside else []
        places = [
            place
            for place, level in enumerate(levels)
            if any(_is(level, end) for end in ends)
        ]
        if len(places) == 2:
            found += [
                COLOURS[level.id][0] for level in levels[min(places) : max(places) + 1]
            ]
    return found


def _is(level: Level, word: str) -> bool:
    if word in "至到-":
        return False
    if word in "蓝黄橙红":
        return COLOURS[level.id].startswith(word)
    return response_number(f"{word}级") == response_number(level.response)
