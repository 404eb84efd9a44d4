"""The response chapter orders a measure of nobody in particular, and no unit leads it."""

from collections.abc import Iterator

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership, unit_names
from smogctl.values.vocabulary import COLOURS

TITLE = "有令无人"
PLACE = 30
LEADERLESS = True


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a measure, at the first entry of the chapter that orders it.

    It takes the place of `uncovered` and `unled` for that measure.
    """
    for name, response in ownership.unordered.items():
        measure = ownership.measures[name]
        supporters = unit_names(ownership.of(name))
        has = "没有单位承担"
        if supporters:
            has = f"只有{'、'.join(supporters)}配合或指导，没有单位牵头"
        yield Gap(
            "unordered",
            "error",
            f"响应措施自{COLOURS[response.level]}起要求“{measure.name}”，职责分工中{has}。"
            f"原文：{response.text}",
            "在职责分工中写明由哪个单位牵头，或在响应措施中写明责任单位。",
            measure=name,
            duty=response.id,
            line=response.line,
            also=supporters,
        )
