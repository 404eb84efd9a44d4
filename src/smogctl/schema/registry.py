"""One district's plan, unit by unit, clause by clause (docs/design.md, The registry file).

The order of a model's fields is that of a file's keys: rule F204 and the writer take it from here.
"""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.schema.base import (
    Adcode,
    Day,
    FileSlug,
    Flag,
    Listed,
    MeasureId,
    Model,
    Name,
    Number,
    OneOrMore,
    Slug,
    Text,
    short_form,
)
from smogctl.schema.gap_kinds import GapKind
from smogctl.values.vocabulary import (
    Basis,
    Colour,
    During,
    Kind,
    Phase,
    Relation,
    Role,
    Standing,
)

UNTITLED = "（未找到标题）"
"""Stands for the title of a source that has none."""
UNKNOWN_PLACE = "（待填）"
"""Stands for a district's name that was not found."""


class District(Model):
    """Whose plan this is."""

    id: FileSlug
    name: Name
    short: Name | None = None
    within: Name | None = None
    adcode: Adcode | None = None
    """GB/T 2260."""
    check: Listed[Text] = ()


class PlanOf(Model):
    """The plan that an annex belongs to: what notices cite."""

    name: Text
    number: Name | None = None
    issued: Day | None = None
    basis: Basis = "inferred"


class Plan(Model):
    """The document that the registry transcribes."""

    title: Text
    part: Name | None = None
    number: Name | None = None
    issued: Day | None = None
    source: Name | None = None
    """The document's text, relative to the registry's file."""
    sections: Listed[Text] = ()
    """The headings of the parts that were taken of a whole plan; none: all of the source."""
    frame: Listed[Text] = ()
    members: Listed[Name] = ()
    scheme: Slug
    basis: Basis = "inferred"
    of: PlanOf | None = None
    check: Listed[Text] = ()


class Level(Model):
    """A warning level and the response that it opens.

    `released_by` and `proposed_by` are ids of units or outside.
    """

    id: Colour
    name: Name
    response: Name
    basis: Basis = "inferred"
    released_by: Slug | None = None
    proposed_by: Slug | None = None


class Outside(Model):
    """A body that duties name and that is no unit of this plan."""

    id: Slug
    name: Name
    aliases: Listed[Name] = ()
    standing: Standing
    check: Listed[Text] = ()


class Clause(Model):
    """A clause to the letter, with the id that it keeps."""

    id: Slug
    text: Text


class MeasureNamed(Model):
    """The measure that an assignment is about.

    None: an act of no measure beside one of a measure.
    """

    id: MeasureId | None = None


class Said(Model):
    """What a duty and an assignment may both say of a measure; None: not said here.

    A class that takes these fields names this base first: Pydantic then lists the other base's
    fields before these, which is the order in which a file has them.
    """

    role: Role | None = None
    phase: OneOrMore[Phase] | None = None
    scope: Text | None = None
    during: During | None = None
    levels: OneOrMore[Colour] | None = None
    ends: Flag | None = None
    convenes: Listed[Slug] | None = None
    shares: Listed[Slug] | None = None
    supports: Listed[Slug] | None = None
    guides: Listed[Slug] | None = None
    under: Listed[Slug] | None = None
    reports_to: Listed[Slug] | None = None

    def partners(self, relation: Relation) -> tuple[str, ...]:
        """The bodies to which it has a relation; none where it does not say."""
        bodies: tuple[str, ...] | None = getattr(self, relation)
        return bodies or ()


class AssignmentEntry(Said, MeasureNamed):
    """One entry of a duty's `measures`: the measure and where the assignment differs from its
    duty.
    """

    parts: Listed[Name] = ()
    """The parts of the measure that it is about; none: all of them."""
    check: Listed[Text] = ()


class Duty(Said, Clause):
    """One clause of a unit's entry, to the letter."""

    measures: Listed[Annotated[AssignmentEntry, short_form("id")]] = ()
    note: Text | None = None
    check: Listed[Text] = ()
    """What a person must still look at, with the reason; whoever settles it removes it."""


class OrderedMeasure(Model):
    """A measure that the response chapter orders; scope and parts bind only those."""

    id: MeasureId
    scope: Text | None = None
    parts: Listed[Name] = ()


class Response(Model):
    """One clause of the plan's response chapter, verbatim like a duty: what is ordered at a level.

    With `units` it binds their assignments only.
    """

    id: Slug
    level: Colour
    text: Text
    measures: Listed[Annotated[OrderedMeasure, short_form("id")]] = ()
    units: Listed[Slug] = ()
    note: Text | None = None
    check: Listed[Text] = ()


class Upper(Model):
    """A starting level that a higher plan sets."""

    measure: MeasureId
    starts: Colour
    source: Text


class Body(Model):
    """An organisation inside a joint unit; its kind is the unit's unless it says so."""

    name: Name
    kind: Kind | None = None
    aliases: Listed[Name] = ()
    lead: Flag = False


class Unit(Model):
    """One entry of the plan."""

    id: Slug
    name: Name
    kind: Kind
    row: Number | None = None
    bodies: Listed[Annotated[Body, short_form("name")]] = ()
    aliases: Listed[Name] = ()
    acts_as: Slug | None = None
    note: Text | None = None
    check: Listed[Text] = ()
    duties: Listed[Duty] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which the plan calls it: name, bodies, aliases of both."""
        names = [self.name]
        for body in self.bodies:
            names += [body.name, *body.aliases]
        names += self.aliases
        return tuple(dict.fromkeys(names))


class Waiver(Model):
    """Gaps that the office knows of: those that equal it in every field it names, until a day, for
    a reason.
    """

    gap: GapKind
    measure: MeasureId | None = None
    scope: Text | None = None
    unit: Name | None = None
    other: Name | None = None
    duty: Slug | None = None
    reason: Text
    until: Day


class RegistryFile(Model):
    """A whole file `registries/<district id>.yaml`."""

    format: Literal["smogctl/1"]
    district: District
    plan: Plan
    levels: Annotated[tuple[Level, ...], Field(strict=False, min_length=1)]
    outside: Listed[Outside] = ()
    responses: Listed[Response] = ()
    upper: Listed[Upper] = ()
    units: Annotated[tuple[Unit, ...], Field(strict=False, min_length=1)]
    retired: Listed[Slug] = ()
    waivers: Listed[Waiver] = ()
