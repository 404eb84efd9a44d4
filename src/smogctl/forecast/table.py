"""A forecast as a table of comma-separated values.

A row a day or an hour, a column an index or a concentration.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from smogctl.forecast.figures import figure, plain, primaries
from smogctl.forecast.series import Forecast, Step
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment
from smogctl.values.pollutants import POLLUTANTS, Pollutant, pollutant

MAX_STEPS = 10_000
"""More than a year of hours."""

_Meaning = Literal["time", "primary", "AQI"] | Pollutant
_HEADS: Mapping[_Meaning, frozenset[str]] = {
    "time": frozenset(
        {"日期", "时间", "预报日期", "预报时间", "日", "date", "time", "at", "day", "datetime"}
    ),
    "primary": frozenset({"首要污染物", "首要", "主要污染物", "pollutant", "primary"}),
    "AQI": frozenset(
        {"aqi", "空气质量指数", "预报aqi", "日均aqi", "空气质量指数(aqi)", "aqi日均值"}
    ),
}
"""The heads of columns, in NFKC without blanks or capitals."""

_UNIT = re.compile(r"\((?:[μuµm]g/m.{1,2}|微克/立方米|毫克/立方米)\)$|浓度|日均值?$|日均")


class TableForecast(NamedTuple):
    """A forecast, and the columns that nothing was read from."""

    forecast: Forecast
    unused: tuple[str, ...]


class _Columns(NamedTuple):
    time: int
    aqi: int | None
    primary: int | None
    levels: Mapping[Pollutant, int]
    unused: tuple[str, ...]


class _At(NamedTuple):
    """A place in the file."""

    file: str
    line: int

    def refused(self, column: int, why: str) -> Refusal:
        return Refusal(f"{self.file}:{self.line}:{column + 1}: {why}")


def read_table(text: str, file: str) -> TableForecast:
    """Read a forecast; `file` names it in messages.

    Raises Refusal, with its place, for what cannot be read, for a hole between the rows, and for
    more than MAX_STEPS.
    """
    rows = _rows(text, file)
    head = next(rows, None)
    if head is None:
        raise Refusal(f"{file}:1:1: 空的：应有一行表头（日期,AQI,首要污染物 等），以下每天一行。")
    at, cells = head
    columns = _columns(at, cells)
    steps, exact = [], set()
    for place, row in rows:
        step, timed = _step(place, row, columns)
        steps.append(step)
        exact.add(timed)
        if len(steps) > MAX_STEPS:
            raise place.refused(0, f"多于 {MAX_STEPS} 行。")
        if len(exact) > 1:
            raise place.refused(columns.time, "有的行写到小时，有的只写日期：请一致。")
        if len(steps) > 1:
            _check_next(place, columns.time, steps[-2].at, step.at, hourly=timed)
    if not steps:
        raise Refusal(f"{file}:{at.line + 1}:1: 表头下面没有数据。")
    return TableForecast(Forecast(tuple(steps), hourly=exact == {True}), columns.unused)


def _rows(text: str, file: str) -> Iterator[tuple[_At, list[str]]]:
    """The rows that are not empty, with their lines."""
    sample = text.split("\n", 1)[0]
    separator = max(",\t;，", key=sample.count)
    reader = csv.reader(text.splitlines(), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _At(file, reader.line_num), row
    except csv.Error as error:
        raise Refusal(f"{file}:{reader.line_num}:1: 不是逗号分隔的表：{error}。") from None


def _columns(at: _At, cells: Sequence[str]) -> _Columns:
    """What each column holds, by the words of the head; the first of several that say the same."""
    places: dict[_Meaning, int] = {}
    unused = []
    for place, cell in enumerate(cells):
        meaning = _meaning("".join(plain(cell).casefold().split()))
        if meaning is None or meaning in places:
            unused.append(cell.strip())
        else:
            places[meaning] = place
    levels = {name: places[name] for name in POLLUTANTS if name in places}
    if "time" not in places:
        raise at.refused(0, "表头里没有“日期”或“时间”这一列。")
    if "AQI" not in places and not levels:
        raise at.refused(0, "表头里既没有 AQI，也没有 PM2.5 等浓度的列。")
    return _Columns(places["time"], places.get("AQI"), places.get("primary"), levels, tuple(unused))


def _meaning(word: str) -> _Meaning | None:
    """What a column of that head holds; None: nothing that is read."""
    for meaning, words in _HEADS.items():
        if word in words:
            return meaning
    name = pollutant(_UNIT.sub("", word))
    return None if name == "dust" else name


def _step(at: _At, row: Sequence[str], columns: _Columns) -> tuple[Step, bool]:
    """A row as a step, and whether its time has an hour."""

    def cell(place: int | None) -> str:
        return row[place] if place is not None and place < len(row) else ""

    try:
        place = columns.time
        when = moment(cell(place), "时间")
        given: Decimal | None = None
        if columns.aqi is not None and cell(columns.aqi).strip():
            place = columns.aqi
            given = figure(cell(place), "AQI ")
        levels: dict[Pollutant, Decimal] = {}
        for name, place in columns.levels.items():
            if cell(place).strip():
                levels[name] = figure(cell(place), f"{name} ")
        place = columns.primary or 0
        primary = primaries(cell(columns.primary))
    except Refusal as refusal:
        raise at.refused(place, str(refusal)) from None
    if given is None and not levels:
        raise at.refused(columns.aqi or 0, "这一行既没有 AQI，也没有浓度。缺的不能当作不超。")
    return Step(when.at, given, primary, levels), when.exact


def _check_next(at: _At, column: int, before: datetime, now: datetime, *, hourly: bool) -> None:
    """Raises Refusal unless a step follows the one before at once."""
    expected = before + Forecast((), hourly).length
    if now != expected:
        form = "%Y-%m-%d %H:%M" if hourly else "%Y-%m-%d"
        raise at.refused(
            column,
            f"应为 {expected.strftime(form)}，却是 {now.strftime(form)}："
            "预报应按时间先后，一天（一小时）一行，不缺不重。",
        )
