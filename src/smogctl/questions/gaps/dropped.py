"""A measure that is led at one level and, because its assignment ends, at no higher one."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.activation import standing
from smogctl.questions.gaps import Gap, Owned, by_measure
from smogctl.values.vocabulary import COLOURS, RANK


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a measure, at the highest level where it is still led."""
    for name, owners in by_measure(registry).items():
        leads = [one for one in owners if one.assignment.role == "lead"]
        if not any(one.assignment.ends for one in leads):
            continue
        led = [
            level.id
            for level in registry.levels
            if any(_due(one, level.id, measures) for one in leads)
        ]
        higher = [level for level in registry.levels if led and RANK[level.id] > RANK[led[-1]]]
        if led and higher:
            last = next(
                one for one in leads if one.assignment.ends and _due(one, led[-1], measures)
            )
            level = COLOURS[led[-1]]
            yield Gap(
                "dropped",
                "error",
                f"“{measures[name].name}”到{level}为止由{last.unit.name}牵头，更高的级别没有单位牵头。原文：{last.duty.text}",
                "写明更高的级别由谁牵头。",
                measure=name,
                scope=last.assignment.scope,
                unit=last.unit.name,
                duty=last.duty.id,
                line=last.duty.line,
            )


def _due(one: Owned, level: str, measures: Measures) -> bool:
    found = standing(one.assignment, level, measures.get(one.assignment.measure or ""))
    return found is not None and found.state == "due"
