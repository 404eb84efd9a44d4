"""A measure of the catalogue that no assignment names."""

from collections.abc import Iterator

from smogctl.questions.gap import BY_NEED, Gap
from smogctl.questions.ownership import Ownership

TITLE = "无人承担"
PLACE = 20
LEADERLESS = True


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure; `each` measures are not led by anybody and so not missing."""
    for measure in ownership.measures.values():
        if measure.each or measure.id in ownership.unordered:
            continue
        if not ownership.of(measure.id):
            yield Gap(
                "uncovered",
                BY_NEED[measure.need],
                f"职责分工中没有单位承担“{measure.name}”。",
                "写明由哪个单位牵头；由上级单位承担的，写明是哪个单位、本区谁配合。",
                measure=measure.id,
            )
