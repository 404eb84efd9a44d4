"""The kinds of document, one file each: `KIND`. Its words are in `templates/<name>.j2`."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from smogctl.documents.kind import Kind, State
from smogctl.system.shipped import parts_of


@cache
def all_kinds() -> dict[str, Kind]:
    """The kinds by name, in their order. Raises Refusal where the installation lacks the folder."""
    known: list[Kind] = []
    for name in parts_of("documents.kinds"):
        known.append(import_module(f"{__name__}.{name}").KIND)
    known.sort(key=lambda kind: (kind.order, kind.name))
    kinds = {}
    for kind in known:
        kinds[kind.name] = kind
    return kinds


def notices() -> dict[str, Kind]:
    """The kinds that the command `notice` writes, by name. Raises Refusal as `all_kinds` does."""
    kinds = dict(all_kinds())
    for name, kind in all_kinds().items():
        if not kind.by_notice:
            del kinds[name]
    return kinds


def names_of(fits: Callable[[Kind], object]) -> list[str]:
    """The names of the kinds that fit, in their order. Raises Refusal as `all_kinds` does."""
    names = []
    for name, kind in all_kinds().items():
        if fits(kind):
            names.append(name)
    return names


def titles_of(fits: Callable[[Kind], object]) -> list[str]:
    """What people call the kinds that fit, in their order. Raises Refusal as `all_kinds` does."""
    every = all_kinds()
    return [every[name].title for name in names_of(fits)]


def leaving(states: Iterable[State]) -> list[str]:
    """The names of the kinds that leave a response in one of some states, state by state.

    Raises Refusal as `all_kinds` does.
    """
    names: list[str] = []
    for state in states:
        for name, kind in all_kinds().items():
            if kind.leaves == state:
                names.append(name)
    return names


def find(name: str | None) -> Kind | None:
    """The kind of a name; None for no name, or one that we do not know.

    Raises Refusal as `all_kinds` does.
    """
    if name is None:
        return None
    return all_kinds().get(name)
