"""`catalogue/vocabulary.yaml`: the words by which texts name measures, and what else they mean."""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.schema.base import Flag, Listed, MeasureId, Model, Number, Text, on_text


def _split(text: str) -> tuple[str, ...]:
    """Words with blanks between them; a list of them would be many times as slow to read."""
    return tuple(text.split())


Words = Annotated[tuple[Text, ...], Field(strict=False), on_text(_split)]


class Needs(Model):
    """Words of one measure that another has in the same trucks, streets or sites.

    Where a clause has a word of `of`, the measure is named only with one of `words`.
    """

    of: Words
    words: Words


class ScopeWords(Model):
    """Words that cover less than their measure: things, with the kinds in front of them if any."""

    kinds: Words = ()
    """Of what kind a thing must be said to be; without them the thing alone is a scope."""
    things: Words


class MeasureWords(Model):
    """The language of one measure; … stands for a few characters inside the clause."""

    id: MeasureId
    phrases: Words = ()
    """Each of them names the measure by itself."""
    objects: Words = ()
    """What is acted on; names the measure with one of `acts` near it."""
    acts: Words = ()
    within: Number = 0
    """How many characters may stand between an object and an act."""
    without: Words = ()
    """Contexts that mean something else; what they cover is no word of the measure."""
    unless: Words = ()
    """Words that take a hit away where they stand between the same two commas."""
    needs: Needs | None = None
    scopes: Listed[ScopeWords] = ()
    takes: Listed[MeasureId] = ()
    """Measures whose words between the same two commas are about this one (本部门应急预案)."""
    takes_all: Flag = False
    """The same for every other measure: what stands beside it is its object (人工增雨所需资金)."""


class VocabularyFile(Model):
    """`catalogue/vocabulary.yaml`."""

    format: Literal["smogctl.vocabulary/1"]
    sources: Listed[Text]
    gap: Number
    """How many characters … stands for at most."""
    mask_gap: Number
    """The same in `masks`, which cover the names of documents and whole lists."""
    masks: Words
    """What no text means by what it says there: premises, legal bases, exceptions in brackets."""
    exempt: Words
    """Words that make the part of a sentence between two commas an exemption."""
    silent: Words
    """Words by which a sentence orders nothing: definitions, forecasts, what is over."""
    measures: Listed[MeasureWords]
