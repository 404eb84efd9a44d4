"""A department without a measure that each department owes and others carry."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import Gap, by_measure


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a department and `each` measure."""
    table = by_measure(registry)
    for measure in measures.values():
        owners = {one.unit.id for one in table.get(measure.id, ())}
        for unit in registry.units if measure.each and owners else ():
            if unit.kind == "department" and unit.id not in owners:
                yield Gap(
                    "unprepared",
                    "note",
                    f"{unit.name}没有“{measure.name}”的职责，别的部门有。",
                    f"在{unit.name}的职责中写明“{measure.name}”。",
                    measure=measure.id,
                    unit=unit.name,
                    line=unit.line,
                )
