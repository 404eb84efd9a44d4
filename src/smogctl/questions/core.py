"""How far the core measures are led, level by level."""

from collections.abc import Container, Iterable, Sequence
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
    unled = {gap.measure for gap in gaps if gap.kind == "unled"}
    core = []
    for measure in ownership.measures.values():
        if measure.need == "core" and not measure.each:
            core.append(measure)
    levels = ownership.registry.levels
    return tuple(_at(ownership, level.id, core, unled) for level in levels)


def _at(
    ownership: Ownership,
    level: Colour,
    core: Sequence[Measure],
    unled: Container[str | None],
) -> CoreLed:
    total = 0
    lacking = []
    for measure in core:
        start = ownership.rules.start_of(measure)
        if start is not None and RANK[start.level] > RANK[level]:
            continue
        total += 1
        if measure.id in unled or not _led(ownership, measure, level):
            lacking.append(measure.id)
    return CoreLed(level, total - len(lacking), total, tuple(lacking))


def _led(ownership: Ownership, measure: Measure, level: Colour) -> bool:
    """Whether a unit that leads a measure alone has it to do at a level."""
    for owned in ownership.of(measure.id):
        leads = owned.assignment.role == "lead"
        if leads and ownership.due_at(owned, level):
            return True
    return False
