"""Whom a clause names and how: `mentions` over the names of this annex, their short forms, and
bodies that are no unit.

A short form (教育局 for 区教育局, 宣传部门) counts when one unit only can be meant.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from smogctl.grammar.mentions import Mention, mentions
from smogctl.grammar.others import others
from smogctl.grammar.oversight import supervised
from smogctl.importing.bodies.outside import OutsideBodies
from smogctl.importing.bodies.short_forms import in_brackets, may_mean
from smogctl.importing.bodies.table import Unit, WholeNames, is_unit, table_of
from smogctl.importing.layouts.assigned import RESPONSIBLE
from smogctl.importing.naming import function_of
from smogctl.text.patterns import words_of
from smogctl.values.single import single

_BEFORE_ACTORS = re.compile("[：:，]")
_FARTHEST = 40
"""Characters of a clause in which a label before its actors may stand."""
_JOINT = re.compile("[、，]|和|及|与|以及")
_RANK = re.compile("(?:[区县旗省]|市(?!场|政|容))")
"""What a name begins with that says of which level it is: 市生态环境局, but not 市场监管部门."""


class Who:
    """The names of an annex: who is meant by each, growing while its clauses are read."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.table = table_of(units)
        self.names = WholeNames(self.table)
        self.aliases: dict[str, list[str]] = {}
        """Short forms that the text uses, by unit."""
        self._others = OutsideBodies(units)
        self.outside = self._others.by_name
        self._owners: dict[str, list[str]] = {}
        """For a name that several units have (a member of two groups) all of them."""
        for unit in units:
            for name in unit.names:
                self._owners.setdefault(name, []).append(unit.id)

    def mentions_in(self, text: str, own: str) -> list[tuple[str, str, bool]]:
        """(relation, id, whether that is sure) for each body that a clause names, its own unit left
        out.
        """
        certainty: dict[tuple[str, str], bool] = {}
        for mention in self._read(text):
            who, sure = self._settled(mention)
            if who == own:
                who = self._namesake(mention.name, own)
            key = (mention.relation, who)
            certainty.setdefault(key, True)
            certainty[key] &= sure
        return [(*key, sure) for key, sure in certainty.items() if key[1] != own]

    def _read(self, text: str) -> Iterator[Mention]:
        yield from mentions(text, self.names)
        yield from supervised(text, self.names)
        yield from others(text, self.names)

    def _namesake(self, name: str, own: str) -> str:
        """Another unit that has a name of a unit; the unit itself where none has."""
        others_too = filter(own.__ne__, self._owners.get(name, ()))
        return next(others_too, own)

    def actors(self, text: str) -> list[str]:
        """The units that a clause begins with, behind a label too, or names as responsible."""
        starts = [0]
        starts += [hit.end() for hit in _BEFORE_ACTORS.finditer(text[:_FARTHEST])]
        for start in starts:
            units = self._units_at(text, start)
            if units:
                return units
        behind = RESPONSIBLE.search(text, starts[-1])
        return self.listed(words_of(behind, "who"))

    def listed(self, text: str) -> list[str]:
        """The units of a list, where all of it is names."""
        return self._units_at(text, 0)

    def _units_at(self, text: str, place: int) -> list[str]:
        """The units of a list that begins at a place of a text (由甲、乙和丙)."""
        units: dict[str, None] = {}
        if text.startswith("由", place):
            place += 1
        while known := self.names.at(text, place):
            name, who = known
            if is_unit(who):
                units[who] = None
            place += len(name)
            joint = _JOINT.match(text, place)
            if joint is None:
                break
            place = joint.end()
        return list(units)

    def named(self, name: str, own: str) -> tuple[str, bool]:
        """Who is meant by a name that stands by itself, and whether that is sure."""
        known = self.names.at(name, 0)
        who = None
        if known is not None and known[0] == name:
            who = known[1]
        if who == own:
            return own, True
        return self._settled(Mention("convenes", name, who, 0))

    def _settled(self, mention: Mention) -> tuple[str, bool]:
        """Who is meant by a name, and whether that is sure; a new one becomes an outside body."""
        name, who = mention.name, mention.who
        if who is None:
            who = self._by_function(name)
            if who is not None:
                self._note_alias(who, name)
                self.table[name] = who
                self.names = WholeNames(self.table)
                return who, True
        elif is_unit(who):
            self._note_alias(who, name)
            return who, True
        body = self._others.body(mention)
        return body.id, body.sure

    def _note_alias(self, unit: str, name: str) -> None:
        """A short form by which the text calls a unit."""
        if name in self._owners:
            return
        aliases = self.aliases.setdefault(unit, [])
        if name not in aliases:
            aliases.append(name)

    def _by_function(self, name: str) -> str | None:
        """The one unit of a general name's function (宣传部门, 县交警大队, 县生态环境分局).

        Not for a body of another level (市生态环境局).
        """
        function = function_of(name)
        if function is None:
            return None
        of_any_level = name.endswith("部门") and not _RANK.match(name)
        same: list[str] = []
        for unit in self.units:
            if function[0] not in _functions(unit):
                continue
            if of_any_level or any(may_mean(name, own) for own in unit.names):
                same.append(unit.id)
        return single(same, None)


@lru_cache(maxsize=4096)
def _functions(unit: Unit) -> frozenset[str]:
    """The functions of a unit: of its names, of its bodies, of what their brackets have."""
    functions: set[str] = set()
    for name in unit.names:
        known = map(function_of, (name, *in_brackets(name)))
        functions.update(slug for slug, _ in filter(None, known))
    return frozenset(functions)
