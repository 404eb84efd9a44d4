"""The air quality index by concentrations (HJ 633).

The highest sub-index, and the pollutants that have it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from smogctl.schema.aqi import AqiFile, AqiTable
from smogctl.schema.base import is_in_force
from smogctl.values.findings import Refusal
from smogctl.values.pollutants import POLLUTANTS, Pollutant

_CLEAN = 50
"""Up to here no pollutant is the primary one (HJ 633)."""


class Aqi(NamedTuple):
    """An index, its primary pollutants, and those that lie beyond their table."""

    value: int
    primary: tuple[Pollutant, ...]
    beyond: tuple[Pollutant, ...] = ()


def table_of(file: AqiFile, day: date) -> AqiTable:
    """The table in force on a day. Raises Refusal for a day of which no table is known."""
    table = _in_force(file, day)
    if table is not None:
        return table
    known = []
    for other in file.tables:
        known.append(f"{other.document} {other.since}至{other.until or '今'}")
    raise Refusal(
        f"{day} 的空气质量分指数表不知道，浓度不能换算成 AQI"
        f"（有：{'；'.join(known)}）。请直接给 AQI。"
    )


def _in_force(file: AqiFile, day: date) -> AqiTable | None:
    for table in file.tables:
        if is_in_force(day, table.since, table.until):
            return table
    return None


def aqi(file: AqiFile, day: date, levels: Mapping[Pollutant, Decimal]) -> Aqi:
    """The index of a day's concentrations.

    Raises Refusal for a day or a pollutant without a table.
    """
    table = table_of(file, day)
    subs: dict[Pollutant, int] = {}
    beyond: list[Pollutant] = []
    for name, value in levels.items():
        subs[name], is_beyond = _sub(file.index, table, name, value)
        if is_beyond:
            beyond.append(name)
    highest = max(subs.values())
    primary: list[Pollutant] = []
    if highest > _CLEAN:
        primary = []
        for name, sub in subs.items():
            if sub == highest:
                primary.append(name)
    return Aqi(highest, tuple(primary), tuple(beyond))


def _sub(
    index: Sequence[int], table: AqiTable, name: Pollutant, value: Decimal
) -> tuple[int, bool]:
    """The sub-index of a concentration, rounded up, and whether it lies beyond the table's end."""
    row = table.breakpoints.get(name)
    if row is None:
        raise Refusal(f"{table.document} 没有{POLLUTANTS[name]}的分指数。")
    for low, high, start, end in zip(row, row[1:], index, index[1:], strict=False):
        if value <= high:
            exact = start + (value - low) * (end - start) / Decimal(high - low)
            return int(exact.to_integral_value(ROUND_CEILING)), False
    return index[len(row) - 1], True


def ceiling(
    file: AqiFile, day: date, name: Pollutant, index: Decimal
) -> Decimal | None:
    """The highest concentration that goes with an index of the whole; None: any, or not known.

    No sub-index lies above the index, so a day's index bounds every concentration.
    """
    table = _in_force(file, day)
    if table is None:
        return None
    row = table.breakpoints.get(name, ())
    for low, high, start, end in zip(
        row, row[1:], file.index, file.index[1:], strict=False
    ):
        if index < end:
            return low + (index - start) * (high - low) / Decimal(end - start)
    return None
