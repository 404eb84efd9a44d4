"""A duty names a body that is no member of the plan."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import Gap


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a duty and body of standing `unlisted`."""
    for unit, duty in registry.duties():
        for name in dict.fromkeys(partner.id for partner in duty.partners):
            body = registry.outside.get(name)
            if body and body.standing == "unlisted":
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
