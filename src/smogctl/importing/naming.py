"""Ids and kinds: the function slug that a name tells, pinyin where none fits.

Unique in the file.
"""

import re
from collections.abc import Container
from functools import lru_cache

from smogctl.grammar.bodies import outside_brackets
from smogctl.plan import catalogue
from smogctl.values.vocabulary import Kind

_TERRITORY = re.compile(
    r"(?:街道|镇|乡|苏木|街镇|镇街|乡镇|办事处|街道办)(?:办事处|人民政府|政府)?$|^各[^，。]{0,8}(?:人民政府|政府|区|县|市|旗|街道|乡|镇)|^(?!市|区|县|省|旗)[^，。]{2,12}(?:镇|乡|街道)"
)
_PARK = re.compile(
    "开发区|经开区|高新区|新区|园区|工业园|产业园|产业城|工业区|示范区|合作区|保税区|管委会|管理委员会"
)
_ENTERPRISE = re.compile("公司|集团|银行|企业|运营商|电厂|热力|燃气")
_TOWN_WORDS = frozenset({"镇", "乡"})


@lru_cache(maxsize=4096)
def function_of(name: str) -> tuple[str, Kind] | None:
    """The slug and kind of the function that a body's name tells.

    None where no word of the catalogue fits.
    """
    plain = outside_brackets(name) or name
    found: tuple[int, str, Kind] | None = None
    for one in catalogue.functions().values():
        for word in one.words:
            if word in plain and not (word in _TOWN_WORDS and not _TERRITORY.search(plain)):
                length = len(word)
                if found is None or length > found[0]:
                    found = (length, one.id, one.kind)
    if _TERRITORY.search(plain) and (found is None or found[1] not in ("command", "office")):
        return "townships", "territory"
    return (found[1], found[2]) if found else None


def kind_of(name: str) -> Kind:
    """What kind of unit a name is."""
    found = function_of(name)
    if found:
        return found[1]
    plain = outside_brackets(name) or name
    if _ENTERPRISE.search(plain):
        return "enterprise"
    if _PARK.search(plain):
        return "park"
    if plain.endswith(("指挥部", "领导小组")):
        return "command"
    return "department"


def slug_of(name: str) -> str:
    """An id for a name, not yet unique."""
    found = function_of(name)
    if found:
        return found[0]
    if kind_of(name) == "park":
        return "development-zone"
    return spelled_slug(name) or "unit"


def spelled_slug(name: str) -> str:
    """A name in pinyin as an id, empty where nothing of it can be spelled."""
    from smogctl.text.pinyin import spelled  # costs a dictionary

    return re.sub("[^a-z0-9]", "", spelled(outside_brackets(name) or name))[:48]


def unique(slug: str, taken: Container[str], number: int = 2) -> str:
    """The slug, numbered from a number on where it is taken."""
    if slug not in taken:
        return slug
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
