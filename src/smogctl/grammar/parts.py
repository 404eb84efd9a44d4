"""The parts of a measure that a text names, by the catalogue's words for each part."""

from functools import lru_cache

from smogctl.grammar.words import Lexicon
from smogctl.plan import catalogue

_GAP = 12


def parts_of(measure: str, text: str) -> tuple[str, ...]:
    """The parts of a measure that a text names, in the catalogue's order.

    Empty where it names all of them or none: then the assignment has all.
    """
    parts = catalogue.measures()[measure].parts
    places = _lexicon(measure).places(text) if parts else {}
    named = tuple(part.name for part in parts if part.name in places)
    return () if len(named) == len(parts) else named


@lru_cache(maxsize=64)
def _lexicon(measure: str) -> Lexicon[str]:
    parts = catalogue.measures()[measure].parts
    return Lexicon(((word, part.name) for part in parts for word in part.words), _GAP)
