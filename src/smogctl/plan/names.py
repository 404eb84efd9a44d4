"""Which unit a typed name means (docs/design.md, What the answers mean): exact, without the district's prefix, pinyin, a part."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from smogctl.plan.registry import Registry, Unit
from smogctl.schema.registry import RegistryFile
from smogctl.text.plain import fold


class Hit(NamedTuple):
    """A unit that a name means; `body` when the name is that of one of several bodies in it."""

    unit: str
    body: str | None
    name: str
    """The name as the plan writes it, for listing candidates."""


def prefixes(registry: Registry) -> tuple[str, ...]:
    """What people leave out in front of a name here: the district's names, the bare 区, 县, 市, 旗.

    Longest first.
    """
    district = registry.district
    own = [name for name in (district.name, district.short) if name]
    stems = [name[:-1] for name in own if len(name) > 2 and name[-1] in "区县市旗"]
    return tuple(
        sorted(
            {fold(name) for name in (*own, *stems, "区", "县", "市", "旗")}, key=len, reverse=True
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


def find_units(registry: Registry, word: str) -> tuple[Hit, ...]:
    """The units that the first class with a hit gives.

    Several units are candidates, none is unknown here.
    """
    key = fold(word)
    if not key:
        return ()
    for test in _classes(registry, key):
        hits = tuple(hit for unit in registry.units if (hit := _hit(unit, test, key)))
        if hits:
            return hits
    return ()


def _hit(unit: Unit, test: Callable[[str], bool], key: str) -> Hit | None:
    """The unit as meant by a name that fits: one of its bodies where the name fits that body alone, else all of it."""
    fitting = [(name, body) for name, body in called(unit) if test(fold(name))]
    if not fitting:
        return None
    bodies = {body for _, body in fitting if body}
    exact = any(body is None and fold(name) == key for name, body in fitting)
    alias = any(body is None and name not in (unit.name, unit.id) for name, body in fitting)
    body = bodies.pop() if len(bodies) == 1 and not exact and not alias else None
    name = fitting[0][0]
    return Hit(unit.id, body, name if name != unit.id else unit.name)


def _classes(registry: Registry, key: str) -> Iterator[Callable[[str], bool]]:
    heads = prefixes(registry)
    yield lambda name: name == key
    wanted = without_prefix(key, heads)
    yield lambda name: not wanted.isdisjoint(without_prefix(name, heads))
    if re.fullmatch("[a-z]{2,}", key):
        from smogctl.text.pinyin import (
            spells,
        )  # costs a dictionary; only when an ASCII word fits nothing else

        yield lambda name: any(spells(key, form) for form in without_prefix(name, heads))
    yield lambda name: key in name


def all_names(registry: Registry) -> dict[str, str]:
    """Every folded form in which a unit can be asked for, with its name as written.

    For suggestions.
    """
    heads = prefixes(registry)
    written = [name for unit in registry.units for name in unit.names]
    return {form: name for name in reversed(written) for form in without_prefix(fold(name), heads)}


def find_bodies(registry: Registry, word: str) -> tuple[Hit, ...]:
    """The units, or else the bodies outside the plan, that a name means.

    For asking who works with them.
    """
    key = fold(word)
    outside = tuple(
        Hit(body.id, None, body.name)
        for body in registry.outside.values()
        if key in {fold(name) for name in (body.name, body.id, *body.aliases)}
    )
    return (
        outside
        or find_units(registry, word)
        or tuple(
            Hit(body.id, None, body.name)
            for body in registry.outside.values()
            if key and key in fold(body.name)
        )
    )


def find_parties(registry: Registry, word: str) -> tuple[Hit, ...]:
    """Units and bodies outside as `find_bodies` has them, or else members of the plan that are no unit."""
    key = fold(word)
    members = (
        Hit("", None, member) for member in registry.plan.members if key and key in fold(member)
    )
    return find_bodies(registry, word) or tuple(members)


def known_names(model: RegistryFile) -> Iterator[tuple[str, str]]:
    """Every name of units, bodies and outside bodies with the id that it means."""
    for unit in model.units:
        names = [unit.name, *unit.aliases]
        for body in unit.bodies:
            names += [body.name, *body.aliases]
        yield from ((name, unit.id) for name in names)
    for outside in model.outside:
        yield from ((name, outside.id) for name in (outside.name, *outside.aliases))
