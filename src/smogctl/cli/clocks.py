"""Times as an officer types them to the ledger: 23:41, 20时50分, 26日20时, 昨天20:00."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

from smogctl.incident.instants import BEIJING, instant
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment, moment, with_year

_CLOCK = re.compile(
    r"(?P<half>上午|早上|凌晨|下午|晚上|晚|中午|夜里)?(?P<hour>\d{1,2})"
    r"(?:[:](?P<minute>\d{2})(?::(?P<second>\d{2}))?|[时点](?:(?P<cn>\d{1,2})分?|(?P<mid>半)|整)?)"
)
_DAYS = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "明天": 1,
}
_AFTERNOON = frozenset({"下午", "晚上", "晚", "夜里"})
_DAY = re.compile(r"(\d{1,2})[日号]\s*(?=\S)")
_PAST = timedelta(hours=12)
"""So far back a bare time of day may lie: at 0:10 somebody writes down 23:50."""
_FIRST, _LAST = datetime(2000, 1, 1), datetime(2100, 1, 1)
"""Other years are slips: nobody can list each day's reports for centuries."""


class Typed(NamedTuple):
    """A time as typed."""

    at: datetime
    midnight: bool = False
    """Whether it was written as 24时 of the day before."""

    @property
    def instant(self) -> str:
        """As the ledger writes it."""
        return instant(self.at)


def now_asked(word: str | None) -> tuple[datetime, bool]:
    """The time that is meant, Beijing time, and whether it was typed."""
    here = datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)
    if word is None:
        return here, False
    return typed(word, "--now", here).at, True


def observed_asked(
    word: str | None, now: datetime, what: str = "--observed"
) -> datetime:
    """When it happened, to the minute: a bare time of day is the last such, within twelve hours.

    Raises Refusal for the future.
    """
    if word is None:
        return now.replace(second=0, microsecond=0)
    at = typed(word, what, now).at
    if at <= now:
        return at
    day_before = at - timedelta(days=1)
    if _is_bare(word) and now - day_before <= _PAST:
        return day_before
    raise Refusal(f"{what} {said(at)}还没有到，不能先登记。")


def said(at: datetime) -> str:
    """A time as people read it: 12月1日23:50."""
    return f"{at.month}月{at.day}日{at:%H:%M}"


def typed(word: str, what: str, now: datetime) -> Typed:
    """A time as typed; what it leaves out is today's.

    Raises Refusal for what is none, and for a year of no response.
    """
    by_clock = _by_clock(word, now)
    if by_clock is not None:
        return by_clock
    whole = moment(with_year(word, now.date()), f"{what} ")
    if not whole.exact:
        raise Refusal(
            f"{what} “{clip(word)}”要写到几时几分，如 2026-12-01T23:41 或 23:41。"
        )
    if not _FIRST <= whole.at <= _LAST:
        raise Refusal(f"{what} “{clip(word)}”的年份应在 2000 到 2099 之间。")
    return Typed(whole.at, whole.midnight)


def _by_clock(word: str, now: datetime) -> Typed | None:
    """A time of day, with or without a day in front (20时, 今晚8点); None for any other."""
    plain = unicodedata.normalize("NFKC", word).strip()
    day, rest = _day(plain, now.date())
    clock = _CLOCK.fullmatch(rest)
    if day is None or clock is None:
        return None
    return _at(day, clock)


def spoken(word: str) -> str:
    """A time of a paper as people say it (20时, 今晚8点) with its day; any other with its year."""
    now = now_asked(None)[0]
    by_clock = _by_clock(word, now)
    if by_clock is None:
        return with_year(word, now.date())
    return Moment(by_clock.at, exact=True, midnight=by_clock.midnight).iso


def _is_bare(word: str) -> bool:
    return _CLOCK.fullmatch(unicodedata.normalize("NFKC", word).strip()) is not None


def _day(plain: str, today: date) -> tuple[date | None, str]:
    """The day in front of a time of day, and the rest; today where there is none."""
    for name, days in _DAYS.items():
        if plain.startswith(name):
            rest = plain.removeprefix(name).strip()
            if name.endswith("晚"):
                rest = f"晚{rest}"
            return today + timedelta(days=days), rest
    hit = _DAY.match(plain)
    if hit is None:
        return today, plain
    return _nearest(int(hit[1]), today), plain[hit.end() :]


def _nearest(number: int, today: date) -> date | None:
    """The day of that number that is nearest: of this month, the one before or the next."""
    first = today.replace(day=1)
    months = (first, first - timedelta(days=1), first + timedelta(days=32))
    days: list[date] = []
    for month in months:
        with suppress(ValueError):
            days.append(month.replace(day=number))
    return min(days, key=lambda day: abs(day - today), default=None)


def _at(day: date, clock: re.Match[str]) -> Typed | None:
    """The time of a day; None for what no clock shows."""
    hour = int(clock["hour"])
    if clock["half"] in _AFTERNOON and hour < 12:
        hour += 12
    minute = int(clock["minute"] or clock["cn"] or 0)
    if clock["mid"]:
        minute = 30
    begin = datetime(day.year, day.month, day.day)
    if (hour, minute) == (24, 0):
        return Typed(begin + timedelta(days=1), midnight=True)
    with suppress(ValueError):
        return Typed(begin.replace(hour=hour, minute=minute))
    return None


def ahead_asked(word: str | None, what: str, now: datetime) -> Typed | None:
    """A term as typed: a bare time of day is the next such; None: not given.

    Raises Refusal for one that is past.
    """
    if word is None:
        return None
    term = typed(word, what, now)
    if term.at <= now and _is_bare(word):
        term = term._replace(at=term.at + timedelta(days=1))
    if term.at <= now:
        raise Refusal(f"{what} {said(term.at)}已经过了。没有登记。")
    return term


def start_asked(word: str | None, what: str, now: datetime) -> Typed | None:
    """From when something holds: a bare time of day is the nearest such; None: not given.

    Raises Refusal for what is no time.
    """
    if word is None:
        return None
    start = typed(word, what, now)
    if _is_bare(word) and now - start.at > _PAST:
        start = start._replace(at=start.at + timedelta(days=1))
    return start
