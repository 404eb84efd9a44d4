"""A duty names a member for its measures, and that member has no assignment of any of them."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from smogctl.plan.registry import Duty, Unit
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership
from smogctl.values.findings import Severity

TITLE = "对方无职责"
PLACE = 90
LEADERLESS = False

_RELATIONS = frozenset({"convenes", "shares", "supports", "guides"})

_OWES_NOTHING = "support.supervision"
"""Whom one supervises owes nothing for it."""


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a duty and member; its measure is the first that the duty names the member for."""
    members: dict[str, _Member] = {}
    for unit in ownership.registry.units:
        owed = chain.from_iterable(duty.measures for duty in unit.duties)
        members[unit.id] = _Member(unit, set(owed))
    names = {name: measure.name for name, measure in ownership.measures.items()}
    for unit, duty in ownership.registry.duties():
        for name, asked in _asked(duty).items():
            member = members.get(name)
            if member and member.measures.isdisjoint(asked):
                yield _gap(unit, duty, member, [*asked], names)


class _Member(NamedTuple):
    """A unit, and the measures that it has any assignment of."""

    unit: Unit
    measures: Set[str]

    @property
    def acts_locally(self) -> bool:
        """Whether it has whatever falls to its area."""
        if self.unit.kind not in ("territory", "park"):
            return False
        return "support.local" in self.measures


def _asked(duty: Duty) -> dict[str, dict[str, None]]:
    """For each member that the duty names, the measures that it names it for.

    The duty's own unit has them all by this very duty, and so owes nothing.
    """
    asked: dict[str, dict[str, None]] = {}
    for assignment in duty.assignments:
        measure = assignment.measure
        if measure is None or measure == _OWES_NOTHING:
            continue
        for partner in assignment.partners:
            if partner.relation in _RELATIONS:
                asked.setdefault(partner.id, {})[measure] = None
    return asked


def _gap(
    unit: Unit,
    duty: Duty,
    named: _Member,
    asked: Sequence[str],
    names: Mapping[str, str],
) -> Gap:
    member = named.unit
    severity: Severity = "warning"
    own = "没有相应的职责"
    if named.acts_locally:
        severity = "note"
        own = "只有“属地落实”，没有单独的职责"
    wanted = "、".join(map(names.__getitem__, asked))
    return Gap(
        "unreciprocated",
        severity,
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
    forms = [name for name in member.names if name in duty.text]
    form = max(forms, key=len, default=member.name)
    if form == member.name:
        return form
    return f"{form}（即{member.name}）"


def _answering(unit: Unit, duty: Duty, member: str) -> str:
    """How the member's own clause would begin, to match the relation in which it is named."""
    relations = {partner.relation for partner in duty.partners if partner.id == member}
    if "convenes" in relations:
        return f"配合{unit.name}"
    if "shares" in relations:
        return f"与{unit.name}共同"
    return ""
