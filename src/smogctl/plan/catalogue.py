"""The catalogue as read: measures, schemes, functions by id.

Shipped, and validated like a registry.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from smogctl.plan.measures import Measure, MeasuresFile, Texts
from smogctl.system.hashing import blake2b
from smogctl.system.shipped import mark_of, read_shipped, shipped
from smogctl.text.plain import fold
from smogctl.values.findings import Refusal

if TYPE_CHECKING:  # the other files are read by few commands
    from smogctl.plan.functions import Function, FunctionsFile, JointOrgan
    from smogctl.plan.schemes import Scheme, SchemesFile
    from smogctl.plan.vocabulary import VocabularyFile
    from smogctl.schema.aqi import AqiFile

E = TypeVar("E", "Measure", "Function", "Scheme")

Measures = Mapping[str, Measure]


def _path(name: str) -> Path:
    return shipped("catalogue") / f"{name}.yaml"


@lru_cache(maxsize=8)
def _bytes(name: str) -> bytes:
    """A file of the catalogue as it stands. Raises Refusal where it cannot be read."""
    return read_shipped("catalogue", f"{name}.yaml")


def _current(name: str, made: ModuleType) -> Any:
    """A file of the catalogue as values.

    As they were made of it (tools/generate.py); where it has been edited since, read anew.
    """
    if mark_of(_bytes(name)) == made.MADE_OF:
        return made.VALUES
    from smogctl.plan.anew import values_of

    values, faults = values_of(_path(name))
    if values is None:
        raise _broken(faults)
    return values


def _broken(faults: Iterable[object]) -> Refusal:
    lines = "\n".join(map(str, faults))
    return Refusal(f"随附的目录有错，smogctl 不能作答：\n{lines}")


def _by_id(entries: tuple[E, ...], name: str) -> Mapping[str, E]:
    table = {entry.id: entry for entry in entries}
    if len(table) < len(entries):
        raise Refusal(f"随附的目录 {name}.yaml 里有重复的 id，smogctl 不能作答。")
    return table


@lru_cache(maxsize=1)
def _measures_file() -> MeasuresFile:
    from smogctl.plan.catalogued import measures as made

    file: MeasuresFile = _current("measures", made)
    return file


def texts() -> Texts:
    """How many public texts the evidence of the measures was counted in.

    Raises Refusal when the shipped file is broken.
    """
    return _measures_file().texts


@lru_cache(maxsize=1)
def measures() -> Measures:
    """The measures by id, in the catalogue's order.

    Raises Refusal when the shipped file is broken.
    """
    return _by_id(_measures_file().measures, "measures")


@lru_cache(maxsize=1)
def state() -> str:
    """A hash of what a registry was checked against and its clauses are read by.

    Raises Refusal where it cannot be read.
    """
    return blake2b(
        _bytes("measures") + b"\0" + _bytes("vocabulary"), digest_size=16
    ).hexdigest()


@lru_cache(maxsize=1)
def schemes() -> "Mapping[str, Scheme]":
    """The grading schemes by id. Raises Refusal when the shipped file is broken."""
    from smogctl.plan.catalogued import schemes as made

    file: SchemesFile = _current("schemes", made)
    return _by_id(file.schemes, "schemes")


@lru_cache(maxsize=1)
def aqi() -> "AqiFile":
    """How concentrations become the air quality index, by date.

    Raises Refusal when the shipped file is broken.
    """
    from smogctl.plan.anew import load_file
    from smogctl.schema.aqi import AqiFile

    file, faults = load_file(_path("aqi"), AqiFile)
    if file is None:
        raise _broken(faults)
    return file


@lru_cache(maxsize=1)
def _functions_file() -> "FunctionsFile":
    from smogctl.plan.catalogued import functions as made

    file: FunctionsFile = _current("functions", made)
    return file


@lru_cache(maxsize=1)
def functions() -> "Mapping[str, Function]":
    """The unit slugs by id. Raises Refusal when the shipped file is broken."""
    return _by_id(_functions_file().functions, "functions")


def joint_organs() -> "tuple[JointOrgan, ...]":
    """The organs that have several functions at once.

    Raises Refusal when the shipped file is broken.
    """
    return _functions_file().joint


@lru_cache(maxsize=1)
def vocabulary() -> "VocabularyFile":
    """The words by which texts name the measures.

    Raises Refusal when the shipped file is broken, or speaks of a measure that is none.
    """
    from smogctl.plan.catalogued import vocabulary as made

    file: VocabularyFile = _current("vocabulary", made)
    unknown = {words.id for words in file.measures} - set(measures())
    if unknown:
        named = "、".join(sorted(unknown))
        raise Refusal(
            f"随附的目录 vocabulary.yaml 里的 {named} 不是目录里的措施，smogctl 不能作答。"
        )
    return file


def find_measures(measures: Measures, word: str) -> tuple[Measure, ...]:
    """The measures that a word means: an id, a group (dust), a name, or a part of one.

    Several are candidates.
    """
    key = fold(word)
    if not key:
        return ()
    tests: tuple[Callable[[Measure], bool], ...] = (
        lambda measure: key in (measure.id, fold(measure.name)),
        lambda measure: key == measure.id.partition(".")[0],
        lambda measure: key in measure.id or key in fold(measure.name),
    )
    for test in tests:
        fitting = tuple(filter(test, measures.values()))
        if fitting:
            return fitting
    return ()
