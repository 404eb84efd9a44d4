"""Ways through a file that several rules take."""

from collections.abc import Iterator

from smogctl.schema.registry import Duty, RegistryFile
from smogctl.source import Path as KeyPath


def duties(model: RegistryFile) -> Iterator[tuple[KeyPath, int, int, Duty]]:
    """Every duty with its key path and the places of its unit and itself."""
    for i, unit in enumerate(model.units):
        for j, duty in enumerate(unit.duties):
            yield ("units", i, "duties", j), i, j, duty
