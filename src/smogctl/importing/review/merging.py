"""A body outside the plan that turns out to be one of its units by another name."""

from typing import TypeVar

from smogctl.importing.review.places import Path, changed, replaced
from smogctl.schema.registry import AssignmentEntry, Duty, Outside, RegistryFile, Unit
from smogctl.values.vocabulary import RELATIONS


def merged(
    registry: RegistryFile, path: Path, body: Outside, unit: int
) -> RegistryFile:
    """The registry without the body: its names are aliases of the unit, which is named for it."""
    id_ = registry.units[unit].id
    units = [_renamed(member, body.id, id_) for member in registry.units]
    named = units[unit]
    aliases = list(named.aliases)
    for name in (body.name, *body.aliases):
        if name not in named.names:
            aliases.append(name)
    units[unit] = changed(named, aliases=tuple(aliases))
    with_aliases = changed(registry, units=tuple(units))
    return replaced(with_aliases, path, None)


def _renamed(unit: Unit, old: str, new: str) -> Unit:
    """The unit, its clauses naming `new` for `old`."""
    if not unit.duties:
        return unit
    # a clause of the unit itself names no other then
    to = new if unit.id != new else None
    duties: list[Duty] = []
    for duty in unit.duties:
        measures = tuple(_with_partner(entry, old, to) for entry in duty.measures)
        renamed = changed(duty, measures=measures)
        duties.append(_with_partner(renamed, old, to))
    return changed(unit, duties=tuple(duties))


S = TypeVar("S", Duty, AssignmentEntry)


def _with_partner(clause: S, old: str, new: str | None) -> S:
    fields: dict[str, tuple[str, ...]] = {}
    for relation in RELATIONS:
        partners = clause.partners(relation)
        if old not in partners:
            continue
        # who is named under both names is named once
        renamed = dict.fromkeys(new if id_ == old else id_ for id_ in partners)
        fields[relation] = tuple(filter(None, renamed))
    return changed(clause, **fields) if fields else clause
