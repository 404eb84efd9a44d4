"""The measures that a text names, by the catalogue's words."""

import re
from collections.abc import Mapping
from functools import lru_cache

from smogctl.plan import catalogue


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """For each measure a pattern of the words by which a text names it.

    … is anything inside the clause.
    """
    return {
        one.id: re.compile(
            "|".join(".{0,12}".join(map(re.escape, word.split("…"))) for word in one.words)
        )
        for one in catalogue.measures().values()
    }


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, tuple[str, ...]]:
    """The first two characters of every word, and the measures that have such a word: most clauses have few."""
    table: dict[str, dict[str, None]] = {}
    for one in catalogue.measures().values():
        for word in one.words:
            table.setdefault(word[:2], {})[one.id] = None
    return {pair: tuple(names) for pair, names in table.items()}


def suggested(text: str) -> list[tuple[str, int]]:
    """The measures whose words stand in a text, with the place of the first."""
    table, patterns = _beginnings(), _patterns()
    near = {name for at in range(len(text) - 1) for name in table.get(text[at : at + 2], ())}
    return [
        (name, hit.start())
        for name in patterns
        if name in near and (hit := patterns[name].search(text))
    ]


def place_of(measure: str, text: str) -> int:
    """Where the first word of a measure stands in a text; -1 where none does."""
    pattern = _patterns().get(measure)
    hit = pattern.search(text) if pattern else None
    return hit.start() if hit else -1
