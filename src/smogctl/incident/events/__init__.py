"""The kinds of event, one file each: `TITLE`, `Data`, `key`, `apply`, `said`.

`key(data)` says what an event is about, `apply(state, event, data)` what it does to an incident or
why it cannot be, `said(data)` how the log tells it.
"""

from functools import cache
from importlib import import_module
from typing import Any

from smogctl.incident.event import Event
from smogctl.incident.kind import Told
from smogctl.system.shipped import parts_of


@cache
def all_kinds() -> frozenset[str]:
    """The names of the kinds. Raises Refusal where the installation lacks the folder."""
    return frozenset(name.replace("_", "-") for name in parts_of("incident.events"))


@cache
def named(kind: str) -> Any:
    """The module of a kind. Raises KeyError for one that there is not."""
    if kind not in all_kinds():
        raise KeyError(kind)
    return import_module(f"{__name__}.{kind.replace('-', '_')}")


def read(event: Event) -> Told:
    """An event's data. Raises KeyError and ValidationError for what this version does not know."""
    data: Told = named(event.kind).Data.model_validate_json(event.data)
    return data
