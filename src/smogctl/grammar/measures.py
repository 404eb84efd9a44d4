"""The measures that a text names, by the catalogue's language: phrases, or an object and an act.

The same reading serves `import`, rule T308 and the words of an episode.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from smogctl.grammar.words import BLANK, Lexicon, Span, blanked
from smogctl.plan import catalogue
from smogctl.plan.vocabulary import MeasureWords
from smogctl.text.patterns import later

_SENTENCE_END = later("[；;。]")
_SENTENCE = later("[^；;。]+")
_PART = later("[^，；;。]+")
_PART_END = later("[，；;。]")
_ITEM_ENDS = later("、|并(?=做好|组织|开展|加强|督促|落实|严)")
_WHEN = later(
    "(?:(?<![小及同随按准临定实适届])时|(?<![落善此])后|(?<![目提当])前|期间|之日起|过程中|情况下)$"
)
"""限行措施启动前，… says when; what it names is ordered elsewhere."""
_HEADING = later(
    r"(?:附件|附表|附录|表)\s?[0-9A-Z一二三四五].*|"
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[0-9]+(?:\.[0-9]+)*[.．、\s]\s?|第.{1,3}[章节]\s?)"
    r"[^，。；0-9]{2,20}(?:措施|管理|程序|追究|保障|条件|原则|要求|职责|范围|分级|评估|会商|演练|引导|防护类)"
)
"""A line that is a numbered heading orders nothing."""


class Named(NamedTuple):
    """A measure that a text names, where its words begin, and which words they are."""

    measure: str
    at: int
    words: str
    """A phrase, or an object and an act with … between them, as they stand in the text."""


Field = Literal["phrases", "objects", "acts", "without", "unless", "of", "needed"]
_Places: TypeAlias = Mapping[tuple[str, Field], Sequence[Span]]
"""Where the words of a measure stand, by measure and what the words are to it."""


class _Hit(NamedTuple):
    begin: int
    end: int
    words: tuple[str, ...]


class _Read(NamedTuple):
    """A text as the language of measures reads it."""

    text: str
    """With what orders nothing blanked out."""
    places: _Places


def named(text: str, among: Container[str] | None = None) -> tuple[Named, ...]:
    """The measures that a text names, each by its first words, in the text's order.

    `among`: of these only; the others are read as far as they take their words.
    """
    read = _read(text)
    near = dict.fromkeys(_with_words(read.places))
    wanted = [name for name in near if among is None or name in among]
    takers = [name for name in near if not _taken_by(name).isdisjoint(wanted)]
    found = {name: _hits_of(name, read) for name in dict.fromkeys((*wanted, *takers))}
    kept = {name: _left(name, found[name], found, read.text) for name in wanted}
    shown = [_shown(name, hits) for name, hits in kept.items() if hits]
    return tuple(sorted(shown, key=lambda one: (one.at, one.measure)))


def maybe_named(text: str) -> Iterator[str]:
    """The measures of which a text has words near enough to name them; `named` gives no other.

    What it leaves out of account only takes words away: conditions, exemptions, other objects.
    """
    places = _places(text)
    for name in dict.fromkeys(_with_words(places)):
        if (name, "phrases") in places or _has_pair(name, places):
            yield name


def _with_words(places: _Places) -> Iterator[str]:
    """The measures that have a phrase, or both an object and an act."""
    for name, field in places:
        if field == "phrases" or (field == "objects" and (name, "acts") in places):
            yield name


def _has_pair(name: str, places: _Places) -> bool:
    """Whether an object and an act of a measure are as near as they must be."""
    within = _listed()[name].within
    things, acts = places[name, "objects"], places[name, "acts"]
    return any(
        thing.end <= act.begin <= thing.end + within
        or act.end <= thing.begin <= act.end + within
        for thing in things
        for act in acts
    )


def passed_over(text: str) -> tuple[Named, ...]:
    """The measures whose words stand in a text and that `named` does not give, by first place.

    They stand in an exemption, a condition or a definition, or beside words of another thing: most
    are rightly none, and a person should see which.
    """
    kept = {hit.measure for hit in named(text)}
    raw = _Read(text, _places(text))
    near = dict.fromkeys(name for name, _ in raw.places if name not in kept)
    found = ((name, list(_hits(name, raw))) for name in near)
    return tuple(sorted(_shown(name, hits) for name, hits in found if hits))


def place_of(measure: str, text: str) -> int:
    """Where the first words of a measure stand in a text; -1 where none do."""
    plain = _orders(text)
    hits = _hits_of(measure, _Read(plain, _lexicon_of(measure).places(plain)))
    return min(hits).begin if hits else -1


def _shown(measure: str, hits: Sequence[_Hit]) -> Named:
    """A measure by the first of its words, the longest where several begin there."""
    first = min(hits, key=lambda hit: (hit.begin, -hit.end))
    return Named(measure, first.begin, "…".join(first.words))


def _left(
    measure: str, hits: Sequence[_Hit], found: Mapping[str, Sequence[_Hit]], text: str
) -> list[_Hit]:
    """The hits of a measure that no other takes: what is beside that one's words is its object."""
    takers = [
        other for other in found if other != measure and measure in _taken_by(other)
    ]
    parts = [_part(text, hit) for other in takers for hit in found[other]]
    return [hit for hit in hits if _part(text, hit) not in parts]


def _hits_of(measure: str, read: _Read) -> list[_Hit]:
    """The places in which a text names a measure."""
    places = read.places
    if places.get((measure, "of")) and not places.get((measure, "needed")):
        return []
    unless = places.get((measure, "unless"), ())
    return [
        hit
        for hit in _hits(measure, read)
        if not _is_condition(hit, read.text)
        and not _is_taken_away(hit, unless, read.text)
    ]


def _hits(measure: str, read: _Read) -> Iterator[_Hit]:
    text = read.text
    for begin, end in _own(measure, "phrases", read):
        yield _Hit(begin, end, (text[begin:end],))
    things = _own(measure, "objects", read)
    acts = _own(measure, "acts", read) if things else []
    for thing in things if acts else ():
        yield from _pairs(thing, acts, _listed()[measure].within, text)


def _own(measure: str, field: Field, read: _Read) -> list[Span]:
    """Where the words of a measure stand and mean it."""
    other = read.places.get((measure, "without"), ())
    return [
        span
        for span in read.places.get((measure, field), ())
        if not any(span.meets(mask) for mask in other)
    ]


def _pairs(thing: Span, acts: Sequence[Span], within: int, text: str) -> Iterator[_Hit]:
    """The object with each act that is near it in the same clause."""
    for act in acts:
        (begin, first_end), (second, end) = sorted((thing, act))
        between = text[first_end:second]
        apart = first_end <= second and len(between) <= within
        if apart and not _SENTENCE_END.search(between):
            yield _Hit(begin, end, (text[begin:first_end], text[second:end]))


def _is_condition(hit: _Hit, text: str) -> bool:
    """Whether a hit lies in the part of a sentence that only says when something is to be done."""
    begin, end = _part(text, hit)
    return text.startswith("，", end) and _WHEN.search(text, begin, end) is not None


def _is_taken_away(hit: _Hit, unless: Sequence[Span], text: str) -> bool:
    """Whether a word in the same item of a list shows that a hit means something else."""
    if not unless:
        return False
    begin, end = _item(text, hit)
    return any(begin <= word.begin and word.end <= end for word in unless)


def _item(text: str, hit: _Hit) -> tuple[int, int]:
    """Where the item of a list begins and ends in which a hit stands, be it all of the part."""
    begin, end = _part(text, hit)
    before = [mark.end() for mark in _ITEM_ENDS.finditer(text, begin, hit.begin)]
    after = _ITEM_ENDS.search(text, hit.end, end)
    return max(before, default=begin), after.start() if after else end


def _part(text: str, hit: _Hit) -> tuple[int, int]:
    """Where the part of a sentence between two commas begins and ends in which a hit stands."""
    begin = max([text.rfind(mark, 0, hit.begin) for mark in "，；;。"]) + 1
    end = _PART_END.search(text, hit.end)
    return begin, end.start() if end else len(text)


@lru_cache(maxsize=256)
def _read(text: str) -> _Read:
    plain = _orders(text)
    return _Read(plain, _places(plain))


@lru_cache(maxsize=256)
def _places(text: str) -> _Places:
    return _lexicon().places(text)


def _orders(text: str) -> str:
    """The text with what orders nothing blanked out: headings, definitions, exemptions."""
    if _HEADING.fullmatch(text.strip()):
        return BLANK * len(text)
    begun = f"，{text}"  # a mask may ask for the beginning of a part: ，除…外
    masks = _masks().places(begun)
    plain = blanked(begun, masks["masks"])[1:] if masks else text
    idle = _idle().places(plain)
    if not idle:
        return plain
    silent = [
        span
        for span in _spans(_SENTENCE, plain)
        if _holds(span, idle.get("silent", ()))
    ]
    exempt = [
        span for span in _spans(_PART, plain) if _holds(span, idle.get("exempt", ()))
    ]
    return blanked(plain, (*silent, *exempt)) if silent or exempt else plain


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(*hit.span()) for hit in pattern.finditer(text))


def _holds(outer: Span, spans: Sequence[Span]) -> bool:
    """Whether one of some places begins in another."""
    return any(outer.begin <= span.begin < outer.end for span in spans)


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, MeasureWords]:
    return {one.id: one for one in catalogue.vocabulary().measures}


_Words = Lexicon[tuple[str, Field]]
"""Words by measure and by what they are to it."""


@lru_cache(maxsize=1)
def _lexicon() -> _Words:
    """The words of all measures."""
    return _lexicon_from(_listed().values())


@lru_cache(maxsize=256)
def _lexicon_of(measure: str) -> _Words:
    """The words of one measure: many an answer asks for no other."""
    words = _listed().get(measure)
    return _lexicon_from([words] if words else [])


def _lexicon_from(measures: Iterable[MeasureWords]) -> _Words:
    entries = (
        (word, (measure.id, field))
        for measure in measures
        for field, words in _fields(measure)
        for word in words
    )
    return Lexicon(entries, catalogue.vocabulary().gap)


def _fields(one: MeasureWords) -> Iterator[tuple[Field, Sequence[str]]]:
    yield "phrases", one.phrases
    yield "objects", one.objects
    yield "acts", one.acts
    yield "without", one.without
    yield "unless", one.unless
    if one.needs:
        yield "of", one.needs.of
        yield "needed", one.needs.words


@lru_cache(maxsize=1)
def _masks() -> Lexicon[str]:
    words = catalogue.vocabulary()
    return Lexicon(((word, "masks") for word in words.masks), words.mask_gap)


@lru_cache(maxsize=1)
def _idle() -> Lexicon[str]:
    """Words by which a sentence, or a part of one, orders nothing."""
    words = catalogue.vocabulary()
    silent = ((word, "silent") for word in words.silent)
    return Lexicon((*silent, *((word, "exempt") for word in words.exempt)), words.gap)


@lru_cache(maxsize=64)
def _taken_by(measure: str) -> frozenset[str]:
    """The measures that one takes."""
    own = _listed()[measure]
    return frozenset(_listed()) if own.takes_all else frozenset(own.takes)
