"""The catalogue's files read anew: YAML, held against the models, as values.

Imported only where nothing of an earlier run is kept: the models are half of a short command.
"""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from smogctl.plan import functions, measures, schemes, vocabulary
from smogctl.plan.values import value_of
from smogctl.schema.base import Model
from smogctl.schema.functions import FunctionsFile
from smogctl.schema.measures import MeasuresFile
from smogctl.schema.schemes import SchemesFile
from smogctl.schema.vocabulary import VocabularyFile
from smogctl.system.files import shown_path
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import read

M = TypeVar("M", bound=Model)

_FILES: dict[str, tuple[type[Model], Any]] = {
    "measures": (MeasuresFile, measures),
    "functions": (FunctionsFile, functions),
    "schemes": (SchemesFile, schemes),
    "vocabulary": (VocabularyFile, vocabulary),
}
"""Each file's model, and the module of its values."""


def values_of(path: Path) -> tuple[Any, list[Finding]]:
    """A file of the catalogue as its values, or None and its findings."""
    model, module = _FILES[path.stem]
    file, faults = load_file(path, model)
    return None if file is None else value_of(file, vars(module)), faults


def load_file(path: Path, model: type[M]) -> tuple[M | None, list[Finding]]:
    """One catalogue file as a model, or None and its findings."""
    source = read(path, shown_path(path))
    if source.fault or source.marks is None:
        return None, [source.fault] if source.fault else []
    try:
        return model.model_validate(source.tree), []
    except ValidationError as error:
        from smogctl.schema.faults import findings

        return None, findings(error, model, source.marks, source.file)
