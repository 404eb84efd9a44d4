"""Ways through a file that several rules take."""

from collections.abc import Iterator
from typing import Any

from smogctl.schema.registry import Duty, RegistryFile
from smogctl.source import Marks
from smogctl.source import Path as KeyPath


def texts(tree: Any, marks: Marks, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str, Marks]]:
    """Every text of a file with its key path and place; keys are left out."""
    if isinstance(tree, str):
        yield path, tree, marks
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from texts(value, (marks.items or [])[index], (*path, index))
    else:
        for key, value in tree.items():
            yield from texts(value, (marks.keys or {})[key][2], (*path, key))


def duties(model: RegistryFile) -> Iterator[tuple[KeyPath, int, int, Duty]]:
    """Every duty with its key path and the places of its unit and itself."""
    for i, unit in enumerate(model.units):
        for j, duty in enumerate(unit.duties):
            yield ("units", i, "duties", j), i, j, duty
