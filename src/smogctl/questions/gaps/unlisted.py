"""A duty names a body that is no member of the plan."""

from collections.abc import Iterator

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership

TITLE = "点到非成员"
PLACE = 70
LEADERLESS = False


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a duty and body of standing `unlisted`."""
    outside = ownership.registry.outside
    for unit, duty in ownership.registry.duties():
        for name in duty.names:
            body = outside.get(name)
            if body is None or body.standing != "unlisted":
                continue
            yield Gap(
                "unlisted",
                "warning",
                f"{unit.name}的职责点到“{body.name}”，它不是成员单位。原文：{duty.text}",
                f"把“{body.name}”列为成员单位，写明它的职责。",
                unit=unit.name,
                other=(body.name,),
                duty=duty.id,
                line=duty.line,
            )
