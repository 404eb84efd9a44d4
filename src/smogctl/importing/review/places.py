"""Things of a registry by their path: looked up, replaced, their open check settled."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from smogctl.schema.base import Model
from smogctl.schema.registry import RegistryFile

M = TypeVar("M", bound=Model)

Path = tuple[str | int, ...]


def thing_at(registry: RegistryFile, path: Path) -> Any:
    """What stands at a path."""
    here: Any = registry
    for part in path:
        here = here[part] if isinstance(part, int) else getattr(here, part)
    return here


def replaced(registry: RegistryFile, path: Path, thing: Model | None) -> RegistryFile:
    """The registry with another thing at a path; None takes the item out of its list."""
    return cast("RegistryFile", _replaced(registry, path, thing))


def _replaced(here: Any, path: Sequence[str | int], thing: Any) -> Any:
    if not path:
        return thing
    first, *rest = path
    if isinstance(first, str):
        new = _replaced(getattr(here, first), rest, thing)
        return changed(here, **{first: new})
    items = list(here)
    new = _replaced(items[first], rest, thing)
    items[first : first + 1] = [] if new is None else [new]
    return tuple(items)


def changed(model: M, **fields: object) -> M:
    """The model with some fields changed; None, or an empty list, takes a field back."""
    kept = model.model_fields_set - fields.keys()
    values = {name: getattr(model, name) for name in kept}
    for name, value in fields.items():
        if value not in (None, ()):
            values[name] = value
    return cast("M", type(model).model_construct(**values))


def said_by(value: Any) -> Any:
    """What a value says, in plain lists and mappings: of a model the fields that it was given."""
    if isinstance(value, Model):
        given = value.model_fields_set
        return {name: said_by(getattr(value, name)) for name in given}
    if isinstance(value, tuple):
        return list(map(said_by, value))
    return value
