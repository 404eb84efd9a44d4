"""A unit supports a measure without naming whom, and nobody shares, guides or leads it for the supporter's scope."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import BY_NEED, Gap, Owned, by_measure, quoted


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a measure: the first supporter, and the further ones."""
    for name, owners in by_measure(registry).items():
        alone = [one for one in owners if _unnamed(one, registry) and not _settled(one, owners)]
        if alone:
            first, others = alone[0], dict.fromkeys(one.unit.name for one in alone[1:])
            others.pop(first.unit.name, None)
            yield Gap(
                "unled",
                BY_NEED[measures[name].need],
                f"“{measures[name].name}”只有{'、'.join((first.unit.name, *others))}配合，没有单位牵头"
                f"{_in_part(owners)}。{quoted(alone)}",
                "写明由哪个单位牵头，其余写明配合它；由上级单位牵头的，写明配合上级哪个单位。",
                measure=name,
                scope=first.assignment.scope
                if len({one.assignment.scope for one in alone}) == 1
                else None,
                unit=first.unit.name,
                other=tuple(others),
                duty=first.duty.id,
                line=first.duty.line,
                also=tuple(_partial(owners)),
            )


def _unnamed(one: Owned, registry: Registry) -> bool:
    """Whether it supports and does not say whom; a superior anywhere among its partners settles it."""
    if one.assignment.role != "support":
        return False
    superiors = {body.id for body in registry.outside.values() if body.standing == "superior"}
    return not any(
        partner.relation in ("supports", "under") or partner.id in superiors
        for partner in one.assignment.partners
    )


def _settled(one: Owned, owners: list[Owned]) -> bool:
    """Whether somebody has the measure whole, or for the supporter's scope, in another role than support."""
    return any(
        other.assignment.role != "support"
        and other.assignment.scope in (None, one.assignment.scope)
        for other in owners
    )


def _in_part(owners: list[Owned]) -> str:
    """Who has a part of the measure that is not the supporters'."""
    parts = [f"{name}只管{'、'.join(scopes)}" for name, scopes in _partial(owners).items()]
    return f"（{'，'.join(parts)}）" if parts else ""


def _partial(owners: list[Owned]) -> dict[str, dict[str, None]]:
    """The units that have a part, each with its scopes."""
    found: dict[str, dict[str, None]] = {}
    for one in owners:
        if one.assignment.role != "support" and one.assignment.scope:
            found.setdefault(one.unit.name, {})[one.assignment.scope] = None
    return found
