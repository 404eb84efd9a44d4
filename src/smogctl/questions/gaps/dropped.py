"""A measure that is led, alone or jointly, at one level and, because its assignment ends, at no
higher one.
"""

from collections.abc import Iterator, Sequence

from smogctl.plan.measures import Measure
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Owned, Ownership
from smogctl.values.vocabulary import COLOURS, Colour

TITLE = "高级别无人"
PLACE = 50
LEADERLESS = True


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure, at the highest level where it is still led."""
    levels = [level.id for level in ownership.registry.levels]
    for name, owners in ownership.by_measure.items():
        measure = ownership.measures[name]
        last = _last_led(ownership, owners, levels)
        if last is not None and last != levels[-1]:
            ending = (
                owned
                for owned in owners
                if owned.assignment.ends and ownership.leads(owned)
            )
            by = next(owned for owned in ending if ownership.due_at(owned, last))
            yield _gap(measure, last, by)


def _last_led(
    ownership: Ownership, owners: Sequence[Owned], levels: Sequence[Colour]
) -> Colour | None:
    """The highest level where a measure is led.

    None where it is led nowhere, or no leading ends.
    """
    leading = [owned for owned in owners if ownership.leads(owned)]
    if not any(owned.assignment.ends for owned in leading):
        return None
    led = [
        level
        for level in levels
        if any(ownership.due_at(owned, level) for owned in leading)
    ]
    return led[-1] if led else None


def _gap(measure: Measure, level: Colour, last: Owned) -> Gap:
    return Gap(
        "dropped",
        "error",
        f"“{measure.name}”到{COLOURS[level]}为止由{last.unit.name}牵头，更高的级别没有单位牵头。"
        f"原文：{last.duty.text}",
        "写明更高的级别由谁牵头。",
        measure=measure.id,
        scope=last.assignment.scope,
        unit=last.unit.name,
        duty=last.duty.id,
        line=last.duty.line,
    )
