"""A forecast: days or hours in a row, each with what is known of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from smogctl.values.pollutants import Pollutant


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
        if self.hourly:
            return 24
        return 1

    @property
    def length(self) -> timedelta:
        """How long a step is."""
        if self.hourly:
            return timedelta(hours=1)
        return timedelta(days=1)

    @property
    def end(self) -> datetime:
        """When the last step is over."""
        return self.steps[-1].at + self.length

    def hours(self, steps: int) -> int:
        """How many hours so many steps have."""
        if self.hourly:
            return steps
        return steps * 24
