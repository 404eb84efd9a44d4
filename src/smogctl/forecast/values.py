"""The values that a scheme's conditions look at.

24-hour means of an index, and whether its pollutant counts.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from smogctl.forecast.index import aqi
from smogctl.forecast.series import Forecast, Step
from smogctl.schema.aqi import AqiFile
from smogctl.schema.schemes import Condition, Scheme
from smogctl.values.pollutants import Index, Pollutant

_CONCENTRATION: dict[Index, Pollutant] = {"PM2.5": "PM2.5", "O3-8h": "O3"}


class Mean(NamedTuple):
    """Over the 24 hours that begin at a step; a value of None: not given."""

    aqi: Decimal | None
    primary: tuple[Pollutant, ...]
    """Empty: not known."""
    levels: dict[Pollutant, Decimal]
    beyond: tuple[Pollutant, ...] = ()
    """What lies beyond the table of the index."""

    def value(self, index: Index) -> Decimal | None:
        """Of an index that bounds are set in."""
        return self.aqi if index == "AQI" else self.levels.get(_CONCENTRATION[index])

    def passes(self, condition: Condition) -> bool:
        """Whether the value lies above a condition's bound."""
        value = self.value(condition.index)
        if value is None:
            return False
        if condition.above is not None:
            return value > condition.above
        return condition.reaches is not None and value >= condition.reaches

    def counts(self, scheme: Scheme) -> bool:
        """Whether the scheme's warnings are about this pollutant.

        One that is not known is taken for it.
        """
        if not scheme.pollutants or not self.primary:
            return True
        return any(name in scheme.pollutants for name in self.primary)


def means(forecast: Forecast, file: AqiFile) -> tuple[Mean, ...]:
    """The mean over the 24 hours from each step on, of those that are whole.

    Raises Refusal for a day without a table of the index where one is needed.
    """
    steps, window = forecast.steps, forecast.window
    return tuple(
        _mean(steps[first : first + window], file) for first in range(len(steps) - window + 1)
    )


def _mean(steps: Sequence[Step], file: AqiFile) -> Mean:
    levels = dict(_levels(steps))
    given = [step.aqi for step in steps if step.aqi is not None]
    primary = _common([step.primary for step in steps])
    if len(given) == len(steps):
        return Mean(_average(given), primary, levels)
    if not levels:
        return Mean(None, primary, levels)
    computed = aqi(file, steps[0].day, levels)
    return Mean(Decimal(computed.value), primary or computed.primary, levels, computed.beyond)


def _levels(steps: Sequence[Step]) -> Iterator[tuple[Pollutant, Decimal]]:
    """The means of the concentrations that are given for every step."""
    for name in steps[0].levels:
        values = [step.levels[name] for step in steps if name in step.levels]
        if len(values) == len(steps):
            yield name, _average(values)


def _average(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _common(given: Sequence[tuple[Pollutant, ...]]) -> tuple[Pollutant, ...]:
    """The pollutants that are primary in more than half of the steps."""
    named = dict.fromkeys(name for primary in given for name in primary)
    return tuple(
        name for name in named if 2 * sum(name in primary for primary in given) > len(given)
    )
