"""`catalogue/measures.yaml`: what is done, from which level on, and what is known of it."""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.schema.base import (
    Flag,
    Listed,
    MeasureId,
    Model,
    Name,
    Number,
    Text,
    short_form,
)
from smogctl.values.vocabulary import After, Colour, Force, Need


class Evidence(Model):
    """In how many public texts of each warning level a fragment of a measure was found.

    Of how many, `MeasuresFile.texts` says.
    """

    yellow: Number = 0
    orange: Number = 0
    red: Number = 0
    other: Number = 0


class Stage(Model):
    """How far a measure has grown at a level, and on what condition."""

    text: Text
    condition: Text | None = None


Stages = Annotated[
    dict[Colour, Annotated[Stage, short_form("text")]],
    Field(strict=False, default_factory=dict),
]


class Part(Model):
    """One of the things that a measure is. What it does not say, the measure says for it."""

    name: Name
    words: Listed[Text]
    ordered: Name | None = None
    """How papers call it where they order it alone: 施工工地停工."""
    starts: Colour | None = None
    stages: Stages
    after: After | None = None
    need: Need | None = None


class Start(Model):
    """Where a province's texts order a measure from another level than most."""

    within: Name
    """How the name of such places begins: 四川省, 四川省成都市."""
    level: Colour
    evidence: Text


class Measure(Model):
    """What is done. Facts and their sources: `catalogue/measures.yaml`."""

    id: MeasureId
    name: Name
    starts: Colour | None = None
    """The level from which plans usually order it; None: bound to no level."""
    starts_in: Listed[Start] = ()
    evidence: Evidence | None = None
    why: Text | None = None
    """Why it starts there, where the evidence alone does not say so."""
    stages: Stages
    conditions: Listed[Text] = ()
    """Whom or what texts usually leave out, and on what they make it depend."""
    need: Need
    force: Force
    after: After
    """What a lift does to what the episode started."""
    each: Flag = False
    """Owed by each unit, not led by one."""
    advice: Annotated[dict[Colour, Text], Field(strict=False, default_factory=dict)]
    """What a public notice tells people, from a level on."""
    parts: Listed[Part] = ()


class Texts(Model):
    """How many public texts were read, by warning level."""

    yellow: Number
    orange: Number
    red: Number
    other: Number


class MeasuresFile(Model):
    """`catalogue/measures.yaml`."""

    format: Literal["smogctl.measures-catalogue/1"]
    sources: Listed[Text]
    texts: Texts
    measures: Listed[Measure]
