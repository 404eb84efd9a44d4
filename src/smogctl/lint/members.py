"""What of an entry names a group's bodies: 牵头单位：甲局, 由甲局牵头，乙局、丙局参加."""

import re

from smogctl.grammar.layout import GROUP
from smogctl.schema.registry import Unit
from smogctl.text.patterns import later

_BETWEEN = later(r"^[\s、，；;。\0]+", re.M)
_AND_OTHERS = later(r"(?<=[\s、：:])等(?:部门|单位)?(?=[。；;]|\s|$)")
_LED_BY = later(
    r"由?\s*(?:负责)?牵头(?:负责)?[，,][\s、和]*(?:等(?:部门|单位)?)?(?:参加|参与|配合|组成)"
)
"""What is left of 由甲局牵头，乙局、丙局参加 without its names."""


def without_bodies(unit: Unit, left: str) -> str:
    """What is left of an entry without the bodies of a group and the words in front of them."""
    group = False
    for body in unit.bodies:
        group = group or body.lead
        if body.name in unit.name:
            continue
        hit = _printed(body.name).search(left)
        if hit:
            # of a group that nobody leads the members stand in its text all the same
            group = True
            left = f"{left[: hit.start()]}{left[hit.end() :]}"
    if not group:
        return left
    unnamed = GROUP.sub("", _AND_OTHERS.sub("", left))
    return _BETWEEN.sub(_kept, _LED_BY.sub("", unnamed))


def _printed(name: str) -> re.Pattern[str]:
    """A name as a source has it: a line's end may break it."""
    return re.compile(r"\s*".join(map(re.escape, "".join(name.split()))))


def _kept(hit: re.Match[str]) -> str:
    """The clauses (as NUL) in what was taken out, and that a line ended there."""
    clauses = "\0" * hit[0].count("\0")
    return f"{clauses}\n" if "\n" in hit[0] else clauses
