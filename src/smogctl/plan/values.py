"""Models of files as the plain values that questions work with.

A value is a named tuple called as its model, with those of its fields that answers need. Values
cost nothing to import, and can be kept from one run to the next; what a file must look like, the
models alone say.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

Kinds = Mapping[str, Any]
"""Named tuples by their names: what a module of values defines."""


def value_of(thing: Any, by_name: Kinds) -> Any:
    """A model, and all models in it, as the values of their names; what is no model, as it is."""
    if isinstance(thing, BaseModel):
        kind = by_name[type(thing).__name__]
        return kind._make(
            value_of(getattr(thing, field), by_name) for field in kind._fields
        )
    if isinstance(thing, tuple):
        return _all(thing, by_name)
    if isinstance(thing, dict):
        return {key: value_of(entry, by_name) for key, entry in thing.items()}
    return thing


def _all(things: Iterable[Any], by_name: Kinds) -> tuple[Any, ...]:
    return tuple(value_of(thing, by_name) for thing in things)
