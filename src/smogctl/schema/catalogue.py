"""The catalogue's three files: measures, functions (unit slugs) and grading schemes."""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.schema.base import Colour, Day, Flag, Kind, Listed, MeasureId, Model, Name, Slug, Text


class Measure(Model):
    """What is done. Names, starting levels, needs and forces: `catalogue/measures.yaml`, which says its sources."""

    id: MeasureId
    name: Name
    starts: Colour | None = None
    """The level from which plans usually order it; None: bound to no level."""
    stages: Annotated[dict[Colour, Text], Field(strict=False)] = {}
    need: Literal["core", "usual", "rare"]
    force: Literal["G", "A", "M", "S"]
    each: Flag = False
    """Owed by each unit, not led by one."""
    words: Listed[Text] = ()
    """Words by which a text names it; … stands for anything inside the clause."""


class MeasuresFile(Model):
    """`catalogue/measures.yaml`."""

    format: Literal["smogctl.measures-catalogue/1"]
    sources: Listed[Text]
    measures: Listed[Measure]


class Function(Model):
    """A unit slug, so that districts compare: its usual name and the words by which such a unit is known."""

    id: Slug
    name: Name
    kind: Kind
    words: Listed[Text]


class FunctionsFile(Model):
    """`catalogue/functions.yaml`."""

    format: Literal["smogctl.functions/1"]
    functions: Listed[Function]


class SchemeLevel(Model):
    """The response that a colour opens under a scheme."""

    id: Colour
    response: Name


class Scheme(Model):
    """How a forecast becomes a level: dated, with its source. Ascending levels; thresholds are not carried yet."""

    id: Slug
    name: Name
    document: Text
    since: Day
    until: Day | None = None
    levels: Listed[SchemeLevel]
    sources: Listed[Text]
    note: Text | None = None


class SchemesFile(Model):
    """`catalogue/schemes.yaml`."""

    format: Literal["smogctl.schemes/1"]
    schemes: Listed[Scheme]
