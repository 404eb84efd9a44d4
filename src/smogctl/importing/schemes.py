"""The levels of a plan: the scheme that its words allow, and which levels it names itself."""

from collections.abc import Collection
from operator import attrgetter
from typing import NamedTuple

from smogctl.grammar.bodies import outside_brackets
from smogctl.grammar.levels import named, spelled
from smogctl.plan import catalogue
from smogctl.plan.schemes import Scheme
from smogctl.schema.registry import Level
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS

_BRACKETS = str.maketrans("〔〕[]（）()【】", "〔〕" * 5)
"""The brackets around the year of a document's number, however they are printed, as one kind."""
_BLUE = frozenset({"蓝", "Ⅳ", "IV", "四", "4"})


class Grading(NamedTuple):
    """The scheme that a plan is taken to follow."""

    scheme: str
    """Its id in the catalogue."""
    levels: tuple[Level, ...]
    """Ascending; stated are those that the plan names."""
    why: str
    """Why the scheme is a guess."""


def grading_of(text: str, schemes: Collection[Scheme] | None = None) -> Grading:
    """The grading of a plan's text, out of some schemes or else the catalogue's.

    Raises Refusal when no scheme is fit: the text names no blue level or no scheme has it, and no
    national one is in force.
    """
    listed = catalogue.schemes().values() if schemes is None else schemes
    scheme, why = _chosen(text, listed)
    return Grading(scheme.id, _levels(text, scheme), why)


def _chosen(text: str, listed: Collection[Scheme]) -> tuple[Scheme, str]:
    """The scheme that a plan cites, else the national one that its words allow; and why."""
    plain = "".join(text.split()).translate(_BRACKETS)
    cited: list[Scheme] = []
    for scheme in listed:
        numbers = [number.translate(_BRACKETS) for number in scheme.cited]
        if any(number in plain for number in numbers):
            cited.append(scheme)
    if cited:
        newest = _newest(cited)
        return newest, f"原文引用了{newest.document}"
    return _national(text, [scheme for scheme in listed if scheme.within is None])


def _national(text: str, national: Collection[Scheme]) -> tuple[Scheme, str]:
    """The newest national scheme with a blue level, where the plan has one; else that in force."""
    with_blue: list[Scheme] = []
    for scheme in national:
        colours = {level.id for level in scheme.levels}
        if "blue" in colours:
            with_blue.append(scheme)
    # the lowest of four levels: 蓝色预警, Ⅳ级响应
    names_blue = any(not _BLUE.isdisjoint(level.words) for level in spelled(text))
    if with_blue and names_blue:
        newest = _newest(with_blue)
        return newest, f"原文有蓝色预警，按{outside_brackets(newest.name)}拟"
    # one to come counts too, for want of a clock
    in_force = [scheme for scheme in national if scheme.until is None]
    return _newest(in_force), "原文没有引用分级标准的文号，按现行国家标准拟"


def _newest(schemes: Collection[Scheme]) -> Scheme:
    """The scheme that is in force since the last day; Refusal where there is none."""
    if not schemes:
        raise Refusal(
            "随附的目录里没有一个现行的国家分级标准，smogctl 不能拟预警级别。"
        )
    return max(schemes, key=attrgetter("since"))


def _levels(text: str, scheme: Scheme) -> tuple[Level, ...]:
    """The levels of a scheme; stated are those that the plan names."""
    levels = [
        Level(
            id=level.id,
            name=f"{COLOURS[level.id]}预警",
            response=level.response,
            basis="inferred",
        )
        for level in scheme.levels
    ]
    stated = {colour for _, colour in named(text, tuple(levels))}
    for at, level in enumerate(levels):
        if level.id in stated:
            levels[at] = level.model_copy(update={"basis": "stated"})
    return tuple(levels)
