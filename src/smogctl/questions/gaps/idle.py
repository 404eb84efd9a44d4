"""A listed member that is no unit, body or alias, and so has no duty of its own."""

import re
from collections.abc import Iterator

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership
from smogctl.text.plain import fold

TITLE = "成员无职责"
PLACE = 80
LEADERLESS = False


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a member. A second name in brackets counts as well as the first."""
    registry = ownership.registry
    known = {fold(name) for unit in registry.units for name in unit.names}
    for member, line in zip(registry.plan.members, registry.member_lines, strict=True):
        if known.isdisjoint(_names(member)):
            yield Gap(
                "idle",
                "warning",
                f"“{member}”列为成员单位，预案却没有写它的职责。",
                f"写明“{member}”的职责，或从成员单位中去掉。",
                unit=member,
                line=line,
            )


def _names(member: str) -> set[str]:
    names = {fold(member)}
    second = re.fullmatch(r"(.+?)[（(](.+)[）)]", member)
    if second:
        names.update(map(fold, second.groups()))
    return names
