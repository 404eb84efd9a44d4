"""A duty names a member for its measures, and that member has no assignment of any of them."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Duty, Registry, Unit
from smogctl.questions.gaps import Gap

_RELATIONS = frozenset({"convenes", "shares", "supports", "guides"})

_OWES_NOTHING = "support.supervision"
"""Whom one supervises owes nothing for it."""


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a duty and member; its measure is the first that the duty names the member for."""
    has = {
        unit.id: {one.measure for duty in unit.duties for one in duty.assignments if one.measure}
        for unit in registry.units
    }
    units = {unit.id: unit for unit in registry.units}
    for unit, duty in registry.duties():
        for member, asked in _asked(unit, duty).items():
            if member in units and has[member].isdisjoint(asked):
                local = (
                    units[member].kind in ("territory", "park") and "support.local" in has[member]
                )
                names = "、".join(measures[name].name for name in asked)
                called = _called(units[member], duty)
                own = "只有“属地落实”，没有单独的职责" if local else "没有相应的职责"
                yield Gap(
                    "unreciprocated",
                    "note" if local else "warning",
                    f"{unit.name}的职责点到{called}（{names}），{units[member].name}{own}。原文：{duty.text}",
                    f"在{units[member].name}的职责中写明{_answering(unit, duty, member)}“{names}”。",
                    measure=asked[0],
                    unit=units[member].name,
                    other=(unit.name,),
                    duty=duty.id,
                    line=duty.line,
                )


def _asked(unit: Unit, duty: Duty) -> dict[str, list[str]]:
    """For each member that the duty names, the measures that it names it for."""
    found: dict[str, list[str]] = {}
    for one in duty.assignments:
        for partner in one.partners:
            wanted = one.measure and one.measure != _OWES_NOTHING and partner.relation in _RELATIONS
            if wanted and partner.id != unit.id and one.measure not in found.get(partner.id, ()):
                found.setdefault(partner.id, []).append(str(one.measure))
    return found


def _called(member: Unit, duty: Duty) -> str:
    """The member as the clause calls it, with its own name where that is another."""
    form = max((name for name in member.names if name in duty.text), key=len, default=member.name)
    return form if form == member.name else f"{form}（即{member.name}）"


def _answering(unit: Unit, duty: Duty, member: str) -> str:
    """How the member's own clause would begin, to match the relation in which it is named."""
    relations = {
        partner.relation
        for one in duty.assignments
        for partner in one.partners
        if partner.id == member
    }
    if "convenes" in relations:
        return f"配合{unit.name}"
    return f"与{unit.name}共同" if "shares" in relations else ""
