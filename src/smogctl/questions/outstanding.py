"""What stands out in one district against many: what most of them have and it lacks, and the reverse."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from smogctl.questions.comparison import Against, Profile


class Rare(NamedTuple):
    """A measure or a kind of unit in which a district differs from most, and how many others have it."""

    id: str
    others: int


class Elsewhere(NamedTuple):
    """A measure that other units lead here than in most: who most often leads it there, in how many."""

    measure: str
    units: tuple[str, ...]
    others: int


class Outstanding(NamedTuple):
    """In what one district differs from most of those that it is held against; the clearest first."""

    unled: tuple[Rare, ...]
    """Measures that nobody leads here and somebody in most."""
    led_alone: tuple[Rare, ...]
    """Measures that somebody leads here and nobody in most."""
    elsewhere: tuple[Elsewhere, ...]
    units_lacking: tuple[Rare, ...]
    """Kinds of units that most have."""
    units_alone: tuple[Rare, ...]
    """Kinds of units that most have not."""


def outstanding(here: Profile, others: Sequence[Against], measures: Iterable[str]) -> Outstanding:
    """What stands out; `measures` are those that are compared, in their order. `most`: more than half."""
    names = list(measures)
    half = len(others) / 2
    leading = Counter(measure for other in others for measure in other.led)
    having = Counter(unit for other in others for unit in other.units)
    led_here = {name for name in names if here.led(name)}
    return Outstanding(
        _first(leading, (name for name in names if name not in led_here), half, more=True),
        _first(leading, (name for name in names if name in led_here), half, more=False),
        tuple(_elsewhere(here, others, sorted(led_here, key=names.index), half)),
        _first(having, (unit for unit in having if unit not in here.units), half, more=True),
        _first(having, here.units, half, more=False),
    )


def _first(
    counts: Mapping[str, int], ids: Iterable[str], half: float, *, more: bool
) -> tuple[Rare, ...]:
    """Those that more, or fewer, than half of the others have; the farthest from half first."""
    rare = [Rare(name, counts.get(name, 0)) for name in ids]
    fitting = [entry for entry in rare if (entry.others > half if more else entry.others < half)]
    return tuple(sorted(fitting, key=lambda entry: -abs(entry.others - half)))


def _elsewhere(
    here: Profile, others: Sequence[Against], measures: Iterable[str], half: float
) -> Iterable[Elsewhere]:
    for measure in measures:
        leaders = Counter(
            tuple(sorted(other.led[measure])) for other in others if measure in other.led
        )
        if not leaders:
            continue
        units, count = leaders.most_common(1)[0]
        if count > half and set(units) != set(here.led(measure)):
            yield Elsewhere(measure, units, count)
