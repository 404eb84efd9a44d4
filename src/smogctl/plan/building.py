"""A file as read to a registry, or to the findings that say why there is none.

Imported only where a file is read anew: the models are half of a short command.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from smogctl.plan import registry as values
from smogctl.plan.loaded import Loaded
from smogctl.plan.measures import Measure
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
    registry = registry_of(model, source) if model and not faults else None
    return Loaded(source.file, registry, faults)


def check(
    source: Source, measures: Mapping[str, Measure]
) -> tuple[schema.RegistryFile | None, tuple[Finding, ...]]:
    """A file's content, where its form is right, and all findings of reading.

    Form and references; what stands in the wrong form is no wrong reference besides.
    """
    if source.fault or source.marks is None or source.tree is None:
        return None, (source.fault,) if source.fault else ()
    unknown = tuple(references(source.tree, source.marks, source.file, measures))
    try:
        return schema.RegistryFile.model_validate(source.tree), unknown
    except ValidationError as error:
        from smogctl.schema.faults import findings

        found = findings(error, schema.RegistryFile, source)
    places = {(one.line, one.column) for one in found}
    others = [one for one in unknown if (one.line, one.column) not in places]
    return None, tuple(
        sorted([*found, *others], key=lambda one: (one.line, one.column))
    )


def registry_of(model: schema.RegistryFile, source: Source) -> Registry:
    """The registry of a file that `check` found without fault; the model was read from `source`."""
    names = {body.id: body.name for body in model.outside} | {
        unit.id: unit.name for unit in model.units
    }
    assert source.marks is not None
    units = tuple(
        _unit(unit, names, source.marks, place)
        for place, unit in enumerate(model.units)
    )
    levels = sorted(model.levels, key=lambda level: RANK[level.id])
    lines = tuple(
        source.marks.walk(("plan", "members", place)).line
        for place in range(len(model.plan.members))
    )
    return Registry(
        source.file,
        source.digest,
        _value(model.district),
        _value(model.plan),
        _value(tuple(levels)),
        {body.id: _value(body) for body in model.outside},
        units,
        _value(model.waivers),
        tuple(_responses(model, source.marks)),
        _value(model.upper),
        lines,
        sum(1 for _ in open_checks(model)),
        {},
    )


def _value(model: Any) -> Any:
    """What a file says of a thing, as the value of the same name."""
    return value_of(model, vars(values))


def _responses(model: schema.RegistryFile, marks: Marks) -> Iterator[Response]:
    for place, order in enumerate(model.responses):
        ordered = (
            Ordered(entry.id, entry.scope, entry.parts) for entry in order.measures
        )
        units = frozenset(order.units)
        line = marks.walk(("responses", place)).line
        yield Response(
            order.id, order.level, order.text, tuple(ordered), units, order.note, line
        )


def _unit(
    unit: schema.Unit, names: Mapping[str, str], marks: Marks, place: int
) -> Unit:
    # what is listed twice (F206) counts once: the first of a name
    first = {body.name: body for body in reversed(unit.bodies)}
    bodies = tuple(
        Body(body.name, body.kind or unit.kind, body.aliases, body.lead)
        for body in unit.bodies
        if first[body.name] is body
    )
    duties = tuple(
        _duty(duty, names, marks.walk(("units", place, "duties", index)).line)
        for index, duty in enumerate(unit.duties)
    )
    line = marks.walk(("units", place)).line
    return Unit(
        unit.id,
        unit.name,
        unit.kind,
        unit.row,
        bodies or (Body(unit.name, unit.kind),),
        unit.aliases,
        unit.acts_as,
        unit.note,
        duties,
        line,
    )


def _duty(duty: schema.Duty, names: Mapping[str, str], line: int) -> Duty:
    entries: tuple[schema.AssignmentEntry | None, ...] = duty.measures or (None,)
    assignments = tuple(_assignment(duty, entry, names) for entry in entries)
    return Duty(duty.id, duty.text, duty.role or "lead", duty.note, assignments, line)


def _assignment(
    duty: schema.Duty, entry: schema.AssignmentEntry | None, names: Mapping[str, str]
) -> Assignment:
    """An assignment takes what it does not say from its duty, and the duty from the defaults."""

    def said(field: str) -> Any:
        own = getattr(entry, field) if entry else None
        return getattr(duty, field) if own is None else own

    levels = said("levels")
    return Assignment(
        entry.id if entry else None,
        said("role") or "lead",
        said("phase") or ("respond",),
        said("scope"),
        tuple(sorted(set(levels), key=RANK.__getitem__)) if levels else None,
        bool(said("ends")),
        tuple(
            Partner(who, names[who], relation)
            for relation in RELATIONS
            for who in dict.fromkeys(said(relation) or ())
        ),
        entry.parts if entry else (),
        said("during") == "episode",
    )
