"""The ways in which a clause may shorten a body's name: 教育局, 各镇, 苍屏分局."""

import re
from collections.abc import Iterable, Iterator

from smogctl.importing.naming import function_of

_BRACKETED = re.compile(r"[（(〔【][^（）()〔〕【】]*[）)〕】]")
_INNER = re.compile(r"[（(〔【]([^（）()〔〕【】]{3,30})[）)〕】]")
_IS_A_BODY = re.compile("[局委办室会心]$")
_PREFIX = re.compile(
    r"^(?:[区县市旗](?=[^委级]|委[^员])|[\u4e00-\u9fff]{2,3}[区县市旗](?=[\u4e00-\u9fff]{3}))"
)
_BRANCH_ALONE = re.compile(r"\A[^（）()]{2,12}局([^局（）()]{2,6}分局)\Z")
"""A branch with the organ above it: 州生态环境局苍屏分局."""
_OFFICE = re.compile("(?P<rank>[区县市旗]?)(?P<core>.{2,20}?)(?:分局|局|委员会|委)")
_RANKED = "区县市旗省"
_BRANCH = re.compile(f"[{_RANKED}]?(?P<core>.{{2,12}}?)分局")


def in_brackets(name: str) -> list[str]:
    """What the brackets of a name have: 市住建局（市城管局）."""
    return _INNER.findall(name)


def short_forms(names: Iterable[str]) -> dict[str, None]:
    """Some names and their short forms.

    Without prefix, without bracket, by what the bracket has.
    """
    forms: dict[str, None] = {}
    for name in names:
        spellings = [name, _BRACKETED.sub("", name)]
        spellings += filter(_IS_A_BODY.search, in_brackets(name))
        for spelling in spellings:
            if len(spelling) > 2:
                forms[spelling] = None
            forms |= dict.fromkeys(_without_prefix(spelling))
            forms |= dict.fromkeys(_without_seat(spelling))
            forms |= dict.fromkeys(_BRANCH_ALONE.findall(spelling))
    return forms


def _without_prefix(name: str) -> Iterator[str]:
    """A name without the place or the rank in front: 区教育局 is 教育局, 区委网信办 is 网信办."""
    short = _PREFIX.sub("", name)
    if 2 < len(short) < len(name):
        yield short
        without_party = short.removeprefix("委")
        if 2 < len(without_party) < len(short):
            yield without_party


def _without_seat(name: str) -> Iterator[str]:
    """A government's name without what it is seated in: 各镇人民政府 is 各镇政府, 各镇, 镇."""
    plain = re.sub("人民政府$", "政府", name)
    if plain != name:
        yield plain
    towns = re.sub("人民政府|政府|办事处", "", name)
    if towns != name and name.startswith("各"):
        yield towns
        yield towns[1:]


def may_mean(name: str, own: str) -> bool:
    """Whether a name may mean a body whose own name is another: by its rank, or as its branch."""
    branch = _BRANCH.fullmatch(name)
    if branch and own.endswith("分局"):
        core = branch["core"]
        return f"{core}局" in own or own.startswith(core)
    if _shortens(own, name):
        return True
    same_rank = own[0] == name[0] and name[0] in _RANKED
    if same_rank and function_of(own) == function_of(name):
        return True
    return any(may_mean(name, inner) for inner in in_brackets(own))


def _shortens(name: str, other: str) -> bool:
    """Whether two names are one office (区住建局, 区住房和城乡建设局).

    They have one level, and one core whose characters stand in the other's in order.
    """
    office = _OFFICE.fullmatch(name)
    other_office = _OFFICE.fullmatch(other)
    if office is None or other_office is None:
        return False
    cores = {office["core"], other_office["core"]}
    same_rank = office["rank"] == other_office["rank"]
    if len(cores) == 1 or not same_rank:
        return False
    short, long = sorted((office["core"], other_office["core"]), key=len)
    rest = iter(long)
    return short[0] == long[0] and all(char in rest for char in short)
