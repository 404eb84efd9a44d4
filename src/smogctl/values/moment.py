"""Times of a notice: ISO in, Chinese out. Beijing time, no zone; 24:00 is the next day's 00:00."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::00)?)?")


class Moment(NamedTuple):
    """A time as given: to the minute, or only the day."""

    at: datetime
    exact: bool
    midnight: bool = False
    """Whether it was given as 24:00 of the day before."""

    @property
    def said(self) -> str:
        """As a notice writes it: 2026年12月1日0时, 2026年12月1日8时30分."""
        day = f"{self.at.year}年{self.at.month}月{self.at.day}日"
        minutes = f"{self.at.minute}分" if self.at.minute else ""
        return f"{day}{self.at.hour}时{minutes}" if self.exact else day

    @property
    def iso(self) -> str:
        """As a facts file writes it."""
        return self.at.strftime("%Y-%m-%dT%H:%M") if self.exact else self.at.strftime("%Y-%m-%d")


def moment(word: str, what: str) -> Moment:
    """The time that a word means; `what` names it for people.

    Raises Refusal for what is no time, or has a zone.
    """
    parts = _ISO.fullmatch(word.strip())
    found = _moment_of(parts[1], parts[2], parts[3]) if parts else None
    if found is None:
        raise Refusal(
            f"{what}“{clip(word)}”不是时间。"
            "写作 2026-12-01T00:00（北京时间，不带时区），当日 24 时可写 T24:00。"
        )
    return found


def _moment_of(day: str, hour: str | None, minute: str | None) -> Moment | None:
    """A time from its digits; None where the calendar or the clock has no such."""
    try:
        start = datetime.combine(date.fromisoformat(day), datetime.min.time())
        if hour is None or minute is None:
            return Moment(start, exact=False)
        if (hour, minute) == ("24", "00"):
            return Moment(start + timedelta(days=1), exact=True, midnight=True)
        return Moment(start.replace(hour=int(hour), minute=int(minute)), exact=True)
    except (ValueError, OverflowError):
        return None
