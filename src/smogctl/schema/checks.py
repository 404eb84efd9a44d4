"""What of a registry a person must still look at: the open `check`s (docs/design.md, Partners)."""

from collections.abc import Iterator
from typing import NamedTuple

from smogctl.schema.base import Model
from smogctl.schema.registry import RegistryFile


class OpenCheck(NamedTuple):
    """A thing of a registry with the reasons for which it is to be looked at."""

    path: tuple[str | int, ...]
    """Of the thing, from the file's root; the reasons stand below it, under `check`."""
    thing: Model
    reasons: tuple[str, ...]


def open_checks(registry: RegistryFile) -> Iterator[OpenCheck]:
    """All of them, in the file's order."""
    for path, thing in _things(registry):
        reasons = getattr(thing, "check", ())
        if reasons:
            yield OpenCheck(path, thing, reasons)


def _things(registry: RegistryFile) -> Iterator[tuple[tuple[str | int, ...], Model]]:
    yield ("district",), registry.district
    yield ("plan",), registry.plan
    for name in ("outside", "responses"):
        for at, item in enumerate(getattr(registry, name)):
            yield (name, at), item
    for i, unit in enumerate(registry.units):
        yield ("units", i), unit
        for j, duty in enumerate(unit.duties):
            yield ("units", i, "duties", j), duty
            for k, entry in enumerate(duty.measures):
                yield ("units", i, "duties", j, "measures", k), entry
