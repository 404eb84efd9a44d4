"""`catalogue/schemes.yaml`: grading schemes, dated and with their sources."""

from typing import Literal

from smogctl.schema.base import Day, Listed, Model, Name, Slug, Text
from smogctl.values.vocabulary import Colour


class SchemeLevel(Model):
    """The response that a colour opens under a scheme."""

    id: Colour
    response: Name


class Scheme(Model):
    """How a forecast becomes a level: dated, with its source. Ascending levels.

    Thresholds are not carried yet.
    """

    id: Slug
    name: Name
    document: Text
    cited: Listed[Text] = ()
    """The numbers by which plans cite it."""
    since: Day
    until: Day | None = None
    within: Name | None = None
    """The province that made it for itself; None: national."""
    levels: Listed[SchemeLevel]
    sources: Listed[Text]
    note: Text | None = None


class SchemesFile(Model):
    """`catalogue/schemes.yaml`."""

    format: Literal["smogctl.schemes/1"]
    schemes: Listed[Scheme]
