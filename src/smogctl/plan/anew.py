"""The catalogue's files read anew: YAML, held against the models, as values.

Imported only where nothing of an earlier run is kept: the models are half of a short command.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from smogctl.plan.values import Kinds, value_of
from smogctl.schema.base import Model
from smogctl.system.files import shown_path
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import read

M = TypeVar("M", bound=Model)


def values_of(path: Path) -> tuple[Any, list[Finding]]:
    """A file of the catalogue as its values, or None and its findings."""
    model, by_name = _FILES[path.stem]()
    file, faults = load_file(path, model)
    return None if file is None else value_of(file, by_name), faults


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


def load_file(path: Path, model: type[M]) -> tuple[M | None, list[Finding]]:
    """One catalogue file as a model, or None and its findings."""
    source = read(path, shown_path(path))
    if source.fault or source.marks is None:
        return None, [source.fault] if source.fault else []
    try:
        return model.model_validate(source.tree), []
    except ValidationError as error:
        from smogctl.schema.faults import findings

        return None, findings(error, model, source)
