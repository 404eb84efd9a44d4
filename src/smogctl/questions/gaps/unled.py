"""A unit supports a measure without naming whom, and nobody shares, guides or leads it for the
supporter's scope.
"""

from collections.abc import Container, Iterator, Sequence

from smogctl.plan.measures import Measure
from smogctl.questions.gap import BY_NEED, Gap
from smogctl.questions.ownership import Owned, Ownership, quoted, unit_names

TITLE = "无人牵头"
PLACE = 10
LEADERLESS = True


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure: the first supporter, and the further ones."""
    superiors = set()
    for body in ownership.registry.outside.values():
        if body.standing == "superior":
            superiors.add(body.id)
    for name, owners in ownership.by_measure.items():
        if name in ownership.unordered:
            continue
        alone = list(_alone(owners, superiors))
        if alone:
            yield _gap(ownership.measures[name], alone, owners)


def _alone(owners: Sequence[Owned], superiors: Container[str]) -> Iterator[Owned]:
    """Those who support, do not say whom, and have nobody there to be supported."""
    for owned in owners:
        if owned.assignment.role != "support" or _says_whom(owned, superiors):
            continue
        scope = owned.assignment.scope
        if not any(_settles(other, scope) for other in owners):
            yield owned


def _says_whom(owned: Owned, superiors: Container[str]) -> bool:
    """Whether its clause names whom it supports.

    A superior anywhere among its partners settles it.
    """
    for partner in owned.assignment.partners:
        names_it = partner.relation in ("supports", "under")
        if names_it or partner.id in superiors:
            return True
    return False


def _settles(other: Owned, scope: str | None) -> bool:
    """Whether somebody shares or guides the measure, or leads it whole or for the supporter's
    scope.
    """
    if other.assignment.role == "lead":
        return other.assignment.scope in (None, scope)
    return other.assignment.role in ("joint", "guide")


def _gap(measure: Measure, alone: Sequence[Owned], owners: Sequence[Owned]) -> Gap:
    supporters = unit_names(alone)
    partial = _partial(owners)
    first = alone[0]
    scope = first.assignment.scope
    if any(owned.assignment.scope != scope for owned in alone):
        scope = None
    return Gap(
        "unled",
        BY_NEED[measure.need],
        f"“{measure.name}”只有{'、'.join(supporters)}配合，没有单位牵头{_in_part(partial)}。{quoted(alone)}",
        "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
        measure=measure.id,
        scope=scope,
        unit=first.unit.name,
        other=supporters[1:],
        duty=first.duty.id,
        line=first.duty.line,
        also=tuple(partial),
    )


def _partial(owners: Sequence[Owned]) -> dict[str, dict[str, None]]:
    """The units that have a part of the measure and do not merely support, each with its scopes."""
    parts: dict[str, dict[str, None]] = {}
    for owned in owners:
        scope = owned.assignment.scope
        if owned.assignment.role != "support" and scope:
            parts.setdefault(owned.unit.name, {})[scope] = None
    return parts


def _in_part(partial: dict[str, dict[str, None]]) -> str:
    if not partial:
        return ""
    parts = [f"{name}只管{'、'.join(scopes)}" for name, scopes in partial.items()]
    return f"（{'，'.join(parts)}）"
