"""A district's registry as questions need it: immutable, indexed, each clause with its assignments and its place."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from smogctl.findings import Finding
from smogctl.resources import shown_path
from smogctl.schema import registry as schema
from smogctl.source import Marks, Source, read
from smogctl.source import Path as KeyPath
from smogctl.text import closest
from smogctl.words import ACTIVE_PHASES, RANK, RELATIONS

T = TypeVar("T")

MOST_HINTS = 20
"""How many unknown names of one file are met with the nearest known one."""


def _union(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Everything in the groups, each once, in the order of first sight."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


class Partner(NamedTuple):
    """A body that a duty names, and how: `relation` is one of words.RELATIONS."""

    id: str
    name: str
    relation: str


class Assignment(NamedTuple):
    """What a duty gives a unit: one measure (or none) with role, phases, scope, levels and partners.

    `levels` are those that the plan names, ascending; None: it names none. `ends`: not carried over above the last.
    """

    measure: str | None
    role: str
    phases: tuple[str, ...]
    scope: str | None
    levels: tuple[str, ...] | None
    ends: bool
    partners: tuple[Partner, ...]

    @property
    def active(self) -> bool:
        """Whether it can become a task."""
        return not ACTIVE_PHASES.isdisjoint(self.phases)


class Duty(NamedTuple):
    """One clause, to the letter, with its assignments."""

    id: str
    text: str
    role: str
    note: str | None
    assignments: tuple[Assignment, ...]
    line: int

    @property
    def phases(self) -> tuple[str, ...]:
        """The union of its assignments' phases."""
        return _union(assignment.phases for assignment in self.assignments)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The union of its assignments' partners."""
        return _union(assignment.partners for assignment in self.assignments)

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of its measures, each once."""
        return _union((a.measure,) for a in self.assignments if a.measure)


class Body(NamedTuple):
    """An organisation inside a unit; a unit that names none is its own only body."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    lead: bool = False


class Unit(NamedTuple):
    """One entry of the plan."""

    id: str
    name: str
    kind: str
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
        inner = (name for body in self.bodies for name in (body.name, *body.aliases))
        return tuple(dict.fromkeys((self.name, *inner, *self.aliases)))


class Registry(NamedTuple):
    """One district's registry. `file` is its name for people, `digest` a short hash of its content."""

    file: str
    digest: str
    district: schema.District
    plan: schema.Plan
    levels: tuple[schema.Level, ...]
    outside: Mapping[str, schema.Outside]
    units: tuple[Unit, ...]
    waivers: tuple[schema.Waiver, ...]
    member_lines: tuple[int, ...] = ()
    """The lines on which `plan.members` stand, in their order."""

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id."""
        return next(unit for unit in self.units if unit.id == unit_id)

    def level(self, colour: str) -> schema.Level | None:
        """The level of this colour, or None when the district has none such."""
        return next((level for level in self.levels if level.id == colour), None)

    def duties(self) -> Iterator[tuple[Unit, Duty]]:
        """Every duty with its unit, in the plan's order."""
        return ((unit, duty) for unit in self.units for duty in unit.duties)


class Loaded(NamedTuple):
    """A file as loaded: a registry, or the findings that say why there is none."""

    file: str
    registry: Registry | None
    findings: tuple[Finding, ...] = ()


def load(path: Path, measures: Iterable[str]) -> Loaded:
    """Load one file against the catalogue's ids. Never raises for what the file is or says."""
    return build(read(str(path), shown_path(path)), frozenset(measures))


def build(source: Source, measures: frozenset[str]) -> Loaded:
    """A registry from a file as read. A file with any fault yields none: half a plan is no answer."""
    model, faults = check(source, measures)
    return Loaded(source.file, _registry(model, source) if model and not faults else None, faults)


def check(source: Source, measures: frozenset[str]) -> tuple[schema.RegistryFile | None, tuple[Finding, ...]]:
    """A file's content, where its form is right, and all findings of reading, form and references."""
    if source.fault or source.marks is None:
        return None, (source.fault,) if source.fault else ()
    try:
        model = schema.RegistryFile.model_validate(source.tree)
    except ValidationError as error:
        from smogctl.schema.faults import findings

        return None, tuple(findings(error, schema.RegistryFile, source.marks, source.file))
    return model, tuple(_references(model, source.marks, source.file, measures))


def _registry(model: schema.RegistryFile, source: Source) -> Registry:
    outside = {body.id: body for body in model.outside}
    names = {body.id: body.name for body in model.outside} | {unit.id: unit.name for unit in model.units}
    assert source.marks is not None
    units = tuple(_unit(unit, names, source.marks, place) for place, unit in enumerate(model.units))
    levels = tuple(sorted(model.levels, key=lambda level: RANK[level.id]))
    lines = tuple(source.marks.walk(("plan", "members", place)).line for place in range(len(model.plan.members)))
    return Registry(
        source.file, source.digest, model.district, model.plan, levels, outside, units, model.waivers, lines
    )


def _unit(unit: schema.Unit, names: Mapping[str, str], marks: Marks, place: int) -> Unit:
    bodies = tuple(Body(body.name, body.kind or unit.kind, body.aliases, body.lead) for body in unit.bodies)
    duties = tuple(
        _duty(duty, names, marks.walk(("units", place, "duties", index)).line) for index, duty in enumerate(unit.duties)
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


def _assignment(duty: schema.Duty, entry: schema.AssignmentEntry | None, names: Mapping[str, str]) -> Assignment:
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
        tuple(Partner(who, names[who], relation) for relation in RELATIONS for who in said(relation) or ()),
    )


def _references(model: schema.RegistryFile, marks: Marks, file: str, measures: frozenset[str]) -> Iterator[Finding]:
    """Ids given twice, and ids that name nothing: with either, an answer would be wrong without showing it."""

    def fault(code: str, path: KeyPath, message: str) -> Finding:
        place = marks.walk(path)
        return Finding(code, "error", file, place.line, place.column, message)

    def twice(entries: Iterable[tuple[KeyPath, str]], what: str) -> Iterator[Finding]:
        first: dict[str, KeyPath] = {}
        for path, name in entries:
            if name in first:
                yield fault("R301", path, f"{what}“{name}”重复，第 {marks.walk(first[name]).line} 行已经有了。")
            first.setdefault(name, path)

    units = [(("units", i, "id"), unit.id) for i, unit in enumerate(model.units)]
    bodies = [(("outside", i, "id"), body.id) for i, body in enumerate(model.outside)]
    duties = [
        (("units", i, "duties", j, "id"), duty.id)
        for i, unit in enumerate(model.units)
        for j, duty in enumerate(unit.duties)
    ]
    yield from twice([*bodies, *units], "单位或机构的 id ")
    yield from twice(duties, "职责的 id ")
    yield from twice([(("levels", i, "id"), level.id) for i, level in enumerate(model.levels)], "预警级别")
    members = frozenset(name for _, name in units)
    pools = {
        "unit": members,
        "body": members | {name for _, name in bodies},
        "measure": measures,
        "level": frozenset(level.id for level in model.levels),
    }
    hints: dict[tuple[str, str], list[str]] = {}
    for path, kind, name in _named(model):
        if name not in pools[kind]:
            # looking for the nearest name is slow; a file with more unknown names than this has another trouble
            if (kind, name) not in hints:
                hints[kind, name] = closest(name, sorted(pools[kind]), 1) if len(hints) < MOST_HINTS else []
            near = hints[kind, name]
            hint = f"是不是“{near[0]}”？" if near else "请核对。"
            what = {"unit": "单位", "body": "单位或机构", "measure": "措施", "level": "预警级别"}[kind]
            code = "L403" if path[0] == "levels" else "R302"
            yield fault(code, path, f"没有 id 为“{name}”的{what}。{hint}")


def _named(model: schema.RegistryFile) -> Iterator[tuple[KeyPath, str, str]]:
    """Every place where an id stands for something else: its path, what it names, the id."""
    for i, level in enumerate(model.levels):
        for field in ("released_by", "proposed_by"):
            if name := getattr(level, field):
                yield ("levels", i, field), "body", name
    for i, unit in enumerate(model.units):
        if unit.acts_as:
            yield ("units", i, "acts_as"), "unit", unit.acts_as
        for j, duty in enumerate(unit.duties):
            path: KeyPath = ("units", i, "duties", j)
            yield from _named_by(duty, path)
            for k, entry in enumerate(duty.measures):
                # a bare id stands at the list item itself; the walk passes over the missing "id"
                yield (*path, "measures", k, "id"), "measure", entry.id
                yield from _named_by(entry, (*path, "measures", k))


def _named_by(said: schema.Said, path: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    for index, colour in enumerate(said.levels or ()):
        yield (*path, "levels", index), "level", colour
    for relation in RELATIONS:
        for index, name in enumerate(getattr(said, relation) or ()):
            yield (*path, relation, index), "body", name
