"""A forecast as a table of comma-separated values.

A row a day or an hour, a column an index or a concentration.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from smogctl.forecast.figures import figure, plain, primaries
from smogctl.forecast.series import Forecast, Step
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment, moment
from smogctl.values.pollutants import POLLUTANTS, Pollutant, pollutant

MAX_STEPS = 10_000
"""More than a year of hours."""

_Meaning = Literal["time", "primary", "AQI"] | Pollutant
_HEADS: Mapping[_Meaning, frozenset[str]] = {
    "time": frozenset({"日期", "时间", "date", "time", "at", "day", "datetime"}),
    "primary": frozenset({"首要污染物", "首要", "主要污染物", "pollutant", "primary"}),
    "AQI": frozenset({"aqi", "空气质量", "空气质量aqi"}),
}
"""The heads of columns, without what stands around them."""
_BRACKETS = re.compile(r"\(.*?\)")
_AROUND = re.compile(
    r"预报|预测|日最大|最大|8小时(?:滑动)?|滑动|24小时|_?24h|日均|日平均|平均|均值|浓度|指数|值|_|^日(?!期)"
)
"""What heads say besides: forecast, mean, concentration."""
_MILLI = re.compile("mg|毫克")
_MICRO = re.compile("[μµu]g|微克")
_ACCEPTED = (
    "认得的列：日期（时间）、AQI、PM2.5、PM10、O3-8h、SO2、NO2、CO、首要污染物。"
)
_HEAD_ROWS = 5
"""A title may stand above the head."""
_SAMPLE = 2000
"""Characters by which the mark between cells is told."""


class TableForecast(NamedTuple):
    """A forecast, and how its table was read."""

    forecast: Forecast
    unused: tuple[str, ...]
    """The columns that nothing was read from."""
    ends: bool
    """Whether its hours are named by their ends, 1时 to 24时."""


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
    at, columns = _head(rows, file)
    read = [
        (place, *_step(place, row, columns))
        for place, row in islice(rows, MAX_STEPS + 1)
    ]
    if not read:
        raise Refusal(f"{file}:{at.line + 1}:1: 表头下面没有数据。")
    if len(read) > MAX_STEPS:
        raise read[-1][0].refused(0, f"多于 {MAX_STEPS} 行。")
    hourly = _is_hourly(read, columns.time)
    for (_, before, _), (place, step, _) in pairwise(read):
        _check_next(place, columns.time, before.at, step.at, hourly=hourly)
    ends = hourly and any(when.midnight for _, _, when in read)
    back = timedelta(hours=1 if ends else 0)
    steps = tuple(step._replace(at=step.at - back) for _, step, _ in read)
    return TableForecast(Forecast(steps, hourly), columns.unused, ends)


def _is_hourly(read: Sequence[tuple[_At, Step, Moment]], column: int) -> bool:
    """Whether the rows are hours; days that a sheet wrote with 0:00 are none."""
    exact = {when.exact for _, _, when in read}
    if len(exact) > 1:
        place = next(at for at, _, when in read if when.exact != read[0][2].exact)
        raise place.refused(column, "有的行写到小时，有的只写日期：请一致。")
    return exact == {True} and any(step.at.hour for _, step, _ in read)


def _rows(text: str, file: str) -> Iterator[tuple[_At, list[str]]]:
    """The rows that are not empty, with their lines."""
    sample = text[:_SAMPLE]
    separator = max(",\t;，", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].startswith("sep="):
                yield _At(file, reader.line_num), row
    except csv.Error:
        raise Refusal(
            f"{file}:{reader.line_num}:1: 不是逗号分隔的表：引号没有成对，或有一格太长。"
        ) from None


def _head(rows: Iterator[tuple[_At, list[str]]], file: str) -> tuple[_At, _Columns]:
    """The head of the table: the first of the upper rows with a column of days or hours."""
    first: tuple[_At, list[str]] | None = None
    for at, cells in islice(rows, _HEAD_ROWS):
        if "time" in map(_meaning, cells):
            return at, _columns(at, cells)
        first = first or (at, cells)
    if first is None:
        raise Refusal(
            f"{file}:1:1: 空的：应有一行表头（日期,AQI,首要污染物 等），以下每天一行。"
        )
    return first[0], _columns(*first)


def _columns(at: _At, cells: Sequence[str]) -> _Columns:
    """What each column holds, by the words of the head."""
    places: dict[_Meaning, int] = {}
    unused = []
    for place, cell in enumerate(cells):
        meaning = _meaning(cell)
        if meaning is None:
            unused += [cell.strip()] if cell.strip() else []
            continue
        if meaning in places:
            raise at.refused(
                place, f"“{clip(cell)}”与第 {places[meaning] + 1} 列重复：留一列。"
            )
        _check_unit(at, place, cell, meaning)
        places[meaning] = place
    levels = {name: places[name] for name in POLLUTANTS if name in places}
    if "time" not in places:
        raise at.refused(0, f"表头里没有“日期”或“时间”这一列。{_ACCEPTED}")
    if "AQI" not in places and not levels:
        raise at.refused(0, f"表头里既没有 AQI，也没有 PM2.5 等浓度的列。{_ACCEPTED}")
    return _Columns(
        places["time"], places.get("AQI"), places.get("primary"), levels, tuple(unused)
    )


def _meaning(head: str) -> _Meaning | None:
    """What a column of that head holds; None: nothing that is read."""
    word = "".join(plain(head).casefold().split())
    core = _AROUND.sub("", _BRACKETS.sub("", word))
    for meaning, words in _HEADS.items():
        if core in words:
            return meaning
    name = pollutant(core)
    return None if name == "dust" else name


def _check_unit(at: _At, place: int, head: str, meaning: _Meaning) -> None:
    """Raises Refusal for a column in another unit than the index tables have."""
    milli = _MILLI.search(plain(head).casefold()) is not None
    micro = _MICRO.search(plain(head).casefold()) is not None
    if (milli and meaning != "CO") or (micro and meaning == "CO"):
        wanted = "毫克" if meaning == "CO" else "微克"
        raise at.refused(
            place, f"“{clip(head)}”的单位不对：应为{wanted}/立方米，请换算后再给。"
        )


def _step(at: _At, row: Sequence[str], columns: _Columns) -> tuple[Step, Moment]:
    """A row as a step, and its time as written."""

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
        raise at.refused(
            columns.aqi or 0, "这一行既没有 AQI，也没有浓度。缺的不能当作不超。"
        )
    return Step(when.at, given, primary, levels), when


def _check_next(
    at: _At, column: int, before: datetime, now: datetime, *, hourly: bool
) -> None:
    """Raises Refusal unless a step follows the one before at once."""
    expected = before + Forecast((), hourly).length
    if now != expected:
        form = "%Y-%m-%d %H:%M" if hourly else "%Y-%m-%d"
        raise at.refused(
            column,
            f"应为 {expected.strftime(form)}，却是 {now.strftime(form)}："
            "预报应按时间先后，一天（一小时）一行，不缺不重。",
        )
