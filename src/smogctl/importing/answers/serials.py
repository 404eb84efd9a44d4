"""Times of a spreadsheet: a number that its format makes a day and an hour, as ISO text."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from smogctl.importing.office.events import Attributes, Events
from smogctl.text.patterns import words_of

_DAYS = (*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58)
_CLOCKS = (*range(18, 23), *range(32, 36), *range(45, 48), 55, 56)
"""Numbers of the built-in formats (ECMA-376 part 1, 18.8.30, with the Chinese ones)."""
_HAS_HOUR = dict.fromkeys(_DAYS, False) | dict.fromkeys(_CLOCKS, True)
_SPOKEN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
"""What of a format is text, colour, language."""
_NUMBER = re.compile("[0-9]{1,5}")
_LAST = 2_957_000
_SHORT = 40
"""Characters of a number at most."""
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z?", re.ASCII)


class Calendar(NamedTuple):
    """How a workbook writes times."""

    formats: Mapping[int, bool]
    """By style: whether its time has an hour. A style that is not here is no time."""
    first: datetime = datetime(1899, 12, 30)


class Styles(Events):
    """Takes the formats of cells out of `styles.xml`."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._cells: list[str] = []
        self._inside = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        match self._inside, name:
            case _, "cellXfs" | "cellStyleXfs" | "dxfs" | "numFmts":
                self._inside = name
            case "cellXfs", "xf":
                self._cells.append(attributes.get("numFmtId", "0"))
            case "numFmts", "numFmt":
                id_ = attributes.get("numFmtId", "")
                code = attributes.get("formatCode", "")
                self._codes[id_] = code[:300]

    def formats(self) -> dict[int, bool]:
        """The styles that are times."""
        return _timed(self._cells, self._codes)


def _timed(cells: Sequence[str], codes: Mapping[str, str]) -> dict[int, bool]:
    kinds: dict[str, bool | None] = {}
    for id_ in {*cells}:
        code = codes.get(id_)
        kinds[id_] = _of_id(id_) if code is None else _of_code(code)
    timed_: dict[int, bool] = {}
    for at, id_ in enumerate(cells):
        has_hour = kinds[id_]
        if has_hour is not None:
            timed_[at] = has_hour
    return timed_


def _of_id(id_: str) -> bool | None:
    number = words_of(_NUMBER.fullmatch(id_), default="0")
    return _HAS_HOUR.get(int(number))


def _of_code(code: str) -> bool | None:
    signs = _SPOKEN.sub("", code).casefold()
    if re.search("[hs]", signs):
        return True
    return False if re.search("[ymd]", signs) else None


def number(value: str) -> Decimal | None:
    """A cell's number; None for what is none."""
    if len(value) > _SHORT:
        return None
    try:
        decimal = Decimal(value)
    except InvalidOperation:
        return None
    return decimal if decimal.is_finite() else None


def whole(value: str) -> str:
    """A number as a person reads it in its cell: 12 for 12.0, 13812345678 for 1.3812345678E10."""
    decimal = number(value)
    if decimal is None or abs(decimal) >= 10**15:
        return value
    if decimal % 1:
        return value
    return str(int(decimal))


def timed(value: str, calendar: Calendar, style: int) -> str:
    """A number of such a style as text: 2026-12-01T08:20, 2026-12-01, 08:20."""
    days = number(value)
    if days is None or not 0 <= days < _LAST:
        return value
    # to the second first: 8:20 is stored as a little less than 8:20
    seconds = (days * 86_400).to_integral_value(ROUND_HALF_UP)
    minutes = int(seconds) // 60
    has_hour = calendar.formats[style]
    if has_hour and days < 60:  # hours of no day, maybe more than 24
        hours, rest = divmod(minutes, 60)
        return f"{hours:02}:{rest:02}"
    when = calendar.first + timedelta(minutes=minutes)
    has_hour = has_hour or minutes % 1440 > 0
    return when.strftime("%Y-%m-%dT%H:%M" if has_hour else "%Y-%m-%d")


def iso(value: str) -> str:
    """A time that a cell holds as text, to the minute."""
    return words_of(_ISO.fullmatch(value), 1, value)
