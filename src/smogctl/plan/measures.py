"""The measures of the catalogue as answers need them; their file and its rules.

Schema/measures.py.
"""

from collections.abc import Mapping
from typing import NamedTuple

from smogctl.values.vocabulary import After, Colour, Force, Need


class Evidence(NamedTuple):
    """In how many public texts of each warning level a fragment of a measure was found."""

    yellow: int = 0
    orange: int = 0
    red: int = 0
    other: int = 0


class Stage(NamedTuple):
    """How far a measure has grown at a level, and on what condition."""

    text: str
    condition: str | None = None

    @property
    def shown(self) -> str:
        """The stage as people read it, its condition in brackets."""
        if self.condition is None:
            return self.text
        return f"{self.text}（{self.condition}）"


class Part(NamedTuple):
    """One of the things that a measure is. What it does not say, the measure says for it."""

    name: str
    words: tuple[str, ...]
    ordered: str | None
    """How papers call it where they order it alone: 施工工地停工."""
    starts: Colour | None
    stages: Mapping[Colour, Stage]
    after: After | None
    need: Need | None


class Start(NamedTuple):
    """Where a province's texts order a measure from another level than most."""

    within: str
    """How the name of such places begins: 四川省, 四川省成都市."""
    level: Colour
    evidence: str


class Measure(NamedTuple):
    """What is done. Facts and their sources: `catalogue/measures.yaml`."""

    id: str
    name: str
    starts: Colour | None
    """The level from which plans usually order it; None: bound to no level."""
    starts_in: tuple[Start, ...]
    evidence: Evidence | None
    why: str | None
    """Why it starts there, where the evidence alone does not say so."""
    stages: Mapping[Colour, Stage]
    conditions: tuple[str, ...]
    """Whom or what texts usually leave out, and on what they make it depend."""
    need: Need
    force: Force
    after: After
    """What a lift does to what the episode started."""
    each: bool
    """Owed by each unit, not led by one."""
    advice: Mapping[Colour, str]
    """What a public notice tells people, from a level on."""
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part | None:
        """The part of this name, or None."""
        for part in self.parts:
            if part.name == name:
                return part
        return None


class Texts(NamedTuple):
    """How many public texts were read, by warning level."""

    yellow: int
    orange: int
    red: int
    other: int


class MeasuresFile(NamedTuple):
    """`catalogue/measures.yaml`."""

    texts: Texts
    measures: tuple[Measure, ...]
