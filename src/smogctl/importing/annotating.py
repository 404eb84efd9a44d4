"""What a clause says, as far as its words tell, and what of it is a guess.

Role, phase, measures, scope and levels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
from smogctl.values.vocabulary import RANK, Colour, Phase, Role

_WHEN = re.compile(".{1,12}?(?:时|期间|后|下|以上)")
"""Words in front of an act that say when."""


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
        listed = (
            self.scope is not None and re.search("[、和及与等]", self.scope) is not None
        )
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
    if is_standing(text) and not measures:
        return Reading("lead", ("standing",), (), (), ())
    stated = named_levels(text, levels)
    behind = levels_behind(text, measures, levels)
    inherited = () if stated else named_levels(label, levels)
    routine = is_routine(label)
    phases = ("standing",) if routine else phases_of(text, [one.id for one in measures])
    own = phases_of_each(text, {one.id: one.at for one in measures}, phases)
    measures = _with_own(text, measures, own, phases, levels)
    doubts = [*_of_label(label, routine=routine, inherited=bool(inherited))]
    doubts += [f"级别：“{behind}”只说后面的事，前面的没有写级别"] if behind else []
    doubts += [*_doubts(measures, _unsure(phases, own)), *_passed_over(text)]
    return Reading(
        _role(text, relations),
        phases,
        tuple(measures),
        () if behind else stated or inherited,
        tuple(doubts),
        _besides(phases, own),
    )


def _with_own(
    text: str,
    measures: Sequence[MeasureReading],
    own: Mapping[str, tuple[Phase, ...]],
    phases: tuple[Phase, ...],
    levels: tuple[Level, ...],
) -> list[MeasureReading]:
    """The measures with the phases and levels of their own acts, where not the clause's."""
    apart = levels_of_each(text, measures, levels)
    return [
        one._replace(
            phases=_unless_all(own.get(one.id, ()), phases),
            levels=apart.get(one.id, ()),
        )
        for one in measures
    ]


def _unsure(
    phases: tuple[Phase, ...], own: Mapping[str, tuple[Phase, ...]]
) -> tuple[Phase, ...]:
    """The phases where it is open which act has which; none where each measure has one."""
    return () if own and all(len(some) == 1 for some in own.values()) else phases


def _besides(
    phases: tuple[Phase, ...], own: Mapping[str, tuple[Phase, ...]]
) -> tuple[Phase, ...]:
    """The phases that no measure has, where each has its own."""
    had = {phase for some in own.values() for phase in some}
    return tuple(phase for phase in phases if phase not in had) if own else ()


def _of_label(label: str, *, routine: bool, inherited: bool) -> Iterator[str]:
    """What a label above a clause told of it."""
    plain = label.rstrip("：:")
    if inherited:
        yield f"级别：取自前面的“{plain}”"
    if routine:
        yield f"阶段：在“{plain}”之下，作常态"


def _unless_all(own: tuple[Phase, ...], phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """A measure's phases where they are not the clause's."""
    return () if own == phases else own


def levels_of_each(
    text: str, measures: Sequence[MeasureReading], levels: tuple[Level, ...]
) -> dict[str, tuple[Colour, ...]]:
    """The levels that each measure's part of a clause names, where these are not the same for all.

    A part without a level has those of the part before it; where one has none at all, nothing.
    """
    found: dict[str, tuple[Colour, ...]] = {}
    for one in measures:
        part = part_at(text, one.at)
        before = text[: text.rfind(part, 0, one.at + len(part)) + len(part)]
        parts = [
            part for part in re.split("[，；。]", before) if named_levels(part, levels)
        ]
        found[one.id] = named_levels(parts[-1], levels) if parts else ()
    apart = len(set(found.values())) > 1 and all(found.values())
    later = levels_behind(text, measures, levels) and any(found.values())
    return found if apart or later else {}


def levels_behind(
    text: str, measures: Sequence[MeasureReading], levels: tuple[Level, ...]
) -> str:
    """The words by which a later part of a clause sets itself apart: 停止户外活动，红色预警时停课.

    Empty where the clause's first measure is under a level too, or where no part begins with one.
    """
    parts = [
        hit for hit in re.finditer("[^，；。]+", text) if named_levels(hit[0], levels)
    ]
    first = min((one.at for one in measures), default=len(text))
    if not parts or parts[0].start() <= first or not begins_with_level(parts[0][0]):
        return ""
    when = _WHEN.match(parts[0][0])
    return when[0] if when else ""


def _doubts(
    measures: Sequence[MeasureReading], phases: tuple[Phase, ...]
) -> Iterator[str]:
    if not measures:
        yield "没有认出措施"
    elif len(measures) > 2:
        yield "措施：按字样认出，较多，请看是否都对"
    if len(phases) > 1:
        yield "阶段：按字样推定"


def _passed_over(text: str) -> Iterator[str]:
    """Words of measures that were taken to mean something else."""
    for hit in language.passed_over(text):
        title = catalogue.measures()[hit.measure].name
        yield f"措施：有“{hit.words}”的字样，按上下文没有算作{title}"


def named_levels(text: str, levels: tuple[Level, ...]) -> tuple[Colour, ...]:
    """The levels that a text names, ascending."""
    stated = {colour for _, colour in named(text, levels)}
    colours = [level.id for level in levels if level.id in stated]
    return tuple(sorted(colours, key=RANK.__getitem__))


def _role(text: str, relations: Sequence[tuple[str, str, bool]]) -> Role:
    """The unit's own act."""
    if support_head(text):
        return "support"
    if begins_with_shares(text):
        return "joint"
    guides = any(relation == "guides" for relation, _, _ in relations)
    return "guide" if guides and sole_guide_end(text) else "lead"


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


_LISTS = re.compile("[、和及与]|以及")


def _scope(measure: str, text: str) -> str | None:
    """The scope of a measure.

    None where it is one of a list, and what is left of the list names the measure too.
    """
    scope = scope_of(measure, text)
    if scope is None:
        return None
    start = text.find(scope)
    end = start + len(scope)
    listed = _LISTS.match(text, end) or _LISTS.fullmatch(
        text[max(0, start - 1) : start]
    )
    rest = f"{text[:start]}{text[end:]}"
    return (
        None
        if listed and any(hit.measure == measure for hit in language.named(rest))
        else scope
    )
