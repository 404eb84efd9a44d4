"""Whom a clause names and how: `mentions` over the names of this annex, their short forms, and
bodies that are no unit.

A short form (教育局 for 区教育局, 宣传部门) counts when one unit only can be meant.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from smogctl.grammar.mentions import Mention, Names, mentions, unknown_at
from smogctl.grammar.others import others
from smogctl.grammar.oversight import supervised
from smogctl.importing.layouts.assigned import RESPONSIBLE
from smogctl.importing.naming import function_of, slug_of, spelled_slug, unique
from smogctl.values.vocabulary import Standing

_OWN = "区县市旗"
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
_TOWNS = [
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
_PARKS = [
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
_BEFORE_ACTORS = re.compile("[：:，]")
_JOINT = re.compile("[、，]|和|及|与|以及")
_RANKS = {
    "市": "municipal",
    "省": "provincial",
    "自治区": "regional",
    "国家": "national",
    "区": "district",
    "县": "county",
    "旗": "banner",
}


class Outside(NamedTuple):
    """A body that clauses name and that is no unit."""

    id: str
    name: str
    aliases: tuple[str, ...]
    standing: Standing
    sure: bool


class Unit(NamedTuple):
    """What resolving names needs of a unit."""

    id: str
    kind: str
    names: tuple[str, ...]
    """Its name, its bodies, its aliases."""


_COMMANDS = ("指挥部", "领导小组")


class _Whole(Names):
    """Names that count only where no longer name stands: 区委 is not meant by 区委网信办, nor 宣传部 by 宣传部门."""

    def at(self, text: str, place: int) -> tuple[str, str] | None:
        """The longest name at a place of a text, unless it is the beginning of another one."""
        known = super().at(text, place)
        if known is None:
            return None
        name, who = known
        behind = place + len(name)
        if name.endswith("部") and text.startswith("门", behind):
            return None
        if name.endswith(_COMMANDS) and text.startswith("办公室", behind):
            return None
        return (
            None
            if who == "?superior" and len(unknown_at(text, place)) > len(name)
            else known
        )


_RANKED = "区县市旗省"
_RANK = re.compile("(?:[区县旗省]|市(?!场|政|容))")
"""What a name begins with that says of which level it is: 市生态环境局, but not 市场监管部门."""
_BRANCH = re.compile(f"[{_RANKED}]?(?P<core>.{{2,12}}?)分局")


@lru_cache(maxsize=4096)
def _functions(unit: Unit) -> frozenset[str]:
    """The functions of a unit: of its names, of its bodies, of what their brackets have."""
    forms = (form for name in unit.names for form in (name, *_in_brackets(name)))
    return frozenset(found[0] for form in forms if (found := function_of(form)))


def _may_be(own: str, name: str) -> bool:
    """Whether a name may be a unit's: by its rank, or as the branch that it is."""
    branch = _BRANCH.fullmatch(name)
    if branch and own.endswith("分局"):
        return f"{branch['core']}局" in own or own.startswith(branch["core"])
    if _shortens(own, name):
        return True
    ranked = name[0] in _RANKED and own[0] == name[0]
    return (ranked and function_of(own) == function_of(name)) or any(
        _may_be(inner, name) for inner in _in_brackets(own)
    )


def _in_brackets(name: str) -> list[str]:
    """What the brackets of a name have: 市住建局（市城管局）."""
    return re.findall(r"[（(〔【]([^（）()〔〕【】]{3,30})[）)〕】]", name)


class Who:
    """The names of an annex: who is meant by each, growing while its clauses are read."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.rank = _rank_of(units)
        self.table: dict[str, str] = {}
        self.aliases: dict[str, list[str]] = {}
        """Short forms that the text uses, by unit."""
        self.outside: dict[str, Outside] = {}
        self._owners: dict[str, list[str]] = {}
        """For a name that several units have (a member of two groups) all of them."""
        for unit in units:
            for name in unit.names:
                self._owners.setdefault(name, []).append(unit.id)
        self._own = {name for unit in units for name in unit.names}
        self._derive()
        self.names = _Whole(self.table)

    def _derive(self) -> None:
        for name, who in self._superiors():
            self.table[name] = who
        for name in _COLLECTIVES:
            self.table[name] = "?collective"
        towns = [unit.id for unit in self.units if unit.kind == "territory"]
        self.table.update(dict.fromkeys(_TOWNS, _only(towns)))
        self.table.update(dict.fromkeys(_PARKS, _only(self._parks())))
        self.table.update(self._short_forms())
        self.table.update(self._offices())
        self.table.update({name: unit.id for unit in self.units for name in unit.names})
        # a member of a group that is a unit itself is meant as that
        self.table.update({unit.names[0]: unit.id for unit in self.units})

    def _offices(self) -> dict[str, str]:
        """The office of each command: 县指挥部办公室 is no other than the plan's office."""
        offices = [unit.id for unit in self.units if unit.kind == "office"]
        commands = (unit for unit in self.units if unit.kind == "command")
        names = (
            form for unit in commands for name in unit.names for form in _forms(name)
        )
        return (
            {f"{name}办公室": offices[0] for name in names} if len(offices) == 1 else {}
        )

    def _short_forms(self) -> dict[str, str]:
        """The ways to shorten a unit's names that are of one unit alone."""
        owners: dict[str, set[str]] = {}
        for unit in self.units:
            for form in (form for name in unit.names for form in _forms(name)):
                owners.setdefault(form, set()).add(unit.id)
        return {form: ids.pop() for form, ids in owners.items() if len(ids) == 1}

    def _superiors(self) -> Iterator[tuple[str, str]]:
        """Names of what stands above the plan's units: higher levels, and the party and government
        of its own.
        """
        for rank in ("市", "省", "自治区"):
            if rank != self.rank:
                for name in (
                    f"{rank}级部门",
                    f"{rank}级",
                    f"{rank}委",
                    f"{rank}政府",
                    f"{rank}人民政府",
                    f"{rank}直部门",
                ):
                    yield name, "?superior"
        for rank in _OWN:
            for name in (
                f"{rank}委",
                f"{rank}政府",
                f"{rank}人民政府",
                f"{rank}委{rank}政府",
            ):
                yield name, "?superior"
        for name in ("上级部门", "上级单位", "上级"):
            yield name, "?superior"

    def mentions_in(self, text: str, own: str) -> list[tuple[str, str, bool]]:
        """(relation, id, whether that is sure) for each body that a clause names, its own unit left
        out.
        """
        found: dict[tuple[str, str], bool] = {}
        for one in self._read(text):
            who, sure = self._settled(one)
            if who == own:
                who = next(
                    (other for other in self._owners.get(one.name, ()) if other != own),
                    who,
                )
            if who and who != own:
                found[one.relation, who] = found.get((one.relation, who), True) and sure
        return [(relation, who, sure) for (relation, who), sure in found.items()]

    def _read(self, text: str) -> Iterator[Mention]:
        yield from mentions(text, self.names)
        yield from supervised(text, self.names)
        yield from others(text, self.names)

    def actors(self, text: str) -> list[str]:
        """The units that a clause begins with, behind a label too, or names as responsible."""
        place = 0
        for start in (0, *(hit.end() for hit in _BEFORE_ACTORS.finditer(text[:40]))):
            if found := self._units_at(text, start):
                return found
            place = start
        behind = RESPONSIBLE.search(text, place)
        return self._units_at(behind["who"], 0) if behind else []

    def listed(self, text: str) -> list[str]:
        """The units of a list, where all of it is names."""
        return self._units_at(text, 0)

    def _units_at(self, text: str, place: int) -> list[str]:
        """The units of a list that begins at a place of a text (由甲、乙和丙)."""
        found: list[str] = []
        place = place + 1 if text.startswith("由", place) else place
        while known := self.names.at(text, place):
            found += [] if known[1].startswith("?") else [known[1]]
            place += len(known[0])
            joint = _JOINT.match(text, place)
            if not joint:
                break
            place = joint.end()
        return list(dict.fromkeys(found))

    def named(self, name: str, own: str) -> tuple[str, bool]:
        """Who is meant by a name that stands by itself, and whether that is sure."""
        known = self.names.at(name, 0)
        who = known[1] if known and known[0] == name else None
        return (
            self._settled(Mention("convenes", name, who, 0))
            if who != own
            else (own, True)
        )

    def _settled(self, one: Mention) -> tuple[str, bool]:
        """Who is meant by a name; a new one becomes an outside body."""
        if one.who and not one.who.startswith("?"):
            if one.name not in self._own and one.name not in self.aliases.setdefault(
                one.who, []
            ):
                self.aliases[one.who].append(one.name)
            return one.who, True
        unit = self._by_function(one.name) if one.who is None else None
        if unit:
            self.aliases.setdefault(unit, []).append(one.name)
            self.table[one.name] = unit
            self.names = _Whole(self.table)
            return unit, True
        if one.name in self.outside:
            return self.outside[one.name].id, self.outside[one.name].sure
        return self._add_outside(one)

    def _by_function(self, name: str) -> str | None:
        """The one unit of a general name's function (宣传部门, 县交警大队, 县生态环境分局).

        Not for a body of another level (市生态环境局).
        """
        found = function_of(name)
        if not found:
            return None
        same = [unit for unit in self.units if found[0] in _functions(unit)]
        if not (name.endswith("部门") and not _RANK.match(name)):
            same = [
                unit for unit in same if any(_may_be(own, name) for own in unit.names)
            ]
        return same[0].id if len(same) == 1 else None

    def _add_outside(self, one: Mention) -> tuple[str, bool]:
        standing, sure = self._standing(one)
        slug = self._outside_slug(one.name, standing)
        twin = self._twin(slug, standing)
        if twin and standing != "unlisted":
            self._grow(twin, one.name)
            return slug, sure
        taken = {unit.id for unit in self.units} | {
            known.id for known in self.outside.values()
        }
        found = Outside(unique(slug, taken), one.name, (), standing, sure)
        self.outside[one.name] = found
        return found.id, sure

    def _twin(self, slug: str, standing: Standing) -> Outside | None:
        """The outside body that has an id already, and stands to the plan in the same way."""
        known = (body for body in self.outside.values() if body.id == slug)
        return next((body for body in known if body.standing == standing), None)

    def _grow(self, twin: Outside, name: str) -> None:
        """A body is called by one name more; the longer one is its name, the other an alias."""
        longer, alias = sorted((twin.name, name), key=len, reverse=True)
        aliases = dict.fromkeys((alias, *twin.aliases))
        aliases.pop(longer, None)
        grown = twin._replace(name=longer, aliases=tuple(aliases))
        same = [key for key, known in self.outside.items() if known.id == twin.id]
        self.outside.update(dict.fromkeys((*same, name), grown))

    def _standing(self, one: Mention) -> tuple[Standing, bool]:
        name = one.name
        if one.who == "?collective" or re.search(
            "(?:有关|相关|各|成员|主管)(?:部门|单位)$", name
        ):
            return "collective", True
        if one.who == "?superior" or name.startswith(("上级", "国家", "省", "自治区")):
            return "superior", True
        if re.match("市(?!场|政|容)", name) and self.rank in ("区", "县", "旗"):
            return "superior", True
        return "unlisted", False

    def _parks(self) -> list[str]:
        """The units that are parks; where none is, the towns that have several names: parks too."""
        parks = [unit.id for unit in self.units if unit.kind == "park"]
        towns = (unit for unit in self.units if unit.kind == "territory")
        return parks or [unit.id for unit in towns if len(unit.names) > 1]

    def _outside_slug(self, name: str, standing: str) -> str:
        if standing == "collective":
            return _collective_slug(name)
        return _superior_slug(name) if standing == "superior" else slug_of(name)


def _rank_of(units: Iterable[Unit]) -> str:
    """The level whose bodies the units are: what most names begin with."""
    firsts = [name[0] for unit in units for name in unit.names]
    return max(_OWN, key=firsts.count) if any(char in firsts for char in _OWN) else ""


_OFFICE = re.compile("(?P<rank>[区县市旗]?)(?P<core>.{2,20}?)(?:分局|局|委员会|委)")


def _shortens(one: str, other: str) -> bool:
    """Whether two names are one office (区住建局, 区住房和城乡建设局): one level, and one core whose characters
    stand in the other's in order.
    """
    pair = _OFFICE.fullmatch(one), _OFFICE.fullmatch(other)
    if not pair[0] or not pair[1] or pair[0]["rank"] != pair[1]["rank"]:
        return False
    short, long = sorted((pair[0]["core"], pair[1]["core"]), key=len)
    rest = iter(long)
    return short != long and short[0] == long[0] and all(char in rest for char in short)


_PREFIX = re.compile(
    r"^(?:[区县市旗](?=[^委级]|委[^员])|[\u4e00-\u9fff]{2,3}[区县市旗](?=[\u4e00-\u9fff]{3}))"
)


def _forms(name: str) -> Iterator[str]:
    """The ways in which a clause may shorten a name: without prefix, without bracket, by what the
    bracket has.
    """
    plain = re.sub(r"[（(〔【][^（）()〔〕【】]*[）)〕】]", "", name)
    inner = _in_brackets(name)
    for one in (
        name,
        plain,
        *(text for text in inner if re.search("[局委办室会心]$", text)),
    ):
        if len(one) > 2:
            yield one
        short = _PREFIX.sub("", one)
        if short != one and len(short) > 2:
            yield short
            if short.startswith("委") and len(short) > 3:
                yield short[1:]
        yield from _without_seat(one)
        yield from _branch_alone(one)


def _branch_alone(name: str) -> Iterator[str]:
    """A branch without the organ above it: 州生态环境局苍屏分局 is 苍屏分局."""
    if hit := re.fullmatch("[^（）()]{2,12}局(?P<branch>[^局（）()]{2,6}分局)", name):
        yield hit["branch"]


def _without_seat(name: str) -> Iterator[str]:
    """A government's name without what it is seated in: 各镇人民政府 is 各镇政府, 各镇, 镇."""
    long = re.sub("人民政府$", "政府", name)
    if long != name:
        yield long
    seats = re.sub("人民政府|政府|办事处", "", name)
    if seats != name and name.startswith("各"):
        yield seats
        yield seats[1:]


def _only(ids: Sequence[str]) -> str:
    """The one id that there is; a name of several is nobody's in particular."""
    return ids[0] if len(ids) == 1 else "?collective"


def _collective_slug(name: str) -> str:
    """The id of who is nobody in particular."""
    if name in _TOWNS or name in _PARKS:
        return "localities"
    return "members" if "成员单位" in name or name == "各单位" else "departments"


_SUPERIORS = {
    "级部门": "",
    "级": "",
    "直部门": "",
    "政府": "-government",
    "人民政府": "-government",
} | {"委": "-committee"}
"""What may follow the rank of who stands above, and how its id ends."""


def _superior_slug(name: str) -> str:
    """The id of who stands above: its rank, and what it is there."""
    rank = next((word for word in _RANKS if name.startswith(word)), "")
    prefix = _RANKS.get(rank, "superior")
    rest = name.removeprefix(rank)
    if name.startswith("上级"):
        return prefix
    if rest in _SUPERIORS:
        return f"{prefix}{_SUPERIORS[rest]}"
    found = function_of(name)
    return f"{prefix}-{found[0] if found else spelled_slug(rest) or 'body'}"
