"""A unit supports a measure without naming whom, and nobody shares, guides or leads it for the
supporter's scope.
"""

from collections.abc import Iterator, Sequence

from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry
from smogctl.questions.gap import BY_NEED, Gap
from smogctl.questions.ownership import Owned, Ownership, quoted

TITLE = "无人牵头"
PLACE = 10
LEADERLESS = True


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure: the first supporter, and the further ones."""
    superiors = _superiors(ownership.registry)
    for name, owners in ownership.by_measure.items():
        if name in ownership.unordered:
            continue
        alone = [owned for owned in owners if _alone(owned, owners, superiors)]
        if alone:
            yield _gap(ownership.measures[name], alone, owners)


def _superiors(registry: Registry) -> frozenset[str]:
    return frozenset(
        body.id for body in registry.outside.values() if body.standing == "superior"
    )


def _alone(owned: Owned, owners: Sequence[Owned], superiors: frozenset[str]) -> bool:
    """Whether it supports, does not say whom, and nobody is there to be supported."""
    if owned.assignment.role != "support" or _says_whom(owned, superiors):
        return False
    return not any(_settles(other, owned.assignment.scope) for other in owners)


def _says_whom(owned: Owned, superiors: frozenset[str]) -> bool:
    """Whether its clause names whom it supports.

    A superior anywhere among its partners settles it.
    """
    partners = owned.assignment.partners
    return any(
        who.relation in ("supports", "under") or who.id in superiors for who in partners
    )


def _settles(other: Owned, scope: str | None) -> bool:
    """Whether somebody shares or guides the measure, or leads it whole or for the supporter's
    scope.
    """
    if other.assignment.role == "lead":
        return other.assignment.scope in (None, scope)
    return other.assignment.role in ("joint", "guide")


def _gap(measure: Measure, alone: Sequence[Owned], owners: Sequence[Owned]) -> Gap:
    supporters = tuple(dict.fromkeys(owned.unit.name for owned in alone))
    partial = _partial(owners)
    scopes = {owned.assignment.scope for owned in alone}
    first = alone[0]
    return Gap(
        "unled",
        BY_NEED[measure.need],
        f"“{measure.name}”只有{'、'.join(supporters)}配合，没有单位牵头{_in_part(partial)}。{quoted(alone)}",
        "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
        measure=measure.id,
        scope=first.assignment.scope if len(scopes) == 1 else None,
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
    parts = [f"{name}只管{'、'.join(scopes)}" for name, scopes in partial.items()]
    return f"（{'，'.join(parts)}）" if parts else ""
