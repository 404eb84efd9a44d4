"""Models of a draft, not validated: a field is set where it holds something."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from smogctl.schema.base import Model

M = TypeVar("M", bound=Model)


def saying(model: M, **lists: Sequence[object]) -> M:
    """The model with those of the lists that hold something; an empty one is not said."""
    stays = not any(lists.values()) and model.model_fields_set.isdisjoint(lists)
    if stays:
        return model
    values: dict[str, Any] = {}
    for name in model.model_fields_set - lists.keys():
        values[name] = getattr(model, name)
    for name, items in lists.items():
        if items:
            values[name] = tuple(items)
    return cast("M", type(model).model_construct(**values))
