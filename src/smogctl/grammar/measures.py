"""The measures that a text names, by the catalogue's language: phrases, or an object with an act near it.

The same reading serves `import`, rule T308 and the words of an episode.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from smogctl.plan import catalogue
from smogctl.schema.vocabulary import MeasureWords

_BLANK = "\0"
"""What stands in the place of a character that is no word of a measure."""
_CLAUSE_END = re.compile("[；;。]")
_SEGMENT_END = "，；;。\n"


class Named(NamedTuple):
    """A measure that a text names, where its words begin, and which words they are."""

    measure: str
    at: int
    words: str
    """A phrase, or an object and an act with … between them, as they stand in the text."""


class _Hit(NamedTuple):
    begin: int
    end: int
    words: tuple[str, ...]


class _Language(NamedTuple):
    """The language of one measure, ready to be searched for; a pattern is None where there are no words."""

    within: int
    phrases: re.Pattern[str] | None
    objects: re.Pattern[str] | None
    acts: re.Pattern[str] | None
    without: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    needed_by: re.Pattern[str] | None
    needed: re.Pattern[str] | None


def named(text: str) -> tuple[Named, ...]:
    """The measures that a text names, each by its first words, in the text's order."""
    plain = _masked(text, _general_masks())
    found = [hit for name in _near(plain) if (hit := _first(name, text, plain))]
    taken = {other for hit in found for other in _takes().get(hit.measure, ())}
    kept = (hit for hit in found if hit.measure not in taken)
    return tuple(sorted(kept, key=lambda hit: hit.at))


def place_of(measure: str, text: str) -> int:
    """Where the first words of a measure stand in a text; -1 where none do."""
    hit = _first(measure, text, _masked(text, _general_masks()))
    return hit.at if hit else -1


def _first(measure: str, text: str, plain: str) -> Named | None:
    """The first words by which a text names a measure, or None.

    `plain` is the text with what no text means blanked out.
    """
    language = _languages().get(measure)
    if language is None or _lacks_what_it_needs(language, plain):
        return None
    own = _masked(plain, language.without)
    hits = [hit for hit in _hits(language, own) if not _is_taken_away(language, plain, hit)]
    first = min(hits, default=None)
    if first is None:
        return None
    return Named(measure, first.begin, "…".join(first.words))


def _lacks_what_it_needs(language: _Language, text: str) -> bool:
    if language.needed_by is None or language.needed is None:
        return False
    return bool(language.needed_by.search(text)) and not language.needed.search(text)


def _hits(language: _Language, text: str) -> Iterator[_Hit]:
    if language.phrases:
        for phrase in language.phrases.finditer(text):
            yield _Hit(phrase.start(), phrase.end(), (phrase[0],))
    if language.objects and language.acts:
        acts = list(language.acts.finditer(text))
        for thing in language.objects.finditer(text) if acts else ():
            yield from _pairs(thing, acts, language.within, text)


def _pairs(
    thing: re.Match[str], acts: Sequence[re.Match[str]], within: int, text: str
) -> Iterator[_Hit]:
    """The object with each act that is near it in the same clause."""
    for act in acts:
        first, second = (thing, act) if thing.start() <= act.start() else (act, thing)
        between = text[first.end() : second.start()]
        apart = first.end() <= second.start() and len(between) <= within
        if apart and not _CLAUSE_END.search(between):
            yield _Hit(first.start(), second.end(), (first[0], second[0]))


def _is_taken_away(language: _Language, text: str, hit: _Hit) -> bool:
    """Whether a word between the same two commas shows that a hit means something else."""
    if language.unless is None:
        return False
    begin = max(text.rfind(mark, 0, hit.begin) for mark in _SEGMENT_END) + 1
    ends = (text.find(mark, hit.end) for mark in _SEGMENT_END)
    end = min((place for place in ends if place >= 0), default=len(text))
    return language.unless.search(text, begin, end) is not None


def _masked(text: str, masks: re.Pattern[str] | None) -> str:
    """The text with what the masks cover blanked out, every other character at its place."""
    return masks.sub(lambda hit: _BLANK * len(hit[0]), text) if masks else text


def _near(text: str) -> Iterator[str]:
    """The measures of which a phrase or an object begins somewhere in a text: most clauses have few."""
    table = _beginnings()
    starts = {text[at : at + 2] for at in range(len(text) - 1)} | set(text)
    near = {name for start in starts for name in table.get(start, ())}
    return (name for name in _languages() if name in near)


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, frozenset[str]]:
    """The first characters of every phrase and object, and the measures that have such a word."""
    table: dict[str, set[str]] = {}
    for one in catalogue.vocabulary().measures:
        for word in (*one.phrases, *one.objects):
            table.setdefault(word.partition("…")[0][:2], set()).add(one.id)
    return {start: frozenset(names) for start, names in table.items()}


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, _Language]:
    return {one.id: _language(one) for one in catalogue.vocabulary().measures}


def _language(one: MeasureWords) -> _Language:
    needs = one.needs
    return _Language(
        one.within,
        pattern_of(one.phrases),
        pattern_of(one.objects),
        pattern_of(one.acts),
        pattern_of(one.without),
        pattern_of(one.unless),
        pattern_of(needs.of if needs else ()),
        pattern_of(needs.words if needs else ()),
    )


@lru_cache(maxsize=1)
def _general_masks() -> re.Pattern[str] | None:
    return pattern_of(catalogue.vocabulary().masks)


@lru_cache(maxsize=1)
def _takes() -> Mapping[str, tuple[str, ...]]:
    return {one.id: one.takes for one in catalogue.vocabulary().measures if one.takes}


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern of words, the longest first, … for a few characters; None where there are none."""
    if not words:
        return None
    gap = rf"[^，；;。{_BLANK}]{{0,{catalogue.vocabulary().gap}}}?"
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(gap.join(map(re.escape, word.split("…"))) for word in longest_first))
