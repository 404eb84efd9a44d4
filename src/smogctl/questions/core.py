"""How far the core measures are led, level by level."""

from collections.abc import Iterable
from typing import NamedTuple

from smogctl.plan.measures import Measure
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership
from smogctl.values.vocabulary import RANK, Colour


class CoreLed(NamedTuple):
    """How many of the core measures that are called for at a level a unit leads there, and which
    none does.
    """

    level: Colour
    led: int
    total: int
    lacking: tuple[str, ...] = ()


def core_led(ownership: Ownership, gaps: Iterable[Gap]) -> tuple[CoreLed, ...]:
    """For each level the core measures that the catalogue calls for there, and those that a unit
    leads there.

    Called for are core measures that start at or below the level or are bound to none; `each`
    measures are not led by one. Led is what has a leading assignment that is due at the level,
    whatever its phase, and is not `unled`.
    """
    alone = {gap.measure for gap in gaps if gap.kind == "unled"}
    core = [
        measure
        for measure in ownership.measures.values()
        if measure.need == "core" and not measure.each
    ]
    levels = (level.id for level in ownership.registry.levels)
    return tuple(_at(ownership, level, core, alone) for level in levels)


def _at(
    ownership: Ownership, level: Colour, core: list[Measure], alone: set[str | None]
) -> CoreLed:
    called = [measure for measure in core if _called_for(ownership, measure, level)]
    lacking = tuple(
        measure.id for measure in called if not _led(ownership, measure, level, alone)
    )
    return CoreLed(level, len(called) - len(lacking), len(called), lacking)


def _called_for(ownership: Ownership, measure: Measure, level: Colour) -> bool:
    start = ownership.rules.start_of(measure)
    return start is None or RANK[start.level] <= RANK[level]


def _led(
    ownership: Ownership, measure: Measure, level: Colour, alone: set[str | None]
) -> bool:
    if measure.id in alone:
        return False
    leaders = (
        owned for owned in ownership.of(measure.id) if owned.assignment.role == "lead"
    )
    return any(ownership.due_at(owned, level) for owned in leaders)
