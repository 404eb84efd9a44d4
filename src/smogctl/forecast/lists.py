"""A forecast given as lists of figures, one list an index or a concentration."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from smogctl.forecast.series import Forecast, Step
from smogctl.forecast.table import MAX_STEPS
from smogctl.values.findings import Refusal
from smogctl.values.pollutants import POLLUTANTS, Pollutant

Primary = tuple[Pollutant, ...]


def listed(
    start: datetime,
    figures: Mapping[str, Sequence[Decimal]],
    primary: Sequence[Primary],
    *,
    hourly: bool,
) -> Forecast:
    """A forecast from lists by index: `AQI`, or a pollutant.

    `primary`: one for all, one for each, or none. Raises Refusal for lists of unequal length, and
    for more than MAX_STEPS.
    """
    count = _count(figures, primary)
    if not primary:
        primary = [()] * count
    elif len(primary) == 1:
        primary = [primary[0]] * count
    try:
        steps = tuple(_steps(start, figures, primary, hourly=hourly))
    except OverflowError:
        raise Refusal(f"从 {start:%Y-%m-%d} 起数不到那么多天。") from None
    return Forecast(steps, hourly)


def _count(figures: Mapping[str, Sequence[Decimal]], primary: Sequence[Primary]) -> int:
    lengths: dict[str, int] = {}
    for name, values in figures.items():
        lengths[name] = len(values)
    if len(primary) > 1:
        lengths["首要污染物"] = len(primary)
    count = max(lengths.values())
    if count > min(lengths.values()):
        counted = []
        for name, length in lengths.items():
            counted.append(f"{name} {length} 个")
        raise Refusal(f"各项的个数不同：{'，'.join(counted)}。应一天（一小时）一个。")
    if count > MAX_STEPS:
        raise Refusal(f"多于 {MAX_STEPS} 个值。")
    return count


def _steps(
    start: datetime,
    figures: Mapping[str, Sequence[Decimal]],
    primary: Sequence[Primary],
    *,
    hourly: bool,
) -> Iterator[Step]:
    length = Forecast((), hourly).length
    for place, named in enumerate(primary):
        levels: dict[Pollutant, Decimal] = {}
        for name in POLLUTANTS:
            if name in figures:
                levels[name] = figures[name][place]
        given: Decimal | None = None
        if "AQI" in figures:
            given = figures["AQI"][place]
        yield Step(start + place * length, given, named, levels)
