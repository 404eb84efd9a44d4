"""`catalogue/aqi.yaml`.

How concentrations become the air quality index, dated and with its source.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from smogctl.schema.base import Day, Listed, Model, Number, Slug, Text, fault
from smogctl.values.pollutants import Pollutant


class AqiTable(Model):
    """The breakpoints of a standard (HJ 633), ascending, of each pollutant.

    Of the day's means; of ozone's highest over 8 hours.
    """

    id: Slug
    document: Text
    since: Day
    until: Day | None = None
    breakpoints: dict[Pollutant, Listed[Number]]
    """µg/m³, CO in mg/m³; the n-th belongs to the n-th of `index`."""
    source: Text
    note: Text | None = None


class AqiFile(Model):
    """`catalogue/aqi.yaml`."""

    format: Literal["smogctl.aqi/1"]
    index: Listed[Number] = Field(min_length=2)
    tables: Listed[AqiTable]

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        rows = [self.index]
        for table in self.tables:
            rows.extend(table.breakpoints.values())
        for row in rows:
            ascending = sorted(set(row))
            if list(row) != ascending or len(row) > len(self.index):
                raise fault("ascending", "各行应从小到大，且不长于 index")
        return self
