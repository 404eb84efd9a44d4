"""A forecast as a table of comma-separated values.

A row a day or an hour, a column an index or a concentration.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from typing import Literal, NamedTuple, TypeVar

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


Value = TypeVar("Value")


class _At(NamedTuple):
    """A place in the file."""

    file: str
    line: int

    def refused(self, column: int, why: str) -> Refusal:
        return Refusal(f"{self.file}:{self.line}:{column + 1}: {why}")


class _Row(NamedTuple):
    """A row that is not empty, and where it stands."""

    at: _At
    cells: Sequence[str]

    def cell(self, column: int | None) -> str:
        """Empty where the row is too short, or the table has no such column."""
        if column is None or column >= len(self.cells):
            return ""
        return self.cells[column]

    def read(self, column: int | None, read: Callable[[str], Value]) -> Value:
        """What a cell says; what cannot be read is refused at its place."""
        try:
            return read(self.cell(column))
        except Refusal as refusal:
            raise self.at.refused(column or 0, str(refusal)) from None

    def figure(self, column: int | None, what: str) -> Decimal | None:
        """The figure of a cell; None: it is empty."""
        if not self.cell(column).strip():
            return None
        return self.read(column, lambda word: figure(word, what))


class _Read(NamedTuple):
    """A row as a step, its place, and its time as written."""

    at: _At
    step: Step
    when: Moment


def read_table(text: str, file: str) -> TableForecast:
    """Read a forecast; `file` names it in messages.

    Raises Refusal, with its place, for what cannot be read, for a hole between the rows, and for
    more than MAX_STEPS.
    """
    rows = _rows(text, file)
    head, columns = _head(rows, file)
    read = [_read(row, columns) for row in islice(rows, MAX_STEPS + 1)]
    if not read:
        raise Refusal(f"{file}:{head.line + 1}:1: 表头下面没有数据。")
    if len(read) > MAX_STEPS:
        raise read[-1].at.refused(0, f"多于 {MAX_STEPS} 行。")
    hourly = _is_hourly(read, columns.time)
    for before, row in pairwise(read):
        _check_next(row, columns.time, before.step.at, hourly=hourly)
    steps = [row.step for row in read]
    ends = hourly and any(row.when.midnight for row in read)
    if ends:
        hour = timedelta(hours=1)
        steps = [step._replace(at=step.at - hour) for step in steps]
    return TableForecast(Forecast(tuple(steps), hourly), columns.unused, ends)


def _is_hourly(read: Sequence[_Read], column: int) -> bool:
    """Whether the rows are hours; days that a sheet wrote with 0:00 are none."""
    exact = read[0].when.exact
    for row in read:
        if row.when.exact != exact:
            raise row.at.refused(column, "有的行写到小时，有的只写日期：请一致。")
    return exact and any(row.step.at.hour for row in read)


def _rows(text: str, file: str) -> Iterator[_Row]:
    """The rows that are not empty, with their lines."""
    sample = text[:_SAMPLE]
    separator = max(",\t;，", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if "".join(cells).strip() and not cells[0].startswith("sep="):
                yield _Row(_At(file, reader.line_num), cells)
    except csv.Error:
        raise Refusal(
            f"{file}:{reader.line_num}:1: 不是逗号分隔的表：引号没有成对，或有一格太长。"
        ) from None


def _head(rows: Iterator[_Row], file: str) -> tuple[_At, _Columns]:
    """The head of the table: the first of the upper rows with a column of days or hours."""
    upper: list[_Row] = []
    for row in islice(rows, _HEAD_ROWS):
        if "time" in map(_meaning, row.cells):
            return row.at, _columns(row)
        upper.append(row)
    if not upper:
        raise Refusal(
            f"{file}:1:1: 空的：应有一行表头（日期,AQI,首要污染物 等），以下每天一行。"
        )
    return upper[0].at, _columns(upper[0])


def _columns(head: _Row) -> _Columns:
    """What each column holds, by the words of the head."""
    at = head.at
    places: dict[_Meaning, int] = {}
    unused: list[str] = []
    for place, cell in enumerate(head.cells):
        meaning = _meaning(cell)
        if meaning is None:
            unused.append(cell.strip())
            continue
        if meaning in places:
            before = f"第 {places[meaning] + 1} 列"
            raise at.refused(place, f"“{clip(cell)}”与{before}重复：留一列。")
        _check_unit(at, place, cell, meaning)
        places[meaning] = place
    if "time" not in places:
        raise at.refused(0, f"表头里没有“日期”或“时间”这一列。{_ACCEPTED}")
    levels: dict[Pollutant, int] = {}
    for name in POLLUTANTS:
        if name in places:
            levels[name] = places[name]
    if not levels and "AQI" not in places:
        raise at.refused(0, f"表头里既没有 AQI，也没有 PM2.5 等浓度的列。{_ACCEPTED}")
    return _Columns(
        places["time"],
        places.get("AQI"),
        places.get("primary"),
        levels,
        tuple(filter(None, unused)),
    )


def _meaning(head: str) -> _Meaning | None:
    """What a column of that head holds; None: nothing that is read."""
    word = "".join(plain(head).casefold().split())
    core = _AROUND.sub("", _BRACKETS.sub("", word))
    for meaning, words in _HEADS.items():
        if core in words:
            return meaning
    name = pollutant(core)
    if name == "dust":
        return None
    return name


def _check_unit(at: _At, place: int, head: str, meaning: _Meaning) -> None:
    """Raises Refusal for a column in another unit than the index tables have."""
    wanted, wrong = "微克", _MILLI
    if meaning == "CO":
        wanted, wrong = "毫克", _MICRO
    if wrong.search(plain(head).casefold()):
        raise at.refused(
            place, f"“{clip(head)}”的单位不对：应为{wanted}/立方米，请换算后再给。"
        )


def _read(row: _Row, columns: _Columns) -> _Read:
    when = row.read(columns.time, lambda word: moment(word, "时间"))
    given = row.figure(columns.aqi, "AQI ")
    levels: dict[Pollutant, Decimal] = {}
    for name, column in columns.levels.items():
        value = row.figure(column, f"{name} ")
        if value is not None:
            levels[name] = value
    primary = row.read(columns.primary, primaries)
    if given is None and not levels:
        raise row.at.refused(
            columns.aqi or 0, "这一行既没有 AQI，也没有浓度。缺的不能当作不超。"
        )
    return _Read(row.at, Step(when.at, given, primary, levels), when)


def _check_next(row: _Read, column: int, before: datetime, *, hourly: bool) -> None:
    """Raises Refusal unless a step follows the one before at once."""
    now = row.step.at
    expected = before + Forecast((), hourly).length
    if now == expected:
        return
    form = "%Y-%m-%d"
    if hourly:
        form = "%Y-%m-%d %H:%M"
    raise row.at.refused(
        column,
        f"应为 {expected.strftime(form)}，却是 {now.strftime(form)}："
        "预报应按时间先后，一天（一小时）一行，不缺不重。",
    )
