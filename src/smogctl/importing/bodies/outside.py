"""The bodies that clauses name and that are no unit: how they stand to the plan, and their ids."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from smogctl.grammar.mentions import Mention
from smogctl.importing.bodies.table import (
    COLLECTIVE,
    PARKS,
    SUPERIOR,
    TOWNS,
    Unit,
    rank_of,
)
from smogctl.importing.naming import function_of, slug_of, spelled_slug, unique
from smogctl.values.vocabulary import Standing

_GENERAL = re.compile("(?:有关|相关|各|成员|主管)(?:部门|单位)$")
_ABOVE = ("上级", "国家", "省", "自治区")
_OF_A_CITY = re.compile("市(?!场|政|容)")
_BELOW_A_CITY = ("区", "县", "旗")
_RANKS = {
    "市": "municipal",
    "省": "provincial",
    "自治区": "regional",
    "国家": "national",
    "区": "district",
    "县": "county",
    "旗": "banner",
}
_ORGANS = {
    "级部门": "",
    "级": "",
    "直部门": "",
    "政府": "-government",
    "人民政府": "-government",
    "委": "-committee",
}
"""What may follow the rank of who stands above, and how its id ends."""


class Outside(NamedTuple):
    """A body that clauses name and that is no unit."""

    id: str
    name: str
    aliases: tuple[str, ...]
    standing: Standing

    @property
    def sure(self) -> bool:
        """Whether it is surely none of the units under another name."""
        return self.standing != "unlisted"

    def called(self, name: str) -> "Outside":
        """The body with one name more; the longer one is its name, the other an alias."""
        longer, alias = sorted((self.name, name), key=len, reverse=True)
        aliases = dict.fromkeys((alias, *self.aliases))
        aliases.pop(longer, None)
        return self._replace(name=longer, aliases=tuple(aliases))


class OutsideBodies:
    """The outside bodies of an annex, growing while its clauses are read."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.by_name: dict[str, Outside] = {}
        self._rank = rank_of(units)
        self._taken = {unit.id for unit in units}

    def body(self, mention: Mention) -> Outside:
        """The body that a name means; a new one is added."""
        known = self.by_name.get(mention.name)
        if known is not None:
            return known
        standing = _standing(mention, self._rank)
        slug = _SLUGS[standing](mention.name)
        twin = self._twin(slug, standing)
        if twin is not None:
            return self._grown(twin, mention.name)
        body = Outside(unique(slug, self._taken), mention.name, (), standing)
        self._taken.add(body.id)
        self.by_name[mention.name] = body
        return body

    def _twin(self, slug: str, standing: Standing) -> Outside | None:
        """The body that has an id already, and stands to the plan in the same way.

        Two that are not listed are never one: that is for a person to say.
        """
        if standing == "unlisted":
            return None
        for body in self.by_name.values():
            if (body.id, body.standing) == (slug, standing):
                return body
        return None

    def _grown(self, twin: Outside, name: str) -> Outside:
        """A body that is called by one name more, under all of its names."""
        grown = twin.called(name)
        same = [key for key, body in self.by_name.items() if body.id == twin.id]
        self.by_name.update(dict.fromkeys((*same, name), grown))
        return grown


def _standing(mention: Mention, rank: str) -> Standing:
    """How a body stands to the plan of units of some rank."""
    name = mention.name
    if mention.who == COLLECTIVE or _GENERAL.search(name):
        return "collective"
    if mention.who == SUPERIOR or name.startswith(_ABOVE):
        return "superior"
    if rank in _BELOW_A_CITY and _OF_A_CITY.match(name):
        return "superior"
    return "unlisted"


def _collective_slug(name: str) -> str:
    """The id of who is nobody in particular."""
    if name in (*TOWNS, *PARKS):
        return "localities"
    if name == "各单位" or "成员单位" in name:
        return "members"
    return "departments"


def _superior_slug(name: str) -> str:
    """The id of who stands above: its rank, and what it is there."""
    if name.startswith("上级"):
        return "superior"
    rank = next(filter(name.startswith, _RANKS), "")
    prefix = _RANKS.get(rank, "superior")
    rest = name.removeprefix(rank)
    if rest in _ORGANS:
        return f"{prefix}{_ORGANS[rest]}"
    function = function_of(name)
    if function is None:
        return f"{prefix}-{spelled_slug(rest) or 'body'}"
    return f"{prefix}-{function[0]}"


_SLUGS: dict[Standing, Callable[[str], str]] = {
    "collective": _collective_slug,
    "superior": _superior_slug,
    "unlisted": slug_of,
}
"""How the id of a body is made that stands so to the plan."""
