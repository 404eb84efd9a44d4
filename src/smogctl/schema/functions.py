"""`catalogue/functions.yaml`: unit slugs, so that districts compare."""

from typing import Literal

from smogctl.schema.base import Listed, Model, Name, Slug, Text
from smogctl.values.vocabulary import Kind


class Function(Model):
    """A unit slug, so that districts compare: its usual name and the words by which such a unit is known."""

    id: Slug
    name: Name
    kind: Kind
    words: Listed[Text]


class FunctionsFile(Model):
    """`catalogue/functions.yaml`."""

    format: Literal["smogctl.functions/1"]
    functions: Listed[Function]
