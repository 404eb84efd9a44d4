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
    *lower, _ = levels
    for name in ownership.by_measure:
        leading = ownership.leading(name)
        ending = [owned for owned in leading if owned.assignment.ends]
        if not ending:
            continue
        last = _last_led(ownership, leading, levels)
        if last in lower:
            leader = next(owned for owned in ending if ownership.due_at(owned, last))
            yield _gap(ownership.measures[name], last, leader)


def _last_led(
    ownership: Ownership, leading: Sequence[Owned], levels: Sequence[Colour]
) -> Colour | None:
    """The highest level where a measure is led; None where it is led nowhere."""
    for level in reversed(levels):
        if any(ownership.due_at(owned, level) for owned in leading):
            return level
    return None


def _gap(measure: Measure, level: Colour, leader: Owned) -> Gap:
    return Gap(
        "dropped",
        "error",
        f"“{measure.name}”到{COLOURS[level]}为止由{leader.unit.name}牵头，更高的级别没有单位牵头。"
        f"原文：{leader.duty.text}",
        "写明更高的级别由谁牵头。",
        measure=measure.id,
        scope=leader.assignment.scope,
        unit=leader.unit.name,
        duty=leader.duty.id,
        line=leader.duty.line,
    )
