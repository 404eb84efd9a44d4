"""The acts of a clause: which of its phases and levels each of its measures has.

组织医疗救护，并制定方案 responds and prepares; the phase of a measure is that of its own act.
"""

from collections.abc import Mapping, Sequence
from itertools import filterfalse

from smogctl.grammar.phases import OF_MEASURE, phases_of
from smogctl.grammar.words import Span
from smogctl.text.patterns import later
from smogctl.values.vocabulary import Phase

_PART = later(r"[^，；。]+")
_IMPLEMENTS = later(
    "[，、]?(?:并|经批准后)?(?:具体|负责|认真|监督|抓好)*(?:组织)?(?:实施|落实|执行|推动落实)(?=[，。；]|$)"
)
"""An act without an object of its own: 制定方案，并组织实施 does what it plans."""
_AND = later("(?<!合)并(?=组织|落实|开展|督促|停止|严禁|禁止|加强|制定|编制|做好|负责)")


def part_at(text: str, place: int) -> str:
    """The part of a clause in which a place is: between commas, or at 并 with an act of its own."""
    begin, end = _around(text, place)
    return text[begin:end]


def _around(text: str, place: int) -> Span:
    """Where such a part begins and ends; the whole text for a place between two of them."""
    for part in _PART.finditer(text):
        begin, end = part.span()
        if not begin <= place < end:
            continue
        for cut in _AND.finditer(part[0]):
            at = part.start() + cut.start()
            if at > place:
                return Span(begin, at)
            begin = at
        return Span(begin, end)
    return Span(0, len(text))


def phases_of_each(
    text: str, places: Mapping[str, int], phases: Sequence[Phase]
) -> dict[str, tuple[Phase, ...]]:
    """Of a clause's phases those that each measure's own act has; empty where they do not part.

    `places`: where each measure's words begin.
    """
    if len(phases) < 2 or not places:
        return {}
    every = tuple(phases)
    fixed = set(map(OF_MEASURE.get, places))
    free = tuple(filterfalse(fixed.__contains__, phases)) or every
    own: dict[str, tuple[Phase, ...]] = {}
    whole: dict[str, tuple[Phase, ...]] = {}
    for measure, place in places.items():
        begin, end = _around(text, place)
        if measure not in OF_MEASURE and _IMPLEMENTS.match(text, end):
            whole[measure] = every
            continue
        own[measure] = _own(measure, text[begin:end], every, free)
    own |= whole
    left = set(phases).difference(*own.values())
    narrowest = min(map(len, own.values()))
    # what no measure has is an act besides them; only a response is sure to be one
    part = left <= {"respond"} and narrowest < len(every)
    return own if part else {}


def _own(
    measure: str, part: str, phases: Sequence[Phase], free: tuple[Phase, ...]
) -> tuple[Phase, ...]:
    """The phases of a measure's act; `free` are those that no measure of the clause always has."""
    named = phases_of(part, [measure])
    always = OF_MEASURE.get(measure)
    if always in phases:
        mine = {always, *named} & {always, "prepare"}
        return tuple(filter(mine.__contains__, phases))
    return tuple(filter(named.__contains__, free)) or free
