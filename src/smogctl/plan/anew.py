"""The catalogue's files read anew: YAML, held against the models, as values.

Imported only where nothing of an earlier run is kept: the models are half of a short command.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from smogctl.plan.modelled import modelled
from smogctl.plan.values import Kinds, value_of
from smogctl.schema.base import Model
from smogctl.system.files import shown_path
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import read

M = TypeVar("M", bound=Model)


def values_of(path: Path) -> tuple[Any, tuple[Finding, ...]]:
    """A file of the catalogue as its values, or None and its findings."""
    model, by_name = _FILES[path.stem]()
    file, faults = load_file(path, model)
    if file is None:
        return None, faults
    return value_of(file, by_name), faults


def _measures() -> tuple[type[Model], Kinds]:
    from smogctl.plan import measures
    from smogctl.schema.measures import MeasuresFile

    return MeasuresFile, vars(measures)


def _functions() -> tuple[type[Model], Kinds]:
    from smogctl.plan import functions
    from smogctl.schema.functions import FunctionsFile

    return FunctionsFile, vars(functions)


def _schemes() -> tuple[type[Model], Kinds]:
    from smogctl.plan import schemes
    from smogctl.schema.schemes import SchemesFile

    return SchemesFile, vars(schemes)


def _vocabulary() -> tuple[type[Model], Kinds]:
    from smogctl.plan import vocabulary
    from smogctl.schema.vocabulary import VocabularyFile

    return VocabularyFile, vars(vocabulary)


_FILES: dict[str, Callable[[], tuple[type[Model], Kinds]]] = {
    "measures": _measures,
    "functions": _functions,
    "schemes": _schemes,
    "vocabulary": _vocabulary,
}
"""Each file's model and the names of its values; imported when that file is read."""


def load_file(path: Path, model: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """One catalogue file as a model, or None and its findings."""
    return modelled(read(path, shown_path(path)), model)
