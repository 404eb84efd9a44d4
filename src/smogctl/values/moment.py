"""Times of a notice: as people write them in, Chinese out. Beijing time, no zone.

24时 is the next day's 0时 in every reckoning, and stays 24时 in print.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[Tt\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00)?)?"
)
_CHINESE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
    r"\s*(?:(?P<hour>\d{1,2}|零)(?:[时点](?:(?P<minute>\d{1,2})分?|(?P<half>半)|整)?|:(?P<past>\d{2})))?"
)
_NO_YEAR = re.compile(r"\s*\d{1,2}月")


class Moment(NamedTuple):
    """A time as given: to the minute, or only the day."""

    at: datetime
    exact: bool
    midnight: bool = False
    """Whether it was given as 24时 of the day before."""

    @property
    def said(self) -> str:
        """As a notice writes it: 2026年12月1日0时, 2026年12月1日8时30分, 2026年11月30日24时."""
        when, hour = self.at, self.at.hour
        if self.midnight:
            when, hour = self.at - timedelta(days=1), 24
        day = f"{when.year}年{when.month}月{when.day}日"
        if not self.exact:
            return day
        minutes = ""
        if when.minute:
            minutes = f"{when.minute}分"
        return f"{day}{hour}时{minutes}"

    @property
    def briefly(self) -> str:
        """The same without the year: 12月1日8时."""
        return self.said.partition("年")[2]

    @property
    def iso(self) -> str:
        """As a facts file writes it."""
        if self.midnight:
            return (self.at - timedelta(days=1)).strftime("%Y-%m-%dT24:00")
        form = "%Y-%m-%d"
        if self.exact:
            form = "%Y-%m-%dT%H:%M"
        return self.at.strftime(form)


def lacks_year(word: str) -> bool:
    """Whether a time is written without its year: 12月1日8时."""
    return _NO_YEAR.match(unicodedata.normalize("NFKC", word)) is not None


def with_year(word: str, today: date) -> str:
    """A time that lacks its year with the one that brings it nearest to a day."""
    if not lacks_year(word):
        return word
    distances: dict[str, timedelta] = {}
    for year in (today.year - 1, today.year, today.year + 1):
        dated = f"{year}年{word.strip()}"
        meant = _meant(dated)
        if meant is not None:
            distances[dated] = abs(meant.at.date() - today)
    return min(distances, key=distances.__getitem__, default=word)


def moment(word: str, what: str) -> Moment:
    """The time that a word means; `what` names it for people.

    Raises Refusal for what is no time, has a zone, or lacks its year.
    """
    meant = _meant(word)
    if meant is not None:
        return meant
    year = ""
    if lacks_year(word) and _meant(f"2000年{word.strip()}"):
        year = "要写年份；"
    raise Refusal(
        f"{what}“{clip(word)}”不是时间：{year}"
        "写作 2026-12-01T08:00 或 2026年12月1日8时（北京时间，不带时区），当日 24 时写 24时。"
    )


def _meant(word: str) -> Moment | None:
    """The time that a word means; None where it means none, or lacks its year."""
    plain = unicodedata.normalize("NFKC", word).strip()
    parts = _ISO.fullmatch(plain) or _CHINESE.fullmatch(plain)
    if parts is None or parts["year"] is None:
        return None
    words = parts.groupdict()
    day = int(words["year"]), int(words["month"]), int(words["day"])
    hour = words["hour"]
    if hour is None:
        return _moment_of(day, None, 0)
    if hour == "零":
        hour = "0"
    minute = words["minute"] or words.get("past") or "0"
    if words.get("half"):
        minute = "30"
    return _moment_of(day, int(hour), int(minute))


def _moment_of(
    day: tuple[int, int, int], hour: int | None, minute: int
) -> Moment | None:
    """A time from its numbers; None where the calendar or the clock has no such."""
    try:
        start = datetime(*day)
        if hour is None:
            return Moment(start, exact=False)
        if (hour, minute) == (24, 0):
            return Moment(start + timedelta(days=1), exact=True, midnight=True)
        return Moment(start.replace(hour=hour, minute=minute), exact=True)
    except (ValueError, OverflowError):
        return None
