"""Which fields of a file are texts, numbers, flags and days: what its JSON Schema asks of them."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from smogctl.schema.base import model_in

Kind = type[str] | type[int] | type[bool] | type[date]


@lru_cache(maxsize=8)
def kinds_of(model: type[BaseModel]) -> dict[str, Kind]:
    """The kind of value of each field, by its name, in a model and those inside it.

    A name is of one kind wherever in a file it stands. A field of mappings alone has none.
    """
    kinds: dict[str, Kind] = {}
    waiting, seen = [model], set[type[BaseModel]]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            for kind in _scalars(field.annotation):
                kinds[name] = kind
            inner = model_in(field.annotation)
            if inner:
                waiting.append(inner)
    return kinds


def _scalars(annotation: Any) -> Iterator[Kind]:
    """The kinds of value in an annotation; of a mapping those of its values."""
    if annotation in (str, int, bool, date):
        yield annotation
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        yield str
        return
    if origin is dict:
        arguments = arguments[1:]
    for argument in arguments:
        yield from _scalars(argument)
