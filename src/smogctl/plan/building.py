"""A file as read to a registry, or to the findings that say why there is none.

Imported only where a file is read anew: the models are half of a short command.
"""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from smogctl.plan import registry as values
from smogctl.plan.loaded import Loaded
from smogctl.plan.measures import Measure
from smogctl.plan.modelled import modelled
from smogctl.plan.references import references
from smogctl.plan.registry import (
    Assignment,
    Body,
    Duty,
    Ordered,
    Partner,
    Registry,
    Response,
    Unit,
)
from smogctl.plan.values import value_of
from smogctl.schema import registry as schema
from smogctl.schema.checks import open_checks
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import RANK, RELATIONS
from smogctl.yamlfile.reader import Marks, Source


def build(source: Source, measures: Mapping[str, Measure]) -> Loaded:
    """A registry from a file as read; none where it has any fault: half a plan is no answer."""
    model, faults = check(source, measures)
    if model is None or faults:
        return Loaded(source.file, None, faults)
    return Loaded(source.file, registry_of(model, source))


def check(
    source: Source, measures: Mapping[str, Measure]
) -> tuple[schema.RegistryFile | None, tuple[Finding, ...]]:
    """A file's content, where its form is right, and all findings of reading.

    Form and references; what stands in the wrong form is no wrong reference besides.
    """
    model, faults = modelled(source, schema.RegistryFile)
    if source.marks is None or source.tree is None:
        return None, faults
    unknown = tuple(references(source.tree, source.marks, source.file, measures))
    if model:
        return model, unknown
    place = attrgetter("line", "column")
    places = set(map(place, faults))
    others = [finding for finding in unknown if place(finding) not in places]
    return None, tuple(sorted([*faults, *others], key=place))


def registry_of(model: schema.RegistryFile, source: Source) -> Registry:
    """The registry of a file that `check` found without fault; the model was read from `source`."""
    marks = source.marks
    assert marks is not None
    names = {body.id: body.name for body in model.outside}
    names.update((unit.id, unit.name) for unit in model.units)
    units = [_unit(unit, names, marks, place) for place, unit in enumerate(model.units)]
    levels = sorted(model.levels, key=lambda level: RANK[level.id])
    lines = []
    for place in range(len(model.plan.members)):
        member = marks.walk(("plan", "members", place))
        lines.append(member.line)
    return Registry(
        file=source.file,
        digest=source.digest,
        district=_value(model.district),
        plan=_value(model.plan),
        levels=_value(tuple(levels)),
        outside={body.id: _value(body) for body in model.outside},
        units=tuple(units),
        waivers=_value(model.waivers),
        responses=tuple(_responses(model, marks)),
        upper=_value(model.upper),
        member_lines=tuple(lines),
        unchecked=len(list(open_checks(model))),
        own_words={},
    )


def _value(model: Any) -> Any:
    """What a file says of a thing, as the value of the same name."""
    return value_of(model, vars(values))


def _responses(model: schema.RegistryFile, marks: Marks) -> Iterator[Response]:
    for place, order in enumerate(model.responses):
        yield Response(
            id=order.id,
            level=order.level,
            text=order.text,
            measures=tuple(
                Ordered(entry.id, entry.scope, entry.parts) for entry in order.measures
            ),
            units=frozenset(order.units),
            note=order.note,
            line=marks.walk(("responses", place)).line,
        )


def _unit(
    unit: schema.Unit, names: Mapping[str, str], marks: Marks, place: int
) -> Unit:
    bodies: dict[str, Body] = {}
    for body in unit.bodies:
        kind = body.kind or unit.kind
        # what is listed twice (F206) counts once: the first of a name
        bodies.setdefault(body.name, Body(body.name, kind, body.aliases, body.lead))
    own = Body(unit.name, unit.kind)
    duties = []
    for index, duty in enumerate(unit.duties):
        line = marks.walk(("units", place, "duties", index)).line
        duties.append(_duty(duty, names, line))
    return Unit(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        row=unit.row,
        bodies=tuple(bodies.values()) or (own,),
        aliases=unit.aliases,
        acts_as=unit.acts_as,
        note=unit.note,
        duties=tuple(duties),
        line=marks.walk(("units", place)).line,
    )


def _duty(duty: schema.Duty, names: Mapping[str, str], line: int) -> Duty:
    entries = duty.measures or (_NO_MEASURE,)
    assignments = [_assignment(duty, entry, names) for entry in entries]
    return Duty(
        id=duty.id,
        text=duty.text,
        role=duty.role or "lead",
        note=duty.note,
        assignments=tuple(assignments),
        line=line,
    )


_NO_MEASURE = schema.AssignmentEntry.model_construct()
"""What stands for the measures of a duty that has none."""


def _assignment(
    duty: schema.Duty, entry: schema.AssignmentEntry, names: Mapping[str, str]
) -> Assignment:
    """An assignment takes what it does not say from its duty, and the duty from the defaults."""

    def told(field: str, default: Any = None) -> Any:
        for value in (getattr(entry, field), getattr(duty, field)):
            if value is not None:
                return value
        return default

    levels = sorted(set(told("levels", ())), key=RANK.__getitem__)
    partners = []
    for relation in RELATIONS:
        for who in dict.fromkeys(told(relation, ())):
            partners.append(Partner(who, names[who], relation))
    return Assignment(
        measure=entry.id,
        role=told("role", "lead"),
        phases=told("phase", ("respond",)),
        scope=told("scope"),
        levels=tuple(levels),
        ends=told("ends", False),
        partners=tuple(partners),
        parts=entry.parts,
        episode=told("during") == "episode",
    )
