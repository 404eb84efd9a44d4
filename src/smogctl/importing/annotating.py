"""What a clause says, as far as its words tell, and what of it is a guess.

Role, phase, measures, scope and levels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from smogctl.grammar import measures as language
from smogctl.grammar.acts import part_at, phases_of_each
from smogctl.grammar.levels import begins_with_level, named
from smogctl.grammar.parts import parts_of
from smogctl.grammar.phases import phases_of
from smogctl.grammar.roles import begins_with_shares, sole_guide_end, support_head
from smogctl.grammar.scopes import scope_of
from smogctl.grammar.standing import is_routine, is_standing
from smogctl.plan import catalogue
from smogctl.schema.registry import Level
from smogctl.text.patterns import words_of
from smogctl.values.vocabulary import RANK, Colour, Phase, Role

_WHEN = re.compile(".{1,12}?(?:时|期间|后|下|以上)")
"""Words in front of an act that say when."""
_REFERS = re.compile(
    "(?:内容)?同(?:上|左|前|上栏|前款|上一级别?)|(?:同|参照)[^，。；]{0,8}(?:预警|响应)(?:措施)?"
)
"""A clause that only points to another: 同上, 同黄色预警."""
_LISTING = re.compile("[、和及与等]")
_LISTS = re.compile("[、和及与]|以及")


class MeasureReading(NamedTuple):
    """A measure that a clause names: how much of it, and the words that say so."""

    id: str
    scope: str | None
    parts: tuple[str, ...]
    words: str
    at: int
    """Where its words begin in the clause."""
    phases: tuple[Phase, ...] = ()
    """Where its own act has only some of the clause's phases: those."""
    levels: tuple[Colour, ...] = ()
    """Where its own act names other levels than the clause as a whole: those."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What of it is a guess: where things are listed, which of them the scope takes."""
        listed = _LISTING.search(self.scope or "")
        return ("范围按字样取",) if listed else ()


class Reading(NamedTuple):
    """What a clause says, as read from its words; `doubts` say what is a guess and why."""

    role: Role
    phases: tuple[Phase, ...]
    measures: tuple[MeasureReading, ...]
    levels: tuple[Colour, ...]
    doubts: tuple[str, ...]
    """What is a guess, and why."""
    besides: tuple[Phase, ...] = ()
    """Phases of an act that no measure is about."""


def read_clause(
    text: str,
    relations: Sequence[tuple[str, str, bool]],
    levels: tuple[Level, ...],
    label: str = "",
) -> Reading:
    """Read one clause.

    `label` is the level under which it stands in its entry (Ⅲ级响应：), where there is one.
    """
    measures = measures_of(text)
    if not measures and is_standing(text):
        return Reading("lead", ("standing",), (), (), ())
    doubts: list[str] = []
    heading = label.rstrip("：:")
    named_here = named_levels(text, levels)
    if not named_here:
        named_here = named_levels(label, levels)
        if named_here:
            doubts.append(f"级别：取自前面的“{heading}”")
    if is_routine(label):
        phases: tuple[Phase, ...] = ("standing",)
        doubts.append(f"阶段：在“{heading}”之下，作常态")
    else:
        phases = phases_of(text, [measure.id for measure in measures])
    behind = levels_behind(text, measures, levels)
    if behind:
        named_here = ()
        doubts.append(f"级别：“{behind}”只说后面的事，前面的没有写级别")
    places = {measure.id: measure.at for measure in measures}
    own = phases_of_each(text, places, phases)
    doubts += _doubts(text, measures, phases, own)
    doubts += _passed_over(text)
    return Reading(
        _role(text, relations),
        phases,
        tuple(_with_own(text, measures, own, phases, levels)),
        named_here,
        tuple(doubts),
        _besides(phases, own),
    )


def _with_own(
    text: str,
    measures: Sequence[MeasureReading],
    own: Mapping[str, tuple[Phase, ...]],
    phases: tuple[Phase, ...],
    levels: tuple[Level, ...],
) -> Iterator[MeasureReading]:
    """The measures with the phases and levels of their own acts, where not the clause's."""
    apart = levels_of_each(text, measures, levels)
    for measure in measures:
        its_phases = own.get(measure.id, ())
        if its_phases == phases:
            its_phases = ()
        its_levels = apart.get(measure.id, ())
        yield measure._replace(phases=its_phases, levels=its_levels)


def _besides(
    phases: tuple[Phase, ...], own: Mapping[str, tuple[Phase, ...]]
) -> tuple[Phase, ...]:
    """The phases that no measure has, where each has its own."""
    if not own:
        return ()
    had = set(chain.from_iterable(own.values()))
    return tuple(phase for phase in phases if phase not in had)


def levels_of_each(
    text: str, measures: Sequence[MeasureReading], levels: tuple[Level, ...]
) -> dict[str, tuple[Colour, ...]]:
    """The levels that each measure's part of a clause names, where these are not the same for all.

    A part without a level has those of the part before it; where one has none at all, nothing.
    """
    each: dict[str, tuple[Colour, ...]] = {}
    for measure in measures:
        part = part_at(text, measure.at)
        end = text.rfind(part, 0, measure.at + len(part)) + len(part)
        its_levels: tuple[Colour, ...] = ()
        for piece in re.split("[，；。]", text[:end]):
            its_levels = named_levels(piece, levels) or its_levels
        each[measure.id] = its_levels
    differ = len(set(each.values())) > 1
    if differ and all(each.values()):
        return each
    some_later = any(each.values()) and levels_behind(text, measures, levels)
    return each if some_later else {}


def levels_behind(
    text: str, measures: Sequence[MeasureReading], levels: tuple[Level, ...]
) -> str:
    """The words by which a later part of a clause sets itself apart: 停止户外活动，红色预警时停课.

    Empty where the clause's first measure is under a level too, or where no part begins with one.
    """
    first = min((measure.at for measure in measures), default=len(text))
    for part in re.finditer("[^，；。]+", text):
        if not named_levels(part[0], levels):
            continue
        when = _WHEN.match(part[0])
        is_later = part.start() > first and begins_with_level(part[0])
        return words_of(when) if is_later else ""
    return ""


def _doubts(
    text: str,
    measures: Sequence[MeasureReading],
    phases: tuple[Phase, ...],
    own: Mapping[str, tuple[Phase, ...]],
) -> Iterator[str]:
    if _REFERS.fullmatch(text):
        yield f"“{text}”指的是哪一条，原文没有写在这里"
    elif not measures:
        yield "没有认出措施"
    elif len(measures) > 2:
        yield "措施：按字样认出，较多，请看是否都对"
    each_has_one = set(map(len, own.values())) == {1}
    if len(phases) > 1 and not each_has_one:
        yield "阶段：按字样推定"


def _passed_over(text: str) -> Iterator[str]:
    """Words of measures that were taken to mean something else."""
    for hit in language.passed_over(text):
        title = catalogue.measures()[hit.measure].name
        yield f"措施：有“{hit.words}”的字样，按上下文没有算作{title}"


def named_levels(text: str, levels: tuple[Level, ...]) -> tuple[Colour, ...]:
    """The levels that a text names, ascending."""
    stated = {colour for _, colour in named(text, levels)}
    return tuple(sorted(stated, key=RANK.__getitem__))


def _role(text: str, relations: Sequence[tuple[str, str, bool]]) -> Role:
    """The unit's own act."""
    if support_head(text):
        return "support"
    if begins_with_shares(text):
        return "joint"
    acts = {relation for relation, _, _ in relations}
    if "guides" in acts and sole_guide_end(text):
        return "guide"
    return "lead"


def measures_of(text: str) -> list[MeasureReading]:
    """The measures that the clause names, each as far as its words go."""
    return [
        MeasureReading(
            hit.measure,
            _scope(hit.measure, text),
            parts_of(hit.measure, text),
            hit.words,
            hit.at,
        )
        for hit in language.named(text)
    ]


def _scope(measure: str, text: str) -> str | None:
    """The scope of a measure.

    None where it is one of a list, and what is left of the list names the measure too.
    """
    scope = scope_of(measure, text)
    if scope is None:
        return None
    start = text.find(scope)
    end = start + len(scope)
    before = text[max(0, start - 1) : start]
    if not _LISTS.match(text, end) and not _LISTS.fullmatch(before):
        return scope
    rest = f"{text[:start]}{text[end:]}"
    left = {hit.measure for hit in language.named(rest)}
    return None if measure in left else scope
