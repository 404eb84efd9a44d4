"""A duty names a member for its measures, and that member has no assignment of any of them."""

from collections.abc import Iterator, Mapping, Sequence

from smogctl.plan.registry import Assignment, Duty, Partner, Unit
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership

TITLE = "对方无职责"
PLACE = 90
LEADERLESS = False

_RELATIONS = frozenset({"convenes", "shares", "supports", "guides"})

_OWES_NOTHING = "support.supervision"
"""Whom one supervises owes nothing for it."""


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a duty and member; its measure is the first that the duty names the member for."""
    units = {unit.id: unit for unit in ownership.registry.units}
    has = {unit.id: _measures_of(unit) for unit in units.values()}
    names = {name: measure.name for name, measure in ownership.measures.items()}
    for unit, duty in ownership.registry.duties():
        for member, asked in _asked(unit, duty).items():
            if member in units and has[member].isdisjoint(asked):
                yield _gap(unit, duty, units[member], asked, names)


def _measures_of(unit: Unit) -> set[str]:
    return {measure for duty in unit.duties for measure in duty.measures}


def _asked(unit: Unit, duty: Duty) -> dict[str, list[str]]:
    """For each member that the duty names, the measures that it names it for."""
    asked: dict[str, list[str]] = {}
    for assignment in duty.assignments:
        for partner in assignment.partners:
            if _asks(assignment, partner) and partner.id != unit.id:
                asked.setdefault(partner.id, []).append(str(assignment.measure))
    return {member: list(dict.fromkeys(measures)) for member, measures in asked.items()}


def _asks(assignment: Assignment, partner: Partner) -> bool:
    """Whether an assignment asks its partner for something of its measure."""
    return (
        assignment.measure not in (None, _OWES_NOTHING)
        and partner.relation in _RELATIONS
    )


def _gap(
    unit: Unit, duty: Duty, member: Unit, asked: Sequence[str], names: Mapping[str, str]
) -> Gap:
    local = member.kind in ("territory", "park") and "support.local" in _measures_of(
        member
    )
    own = "只有“属地落实”，没有单独的职责" if local else "没有相应的职责"
    wanted = "、".join(names[measure] for measure in asked)
    return Gap(
        "unreciprocated",
        "note" if local else "warning",
        f"{unit.name}的职责点到{_called(member, duty)}（{wanted}），{member.name}{own}。原文：{duty.text}",
        f"在{member.name}的职责中写明{_answering(unit, duty, member.id)}“{wanted}”。",
        measure=asked[0],
        unit=member.name,
        other=(unit.name,),
        duty=duty.id,
        line=duty.line,
    )


def _called(member: Unit, duty: Duty) -> str:
    """The member as the clause calls it, with its own name where that is another."""
    form = max(
        (name for name in member.names if name in duty.text),
        key=len,
        default=member.name,
    )
    return form if form == member.name else f"{form}（即{member.name}）"


def _answering(unit: Unit, duty: Duty, member: str) -> str:
    """How the member's own clause would begin, to match the relation in which it is named."""
    relations = {partner.relation for partner in duty.partners if partner.id == member}
    if "convenes" in relations:
        return f"配合{unit.name}"
    return f"与{unit.name}共同" if "shares" in relations else ""
