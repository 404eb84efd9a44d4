"""A question with conditions, asked of each registry of a folder.

Nothing is kept but the answers.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.options import Question
from smogctl.cli.registries import OpenRegistries
from smogctl.cli.words import (
    UnitAnswer,
    check_level,
    level_in,
    measures_asked,
    merge_units,
    one_of,
    say_levels,
    unit_if_asked,
)
from smogctl.plan.catalogue import Measures
from smogctl.plan.names import find_bodies
from smogctl.plan.registry import Registry
from smogctl.questions.queries import Filter
from smogctl.system.spool import Spooled
from smogctl.text.plain import fold
from smogctl.values.answer import Answer
from smogctl.values.vocabulary import PHASES, ROLES, Colour, Phase, Role
from smogctl.wording.listing import Kind, Listing, Piece, Wanted, wanted_in

Fitting = Callable[[Registry, Measures, Filter, Wanted], Piece]
"""What of one registry fits the conditions.

A plain function, since it may run in another process.
"""


class Words(NamedTuple):
    """The conditions of a question.

    Those that mean the same everywhere resolved, the others as typed.
    """

    measures: frozenset[str] | None
    role: Role | None
    phase: Phase | None
    grep: str | None
    level: str | None
    unit: str | None
    partner: str | None


class Resolved(NamedTuple):
    """What the words as typed mean in one district."""

    colour: Colour | None = None
    no_level: str = ""
    """That the district has no such level."""
    unit: UnitAnswer | None = None
    partner: UnitAnswer | None = None

    def filter(self, words: Words) -> Filter | None:
        """The conditions in this district; None where one of them means nothing here."""
        if self.no_level:
            return None
        units: list[frozenset[str] | None] = []
        for answer in (self.unit, self.partner):
            if answer is None:
                units.append(None)
            elif answer.hit is None:
                return None
            else:
                units.append(frozenset({answer.hit.unit}))
        return Filter(
            units[0],
            words.measures,
            self.colour,
            words.phase,
            words.role,
            units[1],
            words.grep,
        )


def answer(
    asked: Question,
    format_name: str | None,
    kind: Kind,
    fitting: Fitting,
    work: str,
    *,
    by_district: bool = False,
) -> Answer:
    """The answer of all registries that are asked; `by_district`: a row each.

    `work` is said of progress.
    """
    each = EachRegistry(asked.registries, asked.district)
    words = words_of(each.opened, asked)
    wanted = wanted_in(format_name, many=each.many, by_district=by_district)
    listing = Listing(kind, wanted, Spooled(), Spooled())
    resolved = []
    ask = partial(_ask, words=words, fitting=fitting, wanted=wanted)
    for meaning, piece in each.answers(ask, work):
        resolved.append(meaning)
        if piece is not None:
            listing.add(piece)
    say_meanings(each.opened, words, resolved)
    return each.opened.answer(listing.report())


def words_of(opened: OpenRegistries, asked: Question) -> Words:
    """The conditions as typed. Raises Refusal for a word that means nothing anywhere."""
    if asked.grep is not None and not fold(asked.grep):
        raise opened.refuse("--grep 后面没有文字。")
    measures = measures_asked(opened, asked.measure)
    role = one_of(opened, asked.role, ROLES, "角色")
    phase = one_of(opened, asked.phase, PHASES, "阶段")
    if asked.level is not None:
        check_level(opened, asked.level)
    return Words(
        measures, role, phase, asked.grep, asked.level, asked.unit, asked.partner
    )


def _ask(
    registry: Registry,
    measures: Measures,
    words: Words,
    fitting: Fitting,
    wanted: Wanted,
) -> tuple[Resolved, Piece | None]:
    meaning = resolved_in(registry, words)
    conditions = meaning.filter(words)
    if conditions is None:
        return meaning, None
    return meaning, fitting(registry, measures, conditions, wanted)


def resolved_in(registry: Registry, words: Words) -> Resolved:
    """What the words as typed mean in one district."""
    colour, no_level = level_in(registry, words.level)
    unit = unit_if_asked(registry, words.unit)
    partner = unit_if_asked(registry, words.partner, find_bodies)
    return Resolved(colour, no_level, unit, partner)


def say_meanings(
    opened: OpenRegistries, words: Words, resolved: Sequence[Resolved]
) -> None:
    """Say what is to be said of the words over all districts.

    Raises Refusal where one of them means nothing in any.
    """
    say_levels(opened, [meaning.no_level for meaning in resolved])
    merge_units(opened, words.unit, [meaning.unit for meaning in resolved])
    merge_units(opened, words.partner, [meaning.partner for meaning in resolved])
