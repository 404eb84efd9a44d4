"""What stands out in one district against many.

What most of them have and it lacks, and the reverse.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from smogctl.questions.comparison import Against, Profile


class Rare(NamedTuple):
    """A measure or a kind of unit in which a district differs from most.

    And how many others have it.
    """

    id: str
    others: int


class Elsewhere(NamedTuple):
    """A measure that other units lead here than in most.

    Who most often leads it there, in how many.
    """

    measure: str
    units: tuple[str, ...]
    others: int


class Outstanding(NamedTuple):
    """In what one district differs from most of those that it is held against.

    The clearest first.
    """

    unled: tuple[Rare, ...]
    """Measures that nobody leads here and somebody in most."""
    led_alone: tuple[Rare, ...]
    """Measures that somebody leads here and nobody in most."""
    elsewhere: tuple[Elsewhere, ...]
    units_lacking: tuple[Rare, ...]
    """Kinds of units that most have."""
    units_alone: tuple[Rare, ...]
    """Kinds of units that most have not."""


def outstanding(
    here: Profile, others: Sequence[Against], measures: Iterable[str]
) -> Outstanding:
    """What stands out; `measures` are those that are compared, in their order.

    Most is more than half.
    """
    names = list(measures)
    half = len(others) / 2
    leading: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for other in others:
        leading.update(other.led.keys())
        having.update(other.units)
    led = [name for name in names if here.led(name)]
    return Outstanding(
        unled=_often(names, led, leading, half),
        led_alone=_seldom(led, leading, half),
        elsewhere=tuple(_elsewhere(here, others, led, half)),
        units_lacking=_often(having, here.units, having, half),
        units_alone=_seldom(here.units, having, half),
    )


def _often(
    ids: Iterable[str], here: Container[str], counts: Counter[str], half: float
) -> tuple[Rare, ...]:
    """Those that most of the others have and are not here, that which all have first."""
    rare = []
    for name in ids:
        if name not in here and counts[name] > half:
            rare.append(Rare(name, counts[name]))
    rare.sort(key=lambda entry: -entry.others)
    return tuple(rare)


def _seldom(ids: Iterable[str], counts: Counter[str], half: float) -> tuple[Rare, ...]:
    """Those that most of the others have not, that which none has first."""
    rare = []
    for name in ids:
        if counts[name] < half:
            rare.append(Rare(name, counts[name]))
    rare.sort(key=lambda entry: entry.others)
    return tuple(rare)


def _elsewhere(
    here: Profile, others: Sequence[Against], measures: Iterable[str], half: float
) -> Iterable[Elsewhere]:
    for measure in measures:
        leaders: Counter[tuple[str, ...]] = Counter()
        for other in others:
            if measure in other.led:
                leaders[tuple(sorted(other.led[measure]))] += 1
        if not leaders:
            continue
        units, count = leaders.most_common(1)[0]
        if count > half and set(units) != set(here.led(measure)):
            yield Elsewhere(measure, units, count)
