"""Whom each name means before a clause is read.

A unit, nobody in particular, or who stands above the plan's units.

A short form counts where one unit only can be meant.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from smogctl.grammar.mentions import Names, unknown_at
from smogctl.importing.bodies.short_forms import short_forms

COLLECTIVE = "?collective"
"""In place of an id: nobody in particular."""
SUPERIOR = "?superior"
"""In place of an id: who stands above the plan's units."""

_OWN_RANKS = "区县市旗"
_HIGHER = {
    rank: tuple(
        f"{rank}{organ}"
        for organ in ("级部门", "级", "委", "政府", "人民政府", "直部门")
    )
    for rank in ("市", "省", "自治区")
}
"""What higher levels are called, by level."""
_ABOVE = (
    *(f"{rank}委" for rank in _OWN_RANKS),
    *(f"{rank}政府" for rank in _OWN_RANKS),
    *(f"{rank}人民政府" for rank in _OWN_RANKS),
    *(f"{rank}委{rank}政府" for rank in _OWN_RANKS),
    *("上级部门", "上级单位", "上级"),
)
"""Who stands above the units of any plan: the party and government of its own level too."""
_COLLECTIVES = [
    "各成员单位",
    "成员单位",
    "各有关成员单位",
    "有关成员单位",
    "各单位",
    "各部门",
    "各有关单位",
    "各有关部门",
    "有关单位",
    "有关部门",
    "相关单位",
    "相关部门",
    "各相关单位",
    "各相关部门",
    "其他成员单位",
    "各责任单位",
    "责任单位",
    "各职能部门",
    "区级有关部门",
    "市级有关部门",
    "县级有关部门",
    "区有关部门",
    "县有关部门",
    "市有关部门",
    "区直有关部门",
    "区级部门",
    "县级部门",
    "区级相关部门",
    "县级相关部门",
    "行业主管部门",
    "各行业主管部门",
]
TOWNS = [
    "各镇街",
    "各街镇",
    "各镇（街）",
    "各镇(街)",
    "各乡镇",
    "各镇",
    "各乡",
    "各街道",
    "各镇政府",
    "各乡镇政府",
    "各镇人民政府",
    "各乡镇人民政府",
    "街道办事处",
    "各街道办事处",
    "各镇办",
    "各乡镇（街道）",
    "各镇（街道）",
    "各乡镇街道",
    "各镇街道",
    "乡镇（街道）",
    "镇（街道）",
    "镇（街）",
    "乡镇街道",
    "街道乡镇",
    "各街道乡镇",
    "各街道（乡镇）",
    "有关乡镇",
    "有关镇",
    "有关镇街",
    "有关街道",
    "相关乡镇",
    "相关镇街",
    "镇街",
    "街镇",
    "乡镇",
    "乡镇政府",
    "乡镇人民政府",
    "各属地",
    "属地政府",
    "属地",
    "属地镇街",
    "各办事处",
]
"""What towns together are called."""
PARKS = [
    "园区发展中心",
    "各园区",
    "各园区管委会",
    "园区管委会",
    "工业园区",
    "各工业园区",
    "各开发区",
    "各功能区",
    "开发区管委会",
]
"""What parks together are called."""
_GOES_ON = re.compile("(?<=部)门|(?<=指挥部)办公室|(?<=领导小组)办公室")
"""What makes of a name the beginning of another one: 宣传部门, 县指挥部办公室."""


class Unit(NamedTuple):
    """What resolving names needs of a unit."""

    id: str
    kind: str
    names: tuple[str, ...]
    """Its name, its bodies, its aliases."""


class WholeNames(Names):
    """Names that count only where no longer name stands.

    区委 is not meant by 区委网信办, nor 宣传部 by 宣传部门.
    """

    def at(self, text: str, place: int) -> tuple[str, str] | None:
        """The longest name at a place of a text, unless it is the beginning of another one."""
        known = super().at(text, place)
        if known is None:
            return None
        name, who = known
        behind = place + len(name)
        followed = name + text[behind : behind + 3]
        if _GOES_ON.match(followed, len(name)):
            return None
        if who == SUPERIOR and len(unknown_at(text, place)) > len(name):
            return None
        return known


def is_unit(who: str) -> bool:
    """Whether a name's meaning is a unit, and not somebody in general."""
    return not who.startswith("?")


def rank_of(units: Iterable[Unit]) -> str:
    """The level whose bodies the units are: what most names begin with; empty where none does."""
    firsts = [name[0] for unit in units for name in unit.names]
    most = max(_OWN_RANKS, key=firsts.count)
    return most if most in firsts else ""


def table_of(units: Sequence[Unit]) -> dict[str, str]:
    """Whom each name means: a unit's id, COLLECTIVE or SUPERIOR.

    What is said more directly replaces what is said in general: a unit's name a short form.
    """
    by_kind: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append(unit)
    towns, parks = by_kind["territory"], by_kind["park"]
    if not parks:  # then the towns that have several names are parks too
        parks = [unit for unit in towns if len(unit.names) > 1]
    table = _superiors(rank_of(units))
    table |= dict.fromkeys(_COLLECTIVES, COLLECTIVE)
    table |= dict.fromkeys(TOWNS, _only(towns))
    table |= dict.fromkeys(PARKS, _only(parks))
    table |= _unshared_forms(units)
    if len(by_kind["office"]) == 1:
        table |= _offices(by_kind["command"], by_kind["office"][0].id)
    for unit in units:
        table |= dict.fromkeys(unit.names, unit.id)
    # a member of a group that is a unit itself is meant as that
    table |= {unit.names[0]: unit.id for unit in units}
    return table


def _superiors(own_rank: str) -> dict[str, str]:
    """What stands above the units of a plan of some level."""
    superiors = dict.fromkeys(_ABOVE, SUPERIOR)
    for rank, names in _HIGHER.items():
        if rank != own_rank:
            superiors |= dict.fromkeys(names, SUPERIOR)
    return superiors


def _only(units: Sequence[Unit]) -> str:
    """The one unit that there is; a name of several is nobody's in particular."""
    return units[0].id if len(units) == 1 else COLLECTIVE


def _unshared_forms(units: Iterable[Unit]) -> dict[str, str]:
    """The ways to shorten a unit's names that are of one unit alone."""
    owners: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        forms = short_forms(unit.names)
        owners |= dict.fromkeys(forms, unit.id)
        counts.update(forms.keys())
    return {form: id_ for form, id_ in owners.items() if counts[form] == 1}


def _offices(commands: Iterable[Unit], office: str) -> dict[str, str]:
    """The office of each command: 县指挥部办公室 is no other than the plan's office."""
    offices: dict[str, str] = {}
    for command in commands:
        for form in short_forms(command.names):
            offices[f"{form}办公室"] = office
    return offices
