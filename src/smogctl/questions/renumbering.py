"""Which units and duties have other ids than before: a unit of the same name, a clause of the same
words.

Without it a new id would look like one thing dropped and another added.
"""

from collections.abc import Mapping
from typing import NamedTuple

from smogctl.grammar.layout import bare
from smogctl.plan.registry import Duty, Registry, Unit


class Renumbering(NamedTuple):
    """Old ids to new ids, of units and of duties."""

    units: Mapping[str, str]
    duties: Mapping[str, str]

    def unit(self, name: str) -> str:
        """The id that a unit has now."""
        return self.units.get(name, name)

    def duty(self, name: str) -> str:
        """The id that a duty has now."""
        return self.duties.get(name, name)


def renumbering(old: Registry, new: Registry) -> Renumbering:
    """Which ids of one state are others in the next."""
    units = _moved_ids(_names(old), _names(new))
    before = {}
    for unit, duty in old.duties():
        before[duty.id] = (units.get(unit.id, unit.id), duty.text)
    after = {}
    for unit, duty in new.duties():
        after[duty.id] = (unit.id, duty.text)
    return Renumbering(units, _moved_ids(before, after))


def _names(registry: Registry) -> dict[str, str]:
    """The units' names by their ids."""
    return {unit.id: bare(unit.name) for unit in registry.units}


def _moved_ids(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, str]:
    """Old id to new id, for what only its id tells apart: one such thing that went, and one that
    came.
    """
    gone = _only_in(old, new)
    came = _only_in(new, old)
    moved = {}
    for thing, names in gone.items():
        heirs = came.get(thing, [])
        if len(names) == len(heirs) == 1:
            moved[names[0]] = heirs[0]
    return moved


def _only_in(
    here: Mapping[str, object], there: Mapping[str, object]
) -> dict[object, list[str]]:
    """The ids that one state has and the other has not, by what they stand for."""
    ids: dict[object, list[str]] = {}
    for name, thing in here.items():
        if name not in there:
            ids.setdefault(thing, []).append(name)
    return ids


def under_new_ids(old: Registry, ids: Renumbering) -> Registry:
    """The old state as it would be had it always had the new ids."""
    return old._replace(units=tuple(_unit(unit, ids) for unit in old.units))


def _unit(unit: Unit, ids: Renumbering) -> Unit:
    duties = tuple(_duty(duty, ids) for duty in unit.duties)
    renumbered = unit._replace(id=ids.unit(unit.id), duties=duties)
    if unit.acts_as is None:
        return renumbered
    return renumbered._replace(acts_as=ids.unit(unit.acts_as))


def _duty(duty: Duty, ids: Renumbering) -> Duty:
    assignments = []
    for share in duty.assignments:
        partners = []
        for partner in share.partners:
            partners.append(partner._replace(id=ids.unit(partner.id)))
        assignments.append(share._replace(partners=tuple(partners)))
    return duty._replace(id=ids.duty(duty.id), assignments=tuple(assignments))
