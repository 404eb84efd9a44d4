"""A desk file, `desks/<district id>.yaml`: what an office knows and no document says.

All of it is optional. It is never shipped for a real district, and phones stay out of git unless
the office wants them in.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from smogctl.schema.base import (
    Day,
    FileSlug,
    Listed,
    Model,
    Name,
    Number,
    Slug,
    Text,
    fault,
)
from smogctl.text.patterns import later
from smogctl.values.vocabulary import Colour

_CLOCK = later("[0-9]{2}:[0-9]{2}")
_DIGITS = later("[0-9]+")


def _clock(value: object) -> object:
    """A time of day, 17:00."""
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise fault("clock", "应为一天里的时刻，写作 17:00")
    hour, minute = value.split(":")
    if hour > "23" or minute > "59":
        raise fault("clock", "没有这个时刻，应在 00:00 到 23:59 之间")
    return value


def _hours(value: object) -> object:
    hours = value
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        hours = int(value)
    # a bool is an int too, and no number
    if type(hours) is int and 0 < hours <= 240:
        return hours
    raise fault("hours", "应为小时数，1 到 240")


Clock = Annotated[str, BeforeValidator(_clock)]
Hours = Annotated[Number, BeforeValidator(_hours)]


def _given(value: Any) -> Any:
    """A mapping without what is left empty: a desk is filled in bit by bit."""
    if _is_empty(value):
        return {}
    if not isinstance(value, dict):
        return value
    return {key: entry for key, entry in value.items() if not _is_empty(entry)}


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None


class Filled(Model):
    """A mapping in which an empty value is one that is not set."""

    @model_validator(mode="before")
    @classmethod
    def _only_given(cls, value: Any) -> Any:
        return _given(value)


class DeskOffice(Filled):
    """Who writes: the office's full name and how it is reached."""

    name: Name | None = None
    """Full, as papers are signed."""
    seal: Name | None = None
    """Under whose seal its papers go, where it has none of its own."""
    red_head: Name | None = None
    """What stands in red above a paper."""
    number: Name | None = None
    """How a paper is numbered, with {year} and {n}: 津气应办〔{year}〕{n}号."""
    contact: Name | None = None
    phone: Name | None = None
    fax: Name | None = None
    mail: Name | None = None
    address: Text | None = None


class Deadlines(Filled):
    """Hours from the issue of an order: until its receipt, and until the first report."""

    receipt: Hours | None = None
    report: Hours | None = None


class Contact(Filled):
    """Who is called in a unit, or in one of its bodies."""

    unit: Slug
    body: Name | None = None
    """The body's name, where the unit has several."""
    name: Name | None = None
    post: Name | None = None
    phone: Name | None = None
    mail: Name | None = None
    checked: Day | None = None
    """The day on which somebody made sure of it."""


class DeskFile(Filled):
    """`desks/<district id>.yaml`."""

    format: Literal["smogctl.desk/1"]
    district: FileSlug
    """The district's id, which is also the file's name."""
    office: DeskOffice = DeskOffice()
    approvals: Annotated[
        dict[Colour, Name],
        Field(strict=False, default_factory=dict),
        BeforeValidator(_given),
    ]
    """Who approves a warning of each level."""
    deadlines: Deadlines = Deadlines()
    daily: Listed[Clock] = ()
    """At what times the daily report is due."""
    to: Listed[Name] = ()
    cc: Listed[Name] = ()
    exempt: Listed[Text] = ()
    """Whom measures do not bind: A级和引领性企业, 保障类企业."""
    contacts: Listed[Contact] = ()
