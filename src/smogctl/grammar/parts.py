"""The parts of a measure that a text names, by the catalogue's words for each part."""

from functools import lru_cache
from itertools import repeat

from smogctl.grammar.words import Lexicon
from smogctl.plan import catalogue

_GAP = 12


def parts_of(measure: str, text: str) -> tuple[str, ...]:
    """The parts of a measure that a text names, in the catalogue's order.

    Empty where it names all of them or none: then the assignment has all.
    """
    names = [part.name for part in catalogue.measures()[measure].parts]
    if not names:
        return ()
    places = _lexicon(measure).places(text)
    named = tuple(filter(places.__contains__, names))
    return () if len(named) == len(names) else named


@lru_cache(maxsize=64)
def _lexicon(measure: str) -> Lexicon[str]:
    entries: list[tuple[str, str]] = []
    for part in catalogue.measures()[measure].parts:
        entries += zip(part.words, repeat(part.name))
    return Lexicon(entries, _GAP)
