"""A forecast: days or hours in a row, each with what is known of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from smogctl.values.pollutants import Pollutant

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Step(NamedTuple):
    """A day, or an hour."""

    at: datetime
    """When it begins."""
    aqi: Decimal | None = None
    """As given; None: to be computed from the concentrations."""
    primary: tuple[Pollutant, ...] = ()
    """The primary pollutants as given."""
    levels: Mapping[Pollutant, Decimal] = {}
    """Concentrations: µg/m³, CO in mg/m³; ozone's highest over 8 hours."""

    @property
    def day(self) -> date:
        """The day that it begins in."""
        return self.at.date()


class Forecast(NamedTuple):
    """Steps without a hole between them."""

    steps: tuple[Step, ...]
    hourly: bool = False

    @property
    def window(self) -> int:
        """How many steps 24 hours have."""
        return _DAY // self.length

    @property
    def length(self) -> timedelta:
        """How long a step is."""
        if self.hourly:
            return _HOUR
        return _DAY

    @property
    def end(self) -> datetime:
        """When the last step is over."""
        return self.steps[-1].at + self.length

    def hours(self, steps: int) -> int:
        """How many hours so many steps have."""
        return steps * self.length // _HOUR
