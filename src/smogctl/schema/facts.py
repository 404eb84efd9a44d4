"""A facts file: what a notice says beyond registry and activation.

`--save-facts` writes it, `--facts` reads it.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from smogctl.schema.base import CAP_NAME, Flag, Listed, Model, Name, Slug, Text
from smogctl.schema.decisions import Decision
from smogctl.values.vocabulary import Colour

CapName = Annotated[str, Field(min_length=1, max_length=200, pattern=CAP_NAME)]
"""What CAP allows in identifiers and senders: no blank, comma, < or &."""


class Earlier(Model):
    """The notice that this one follows: what an upgrade or a lifting refers to."""

    kind: Name | None = None
    title: Text | None = None
    number: Name | None = None
    issued: Name | None = None
    start: Name | None = None
    until: Name | None = None
    level: Colour | None = None
    drill: Flag = False
    identifier: CapName | None = None
    """Of its CAP message."""
    sender: CapName | None = None


class FactsFile(Model):
    """Facts by the names of the options that give them.

    Times as ISO, without a zone: Beijing time.
    """

    model_config = ConfigDict(populate_by_name=True)

    format: Literal["smogctl.facts/1"]
    kind: Slug | None = None
    """The notice that the facts were saved from."""
    district: Slug | None = None
    level: Colour | None = None
    origin: Colour | None = Field(None, alias="from")
    number: Name | None = None
    issued: Name | None = None
    start: Name | None = None
    until: Name | None = None
    authority: Name | None = None
    signer: Name | None = None
    office: Name | None = None
    seal: Name | None = None
    to: Listed[Name] = ()
    cc: Listed[Name] = ()
    contact: Name | None = None
    phone: Name | None = None
    basis: Listed[Text] = ()
    forecast: Text | None = None
    pollutant: Name | None = None
    area: Name | None = None
    reason: Text | None = None
    episode: Name | None = None
    """Which of the year's episodes it is."""
    urgency: Name | None = None
    exempt: Listed[Text] = ()
    """Whom the measures do not bind."""
    matter: Name | None = None
    """What is to be approved: 发布, 升级, 降级, 解除."""
    drill: Flag = False
    decisions: Listed[Decision] = ()
    title: Text | None = None
    """The title that the notice had; for reference only."""
    identifier: CapName | None = None
    """Of its CAP message; for reference only."""
    sender: CapName | None = None
    previous: Earlier | None = None
    chain: Listed[Earlier] = ()
    """All notices before it, oldest first."""
