"""The forms in which people write a unit's name: with the place in front, or what is left of it."""

from collections.abc import Iterable, Iterator

from smogctl.plan.registry import Registry, Unit
from smogctl.text.plain import fold

_DISTRICT_RANKS = "区县市旗"


def rank(registry: Registry) -> str:
    """What the district is: 区, 县, 旗, 市; empty where its name does not end in one."""
    last = registry.district.name[-1:]
    return last if last in _DISTRICT_RANKS else ""


def prefixes(registry: Registry) -> frozenset[str]:
    """What people leave out in front of a name here.

    The district's names, and the bare 区 or 县 of its own rank.
    """
    names = {registry.district.name, registry.district.short or ""}
    heads = {*names, rank(registry)}
    for name in names:
        if len(name) > 2 and name[-1] in _DISTRICT_RANKS:
            heads.add(name[:-1])
    return frozenset(map(fold, heads)) - {""}


def without_prefix(key: str, heads: Iterable[str]) -> set[str]:
    """The folded name itself and what is left of it without each of the prefixes."""
    forms = set(map(key.removeprefix, heads))
    forms.discard("")
    forms.add(key)
    return forms


def called(unit: Unit) -> Iterator[tuple[str, str | None]]:
    """Every name of a unit with the body that it belongs to, the id last."""
    several = len(unit.bodies) > 1
    yield unit.name, None
    for body in unit.bodies:
        owner = body.name if several else None
        for name in body.names:
            yield name, owner
    for name in unit.aliases:
        yield name, None
    yield unit.id, None
