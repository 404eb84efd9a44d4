"""`catalogue/functions.yaml`: what organs do, whatever they are called."""

from typing import Literal

from smogctl.schema.base import Listed, Model, Name, Slug, Text
from smogctl.values.vocabulary import Kind


class Function(Model):
    """A unit slug with all the names by which an organ of this function is usually called."""

    id: Slug
    name: Name
    kind: Kind
    names: Listed[Text]
    """Usual names without the place in front, of today and of old; … is anything inside."""
    particular: Listed[Text] = ()
    """Names that tell the function and are one organ's only: who types 高新区 means no 经开区."""
    words: Listed[Text] = ()
    """By these it is known without 局, 委, 办 behind them."""


class JointOrgan(Model):
    """An organ that has several functions at once; the first gives the unit's id."""

    name: Text
    functions: Listed[Slug]


class FunctionsFile(Model):
    """`catalogue/functions.yaml`."""

    format: Literal["smogctl.functions/2"]
    sources: Listed[Text]
    functions: Listed[Function]
    joint: Listed[JointOrgan]
