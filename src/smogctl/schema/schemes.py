"""`catalogue/schemes.yaml`: grading schemes, dated and with their sources."""

from typing import Literal, Self

from pydantic import Field, model_validator

from smogctl.schema.base import Day, Listed, Model, Name, Number, Slug, Text, fault
from smogctl.values.pollutants import Index, Pollutant
from smogctl.values.vocabulary import Colour


class Condition(Model):
    """A mean over 24 hours, which may cross midnight, that stays above a bound for some time.

    A bound is strict (`above`) or not (`reaches`), as the document has it; one of both is given.
    """

    index: Index
    above: Number | None = None
    reaches: Number | None = None
    hours: Number
    """How long at least; whole days, since each mean takes 24 hours."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.above is None) == (self.reaches is None):
            raise fault("bound", "above 和 reaches 应写一个，且只写一个")
        if self.hours < 24 or self.hours % 24:
            raise fault("hours", "hours 应为 24 的倍数")
        return self


class Branch(Model):
    """One way to a level: all of its conditions within one episode, all in one index."""

    all: Listed[Condition] = Field(min_length=1)
    besides: Text | None = None
    """What the document asks for and no figure tells: people judge it."""

    @model_validator(mode="after")
    def _alike(self) -> Self:
        indexes = {condition.index for condition in self.all}
        if len(indexes) > 1:
            raise fault("alike", "一个情形的各条件应看同一个指标")
        return self


class SchemeLevel(Model):
    """The response that a colour opens under a scheme, and the forecasts that reach it.

    Any of the branches.
    """

    id: Colour
    response: Name
    when: Listed[Branch] = ()
    unread: Text | None = None
    """Why the conditions are not known, or not whole.

    Whether the level is reached is not said then.
    """


class Lifting(Model):
    """How long a forecast must stay below the lowest level before a warning is lifted."""

    hours: Number
    basis: Literal["stated", "inferred"]
    """stated: the scheme's own text; inferred: another text's, named in `source`."""
    source: Text


class Merging(Model):
    """Two episodes whose gap is too short to lift count as one, from the strict side."""

    basis: Literal["stated", "inferred"]
    source: Text


class Elsewhere(Model):
    """What is done about a pollutant that opens no warning."""

    pollutants: Listed[Pollutant] = Field(min_length=1)
    advice: Text


class Scheme(Model):
    """How a forecast becomes a level: dated, with its source. Ascending levels."""

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
    pollutants: Listed[Pollutant] = ()
    """The primary pollutants that it counts; empty: the text read names none, so all."""
    elsewhere: Listed[Elsewhere] = ()
    lifting: Lifting | None = None
    """None: not in the text read."""
    merging: Merging | None = None
    """None: not in the text read."""
    sources: Listed[Text]
    note: Text | None = None


class SchemesFile(Model):
    """`catalogue/schemes.yaml`."""

    format: Literal["smogctl.schemes/1"]
    schemes: Listed[Scheme]
