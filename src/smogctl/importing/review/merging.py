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
    units = tuple(_renamed(one, body.id, id_) for one in registry.units)
    names = [
        name for name in (body.name, *body.aliases) if name not in units[unit].names
    ]
    known = changed(units[unit], aliases=(*units[unit].aliases, *names))
    return replaced(
        changed(registry, units=(*units[:unit], known, *units[unit + 1 :])), path, None
    )


def _renamed(unit: Unit, old: str, new: str) -> Unit:
    if not unit.duties:
        return unit
    # a clause of the unit itself names no other then
    to = new if unit.id != new else None
    return changed(
        unit, duties=tuple(_renamed_in(duty, old, to) for duty in unit.duties)
    )


def _renamed_in(duty: Duty, old: str, new: str | None) -> Duty:
    measures = tuple(_with_partner(entry, old, new) for entry in duty.measures)
    return _with_partner(changed(duty, measures=measures), old, new)


S = TypeVar("S", Duty, AssignmentEntry)


def _with_partner(said: S, old: str, new: str | None) -> S:
    fields = {
        relation: tuple(
            dict.fromkeys(
                to for one in named if (to := new if one == old else one) is not None
            )
        )
        for relation in RELATIONS
        if (named := getattr(said, relation)) and old in named
    }
    return changed(said, **fields) if fields else said
