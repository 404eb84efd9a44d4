"""The measures that a text names, by the catalogue's language: phrases, or an object and an act.

The same reading serves `import`, rule T308 and the words of an episode.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, product, repeat, starmap
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias

from smogctl.grammar.words import BLANK, Lexicon, Span, blanked, next_at
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


def named(text: str, among: Set[str] | None = None) -> tuple[Named, ...]:
    """The measures that a text names, each by its first words, in the text's order.

    `among`: of these only; the others are read as far as they take their words.
    """
    read = _read(text)
    near = _with_words(read.places)
    wanted = near if among is None else near & among
    takers = {other for other in near if not _taken_by(other).isdisjoint(wanted)}
    hits = {measure: _hits_of(measure, read) for measure in wanted | takers}
    named_here: list[Named] = []
    for measure in wanted:
        own = _left(measure, hits, read.text)
        if own:
            named_here.append(_shown(measure, own))
    named_here.sort(key=attrgetter("at", "measure"))
    return tuple(named_here)


def maybe_named(text: str) -> Set[str]:
    """The measures of which a text has words near enough to name them; `named` gives no other.

    What it leaves out of account only takes words away: conditions, exemptions, other objects.
    """
    places = _places(text)
    names: set[str] = set()
    for name in _with_words(places):
        by_phrase = (name, "phrases") in places
        if by_phrase or _has_pair(name, places):
            names.add(name)
    return names


def _with_words(places: _Places) -> Set[str]:
    """The measures that have a phrase, or both an object and an act."""
    having: dict[Field, set[str]] = defaultdict(set)
    for measure, field in places:
        having[field].add(measure)
    return having["phrases"] | (having["objects"] & having["acts"])


def _has_pair(name: str, places: _Places) -> bool:
    """Whether an object and an act of a measure are as near as they must be."""
    within = _listed()[name].within
    things, acts = places[name, "objects"], places[name, "acts"]
    gaps = starmap(Span.gap, product(things, acts))
    return any(0 <= gap <= within for gap in gaps)


def passed_over(text: str) -> tuple[Named, ...]:
    """The measures whose words stand in a text and that `named` does not give, by first place.

    They stand in an exemption, a condition or a definition, or beside words of another thing: most
    are rightly none, and a person should see which.
    """
    raw = _Read(text, _places(text))
    with_words = {measure for measure, _ in raw.places}
    kept = {hit.measure for hit in named(text)}
    passed: list[Named] = []
    for measure in with_words - kept:
        hits = list(_hits(measure, raw))
        if hits:
            passed.append(_shown(measure, hits))
    return tuple(sorted(passed))


def place_of(measure: str, text: str) -> int:
    """Where the first words of a measure stand in a text; -1 where none do."""
    plain = _orders(text)
    hits = _hits_of(measure, _Read(plain, _lexicon_of(measure).places(plain)))
    return min((hit.begin for hit in hits), default=-1)


def _shown(measure: str, hits: Sequence[_Hit]) -> Named:
    """A measure by the first of its words, the longest where several begin there."""
    first = min(hits, key=lambda hit: (hit.begin, -hit.end))
    return Named(measure, first.begin, "…".join(first.words))


def _left(
    measure: str, hits: Mapping[str, Sequence[_Hit]], text: str
) -> Sequence[_Hit]:
    """The hits of a measure that no other takes: what is beside that one's words is its object."""
    own = hits[measure]
    taken: set[Span] = set()
    for other, others in hits.items():
        if measure in _taken_by(other):
            taken.update(_part(text, hit) for hit in others)
    if not taken:
        return own
    return [hit for hit in own if _part(text, hit) not in taken]


def _hits_of(measure: str, read: _Read) -> list[_Hit]:
    """The places in which a text names a measure."""
    places = read.places
    if places.get((measure, "of")) and not places.get((measure, "needed")):
        return []
    unless = places.get((measure, "unless"), ())
    text = read.text
    kept: list[_Hit] = []
    for hit in _hits(measure, read):
        begin, end = part = _part(text, hit)
        # a part that only says when something is to be done orders nothing
        if text.startswith("，", end) and _WHEN.search(text, begin, end):
            continue
        item = _item(text, hit, part) if unless else part
        # a word in the same item of a list may show that it means something else
        if not any(map(item.holds, unless)):
            kept.append(hit)
    return kept


def _hits(measure: str, read: _Read) -> Iterator[_Hit]:
    """The phrases of a measure, then its objects that have an act."""
    text = read.text
    for begin, end in _own(measure, "phrases", read):
        yield _Hit(begin, end, (text[begin:end],))
    things = _own(measure, "objects", read)
    if not things:
        return
    acts = _own(measure, "acts", read)
    within = _listed()[measure].within
    for thing in things:
        yield from _pairs(thing, acts, within, text)


def _own(measure: str, field: Field, read: _Read) -> Sequence[Span]:
    """Where the words of a measure stand and mean it."""
    spans = read.places.get((measure, field), ())
    other = read.places.get((measure, "without"))
    if other is None:
        return spans
    return [span for span in spans if not any(map(span.meets, other))]


def _pairs(thing: Span, acts: Sequence[Span], within: int, text: str) -> Iterator[_Hit]:
    """The object with each act that is near it in the same clause."""
    for act in acts:
        if not 0 <= thing.gap(act) <= within:
            continue
        (begin, first_end), (second, end) = sorted((thing, act))
        if not _SENTENCE_END.search(text, first_end, second):
            yield _Hit(begin, end, (text[begin:first_end], text[second:end]))


def _item(text: str, hit: _Hit, part: Span) -> Span:
    """The item of a list in which a hit stands, be it all of its part of the sentence."""
    begin, end = part
    for mark in _ITEM_ENDS.finditer(text, begin, hit.begin):
        begin = mark.end()
    return Span(begin, next_at(_ITEM_ENDS, text, hit.end, end))


def _part(text: str, hit: _Hit) -> Span:
    """The part of a sentence between two commas in which a hit stands."""
    before = max([text.rfind(mark, 0, hit.begin) for mark in "，；;。"])
    return Span(before + 1, next_at(_PART_END, text, hit.end, len(text)))


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
    masked = _masks().places(begun).get("masks", ())
    plain = blanked(begun, masked)[1:]
    idle = _idle().places(plain)
    if not idle:
        return plain
    silent = _around(idle.get("silent", ()), _SENTENCE, plain)
    exempt = _around(idle.get("exempt", ()), _PART, plain)
    return blanked(plain, (*silent, *exempt))


def _around(words: Sequence[Span], units: re.Pattern[str], text: str) -> Iterator[Span]:
    """The sentences of a text, or their parts, in which one of some words begins."""
    for unit in units.finditer(text):
        begin, end = unit.span()
        if any(begin <= word.begin < end for word in words):
            yield Span(begin, end)


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, MeasureWords]:
    return {words.id: words for words in catalogue.vocabulary().measures}


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
    return _lexicon_from(filter(None, [words]))


def _lexicon_from(measures: Iterable[MeasureWords]) -> _Words:
    entries = chain.from_iterable(map(_entries, measures))
    return Lexicon(entries, catalogue.vocabulary().gap)


def _entries(measure: MeasureWords) -> Iterator[tuple[str, tuple[str, Field]]]:
    """Each word of a measure under what it is to it."""
    fields: dict[Field, Sequence[str]] = {
        "phrases": measure.phrases,
        "objects": measure.objects,
        "acts": measure.acts,
        "without": measure.without,
        "unless": measure.unless,
    }
    if measure.needs:
        fields["of"] = measure.needs.of
        fields["needed"] = measure.needs.words
    for field, words in fields.items():
        yield from zip(words, repeat((measure.id, field)))


@lru_cache(maxsize=1)
def _masks() -> Lexicon[str]:
    words = catalogue.vocabulary()
    return Lexicon(zip(words.masks, repeat("masks")), words.mask_gap)


@lru_cache(maxsize=1)
def _idle() -> Lexicon[str]:
    """Words by which a sentence, or a part of one, orders nothing."""
    words = catalogue.vocabulary()
    silent = zip(words.silent, repeat("silent"))
    exempt = zip(words.exempt, repeat("exempt"))
    return Lexicon((*silent, *exempt), words.gap)


@lru_cache(maxsize=64)
def _taken_by(measure: str) -> Set[str]:
    """The other measures that one takes."""
    words = _listed()[measure]
    takes = _listed().keys() if words.takes_all else words.takes
    return frozenset(takes) - {measure}
