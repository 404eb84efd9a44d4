"""What organs do, whatever they are called, as readers need it; its file: schema/functions.py."""

from typing import NamedTuple

from smogctl.values.vocabulary import Kind


class Function(NamedTuple):
    """A unit slug with all the names by which an organ of this function is usually called."""

    id: str
    name: str
    kind: Kind
    names: tuple[str, ...]
    """Usual names without the place in front, of today and of old; … is anything inside."""
    particular: tuple[str, ...]
    """Names that tell the function and are one organ's only: who types 高新区 means no 经开区."""
    words: tuple[str, ...]
    """By these it is known without 局, 委, 办 behind them."""


class JointOrgan(NamedTuple):
    """An organ that has several functions at once; the first gives the unit's id."""

    name: str
    functions: tuple[str, ...]


class FunctionsFile(NamedTuple):
    """`catalogue/functions.yaml`."""

    functions: tuple[Function, ...]
    joint: tuple[JointOrgan, ...]
