"""Which unit a typed name means (docs/design.md, What the answers mean).

In each district the first step with an answer decides: a body outside the plan, a name, the name
without the district's own prefix, the function that the word usually names, pinyin, a part.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from smogctl.plan.forms import called, prefixes, rank, without_prefix
from smogctl.plan.organs import (
    Organ,
    abbreviates,
    branch,
    meant_by,
    nameplates,
    organ_of,
    usual_names,
)
from smogctl.plan.registry import Registry, Unit
from smogctl.text.patterns import later
from smogctl.text.plain import fold

if TYPE_CHECKING:  # a model, which answers do not need
    from smogctl.schema.registry import RegistryFile

_TOWNS = ("townships",)
_SEAT = later("(?<=[镇乡])(?:人民政府|政府)$|(?<=街道)(?:办事处|办)$")
"""昆河镇政府 is 昆河镇."""
_OVER = ("委", "政府", "人民政府")
"""What a name may begin with behind its rank: the party's committee or the government over it."""
_RANKS = "省市区县旗州盟"


class Hit(NamedTuple):
    """A unit that a name means; `body` when the name is that of one of several bodies in it."""

    unit: str
    body: str | None
    name: str
    """The name as the plan writes it, for listing candidates."""


class Found(NamedTuple):
    """What a name means in one district."""

    hits: tuple[Hit, ...] = ()
    """Several units are candidates, none is unknown here."""
    several: bool = False
    """The word is one for several units by itself, so that a single hit is a candidate too."""
    outside: str | None = None
    """The body outside the plan that is called so, as the plan writes it: then it is no unit."""
    by_function: bool = False
    """No name is like the word; the unit does what an organ of that name usually does."""

    @property
    def hit(self) -> Hit | None:
        """The one unit that is meant, or None."""
        if self.several or len(self.hits) != 1:
            return None
        return self.hits[0]


def find_units(registry: Registry, word: str) -> Found:
    """The unit that a typed name means in a district, or the candidates."""
    key = fold(word)
    if not key:
        return Found()
    outside = _called_outside(registry, key)
    if outside:
        return Found(outside=outside)
    hits = _by_name(registry, key, key.__eq__)
    if hits:
        return Found(hits)
    heads = prefixes(registry)
    wanted = without_prefix(_SEAT.sub("", key), heads) | without_prefix(key, heads)

    def is_wanted(name: str) -> bool:
        return not wanted.isdisjoint(without_prefix(name, heads))

    hits = _by_name(registry, key, is_wanted)
    if hits:
        return Found(hits)
    organ = _organ(key, wanted, heads)
    if organ.functions:  # one that is known and absent here ends the search
        hits = _by_function(registry, organ)
        return Found(hits, several=organ.either, by_function=True)
    return _spelled(registry, key, heads) or _by_part(registry, key, heads)


def _called_outside(registry: Registry, key: str) -> str | None:
    """The name of the body outside the plan that is called so."""
    for body in registry.outside.values():
        if key in map(fold, (body.name, *body.aliases)):
            return body.name
    return None


def _by_name(
    registry: Registry, key: str, test: Callable[[str], bool]
) -> tuple[Hit, ...]:
    """The units that have a name which fits."""
    hits = (_hit(unit, key, test) for unit in registry.units)
    return tuple(filter(None, hits))


def _hit(unit: Unit, key: str, test: Callable[[str], bool]) -> Hit | None:
    """The unit as meant by a name that fits: one of its bodies where it fits that alone."""
    fitting = []
    for name, body in called(unit):
        if test(fold(name)):
            fitting.append((name, body))
    if not fitting:
        return None
    name, _ = fitting[0]
    if name == unit.id:
        name = unit.name
    return Hit(unit.id, _body_meant(unit, fitting, key), name)


def _body_meant(
    unit: Unit, fitting: Iterable[tuple[str, str | None]], key: str
) -> str | None:
    """The body that the fitting names are of; None for several, and where they mean the unit."""
    bodies = set()
    for name, body in fitting:
        if body is not None:
            bodies.add(body)
        elif fold(name) == key or name not in (unit.name, unit.id):
            # the unit is called just so, or has an alias that fits too
            return None
    if len(bodies) != 1:
        return None
    return bodies.pop()


def _organ(key: str, forms: Iterable[str], heads: frozenset[str]) -> Organ:
    """What the word usually names, the shortest of its forms first: the one without any prefix.

    A branch of a higher organ counts where its place is this one; 东河镇政府 is one town's, though
    东河 is the district's name too.
    """
    parts = branch(key)
    if parts and parts.place in heads:
        return organ_of(parts.organ)
    candidates = set(forms)
    for head in heads:
        # a bare 区 or 县 in the middle may be a part of another word
        if len(head) > 1:
            candidates.add(key.replace(head, ""))
    candidates.discard("")
    for form in sorted(candidates, key=len):
        organ = meant_by(form)
        if organ.functions == _TOWNS and form != key:
            continue
        if organ.functions:
            return organ
    return Organ()


def _by_function(registry: Registry, organ: Organ) -> tuple[Hit, ...]:
    """The units that have a function of the organ; those that have all of a joint one's, if any."""
    functions = frozenset(organ.functions)
    if not organ.either:
        whole = _with(registry, functions.issubset, organ.short)
        if whole:
            return whole
    return _with(registry, functions.intersection, organ.short)


def _with(
    registry: Registry, test: Callable[[frozenset[str]], object], short: str = ""
) -> tuple[Hit, ...]:
    """The units of which a body's functions fit; that body alone where only one of several fits."""
    hits = []
    for unit in registry.units:
        fitting = []
        for body in unit.bodies:
            if abbreviates(short, body.name) and test(_functions(unit, body.name)):
                fitting.append(body.name)
        if len(fitting) == 1 < len(unit.bodies):
            hits.append(Hit(unit.id, fitting[0], fitting[0]))
        elif fitting:
            hits.append(Hit(unit.id, None, unit.name))
    return tuple(hits)


def _functions(unit: Unit, body: str) -> frozenset[str]:
    """The functions of a body: its name's, and its unit's where that is one body."""
    functions: set[str] = set()
    for name in nameplates(body):
        organ = organ_of(name)
        if not organ.either:
            functions.update(organ.functions)
    if len(unit.bodies) == 1:
        functions.add(re.sub(r"-\d+$", "", unit.id))
    return frozenset(functions)


def _spelled(registry: Registry, key: str, heads: frozenset[str]) -> Found | None:
    """The units whose names, or usual names, an ASCII word spells or gives the initials of."""
    if not re.fullmatch("[a-z]{2,}", key):
        return None
    from smogctl.text.pinyin import spells  # costs a dictionary

    def is_spelled(name: str) -> bool:
        return any(spells(key, form) for form in without_prefix(name, heads))

    named = _by_name(registry, key, is_spelled)
    organs = []
    for name in usual_names():
        if spells(key, name, common=True):
            organs.append(meant_by(name))
    functions = frozenset[str]().union(*(organ.functions for organ in organs))
    able = _with(registry, functions.intersection)
    # a unit with both is meant by its name
    hits = {hit.unit: hit for hit in (*able, *named)}
    if not hits:
        return None
    several = not named and any(organ.either for organ in organs)
    return Found(tuple(hits.values()), several, by_function=not named)


def _by_part(registry: Registry, key: str, heads: frozenset[str]) -> Found:
    """The units of which a name begins or ends so; by a bare prefix always candidates."""
    own = rank(registry)
    if key[0] in _RANKS and key[0] != own and meant_by(key[1:]).functions:
        # 市生态环境局 is no 区生态环境局, nor the branch that it has here
        return Found()
    over_here = {fold(f"{own}{over}") for over in _OVER}
    several = key in {*heads, *_OVER, *over_here}
    if key.isascii():
        return Found(several=several)
    size = len(key)
    if size == 1:
        # nothing is taken off a name for the sake of one character
        heads = frozenset()

    def begins_or_ends(name: str) -> bool:
        forms = without_prefix(name, heads)
        return any(key in (form[:size], form[-size:]) for form in forms)

    return Found(_by_name(registry, key, begins_or_ends), several)


def all_names(registry: Registry) -> dict[str, str]:
    """Every folded form in which a unit can be asked for, with its name as written.

    For suggestions.
    """
    heads = prefixes(registry)
    written = [name for unit in registry.units for name in unit.names]
    names = {}
    # the first that has a form keeps it
    for name in reversed(written):
        forms = without_prefix(fold(name), heads)
        names.update(dict.fromkeys(forms, name))
    return names


def find_bodies(registry: Registry, word: str) -> Found:
    """The units, or else the bodies outside the plan, that a name means.

    For asking who works with them.
    """
    key = fold(word)
    named = _outside(registry, key.__eq__)
    if named:
        return named
    units = find_units(registry, word)
    if units.hits or not key:
        return units
    return _outside(registry, lambda name: key in name) or units


def _outside(registry: Registry, test: Callable[[str], bool]) -> Found | None:
    """The bodies outside the plan that have a name, or id, which fits."""
    hits = []
    for body in registry.outside.values():
        names = (body.name, body.id, *body.aliases)
        if any(test(fold(name)) for name in names):
            hits.append(Hit(body.id, None, body.name))
    if not hits:
        return None
    return Found(tuple(hits))


def find_parties(registry: Registry, word: str) -> Found:
    """Units and bodies outside as `find_bodies` has them, or else members that are no unit."""
    key = fold(word)
    bodies = find_bodies(registry, word)
    if bodies.hits or not key:
        return bodies
    hits = []
    for name in registry.plan.members:
        if key in fold(name):
            hits.append(Hit("", None, name))
    return Found(tuple(hits))


def known_names(model: "RegistryFile") -> Iterator[tuple[str, str]]:
    """Every name of units, bodies and outside bodies with the id that it means."""
    for unit in model.units:
        names = [unit.name, *unit.aliases]
        for body in unit.bodies:
            names += [body.name, *body.aliases]
        for name in names:
            yield name, unit.id
    for outside in model.outside:
        for name in (outside.name, *outside.aliases):
            yield name, outside.id
