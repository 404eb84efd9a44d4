"""The words by which texts name measures, as readers need them; their file.

Schema/vocabulary.py.
"""

from typing import NamedTuple


class Needs(NamedTuple):
    """Where a clause has a word of `of`, the measure is named only with one of `words`."""

    of: tuple[str, ...]
    words: tuple[str, ...]


class ScopeWords(NamedTuple):
    """Words that cover less than their measure: things, with the kinds in front of them if any."""

    kinds: tuple[str, ...]
    """Of what kind a thing must be said to be; without them the thing alone is a scope."""
    things: tuple[str, ...]


class MeasureWords(NamedTuple):
    """The language of one measure; … stands for a few characters inside the clause."""

    id: str
    phrases: tuple[str, ...]
    """Each of them names the measure by itself."""
    objects: tuple[str, ...]
    """What is acted on; names the measure with one of `acts` near it."""
    acts: tuple[str, ...]
    within: int
    """How many characters may stand between an object and an act."""
    without: tuple[str, ...]
    """Contexts that mean something else; what they cover is no word of the measure."""
    unless: tuple[str, ...]
    """Words that take a hit away where they stand between the same two commas."""
    needs: Needs | None
    scopes: tuple[ScopeWords, ...]
    takes: tuple[str, ...]
    """Measures whose words between the same two commas are about this one (本部门应急预案)."""
    takes_all: bool
    """The same for every other measure: what stands beside it is its object (人工增雨所需资金)."""


class VocabularyFile(NamedTuple):
    """`catalogue/vocabulary.yaml`."""

    gap: int
    """How many characters … stands for at most."""
    mask_gap: int
    """The same in `masks`, which cover the names of documents and whole lists."""
    masks: tuple[str, ...]
    """What no text means by what it says there: premises, legal bases, exceptions in brackets."""
    exempt: tuple[str, ...]
    """Words that make the part of a sentence between two commas an exemption."""
    silent: tuple[str, ...]
    """Words by which a sentence orders nothing: definitions, forecasts, what is over."""
    measures: tuple[MeasureWords, ...]
