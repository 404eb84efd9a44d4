"""The values that a scheme's conditions look at.

24-hour means of an index, and whether its pollutant counts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from smogctl.forecast.index import aqi, ceiling
from smogctl.forecast.series import Forecast, Step
from smogctl.plan.schemes import Condition, Scheme
from smogctl.schema.aqi import AqiFile
from smogctl.values.pollutants import Index, Pollutant

_CONCENTRATION: dict[Index, Pollutant] = {"PM2.5": "PM2.5", "O3-8h": "O3"}


class Mean(NamedTuple):
    """Over the 24 hours that begin at a step; a value of None: not given."""

    aqi: Decimal | None
    named: tuple[tuple[Pollutant, ...], ...]
    """The primary pollutants of each step, each once; empty ones: not known."""
    levels: Mapping[Pollutant, Decimal]
    ceilings: Mapping[Pollutant, Decimal]
    """What concentrations that are not given cannot exceed, by the index."""
    beyond: tuple[Pollutant, ...] = ()
    """What lies beyond the table of the index."""

    @property
    def primary(self) -> tuple[Pollutant, ...]:
        """Named in more than half of the steps, else all that are named at all."""
        counts = Counter(chain.from_iterable(self.named))
        half = len(self.named) / 2
        often = []
        for name, count in counts.items():
            if count > half:
                often.append(name)
        return tuple(often or counts)

    def value(self, index: Index) -> Decimal | None:
        """Of an index that bounds are set in."""
        if index == "AQI":
            return self.aqi
        return self.levels.get(_CONCENTRATION[index])

    def passes(self, condition: Condition) -> bool | None:
        """Whether the value lies above a condition's bound; None: not known."""
        value = self.value(condition.index)
        if value is not None:
            return _exceeds(value, condition)
        if condition.index == "AQI":
            return None
        most = self.ceilings.get(_CONCENTRATION[condition.index])
        if most is None or _exceeds(most, condition):
            return None
        return False

    def counts(self, scheme: Scheme) -> bool:
        """Whether the scheme's warnings are about its primary pollutant, in half of the steps at
        least.

        A pollutant that is not known is taken for it.
        """
        meant = scheme.pollutants
        if not meant:
            return True
        outside = 0
        for names in self.named:
            if names and set(names).isdisjoint(meant):
                outside += 1
        return 2 * outside <= len(self.named)


def _exceeds(value: Decimal, condition: Condition) -> bool:
    if condition.above is not None:
        return value > condition.above
    if condition.reaches is not None:
        return value >= condition.reaches
    return False


def means(forecast: Forecast, file: AqiFile) -> tuple[Mean, ...]:
    """The mean over the 24 hours from each step on, of those that are whole.

    Raises Refusal for a day without a table of the index where one is needed.
    """
    steps, window = forecast.steps, forecast.window
    means = []
    for first in range(len(steps) - window + 1):
        means.append(_mean(steps[first : first + window], file))
    return tuple(means)


def _mean(steps: Sequence[Step], file: AqiFile) -> Mean:
    levels: dict[Pollutant, Decimal] = {}
    for name in steps[0].levels:
        level = _average([step.levels.get(name) for step in steps])
        if level is not None:
            levels[name] = level
    named = tuple(step.primary for step in steps)
    day = steps[0].day
    average = _average([step.aqi for step in steps])
    if average is not None:
        return Mean(average, named, levels, dict(_ceilings(file, day, average)))
    if not levels:
        return Mean(None, named, levels, {})
    computed = aqi(file, day, levels)
    if not any(named):
        named = (computed.primary,)
    return Mean(Decimal(computed.value), named, levels, {}, computed.beyond)


def _average(values: Sequence[Decimal | None]) -> Decimal | None:
    """The mean of values that are given for every step; None where one is not."""
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total / len(values)


def _ceilings(
    file: AqiFile, day: date, index: Decimal
) -> Iterator[tuple[Pollutant, Decimal]]:
    for name in _CONCENTRATION.values():
        most = ceiling(file, day, name, index)
        if most is not None:
            yield name, most
