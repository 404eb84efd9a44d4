"""A district's registry as questions need it: immutable, each clause with its assignments."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from smogctl.values.vocabulary import (
    ACTIVE_PHASES,
    Basis,
    Colour,
    Kind,
    Phase,
    Relation,
    Role,
    Standing,
)

T = TypeVar("T")


def _union(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Everything in the groups, each once, in the order of first sight."""
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


class Partner(NamedTuple):
    """A body that a duty names, and how: `relation` is one of words.RELATIONS."""

    id: str
    name: str
    relation: Relation


class Assignment(NamedTuple):
    """What a duty gives a unit: one measure (or none) with role, phases, scope, levels and
    partners.

    `levels` are those that the plan names, ascending. `ends`: not carried over
    above the last.
    """

    measure: str | None
    role: Role
    phases: tuple[Phase, ...]
    scope: str | None
    levels: tuple[Colour, ...]
    ends: bool
    partners: tuple[Partner, ...]
    parts: tuple[str, ...] = ()
    """The parts of the measure that it is about; none: all of them."""
    episode: bool = False
    """Whether the registry says that it is bound to the episode."""

    @property
    def active(self) -> bool:
        """Whether it can become a task."""
        return not ACTIVE_PHASES.isdisjoint(self.phases)


class Duty(NamedTuple):
    """One clause, to the letter, with its assignments."""

    id: str
    text: str
    role: Role
    note: str | None
    assignments: tuple[Assignment, ...]
    line: int

    @property
    def active(self) -> list[Assignment]:
        """Its assignments that can become tasks."""
        return [assignment for assignment in self.assignments if assignment.active]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The union of its assignments' phases."""
        return _union(assignment.phases for assignment in self.assignments)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The union of its assignments' partners."""
        return _union(assignment.partners for assignment in self.assignments)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the bodies that it names, each once."""
        return tuple(dict.fromkeys(partner.id for partner in self.partners))

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of its measures, each once."""
        measures = [assignment.measure for assignment in self.assignments]
        return tuple(dict.fromkeys(filter(None, measures)))


class Body(NamedTuple):
    """An organisation inside a unit; a unit that names none is its own only body."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    lead: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and aliases."""
        return self.name, *self.aliases


class Unit(NamedTuple):
    """One entry of the plan."""

    id: str
    name: str
    kind: Kind
    row: int | None
    bodies: tuple[Body, ...]
    aliases: tuple[str, ...]
    acts_as: str | None
    note: str | None
    duties: tuple[Duty, ...]
    line: int

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which the plan calls it: name, bodies, aliases of both."""
        inner = _union(body.names for body in self.bodies)
        return _union(((self.name,), inner, self.aliases))

    def bodies_in(self, text: str) -> tuple[str, ...]:
        """Its bodies that a text means: those that it names.

        All, where it names none of them, or the unit.
        """
        every = tuple(body.name for body in self.bodies)
        if self.name in text:
            return every
        named = []
        for body in self.bodies:
            if any(name in text for name in body.names):
                named.append(body.name)
        return tuple(named) or every


class Ordered(NamedTuple):
    """A measure that the response chapter orders: all of it, or what scope and parts say."""

    measure: str
    scope: str | None
    parts: tuple[str, ...]


class Response(NamedTuple):
    """One clause of the response chapter: what it orders from a level on, and of whom.

    Without `units` it orders it of whoever has it.
    """

    id: str
    level: Colour
    text: str
    measures: tuple[Ordered, ...]
    units: frozenset[str]
    note: str | None
    line: int


class District(NamedTuple):
    """Whose plan it is. Every field: schema/registry.py."""

    id: str
    name: str
    short: str | None = None
    within: str | None = None
    adcode: str | None = None
    """GB/T 2260."""
    check: tuple[str, ...] = ()
    """What a person must still look at, each with the reason."""

    @property
    def known_by(self) -> tuple[str, ...]:
        """All by which people may look for it: names, id, the place that it lies in, code."""
        known = (self.name, self.short, self.id, self.within, self.adcode)
        return tuple(filter(None, known))


class PlanOf(NamedTuple):
    """The plan that an annex belongs to: what notices cite."""

    name: str
    number: str | None
    issued: date | None
    basis: Basis


class Plan(NamedTuple):
    """The document that a registry transcribes."""

    title: str
    part: str | None
    number: str | None
    issued: date | None
    source: str | None
    """The document's text, relative to the registry's file."""
    sections: tuple[str, ...]
    frame: tuple[str, ...]
    members: tuple[str, ...]
    scheme: str
    basis: Basis
    of: PlanOf | None
    check: tuple[str, ...] = ()

    @property
    def with_part(self) -> str:
        """The title, and in brackets which part of a larger document it is."""
        if self.part is None:
            return self.title
        return f"{self.title}（{self.part}）"


class Level(NamedTuple):
    """A warning level and the response that it opens.

    `released_by` and `proposed_by` are ids of units or outside.
    """

    id: Colour
    name: str
    response: str
    basis: Basis
    released_by: str | None
    proposed_by: str | None


class Outside(NamedTuple):
    """A body that duties name and that is no unit of this plan."""

    id: str
    name: str
    aliases: tuple[str, ...]
    standing: Standing
    check: tuple[str, ...] = ()


class Upper(NamedTuple):
    """A starting level that a higher plan sets."""

    measure: str
    starts: Colour
    source: str


class Waiver(NamedTuple):
    """Gaps that the office knows of: those that equal it in every field it names, until a day."""

    gap: str
    measure: str | None
    scope: str | None
    unit: str | None
    other: str | None
    duty: str | None
    reason: str
    until: date


class Registry(NamedTuple):
    """One district's registry.

    `file` is its name for people, `digest` a short hash of its content.
    """

    file: str
    digest: str
    district: District
    plan: Plan
    levels: tuple[Level, ...]
    outside: Mapping[str, Outside]
    units: tuple[Unit, ...]
    waivers: tuple[Waiver, ...]
    responses: tuple[Response, ...]
    """The response chapter, in its order."""
    upper: tuple[Upper, ...]
    member_lines: tuple[int, ...]
    """The lines on which `plan.members` stand, in their order."""
    unchecked: int
    """How many things of it nobody has checked yet; with one it is a draft."""
    own_words: dict[tuple[str, str | None, str | None], str]
    """What has been read of its clauses so far, by clause, scope and measure.

    It is which of the words are about an assignment (grammar/episode.py). It grows as that is asked
    for, and is kept with it.
    """

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id."""
        return next(unit for unit in self.units if unit.id == unit_id)

    def partner_name(self, who: Partner, text: str) -> str:
        """A partner as a clause means it: of several bodies those that the clause names."""
        if who.id in self.outside:
            return who.name
        unit = self.unit(who.id)
        meant = unit.bodies_in(text)
        if len(meant) == len(unit.bodies):
            return who.name
        return "、".join(meant)

    def level(self, colour: str) -> Level | None:
        """The level of this colour, or None when the district has none such."""
        for level in self.levels:
            if level.id == colour:
                return level
        return None

    def duties(self) -> Iterator[tuple[Unit, Duty]]:
        """Every duty with its unit, in the plan's order."""
        for unit in self.units:
            for duty in unit.duties:
                yield unit, duty
