"""The acts of a clause: which of its phases and levels each of its measures has.

组织医疗救护，并制定方案 responds and prepares; the phase of a measure is that of its own act.
"""

from collections.abc import Container, Mapping, Sequence, Set

from smogctl.grammar.phases import OF_MEASURE, phases_of
from smogctl.text.patterns import later
from smogctl.values.vocabulary import Phase

_PART = later(r"[^，；。]+")
_IMPLEMENTS = later(
    "[，、]?(?:并|经批准后)?(?:具体|负责|认真|监督|抓好)*(?:组织)?(?:实施|落实|执行|推动落实)(?=[，。；]|$)"
)
_AND = later("(?<!合)并(?=组织|落实|开展|督促|停止|严禁|禁止|加强|制定|编制|做好|负责)")


def part_at(text: str, place: int) -> str:
    """The part of a clause in which a place is: between commas, or at 并 with an act of its own."""
    hit = next(
        (hit for hit in _PART.finditer(text) if hit.start() <= place < hit.end()), None
    )
    if hit is None:
        return text
    cuts = [0, *(cut.start() for cut in _AND.finditer(hit[0])), len(hit[0])]
    inside = place - hit.start()
    start = max(cut for cut in cuts if cut <= inside)
    return hit[0][start : min(cut for cut in cuts if cut > start)]


def phases_of_each(
    text: str, places: Mapping[str, int], phases: Sequence[Phase]
) -> dict[str, tuple[Phase, ...]]:
    """Of a clause's phases those that each measure's own act has; empty where they do not part.

    `places`: where each measure's words begin.
    """
    if len(phases) < 2:
        return {}
    fixed = {OF_MEASURE[one] for one in places if one in OF_MEASURE} & set(phases)
    own = {
        one: _own(one, part_at(text, at), phases, fixed)
        for one, at in places.items()
        if one in OF_MEASURE or not _carries_out(text, at)
    }
    own |= {one: tuple(phases) for one in places if one not in own}
    return own if _part(own, phases) else {}


def _part(own: Mapping[str, Sequence[Phase]], phases: Sequence[Phase]) -> bool:
    """Whether measures have phases of their own.

    What none has is an act besides them; only a response is sure to be one.
    """
    left = set(phases) - {phase for some in own.values() for phase in some}
    return not left - {"respond"} and any(
        len(some) < len(phases) for some in own.values()
    )


def _carries_out(text: str, place: int) -> bool:
    """Whether the act behind a measure's own has no object of its own.

    制定方案，并组织实施 does what it plans.
    """
    part = part_at(text, place)
    begin = text.rfind(part, 0, place + len(part))
    return _IMPLEMENTS.match(text, begin + len(part)) is not None


def _own(
    measure: str, part: str, phases: Sequence[Phase], fixed: Set[Phase]
) -> tuple[Phase, ...]:
    """The phases of a measure's act; `fixed` are those that measures of the clause always have."""
    named = phases_of(part, [measure])
    always = OF_MEASURE.get(measure)
    if always in phases:
        return _kept(phases, {always, *_kept(named, {"prepare"})})
    free = [phase for phase in phases if phase not in fixed] or list(phases)
    return _kept(free, named) or tuple(free)


def _kept(phases: Sequence[Phase], some: Container[Phase | None]) -> tuple[Phase, ...]:
    return tuple(phase for phase in phases if phase in some)
