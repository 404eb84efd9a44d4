"""Things of a registry by their path: looked up, replaced, their open check settled."""

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


def _replaced(here: Any, path: Path, thing: Any) -> Any:
    if not path:
        return thing
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        new = [_replaced(here[first], rest, thing)]
        return (
            *here[:first],
            *(one for one in new if one is not None),
            *here[first + 1 :],
        )
    return changed(here, **{first: _replaced(getattr(here, first), rest, thing)})


def changed(model: M, **fields: object) -> M:
    """The model with some fields changed; None, or an empty list, takes a field back."""
    values = {
        name: getattr(model, name) for name in model.model_fields_set - fields.keys()
    }
    values |= {name: value for name, value in fields.items() if value not in (None, ())}
    return cast("M", type(model).model_construct(**values))


def said_by(value: Any) -> Any:
    """What a value says, in plain lists and mappings: of a model the fields that it was given."""
    if isinstance(value, Model):
        return {name: said_by(getattr(value, name)) for name in value.model_fields_set}
    return [said_by(item) for item in value] if isinstance(value, tuple) else value
