"""Scopes: the words of a clause that cover less than the measure, by kinds and things."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from smogctl.plan import catalogue
from smogctl.plan.vocabulary import ScopeWords
from smogctl.values.single import single

_JOIN = "[、和及与等]?"


def scope_of(measure: str, text: str) -> str | None:
    """The scope that a clause gives a measure, in the clause's own words.

    None where it covers all of the measure, and where several are named apart: they may be all of
    it together.
    """
    pattern = _patterns().get(measure)
    if pattern is None:
        return None
    scopes = {hit[0] for hit in pattern.finditer(text)}
    return single([*scopes], None)


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    patterns: dict[str, re.Pattern[str]] = {}
    for measure in catalogue.vocabulary().measures:
        if measure.scopes:
            written = "|".join(map(_written, measure.scopes))
            patterns[measure.id] = re.compile(written)
    return patterns


def _written(words: ScopeWords) -> str:
    """Things that are joined as texts do, after as many kinds as the text gives."""
    things = f"{_any(words.things)}(?!单位)"
    if not words.kinds:
        return f"{things}(?:{_JOIN}{things})*"
    kinds = f"(?:{_any(words.kinds)}{_JOIN})"
    return f"{kinds}+{things}(?:{_JOIN}{kinds}*{things})*"


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
