"""A department without a measure that each department owes and others carry."""

from collections.abc import Iterator

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership

TITLE = "未编方案"
PLACE = 100
LEADERLESS = False


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a department and `each` measure."""
    for measure in ownership.measures.values():
        owners = {owned.unit.id for owned in ownership.of(measure.id)}
        if not measure.each or not owners:
            continue
        for unit in ownership.registry.units:
            if unit.kind != "department" or unit.id in owners:
                continue
            yield Gap(
                "unprepared",
                "note",
                f"{unit.name}没有“{measure.name}”的职责，别的部门有。",
                f"在{unit.name}的职责中写明“{measure.name}”。",
                measure=measure.id,
                unit=unit.name,
                line=unit.line,
            )
