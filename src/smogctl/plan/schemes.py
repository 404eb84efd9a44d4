"""Grading schemes as answers need them; their file and its rules: schema/schemes.py."""

from datetime import date
from typing import NamedTuple

from smogctl.values.pollutants import Index, Pollutant
from smogctl.values.vocabulary import Basis, Colour


class Condition(NamedTuple):
    """A mean over 24 hours, which may cross midnight, that stays above a bound for some time.

    A bound is strict (`above`) or not (`reaches`), as the document has it; one of both is given.
    """

    # in the place of a method of tuples that nobody asks for
    index: Index  # type: ignore[assignment]
    above: int | None
    reaches: int | None
    hours: int
    """How long at least; whole days, since each mean takes 24 hours."""


class Branch(NamedTuple):
    """One way to a level: all of its conditions within one episode, all in one index."""

    all: tuple[Condition, ...]
    besides: str | None
    """What the document asks for and no figure tells: people judge it."""


class SchemeLevel(NamedTuple):
    """The response that a colour opens under a scheme, and the forecasts that reach it."""

    id: Colour
    response: str
    when: tuple[Branch, ...]
    unread: str | None
    """Why the conditions are not known, or not whole."""


class Lifting(NamedTuple):
    """How long a forecast must stay below the lowest level before a warning is lifted."""

    hours: int
    basis: Basis
    source: str


class Merging(NamedTuple):
    """Two episodes whose gap is too short to lift count as one, from the strict side."""

    basis: Basis
    source: str


class Elsewhere(NamedTuple):
    """What is done about a pollutant that opens no warning."""

    pollutants: tuple[Pollutant, ...]
    advice: str


class Scheme(NamedTuple):
    """How a forecast becomes a level: dated, with its source. Ascending levels."""

    id: str
    name: str
    document: str
    cited: tuple[str, ...]
    """The numbers by which plans cite it."""
    since: date
    until: date | None
    within: str | None
    """The province that made it for itself; None: national."""
    levels: tuple[SchemeLevel, ...]
    pollutants: tuple[Pollutant, ...]
    """The primary pollutants that it counts; empty: the text read names none, so all."""
    elsewhere: tuple[Elsewhere, ...]
    lifting: Lifting | None
    """None: not in the text read."""
    merging: Merging | None
    """None: not in the text read."""
    sources: tuple[str, ...]
    note: str | None


class SchemesFile(NamedTuple):
    """`catalogue/schemes.yaml`."""

    schemes: tuple[Scheme, ...]
