"""The catalogue as read: measures, schemes, functions by id.

Shipped, and validated like a registry.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from smogctl.schema.base import Model
from smogctl.schema.measures import Measure, MeasuresFile, Texts
from smogctl.system.files import shown_path
from smogctl.system.shipped import shipped
from smogctl.text.plain import fold
from smogctl.values.findings import Finding, Refusal
from smogctl.yamlfile.reader import read

if TYPE_CHECKING:  # the other files are read by few commands
    from smogctl.schema.aqi import AqiFile
    from smogctl.schema.functions import Function, FunctionsFile, JointOrgan
    from smogctl.schema.schemes import Scheme
    from smogctl.schema.vocabulary import VocabularyFile

M = TypeVar("M", bound=Model)
E = TypeVar("E", "Measure", "Function", "Scheme")

Measures = Mapping[str, Measure]


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


def _require(name: str, model: type[M]) -> M:
    found, faults = load_file(shipped("catalogue") / name, model)
    if found is None:
        raise Refusal(
            "随附的目录有错，smogctl 不能作答：\n" + "\n".join(str(fault) for fault in faults)
        )
    return found


def _by_id(entries: tuple[E, ...], name: str) -> Mapping[str, E]:
    table = {entry.id: entry for entry in entries}
    if len(table) < len(entries):
        raise Refusal(f"随附的目录 {name} 里有重复的 id，smogctl 不能作答。")
    return table


@lru_cache(maxsize=1)
def _measures_file() -> MeasuresFile:
    return _require("measures.yaml", MeasuresFile)


def texts() -> Texts:
    """How many public texts the evidence of the measures was counted in."""
    return _measures_file().texts


@lru_cache(maxsize=1)
def measures() -> Measures:
    """The measures by id, in the catalogue's order.

    Raises Refusal when the shipped file is broken.
    """
    return _by_id(_measures_file().measures, "measures.yaml")


@lru_cache(maxsize=1)
def schemes() -> "Mapping[str, Scheme]":
    """The grading schemes by id."""
    from smogctl.schema.schemes import SchemesFile

    return _by_id(_require("schemes.yaml", SchemesFile).schemes, "schemes.yaml")


@lru_cache(maxsize=1)
def aqi() -> "AqiFile":
    """How concentrations become the air quality index, by date.

    Raises Refusal when the shipped file is broken.
    """
    from smogctl.schema.aqi import AqiFile

    return _require("aqi.yaml", AqiFile)


@lru_cache(maxsize=1)
def _functions_file() -> "FunctionsFile":
    from smogctl.schema.functions import FunctionsFile

    return _require("functions.yaml", FunctionsFile)


@lru_cache(maxsize=1)
def functions() -> "Mapping[str, Function]":
    """The unit slugs by id."""
    return _by_id(_functions_file().functions, "functions.yaml")


def joint_organs() -> "tuple[JointOrgan, ...]":
    """The organs that have several functions at once."""
    return _functions_file().joint


@lru_cache(maxsize=1)
def vocabulary() -> "VocabularyFile":
    """The words by which texts name the measures.

    Raises Refusal when the shipped file is broken, or speaks of a measure that is none.
    """
    from smogctl.schema.vocabulary import VocabularyFile

    found = _require("vocabulary.yaml", VocabularyFile)
    unknown = {one.id for one in found.measures} - set(measures())
    if unknown:
        named = "、".join(sorted(unknown))
        raise Refusal(
            f"随附的目录 vocabulary.yaml 里的 {named} 不是目录里的措施，smogctl 不能作答。"
        )
    return found


def find_measures(measures: Measures, word: str) -> tuple[Measure, ...]:
    """The measures that a word means: an id, a group (dust), a name, or a part of one.

    Several are candidates.
    """
    key = fold(word)
    for test in (
        lambda one: key in (one.id, fold(one.name)),
        lambda one: key == one.id.partition(".")[0],
        lambda one: key in one.id or key in fold(one.name),
    ):
        if key and (found := tuple(one for one in measures.values() if test(one))):
            return found
    return ()
