"""A part of a measure that nobody leads, while others of its parts are led."""

from collections.abc import Iterator, Sequence

from smogctl.plan.measures import Measure, Part
from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Owned, Ownership, quoted, unit_names
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
        leading = ownership.leading(measure.id)
        if measure.each or not leading:
            continue
        for part in measure.parts:
            severity = _SEVERITY[part.need or measure.need]
            if severity is None or _having(part, leading, measure):
                continue
            near = _having(part, ownership.of(measure.id), measure)
            yield _gap(measure, part, severity, leading, near)


def _having(part: Part, owners: Sequence[Owned], measure: Measure) -> list[Owned]:
    """Those whose assignment is about a part of the measure."""
    having = []
    for owned in owners:
        if part in parts_of(owned.assignment, measure):
            having.append(owned)
    return having


def _gap(
    measure: Measure,
    part: Part,
    severity: Severity,
    leading: Sequence[Owned],
    near: Sequence[Owned],
) -> Gap:
    """`near`: who has the part without leading it."""
    units = unit_names(leading)
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
    clauses: dict[str, None] = {}
    for owned in near:
        role = ROLES[owned.assignment.role]
        clauses[f"，{owned.unit.name}只是{role}"] = None
    return "".join(clauses)
