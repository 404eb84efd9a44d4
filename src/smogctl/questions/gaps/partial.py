"""A part of a measure that nobody leads, while others of its parts are led."""

from collections.abc import Iterator, Sequence

from smogctl.plan.measures import Measure, Part
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Owned, Ownership, quoted
from smogctl.questions.standing import parts_of
from smogctl.values.findings import Severity
from smogctl.values.vocabulary import ROLES, Need

TITLE = "部分无人"
PLACE = 40
LEADERLESS = False

_SEVERITY: dict[Need, Severity | None] = {
    "core": "warning",
    "usual": "note",
    "rare": None,
}
"""One below what it would be if nobody led the measure at all; of a rare part nothing is said."""


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a part; its `scope` is the part."""
    for measure in ownership.measures.values():
        if not measure.each:
            yield from _of_measure(measure, ownership)


def _of_measure(measure: Measure, ownership: Ownership) -> Iterator[Gap]:
    owners = ownership.of(measure.id)
    leading = [owned for owned in owners if ownership.leads(owned)]
    for part in _unled(measure, leading) if leading else ():
        severity = _SEVERITY[part.need or measure.need]
        near = [owned for owned in owners if part in _parts(owned, measure)]
        if severity:
            yield _gap(measure, part, severity, leading, near)


def _unled(measure: Measure, leading: Sequence[Owned]) -> list[Part]:
    """The parts of a measure that none of its leaders has."""
    led = {part.name for owned in leading for part in _parts(owned, measure)}
    return [part for part in measure.parts if part.name not in led]


def _parts(owned: Owned, measure: Measure) -> list[Part]:
    return [part for part in parts_of(owned.assignment, measure) if part]


def _gap(
    measure: Measure,
    part: Part,
    severity: Severity,
    leading: Sequence[Owned],
    near: Sequence[Owned],
) -> Gap:
    """`near`: who has the part without leading it."""
    units = tuple(dict.fromkeys(owned.unit.name for owned in leading))
    first = leading[0]
    return Gap(
        "partial",
        severity,
        f"“{measure.name}”中的“{part.name}”没有单位牵头，{'、'.join(units)}牵头的是别的部分"
        f"{_near_said(near)}。{quoted([*near, *leading])}",
        f"写明“{part.name}”由哪个单位牵头。",
        measure=measure.id,
        scope=part.name,
        duty=first.duty.id,
        line=first.duty.line,
        also=units,
    )


def _near_said(near: Sequence[Owned]) -> str:
    """Who supports or guides the part; empty where nobody does."""
    said = dict.fromkeys(
        f"{owned.unit.name}只是{ROLES[owned.assignment.role]}" for owned in near
    )
    return "".join(f"，{one}" for one in said)
