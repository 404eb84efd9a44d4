"""Words of a clause that bind an act to the episode.

X期间, X时, 启动X响应后, where X is 预警, 应急, 响应, 应对 or 重污染天气.

A clause may hold several acts. The words count for the act in whose part of the sentence they
stand, and for all acts where the sentence begins with them (预警期间，…).
"""

from functools import lru_cache

from smogctl.grammar.measures import place_of
from smogctl.grammar.words import next_at
from smogctl.text.patterns import later

_WHEN = (
    r"(?:重污染天气|污染天气|预警|应急|响应|应对)(?:预警|应急|响应|应对|处置|状态)*"
    r"(?:期间|期内|时(?![间限段期效刻候]))"
)
_AFTER = (
    r"(?:启动|进入)[^，；。]{0,24}(?:响应|预警)(?:期间|后|时)|发布[^，；。]{0,12}预警后"
)
_EPISODE = later(f"{_WHEN}|{_AFTER}")
_CONDITION = later(rf"(?:在|当)?[^，；。]{{0,24}}?(?:{_WHEN}|{_AFTER})")
_BREAK = later("[，；。]")


def is_of_episode(words: str) -> bool:
    """Whether words bind what they say to the episode."""
    return _EPISODE.search(words) is not None


@lru_cache(maxsize=4096)
def own_words(text: str, scope: str | None, measure: str | None) -> str:
    """The words of a clause that are about one of its acts.

    Those around its scope, or else its measure's words; where neither stands in the clause, all of
    it.
    """
    at = text.find(scope) if scope else -1
    if at < 0 and measure:
        at = place_of(measure, text)
    if at < 0:
        return text
    before = max(text.rfind(mark, 0, at) for mark in "，；。")
    end = next_at(_BREAK, text, at + 1, len(text))
    own = text[before + 1 : end]
    first = text[: next_at(_BREAK, text, 0, len(text))]
    if before >= 0 and _CONDITION.fullmatch(first):
        return f"{first}，{own}"
    return own
