"""A listed member that is no unit, body or alias, and so has no duty of its own."""

import re
from collections.abc import Iterator

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import Gap
from smogctl.text.plain import fold


def find(registry: Registry, measures: Measures) -> Iterator[Gap]:
    """One gap a member. A second name in brackets counts as well as the first."""
    known = {fold(name) for unit in registry.units for name in unit.names}
    for member, line in zip(registry.plan.members, registry.member_lines, strict=True):
        inner = re.fullmatch(r"(.+?)[（(](.+)[）)]", member)
        names = {fold(name) for name in (member, *(inner.groups() if inner else ()))}
        if known.isdisjoint(names):
            yield Gap(
                "idle",
                "warning",
                f"“{member}”列为成员单位，预案却没有写它的职责。",
                f"写明“{member}”的职责，或从成员单位中去掉。",
                unit=member,
                line=line,
            )
