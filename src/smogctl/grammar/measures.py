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
_SENTENCE_END = re.compile("[；;。]")
_SENTENCE = re.compile("[^；;。]+")
_PART = re.compile("[^，；;。]+")
_PART_ENDS = "，；;。"
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[0-9]+(?:\.[0-9]+)*[.．]?\s?|第.{1,3}[章节]\s?)"
    r"[^，。；0-9]{2,20}(?:措施|管理|程序|追究|保障|条件|原则|要求|职责|范围|分级|评估|会商|演练|引导|防护类)"
)
"""A line that is a numbered heading orders nothing."""


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
    plain = _orders(text)
    found = {name: hits for name in _near(plain) if (hits := _hits_of(name, plain))}
    kept = {name: _left(name, hits, found, plain) for name, hits in found.items()}
    first = [Named(name, *_shown(min(hits))) for name, hits in kept.items() if hits]
    return tuple(sorted(first, key=lambda one: one.at))


def place_of(measure: str, text: str) -> int:
    """Where the first words of a measure stand in a text; -1 where none do."""
    hits = _hits_of(measure, _orders(text))
    return min(hits).begin if hits else -1


def _shown(hit: _Hit) -> tuple[int, str]:
    return hit.begin, "…".join(hit.words)


def _left(
    measure: str, hits: Sequence[_Hit], found: Mapping[str, Sequence[_Hit]], text: str
) -> list[_Hit]:
    """The hits of a measure that no other measure takes: what stands beside its words is its object."""
    takers = [other for other in found if other != measure and measure in _taken_by(other)]
    parts = [_part(text, hit) for other in takers for hit in found[other]]
    return [hit for hit in hits if _part(text, hit) not in parts]


def _hits_of(measure: str, plain: str) -> list[_Hit]:
    """The places in which a text names a measure.

    `plain` is the text with what orders nothing blanked out.
    """
    language = _languages().get(measure)
    if language is None or _lacks_what_it_needs(language, plain):
        return []
    own = _masked(plain, language.without)
    return [hit for hit in _hits(language, own) if not _is_taken_away(language, plain, hit)]


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
        if apart and not _SENTENCE_END.search(between):
            yield _Hit(first.start(), second.end(), (first[0], second[0]))


def _is_taken_away(language: _Language, text: str, hit: _Hit) -> bool:
    """Whether a word between the same two commas shows that a hit means something else."""
    if language.unless is None:
        return False
    return language.unless.search(text, *_part(text, hit)) is not None


def _part(text: str, hit: _Hit) -> tuple[int, int]:
    """Where the part of a sentence between two commas begins and ends in which a hit stands."""
    begin = max(text.rfind(mark, 0, hit.begin) for mark in _PART_ENDS) + 1
    ends = (text.find(mark, hit.end) for mark in _PART_ENDS)
    return begin, min((place for place in ends if place >= 0), default=len(text))


@lru_cache(maxsize=64)
def _orders(text: str) -> str:
    """The text with what orders nothing blanked out: headings, definitions, exemptions, premises."""
    general = _general()
    if _HEADING.fullmatch(text.strip()):
        return _BLANK * len(text)
    plain = _masked(text, general.masks)
    plain = _SENTENCE.sub(lambda part: _kept(part[0], general.silent), plain)
    return _PART.sub(lambda part: _kept(part[0], general.exempt), plain)


def _kept(part: str, silent: re.Pattern[str] | None) -> str:
    return _BLANK * len(part) if silent and silent.search(part) else part


def _masked(text: str, masks: re.Pattern[str] | None) -> str:
    """The text with all that the masks cover blanked out, every other character at its place.

    A mask that begins inside another one counts too.
    """
    covered = list(text)
    at = 0
    while masks and (hit := masks.search(text, at)):
        covered[hit.start() : hit.end()] = _BLANK * len(hit[0])
        at = hit.start() + 1
    return "".join(covered)


def _near(text: str) -> Iterator[str]:
    """The measures of which a phrase or an object begins somewhere in a text: most clauses have few."""
    table = _beginnings()
    starts = {text[at : at + 2] for at in range(len(text) - 1)} | set(text)
    near = {name for start in starts for name in table.get(start, ())}
    return (name for name in _languages() if name in near)


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, frozenset[str]]:
    """The first characters of every phrase, object and act, and the measures that have such a word."""
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


class _General(NamedTuple):
    """What orders nothing, whatever measure it names."""

    masks: re.Pattern[str] | None
    exempt: re.Pattern[str] | None
    silent: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _general() -> _General:
    words = catalogue.vocabulary()
    return _General(
        pattern_of(words.masks, words.mask_gap), pattern_of(words.exempt), pattern_of(words.silent)
    )


@lru_cache(maxsize=64)
def _taken_by(measure: str) -> frozenset[str]:
    """The measures that one takes."""
    listed = catalogue.vocabulary().measures
    own = next(one for one in listed if one.id == measure)
    return frozenset(one.id for one in listed) if own.takes_all else frozenset(own.takes)


def pattern_of(words: Sequence[str], most: int | None = None) -> re.Pattern[str] | None:
    """A pattern of words, the longest first, … for a few characters, or for `most`.

    None where there are none.
    """
    if not words:
        return None
    most = catalogue.vocabulary().gap if most is None else most
    gap = rf"[^，；;。{_BLANK}]{{0,{most}}}?"
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(gap.join(map(re.escape, word.split("…"))) for word in longest_first))
