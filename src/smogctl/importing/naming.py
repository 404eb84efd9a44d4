"""Ids and kinds: the function slug that a name tells, pinyin where none fits.

Unique in the file.
"""

import re
from collections.abc import Container
from functools import lru_cache

from smogctl.grammar.bodies import outside_brackets
from smogctl.plan import catalogue
from smogctl.plan.organs import organ_of
from smogctl.values.vocabulary import Kind

_PARK = re.compile(
    "科技园|物流园|软件园|开发区|经开区|高新区|新区|园区|工业园|产业园|产业城|工业区|示范区|合作区|保税区|管委会|管理委员会"
)
_ENTERPRISE = re.compile("公司|集团|银行|企业|运营商|电厂|热力|燃气")
_COMMAND = re.compile(r"(?:指挥部|领导小组)\Z")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_ENTERPRISE, "enterprise"),
    (_PARK, "park"),
    (_COMMAND, "command"),
)
"""What words in a name tell its kind, where its function does not; the first counts."""


@lru_cache(maxsize=4096)
def function_of(name: str) -> tuple[str, Kind] | None:
    """The slug and kind of the function that a body's name tells, the first of a joint organ.

    None where the catalogue does not know such a name, and where it may be of several functions.
    """
    organ = organ_of(_plain(name))
    if not organ.functions or organ.either:
        return None
    first = organ.functions[0]
    return first, catalogue.functions()[first].kind


def _plain(name: str) -> str:
    """A name without its brackets; one that is in brackets as a whole as it is."""
    return outside_brackets(name) or name


def kind_of(name: str) -> Kind:
    """What kind of unit a name is."""
    function = function_of(name)
    if function is not None:
        return function[1]
    plain = _plain(name)
    for pattern, kind in _KINDS:
        if pattern.search(plain):
            return kind
    return "department"


def slug_of(name: str) -> str:
    """An id for a name, not yet unique."""
    function = function_of(name)
    if function is not None:
        return function[0]
    if kind_of(name) == "park":
        return "development-zone"
    return spelled_slug(name) or "unit"


def spelled_slug(name: str) -> str:
    """A name in pinyin as an id, empty where nothing of it can be spelled."""
    from smogctl.text.pinyin import spelled  # costs a dictionary

    return re.sub("[^a-z0-9]", "", spelled(_plain(name)))[:48]


def unique(slug: str, taken: Container[str], number: int = 2) -> str:
    """The slug, numbered from a number on where it is taken."""
    if slug not in taken:
        return slug
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
