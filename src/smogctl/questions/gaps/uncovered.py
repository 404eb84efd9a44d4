"""A measure of the catalogue that no assignment names."""

from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import BY_NEED, Gap, by_measure


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a measure; `each` measures are not led by anybody and so not missing."""
    named = by_measure(registry)
    for measure in measures.values():
        if measure.id not in named and not measure.each:
            yield Gap(
                "uncovered",
                BY_NEED[measure.need],
                f"职责分工中没有单位承担“{measure.name}”。",
                "写明由哪个单位牵头；由上级单位承担的，写明是哪个单位、本区谁配合。",
                measure=measure.id,
            )
