"""The level that a scheme gives a forecast: by which branch, in which steps, and what the next
level lacks.

A branch's conditions are to be met in one episode: the stretch in which the weakest of them
holds. Episodes whose gap
is shorter than the time that a lift asks for count as one where the scheme says so: the gap is
taken out, and what lies
around it stands side by side. The level without that is kept, since it is a reading.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from smogctl.forecast.series import Forecast
from smogctl.forecast.values import Mean, means
from smogctl.forecast.windows import Rows, rows
from smogctl.plan.schemes import Branch, Condition, Scheme, SchemeLevel
from smogctl.schema.aqi import AqiFile


class Shortfall(NamedTuple):
    """A condition, and the longest time for which the figures that are given hold it."""

    condition: Condition
    hours: int
    known: bool
    """Whether the figures tell of every window; else it may be longer."""

    @property
    def lacks(self) -> int:
        """Hours that are missing."""
        return max(self.condition.hours - self.hours, 0)


class Judged(NamedTuple):
    """A branch against a forecast."""

    level: SchemeLevel
    branch: Branch
    shortfalls: tuple[Shortfall, ...]
    """One for each condition, in order; in the episode that comes closest."""
    steps: frozenset[int]
    """That fulfil it; empty unless all conditions are met."""
    possible: bool
    """Whether the conditions would be met if all that is not given passed."""

    @property
    def met(self) -> bool:
        """Whether the level is reached by this branch, as far as figures tell all of it."""
        return bool(self.steps) and self.branch.besides is None

    @property
    def open(self) -> bool:
        """Whether it is left to people: figures are not given, or do not tell all."""
        return self.possible and not self.met


class Episode(NamedTuple):
    """A stretch in which a level is reached."""

    start: datetime
    end: datetime


class Assessment(NamedTuple):
    """What a scheme says of a forecast."""

    scheme: Scheme
    forecast: Forecast
    means: tuple[Mean, ...]
    reached: Judged | None
    """The highest level's branch; None: no level is reached."""
    alone: SchemeLevel | None
    """The level without taking episodes together; the same unless some were."""
    higher: tuple[Judged, ...]
    """The branches of the levels above, ascending."""
    gaps: frozenset[int]
    """Steps that were taken out, since the episodes around them count as one."""
    episodes: tuple[Episode, ...]
    """In which the lowest level or a higher one is reached.

    Those that count as one taken together.
    """
    lift: datetime | None
    """When the lift's condition holds by this forecast.

    None: not within it, or the condition is not known.
    """
    lift_hours: int | None
    """How long the forecast must stay below for a lift; None: not known."""

    @property
    def undecided(self) -> bool:
        """Whether a higher level may be reached: figures are missing, people judge, or
        conditions are not known.

        Conditions that nobody has read matter once anything is reached.
        """
        if self.reached is not None and self.unread:
            return True
        return any(branch.open for branch in self.higher)

    @property
    def unread(self) -> tuple[SchemeLevel, ...]:
        """The levels above the one reached whose conditions are not known, or not whole."""
        unread = []
        for level in _above(self.scheme, self.reached):
            if level.unread is not None:
                unread.append(level)
        return tuple(unread)


def assess(
    scheme: Scheme, forecast: Forecast, file: AqiFile, lift_hours: int | None = None
) -> Assessment:
    """Judge a forecast by a scheme.

    `lift_hours`: how long a forecast must stay below the lowest level before a lift; None: the
    scheme's own, where it is known.

    Raises Refusal where the forecast's figures cannot be turned into an index.
    """
    values = means(forecast, file)
    hours = lift_hours or None
    if not hours and scheme.lifting:
        hours = scheme.lifting.hours
    alone = tuple(_judged(scheme, forecast, values, ()))
    gaps = frozenset(_gaps(scheme, forecast, _stretches(_reaching(alone)), hours))
    judged = alone
    if gaps:
        judged = tuple(_judged(scheme, forecast, values, gaps))
    merged = _stretches(_reaching(judged) | gaps)
    episodes = []
    for first, end in merged:
        start, last = forecast.steps[first], forecast.steps[end - 1]
        episodes.append(Episode(start.at, last.at + forecast.length))
    reached = _highest(judged)
    above = _above(scheme, reached)
    higher = []
    for branch in judged:
        if branch.level in above:
            higher.append(branch)
    level_alone: SchemeLevel | None = None
    before = _highest(alone)
    if before is not None:
        level_alone = before.level
    return Assessment(
        scheme,
        forecast,
        values,
        reached,
        level_alone,
        tuple(higher),
        gaps,
        tuple(episodes),
        _lift(forecast, merged, hours),
        hours,
    )


def _gaps(
    scheme: Scheme,
    forecast: Forecast,
    stretches: Sequence[tuple[int, int]],
    hours: int | None,
) -> Iterator[int]:
    """The steps between episodes that count as one."""
    if hours is None or scheme.merging is None:
        return
    for (_, end), (start, _) in pairwise(stretches):
        if forecast.hours(start - end) < hours:
            yield from range(end, start)


def _judged(
    scheme: Scheme, forecast: Forecast, values: Sequence[Mean], gaps: Collection[int]
) -> Iterator[Judged]:
    """Every branch of every level, ascending."""
    for level in scheme.levels:
        for branch in level.when:
            passes = []
            for condition in branch.all:
                passes.append(list(_passes(scheme, values, condition)))
            yield _branch(level, branch, forecast, passes, gaps)


def _passes(
    scheme: Scheme, values: Sequence[Mean], condition: Condition
) -> Iterator[bool | None]:
    """For each window whether it meets a condition; None: not known."""
    for mean in values:
        if mean.counts(scheme):
            yield mean.passes(condition)
        else:
            yield False


def _branch(
    level: SchemeLevel,
    branch: Branch,
    forecast: Forecast,
    passes: Sequence[Sequence[bool | None]],
    gaps: Collection[int],
) -> Judged:
    counts, steps = _held(branch, passes, forecast, gaps, unknown=False)
    possible = steps
    shortfalls = []
    for condition, count, row in zip(branch.all, counts, passes, strict=True):
        shortfalls.append(Shortfall(condition, count * 24, None not in row))
    if not all(shortfall.known for shortfall in shortfalls):
        _, possible = _held(branch, passes, forecast, gaps, unknown=True)
    return Judged(level, branch, tuple(shortfalls), frozenset(steps), bool(possible))


def _held(
    branch: Branch,
    passes: Sequence[Sequence[bool | None]],
    forecast: Forecast,
    gaps: Collection[int],
    *,
    unknown: bool,
) -> tuple[tuple[int, ...], set[int]]:
    """How many windows each condition holds in the episode that comes closest.

    The steps that fulfil all. `unknown`: as what a window counts of which figures are missing.
    """
    part = [False] * (len(forecast.steps) - len(passes[0]))
    held: list[Rows] = []
    needed: list[int] = []
    for condition, row in zip(branch.all, passes, strict=True):
        known = [unknown if passed is None else passed for passed in row]
        held.append(rows([*known, *part], forecast.window, gaps))
        needed.append(condition.hours // 24)
    best: tuple[int, ...] = (0,) * len(needed)
    steps: set[int] = set()
    for first, end in _stretches(held[_weakest(branch)].covered(1) | set(gaps)):
        within = range(first, end)
        counts = tuple(windows.best(within) for windows in held)
        # the episode that lacks least
        best = max(best, counts, key=lambda counts: (-_lack(counts, needed), *counts))
        if _lack(counts, needed) > 0:
            continue
        for windows, need in zip(held, needed, strict=True):
            steps |= windows.covered(need) & set(within)
    return best, steps


def _lack(counts: Sequence[int], needed: Sequence[int]) -> int:
    """How many windows are missing in all."""
    lack = 0
    for count, need in zip(counts, needed, strict=True):
        lack += max(need - count, 0)
    return lack


def _weakest(branch: Branch) -> int:
    """Which condition of a branch holds the longest: the one with the lowest bound."""
    bounds = []
    for condition in branch.all:
        bound = condition.above
        if bound is None:
            bound = condition.reaches
        bounds.append(bound or 0)
    return bounds.index(min(bounds))


def _reaching(judged: Sequence[Judged]) -> set[int]:
    """The steps in which any level is reached."""
    steps: set[int] = set()
    for branch in judged:
        if branch.met:
            steps |= branch.steps
    return steps


def _stretches(steps: Collection[int]) -> list[tuple[int, int]]:
    """Steps in a row as first and end, ascending."""
    stretches: list[tuple[int, int]] = []
    for step in sorted(steps):
        first = step
        if stretches and stretches[-1][1] == step:
            first, _ = stretches.pop()
        stretches.append((first, step + 1))
    return stretches


def _highest(judged: Sequence[Judged]) -> Judged | None:
    """The branch that gives the highest level, the first of several; they come ascending."""
    highest: Judged | None = None
    for branch in judged:
        if not branch.met:
            continue
        if highest is None or branch.level is not highest.level:
            highest = branch
    return highest


def _above(scheme: Scheme, reached: Judged | None) -> tuple[SchemeLevel, ...]:
    if reached is None:
        return scheme.levels
    return scheme.levels[scheme.levels.index(reached.level) + 1 :]


def _lift(
    forecast: Forecast, stretches: Sequence[tuple[int, int]], hours: int | None
) -> datetime | None:
    """The end of the last episode, where enough of the forecast lies behind it."""
    if not stretches or hours is None:
        return None
    end = stretches[-1][1]
    if forecast.hours(len(forecast.steps) - end) < hours:
        return None
    return forecast.steps[end].at
