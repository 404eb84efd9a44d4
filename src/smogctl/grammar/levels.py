"""Warning levels as a text names them: 橙色及以上, Ⅲ级响应, Ⅲ级至Ⅰ级."""

import re

from smogctl.plan.levels import response_number
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import COLOURS, RANK, Colour

_NUMBER = "(?:[ⅠⅡⅢⅣ]|[一二三四1-4]|I{1,3}V?)"


_NAMED = re.compile(
    r"(?P<colours>[蓝黄橙红](?:色?(?:预警)?(?:、|和|或|至|到)[蓝黄橙红]){0,6})色"
    rf"|(?P<numbers>{_NUMBER}(?:级?(?:响应|预警)?(?:、|和|或|至|到){_NUMBER}){{0,6}})级"
)


_AFTER = re.compile(r"(?:预警|应急响应|响应|应急)*(?:（[^）]{0,12}）)?(?P<up>(?:及)?以上|起)?")


_LEVEL_WORD = re.compile(
    r"(?:应急|[、和或至到]|[ⅠⅡⅢⅣ级]|[蓝黄橙红]色){0,6}(?:预警|响应|（|\)|）|：|:)"
)


_COLOUR_WORD = re.compile(
    r"(?:预警|响应|应急|级|及?以上|起|、|和|或|至|到|（|）|时|期间|：|:|，|。|；|$)"
)


def named(text: str, levels: tuple[Level, ...]) -> list[tuple[int, Colour]]:
    """The levels that a text names, each with its place in the text."""
    found: list[tuple[int, Colour]] = []
    for hit in _NAMED.finditer(text):
        after = _AFTER.match(text, hit.end())
        word = _LEVEL_WORD if hit["numbers"] else _COLOUR_WORD
        if not word.match(text, hit.end()):
            continue  # 区级, 二级以上医院, 红色教育基地
        words = _span(re.findall(f"[蓝黄橙红至到]|{_NUMBER}", hit[0]), levels)
        for level in levels:
            if any(_is(level, word) for word in words):
                found.append((hit.start(), level.id))
                if after and after["up"]:
                    found += [
                        (hit.start(), one.id) for one in levels if RANK[one.id] > RANK[level.id]
                    ]
    return found


def _span(words: list[str], levels: tuple[Level, ...]) -> list[str]:
    """The words with what lies between the ends of a span (Ⅲ级至Ⅰ级)."""
    found = list(words)
    for at, word in enumerate(words):
        ends = (
            words[at - 1 : at + 2 : 2] if word in ("至", "到") and 0 < at < len(words) - 1 else []
        )
        places = [
            place for place, level in enumerate(levels) if any(_is(level, end) for end in ends)
        ]
        if len(places) == 2:
            found += [COLOURS[level.id][0] for level in levels[min(places) : max(places) + 1]]
    return found


def _is(level: Level, word: str) -> bool:
    if word in "至到":
        return False
    if word in "蓝黄橙红":
        return COLOURS[level.id].startswith(word)
    return response_number(f"{word}级") == response_number(level.response)
