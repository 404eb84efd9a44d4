"""`catalogue/measures.yaml`: what is done, and what is known of when."""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.schema.base import Flag, Listed, MeasureId, Model, Name, Text
from smogctl.values.vocabulary import Colour, Force, Need


class Measure(Model):
    """What is done. Names, starting levels, needs and forces: `catalogue/measures.yaml`, which says its sources."""

    id: MeasureId
    name: Name
    starts: Colour | None = None
    """The level from which plans usually order it; None: bound to no level."""
    stages: Annotated[dict[Colour, Text], Field(strict=False, default_factory=dict)]
    need: Need
    force: Force
    each: Flag = False
    """Owed by each unit, not led by one."""
    words: Listed[Text] = ()
    """Words by which a text names it; … stands for anything inside the clause."""


class MeasuresFile(Model):
    """`catalogue/measures.yaml`."""

    format: Literal["smogctl.measures-catalogue/1"]
    sources: Listed[Text]
    measures: Listed[Measure]
