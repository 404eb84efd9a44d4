"""Instants of the ledger: Beijing time as text, to the second, so that text sorts as time does."""

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
_FORM = "%Y-%m-%dT%H:%M:%S+08:00"
_BEIJING = "+08:00"

INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00$"
"""What an instant looks like."""


def instant(at: datetime) -> str:
    """A time as the ledger writes it; one without a zone is Beijing's."""
    local = at
    if at.tzinfo:
        local = at.astimezone(BEIJING)
    return f"{local.year:04}{local.strftime(_FORM.removeprefix('%Y'))}"


def moment_of(text: str) -> datetime:
    """The Beijing time of an instant, without a zone. Raises ValueError for what is none."""
    if text[19:] == _BEIJING:
        # nearly all, and many thousands of them
        return datetime.fromisoformat(text[:19])
    return datetime.fromisoformat(text).astimezone(BEIJING).replace(tzinfo=None)


def later(text: str, hours: float) -> str:
    """The instant so many hours after another."""
    return instant(moment_of(text) + timedelta(hours=hours))


def minutes_between(earlier: str, late: str) -> float:
    """Minutes from one instant to another; negative where the second comes first."""
    return (moment_of(late) - moment_of(earlier)).total_seconds() / 60


def span_said(minutes: int) -> str:
    """A length of time: 45分, 3小时20分, 2天4小时."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days}天{hours}小时"
    if hours:
        return f"{hours}小时{left}分"
    return f"{left}分"
