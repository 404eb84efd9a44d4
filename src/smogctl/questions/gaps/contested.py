"""Units of one kind lead one measure with the same scope, and neither names the other for it."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from smogctl.plan.measures import Measure
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Owned, Ownership, quoted
from smogctl.questions.standing import parts_of

TITLE = "多头牵头"
PLACE = 60
LEADERLESS = False

_NEVER = frozenset({"territory", "park"})
"""Each of them leads in its own area."""


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure and scope: the first leader, and the others."""
    for name, owners in ownership.by_measure.items():
        measure = ownership.measures[name]
        if measure.each:
            continue
        for scope, leaders in _leaders_by_scope(owners).items():
            at_odds = _at_odds(measure, leaders, owners)
            if at_odds:
                yield _gap(measure, scope, at_odds)


def _leaders_by_scope(owners: Sequence[Owned]) -> dict[str | None, list[Owned]]:
    groups: dict[str | None, list[Owned]] = {}
    for owned in owners:
        if owned.assignment.role == "lead" and owned.unit.kind not in _NEVER:
            groups.setdefault(owned.assignment.scope, []).append(owned)
    return groups


def _at_odds(
    measure: Measure, leaders: Sequence[Owned], owners: Sequence[Owned]
) -> list[Owned]:
    """The leaders that contest the measure with another of their kind, in the plan's order."""
    linked: set[frozenset[str]] = set()
    for owned in owners:
        for partner in owned.assignment.partners:
            linked.add(frozenset((owned.unit.id, partner.id)))
    contesting: set[str] = set()
    for left, right in combinations(leaders, 2):
        pair = frozenset((left.unit.id, right.unit.id))
        if pair not in linked and _may_contest(left, right, measure):
            contesting.update(pair)
    first: dict[str, Owned] = {}
    for owned in leaders:
        if owned.unit.id in contesting:
            first.setdefault(owned.unit.id, owned)
    return list(first.values())


def _may_contest(left: Owned, right: Owned, measure: Measure) -> bool:
    """Whether two leaders are units of one kind and have a part of the measure in common."""
    if left.unit.id == right.unit.id:
        return False
    if left.unit.kind != right.unit.kind:
        return False
    others = parts_of(right.assignment, measure)
    return any(part in others for part in parts_of(left.assignment, measure))


def _gap(measure: Measure, scope: str | None, at_odds: Sequence[Owned]) -> Gap:
    first, *others = at_odds
    what = f"“{measure.name}”"
    if scope:
        what += f"（{scope}）"
    names = tuple(owned.unit.name for owned in others)
    return Gap(
        "contested",
        "warning",
        f"{what}由{first.unit.name}与{'、'.join(names)}分别牵头，互不提及。{quoted(at_odds)}",
        "写明由谁牵头、谁配合，或各管哪一部分。",
        measure=measure.id,
        scope=scope,
        unit=first.unit.name,
        other=names,
        duty=first.duty.id,
        line=first.duty.line,
    )
