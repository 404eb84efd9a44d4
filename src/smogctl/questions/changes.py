"""What an edit of a registry means: clauses, partners and leaders that changed, and whose task
lists with them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from smogctl.grammar.layout import bare
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Assignment, Duty, Registry, Response, Unit, Upper
from smogctl.questions.activation import activate
from smogctl.questions.tasks import Item, Task
from smogctl.values.vocabulary import RANK, Colour


class Change(NamedTuple):
    """One thing that an edit changed.

    `kind`: added, dropped, moved, renumbered, reworded, role, phases, partners, measures, levels or
    note of a duty; added, dropped, renumbered, renamed or changed of a unit. `old` and `new` are
    for people; `duty` is empty where a unit changed.
    """

    kind: str
    unit: str
    unit_id: str
    duty: str
    old: str
    new: str


class Leaders(NamedTuple):
    """A measure whose leading units changed."""

    measure: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Effect(NamedTuple):
    """A task that is new, gone or another at a level."""

    level: Colour
    unit: str
    unit_id: str
    duty: str
    change: str
    """added, ended or changed."""
    old: str
    new: str


class Difference(NamedTuple):
    """All that differs between two states of a district; either may be absent."""

    old: Registry | None
    new: Registry | None
    changes: tuple[Change, ...]
    leaders: tuple[Leaders, ...]
    effects: tuple[Effect, ...]


def difference(
    old: Registry | None, new: Registry | None, measures: Measures
) -> Difference:
    """What differs between two states of one district, in the plan's order."""
    old, renumbered = _renumbered(old, new)
    sections = (*_head(old, new), *_chapter(old, new))
    changes = (*sections, *renumbered, *_units(old, new), *_duties(old, new))
    return Difference(
        old,
        new,
        changes,
        _leaders(old, new, measures),
        tuple(_effects(old, new, measures)),
    )


def _renumbered(
    old: Registry | None, new: Registry | None
) -> tuple[Registry | None, list[Change]]:
    """The old state under the new ids, and which ids changed: a unit of the same name, a clause of
    the same words.

    Without it a new id would look like one thing dropped and another added.
    """
    if old is None or new is None:
        return old, []
    units = _moved_ids(_names(old), _names(new))
    duties = _moved_ids(
        {
            duty.id: (units.get(unit.id, unit.id), duty.text)
            for unit, duty in old.duties()
        },
        {duty.id: (unit.id, duty.text) for unit, duty in new.duties()},
    )
    if not units and not duties:
        return old, []
    return _under_new_ids(old, units, duties), list(_new_ids(old, new, units, duties))


def _new_ids(
    old: Registry, new: Registry, units: Mapping[str, str], duties: Mapping[str, str]
) -> Iterator[Change]:
    """That units and duties have other ids now."""
    names = {unit.id: unit.name for unit in new.units}
    for was, now in units.items():
        yield Change("renumbered", names[now], now, "", was, now)
    for unit, duty in old.duties():
        if duty.id in duties:
            now = duties[duty.id]
            yield Change("renumbered", unit.name, unit.id, now, duty.id, now)


def _names(registry: Registry) -> dict[str, str]:
    """The units' names by their ids."""
    return {unit.id: bare(unit.name) for unit in registry.units}


def _moved_ids(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, str]:
    """Old id to new id, for what only its id tells apart: one such thing that went, and one that
    came.
    """
    gone = [name for name in old if name not in new]
    came = [name for name in new if name not in old]
    found = {}
    for name in gone:
        twins = _same(gone, old, old[name])
        heirs = _same(came, new, old[name])
        if len(twins) == len(heirs) == 1:
            found[name] = heirs[0]
    return found


def _same(
    names: Iterable[str], things: Mapping[str, object], thing: object
) -> list[str]:
    """The names that stand for things like this one."""
    return [name for name in names if things[name] == thing]


def _under_new_ids(
    old: Registry, units: Mapping[str, str], duties: Mapping[str, str]
) -> Registry:
    def assignment(one: Assignment) -> Assignment:
        return one._replace(
            partners=tuple(
                who._replace(id=units.get(who.id, who.id)) for who in one.partners
            )
        )

    def duty(one: Duty) -> Duty:
        return one._replace(
            id=duties.get(one.id, one.id),
            assignments=tuple(map(assignment, one.assignments)),
        )

    def unit(one: Unit) -> Unit:
        acts_as = units.get(one.acts_as, one.acts_as) if one.acts_as else None
        return one._replace(
            id=units.get(one.id, one.id),
            acts_as=acts_as,
            duties=tuple(map(duty, one.duties)),
        )

    return old._replace(units=tuple(map(unit, old.units)))


def _head(old: Registry | None, new: Registry | None) -> Iterator[Change]:
    """What stands above the units: district, plan, levels, outside bodies, waivers.

    `unit` is the section's name.
    """
    if old is None or new is None:
        return
    for section in ("district", "plan", "levels", "outside", "upper", "waivers"):
        before, after = (_entries(getattr(side, section)) for side in (old, new))
        for name in dict.fromkeys((*before, *after)):
            pair = before.get(name, ""), after.get(name, "")
            if pair[0] != pair[1]:
                yield Change("changed", f"{section} {name}".strip(), "", "", *pair)


def _chapter(old: Registry | None, new: Registry | None) -> Iterator[Change]:
    """What the response chapter orders otherwise; `unit` is `responses` and the entry's id."""
    if old is None or new is None:
        return
    before, after = (
        {entry.id: _ordered_said(entry) for entry in side.responses}
        for side in (old, new)
    )
    for name in dict.fromkeys((*before, *after)):
        pair = before.get(name, ""), after.get(name, "")
        if pair[0] != pair[1]:
            yield Change("changed", f"responses {name}", "", "", *pair)


def _ordered_said(response: Response) -> str:
    """An entry of the chapter in one text."""
    ordered = []
    for entry in response.measures:
        limits = "，".join(part for part in (entry.scope, *entry.parts) if part)
        ordered.append(f"{entry.measure}（{limits}）" if limits else entry.measure)
    units = f"；{'、'.join(sorted(response.units))}" if response.units else ""
    return f"{response.level} {response.text}；{'、'.join(ordered)}{units}"


def _entries(section: Any) -> dict[str, str]:
    """A section's entries as texts, by their id, else their measure or place.

    Of a section that is one thing: its fields by name.
    """
    if isinstance(section, Mapping):
        section = tuple(section.values())
    if hasattr(section, "_fields"):
        return _fields(section)
    return {_name_of(entry, at): _dumped(entry) for at, entry in enumerate(section, 1)}


def _name_of(entry: Any, at: int) -> str:
    """By what an entry is known from one state to the other; a measure has one entry of `upper`."""
    known_by = "measure" if isinstance(entry, Upper) else "id"
    return str(getattr(entry, known_by, at))


def _dumped(entry: Any) -> str:
    return "；".join(f"{name} {value}" for name, value in _fields(entry).items())


def _fields(entry: Any) -> dict[str, str]:
    """The fields of a value that say anything, each in one text."""
    fields = entry._asdict()
    return {
        name: _plain(value)
        for name, value in fields.items()
        if value not in (None, (), "")
    }


def _plain(value: Any) -> str:
    """A field's value in one text."""
    if hasattr(value, "_fields"):
        return "，".join(f"{name} {inner}" for name, inner in _fields(value).items())
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _units(old: Registry | None, new: Registry | None) -> Iterator[Change]:
    before = {unit.id: unit for unit in old.units} if old else {}
    after = {unit.id: unit for unit in new.units} if new else {}
    for name, unit in after.items():
        if name not in before:
            yield Change("added", unit.name, name, "", "", unit.name)
        else:
            yield from _unit(before[name], unit)
    for name, unit in before.items():
        if name not in after:
            yield Change("dropped", unit.name, name, "", unit.name, "")


def _unit(old: Unit, new: Unit) -> Iterator[Change]:
    if old.name != new.name:
        yield Change("renamed", new.name, new.id, "", old.name, new.name)
    before, after = _described(old), _described(new)
    if before != after:
        yield Change("changed", new.name, new.id, "", before, after)


def _described(unit: Unit) -> str:
    """What else matters of a unit: kind, row, bodies, aliases, for whom it acts, its note."""
    names = "、".join(name for name in unit.names if name != unit.name)
    row = "" if unit.row is None else str(unit.row)
    acts = unit.acts_as and f"代行 {unit.acts_as}"
    return "；".join(part for part in (unit.kind, row, names, acts, unit.note) if part)


Placed = Mapping[str, tuple[Unit, int, Duty]]


def _placed(registry: Registry | None) -> Placed:
    if registry is None:
        return {}
    return {
        duty.id: (unit, at, duty)
        for unit in registry.units
        for at, duty in enumerate(unit.duties)
    }


def _duties(old: Registry | None, new: Registry | None) -> Iterator[Change]:
    before, after = _placed(old), _placed(new)
    stayed = [name for name in after if name in before]
    order = sorted(stayed, key=lambda name: list(before).index(name)) if stayed else []
    moved = _out_of_order(stayed, order)
    for name, (unit, _, duty) in after.items():
        if name not in before:
            yield Change("added", unit.name, unit.id, name, "", duty.text)
            continue
        was, _, had = before[name]
        if was.id != unit.id or name in moved:
            yield Change("moved", unit.name, unit.id, name, was.name, unit.name)
        yield from _duty(unit, had, duty)
    for name, (unit, _, duty) in before.items():
        if name not in after:
            yield Change("dropped", unit.name, unit.id, name, duty.text, "")


def _out_of_order(new: list[str], old: list[str]) -> set[str]:
    """The fewest names whose moving explains the new order."""
    from difflib import SequenceMatcher

    kept = {
        new[block.b + at]
        for block in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_matching_blocks()
        for at in range(block.size)
    }
    return set(new) - kept


def _duty(unit: Unit, old: Duty, new: Duty) -> Iterator[Change]:
    pairs = {
        "reworded": (old.text, new.text),
        "role": (old.role, new.role),
        "phases": ("、".join(old.phases), "、".join(new.phases)),
        "partners": (_partners(old), _partners(new)),
        "measures": (_measures(old), _measures(new)),
        "levels": (_levels(old), _levels(new)),
        "note": (old.note or "", new.note or ""),
    }
    for kind, (before, after) in pairs.items():
        if before != after:
            yield Change(kind, unit.name, unit.id, new.id, before, after)


def _partners(duty: Duty) -> str:
    return "；".join(f"{one.relation} {one.name}" for one in duty.partners)


def _measures(duty: Duty) -> str:
    return "；".join(_assignment(one, duty) for one in duty.assignments if one.measure)


def _assignment(one: Assignment, duty: Duty) -> str:
    """An assignment in one text, with what it does not share with all of its duty."""
    more = [one.scope or "", *one.parts, one.role if one.role != duty.role else ""]
    more += ["、".join(one.phases)] if one.phases != duty.phases else []
    more += [
        f"{partner.relation} {partner.name}"
        for partner in one.partners
        if one.partners != duty.partners
    ]
    said = "，".join(part for part in more if part)
    return f"{one.measure}（{said}）" if said else f"{one.measure}"


def _levels(duty: Duty) -> str:
    return "；".join(
        f"{one.measure or '-'} {'、'.join(one.levels or ())}{' ends' if one.ends else ''}{_during(one)}"
        for one in duty.assignments
        if one.levels or one.episode
    )


def _during(one: Assignment) -> str:
    return " during episode" if one.episode else ""


def _leaders(
    old: Registry | None, new: Registry | None, measures: Measures
) -> tuple[Leaders, ...]:
    def leading(registry: Registry | None, measure: str) -> tuple[str, ...]:
        found = (
            unit.name
            for unit, duty in (registry.duties() if registry else ())
            for one in duty.assignments
            if one.measure == measure and one.role == "lead"
        )
        return tuple(dict.fromkeys(found))

    pairs = ((name, leading(old, name), leading(new, name)) for name in measures)
    return tuple(
        Leaders(name, before, after) for name, before, after in pairs if before != after
    )


def _effects(
    old: Registry | None, new: Registry | None, measures: Measures
) -> Iterator[Effect]:
    levels = {level.id for state in (old, new) if state for level in state.levels}
    for level in sorted(levels, key=RANK.__getitem__):
        before, after = _tasks(old, level, measures), _tasks(new, level, measures)
        for key, task in after.items():
            yield from _effect_of(level, before.get(key), task)
        for task in (task for key, task in before.items() if key not in after):
            yield _effect(level, task, "ended", _said(task), "")


def _effect_of(level: Colour, was: Task | None, task: Task) -> Iterator[Effect]:
    """That a task is new at a level, or another than it was; nothing where it is the same."""
    if was is None:
        yield _effect(level, task, "added", "", _said(task))
    elif _said(was) != _said(task) or was.duty.text != task.duty.text:
        yield _effect(level, task, "changed", _said(was), _said(task))


def _tasks(
    registry: Registry | None, level: Colour, measures: Measures
) -> dict[tuple[str, str], Task]:
    if registry is None or registry.level(level) is None:
        return {}
    lists = activate(registry, measures, level).lists
    return {
        (entry.unit.id, task.duty.id): task for entry in lists for task in entry.tasks
    }


def _effect(level: Colour, task: Task, change: str, old: str, new: str) -> Effect:
    return Effect(level, task.unit.name, task.unit.id, task.duty.id, change, old, new)


def _item_said(item: Item) -> str:
    measure = item.measure.id if item.measure else "-"
    limits = "，".join(
        part for part in (item.assignment.scope, *item.assignment.parts) if part
    )
    scope = f"（{limits}）" if limits else ""
    return f"{measure}{scope} {item.standing.state} {item.standing.basis}"


def _said(task: Task) -> str:
    """A task's state as one text: its part, and each measure with its state and basis."""
    items = (_item_said(item) for item in task.items)
    partners = "、".join(f"{one.relation} {one.name}" for one in task.partners)
    return f"{task.part}：{'，'.join(items)}{f'；{partners}' if partners else ''}"
