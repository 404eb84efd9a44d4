"""Models of files as the plain values that questions work with.

A value is a named tuple called as its model, with those of its fields that answers need. Values
cost nothing to import, and can be kept from one run to the next; what a file must look like, the
models alone say.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

Kinds = Mapping[str, Any]
"""Named tuples by their names: what a module of values defines."""


def value_of(thing: Any, by_name: Kinds) -> Any:
    """A model, and all models in it, as the values of their names; what is no model, as it is."""
    if isinstance(thing, BaseModel):
        kind = by_name[type(thing).__name__]
        entries = (getattr(thing, field) for field in kind._fields)
        return kind._make(value_of(entry, by_name) for entry in entries)
    if isinstance(thing, tuple):
        return tuple(value_of(entry, by_name) for entry in thing)
    if isinstance(thing, dict):
        return {key: value_of(entry, by_name) for key, entry in thing.items()}
    return thing
