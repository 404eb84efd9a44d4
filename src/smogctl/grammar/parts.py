"""The parts of a measure that a text names, by the catalogue's words for each part."""

import re
from collections.abc import Mapping
from functools import lru_cache

from smogctl.grammar.measures import pattern_of
from smogctl.plan import catalogue


def parts_of(measure: str, text: str) -> tuple[str, ...]:
    """The parts of a measure that a text names, in the catalogue's order.

    Empty where it names all of them or none: then the assignment has all.
    """
    patterns = _patterns().get(measure, {})
    named = tuple(part for part, pattern in patterns.items() if pattern.search(text))
    return () if len(named) == len(patterns) else named


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        one.id: {part.name: pattern for part in one.parts if (pattern := pattern_of(part.words))}
        for one in catalogue.measures().values()
        if one.parts
    }
