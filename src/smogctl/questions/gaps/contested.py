"""Two or more units of one kind lead one measure with the same scope, and neither names the other for it."""

from collections.abc import Iterator
from itertools import combinations

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import Gap, Owned, by_measure, quoted

_NEVER = frozenset({"territory", "park"})
"""Each of them leads in its own area."""


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a measure and scope: the first leader, and the others. Only units of one kind contest a measure."""
    for name, owners in by_measure(registry).items():
        if measures[name].each:
            continue
        groups: dict[str | None, list[Owned]] = {}
        for one in owners:
            if one.assignment.role == "lead" and one.unit.kind not in _NEVER:
                groups.setdefault(one.assignment.scope, []).append(one)
        for scope, leaders in groups.items():
            yield from _group(registry, measures, name, scope, leaders, owners)


def _group(
    registry: Registry,
    measures: Measures,
    name: str,
    scope: str | None,
    leaders: list[Owned],
    owners: list[Owned],
) -> Iterator[Gap]:
    named = {(one.unit.id, partner.id) for one in owners for partner in one.assignment.partners}
    units = {one.unit.id: one for one in reversed(leaders)}
    at_odds = {
        unit
        for a, b in combinations(units, 2)
        if units[a].unit.kind == units[b].unit.kind and (a, b) not in named and (b, a) not in named
        for unit in (a, b)
    }
    found = [one for unit in registry.units if unit.id in at_odds and (one := units[unit.id])]
    if found:
        first, *others = found
        what = f"“{measures[name].name}”{f'（{scope}）' if scope else ''}"
        names = "、".join(one.unit.name for one in others)
        yield Gap(
            "contested",
            "warning",
            f"{what}由{first.unit.name}与{names}分别牵头，互不提及。{quoted(found)}",
            "写明由谁牵头、谁配合，或各管哪一部分。",
            measure=name,
            scope=scope,
            unit=first.unit.name,
            other=tuple(one.unit.name for one in others),
            duty=first.duty.id,
            line=first.duty.line,
        )
