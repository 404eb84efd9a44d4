"""Which unit a typed name means (docs/design.md, What the answers mean).

In each district the first step with an answer decides: a body outside the plan, a name, the name
without the district's own prefix, the function that the word usually names, pinyin, a part.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

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
        return self.hits[0] if len(self.hits) == 1 and not self.several else None


_RANKS = "省市区县旗州盟"


def rank(registry: Registry) -> str:
    """What the district is: 区, 县, 旗, 市; empty where its name does not end in one."""
    last = registry.district.name[-1:]
    return last if last in "区县市旗" else ""


def prefixes(registry: Registry) -> tuple[str, ...]:
    """What people leave out in front of a name here, longest first.

    The district's names, and the bare 区 or 县 of its own rank.
    """
    district = registry.district
    own = [name for name in (district.name, district.short) if name]
    stems = [name[:-1] for name in own if len(name) > 2 and name[-1] in "区县市旗"]
    return tuple(
        sorted(
            {fold(name) for name in (*own, *stems, rank(registry)) if name},
            key=len,
            reverse=True,
        )
    )


def without_prefix(key: str, heads: Iterable[str]) -> set[str]:
    """The folded name itself and what is left of it without each of the prefixes."""
    return {key} | {key.removeprefix(head) for head in heads if key != head}


def called(unit: Unit) -> Iterator[tuple[str, str | None]]:
    """Every name of a unit with the body that it belongs to, the id last."""
    own = len(unit.bodies) > 1
    yield unit.name, None
    for body in unit.bodies:
        for name in (body.name, *body.aliases):
            yield name, body.name if own else None
    for name in unit.aliases:
        yield name, None
    yield unit.id, None


def find_units(registry: Registry, word: str) -> Found:
    """The unit that a typed name means in a district, or the candidates."""
    key = fold(word)
    if not key:
        return Found()
    outside = _called_outside(registry, key)
    if outside:
        return Found(outside=outside)
    heads = prefixes(registry)
    wanted = without_prefix(_SEAT.sub("", key), heads) | without_prefix(key, heads)
    hits = _by_name(registry, key, lambda name: name == key) or _by_name(
        registry, key, lambda name: not wanted.isdisjoint(without_prefix(name, heads))
    )
    if hits:
        return Found(hits)
    organ = _organ(key, wanted, heads)
    if organ.functions:  # one that is known and absent here ends the search
        hits = _by_function(registry, organ)
        return Found(hits, several=organ.either, by_function=True)
    return _spelled(registry, key, heads) or _by_part(registry, key, heads)


def _called_outside(registry: Registry, key: str) -> str | None:
    """The name of the body outside the plan that is called so."""
    return next(
        (
            body.name
            for body in registry.outside.values()
            if key in {fold(name) for name in (body.name, *body.aliases)}
        ),
        None,
    )


def _by_name(
    registry: Registry, key: str, test: Callable[[str], bool]
) -> tuple[Hit, ...]:
    """The units that have a name which fits."""
    return tuple(hit for unit in registry.units if (hit := _hit(unit, key, test)))


def _hit(unit: Unit, key: str, test: Callable[[str], bool]) -> Hit | None:
    """The unit as meant by a name that fits: one of its bodies where it fits that alone."""
    fitting = [(name, body) for name, body in called(unit) if test(fold(name))]
    if not fitting:
        return None
    bodies = {body for _, body in fitting} - {None}
    whole = [name for name, body in fitting if body is None]
    meant = (
        bodies.pop() if len(bodies) == 1 and not _means_all(unit, whole, key) else None
    )
    name = fitting[0][0]
    return Hit(unit.id, meant, unit.name if name == unit.id else name)


def _means_all(unit: Unit, whole: Iterable[str], key: str) -> bool:
    """Whether a name means the unit and no body: its own name, or an alias of it fits too."""
    return any(fold(name) == key or name not in (unit.name, unit.id) for name in whole)


def _organ(key: str, forms: Iterable[str], heads: tuple[str, ...]) -> Organ:
    """What the word usually names, the shortest of its forms first: the one without any prefix.

    A branch of a higher organ counts where its place is this one; 东河镇政府 is one town's, though
    东河 is the district's name too.
    """
    parts = branch(key)
    if parts and parts[1] in heads:
        return organ_of(parts[0])
    inside = {key.replace(head, "") for head in heads if len(head) > 1}
    for form in sorted({*forms, *inside} - {""}, key=len):
        organ = meant_by(form)
        if organ.functions and (form == key or organ.functions != _TOWNS):
            return organ
    return Organ()


def _by_function(registry: Registry, organ: Organ) -> tuple[Hit, ...]:
    """The units that have a function of the organ; those that have all of a joint one's, if any."""
    functions = set(organ.functions)
    whole = _with(registry, functions.issubset, organ.short) if not organ.either else ()
    return whole or _with(
        registry, lambda own: not functions.isdisjoint(own), organ.short
    )


def _with(
    registry: Registry, test: Callable[[frozenset[str]], bool], short: str = ""
) -> tuple[Hit, ...]:
    """The units of which a body's functions fit; that body alone where only one of several fits."""
    hits = []
    for unit in registry.units:
        fitting = [
            body.name
            for body in unit.bodies
            if abbreviates(short, body.name) and test(_functions(unit, body.name))
        ]
        if fitting:
            alone = len(fitting) == 1 < len(unit.bodies)
            hits.append(
                Hit(
                    unit.id,
                    fitting[0] if alone else None,
                    fitting[0] if alone else unit.name,
                )
            )
    return tuple(hits)


def _functions(unit: Unit, body: str) -> frozenset[str]:
    """The functions of a body: its name's, and its unit's where that is one body."""
    told = [organ_of(name) for name in nameplates(body)]
    own = [slug for organ in told if not organ.either for slug in organ.functions]
    if len(unit.bodies) > 1:
        return frozenset(own)
    return frozenset((*own, re.sub(r"-\d+$", "", unit.id)))


def _spelled(registry: Registry, key: str, heads: tuple[str, ...]) -> Found | None:
    """The units whose names, or usual names, an ASCII word spells or gives the initials of."""
    if not re.fullmatch("[a-z]{2,}", key):
        return None
    from smogctl.text.pinyin import spells  # costs a dictionary

    def is_spelled(name: str) -> bool:
        return any(spells(key, form) for form in without_prefix(name, heads))

    named = {hit.unit: hit for hit in _by_name(registry, key, is_spelled)}
    organs = [
        meant_by(name) for name in usual_names() if spells(key, name, common=True)
    ]
    usual = {hit.unit: hit for hit in _with_any(registry, organs)}
    hits = tuple((usual | named).values())
    several = not named and any(organ.either for organ in organs)
    return Found(hits, several, by_function=not named) if hits else None


def _with_any(registry: Registry, organs: Iterable[Organ]) -> tuple[Hit, ...]:
    """The units that have any function of any of the organs."""
    functions = {slug for organ in organs for slug in organ.functions}
    return _with(registry, lambda own: not functions.isdisjoint(own))


def _by_part(registry: Registry, key: str, heads: tuple[str, ...]) -> Found:
    """The units of which a name begins or ends so; by a bare prefix always candidates."""
    own = rank(registry)
    bare = {*heads, *_OVER, *(fold(f"{own}{over}") for over in _OVER)}
    foreign = key[0] in _RANKS and key[0] != own and meant_by(key[1:]).functions
    if foreign:  # 市生态环境局 is no 区生态环境局, nor the branch that it has here
        return Found()

    def begins_or_ends(name: str) -> bool:
        forms = without_prefix(name, heads) if len(key) > 1 else {name}
        return any(one.startswith(key) or one.endswith(key) for one in forms)

    hits = _by_name(registry, key, begins_or_ends)
    ids = {unit.id for unit in registry.units}
    return Found(() if key in ids or key.isascii() else hits, several=key in bare)


def all_names(registry: Registry) -> dict[str, str]:
    """Every folded form in which a unit can be asked for, with its name as written.

    For suggestions.
    """
    heads = prefixes(registry)
    written = [name for unit in registry.units for name in unit.names]
    return {
        form: name
        for name in reversed(written)
        for form in without_prefix(fold(name), heads)
    }


def find_bodies(registry: Registry, word: str) -> Found:
    """The units, or else the bodies outside the plan, that a name means.

    For asking who works with them.
    """
    key = fold(word)
    named = _outside(registry, lambda name: key == name)
    found = named or find_units(registry, word)
    return (
        found
        if found.hits or not key
        else _outside(registry, lambda name: key in name) or found
    )


def _outside(registry: Registry, test: Callable[[str], bool]) -> Found | None:
    """The bodies outside the plan that have a name, or id, which fits."""
    hits = tuple(
        Hit(body.id, None, body.name)
        for body in registry.outside.values()
        if any(test(fold(name)) for name in (body.name, body.id, *body.aliases))
    )
    return Found(hits) if hits else None


def find_parties(registry: Registry, word: str) -> Found:
    """Units and bodies outside as `find_bodies` has them, or else members that are no unit."""
    key = fold(word)
    found = find_bodies(registry, word)
    if found.hits or not key:
        return found
    return Found(
        tuple(Hit("", None, one) for one in registry.plan.members if key in fold(one))
    )


def known_names(model: "RegistryFile") -> Iterator[tuple[str, str]]:
    """Every name of units, bodies and outside bodies with the id that it means."""
    for unit in model.units:
        names = [unit.name, *unit.aliases]
        for body in unit.bodies:
            names += [body.name, *body.aliases]
        yield from ((name, unit.id) for name in names)
    for outside in model.outside:
        yield from ((name, outside.id) for name in (outside.name, *outside.aliases))
