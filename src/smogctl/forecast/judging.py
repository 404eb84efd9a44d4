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
from smogctl.forecast.windows import rows
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
        return any(one.open for one in self.higher) or (
            bool(self.unread) and self.reached is not None
        )

    @property
    def unread(self) -> tuple[SchemeLevel, ...]:
        """The levels above the one reached whose conditions are not known, or not whole."""
        above = _above(self.scheme, self.reached)
        return tuple(level for level in above if level.unread is not None)


def assess(
    scheme: Scheme, forecast: Forecast, file: AqiFile, lift_hours: int | None = None
) -> Assessment:
    """Judge a forecast by a scheme.

    `lift_hours`: how long a forecast must stay below the lowest level before a lift; None: the
    scheme's own, where it is known.

    Raises Refusal where the forecast's figures cannot be turned into an index.
    """
    found = means(forecast, file)
    hours = lift_hours or (scheme.lifting.hours if scheme.lifting else None)
    alone = tuple(_judged(scheme, forecast, found, ()))
    gaps = frozenset(_gaps(scheme, forecast, _stretches(_reaching(alone)), hours))
    judged = tuple(_judged(scheme, forecast, found, gaps)) if gaps else alone
    merged = _stretches(_reaching(judged) | gaps)
    reached, before = _highest(judged), _highest(alone)
    above = _above(scheme, reached)
    return Assessment(
        scheme,
        forecast,
        found,
        reached,
        before.level if before else None,
        tuple(one for one in judged if one.level in above),
        gaps,
        tuple(_episode(forecast, *stretch) for stretch in merged),
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


def _episode(forecast: Forecast, first: int, end: int) -> Episode:
    steps = forecast.steps
    return Episode(steps[first].at, steps[end - 1].at + forecast.length)


def _judged(
    scheme: Scheme, forecast: Forecast, found: Sequence[Mean], gaps: Collection[int]
) -> Iterator[Judged]:
    """Every branch of every level, ascending."""
    for level in scheme.levels:
        for branch in level.when:
            yield _branch(scheme, level, branch, forecast, found, gaps)


def _branch(
    scheme: Scheme,
    level: SchemeLevel,
    branch: Branch,
    forecast: Forecast,
    found: Sequence[Mean],
    gaps: Collection[int],
) -> Judged:
    passes = [
        [mean.counts(scheme) and mean.passes(one) for mean in found]
        for one in branch.all
    ]
    counts, steps = _held(branch, passes, forecast, gaps)
    known = [None not in one for one in passes]
    if all(known):
        possible = steps
    else:
        _, possible = _held(
            branch,
            [[one is not False for one in row] for row in passes],
            forecast,
            gaps,
        )
    shortfalls = tuple(
        map(Shortfall, branch.all, (count * 24 for count in counts), known)
    )
    return Judged(level, branch, shortfalls, frozenset(steps), bool(possible))


def _held(
    branch: Branch,
    passes: Sequence[Sequence[bool | None]],
    forecast: Forecast,
    gaps: Collection[int],
) -> tuple[tuple[int, ...], set[int]]:
    """How many windows each condition holds in the episode that comes closest.

    The steps that fulfil all.
    """
    part = [False] * (len(forecast.steps) - len(passes[0]))
    held = [
        rows([one is True for one in row] + part, forecast.window, gaps)
        for row in passes
    ]
    needed = [one.hours // 24 for one in branch.all]
    best: tuple[int, ...] = (0,) * len(needed)
    steps: set[int] = set()
    for first, end in _stretches(held[_weakest(branch)].covered(1) | set(gaps)):
        within = range(first, end)
        counts = tuple(one.best(within) for one in held)
        best = max(best, counts, key=lambda counts: _closeness(counts, needed))
        if _lack(counts, needed) == 0:
            for one, need in zip(held, needed, strict=True):
                steps |= one.covered(need) & set(within)
    return best, steps


def _lack(counts: Sequence[int], needed: Sequence[int]) -> int:
    """How many windows are missing in all."""
    return sum(max(need - count, 0) for count, need in zip(counts, needed, strict=True))


def _closeness(counts: Sequence[int], needed: Sequence[int]) -> tuple[int, ...]:
    """The key by which the episode that lacks least comes out highest."""
    return (-_lack(counts, needed), *counts)


def _weakest(branch: Branch) -> int:
    """Which condition of a branch holds the longest: the one with the lowest bound."""
    bounds = [one.reaches if one.above is None else one.above for one in branch.all]
    return min(range(len(bounds)), key=lambda place: bounds[place] or 0)


def _reaching(judged: Sequence[Judged]) -> set[int]:
    """The steps in which any level is reached."""
    return {step for one in judged if one.met for step in one.steps}


def _stretches(steps: Collection[int]) -> list[tuple[int, int]]:
    """Steps in a row as first and end, ascending."""
    found: list[tuple[int, int]] = []
    for step in sorted(steps):
        if found and found[-1][1] == step:
            found[-1] = (found[-1][0], step + 1)
        else:
            found.append((step, step + 1))
    return found


def _highest(judged: Sequence[Judged]) -> Judged | None:
    """The branch that gives the highest level, the first of several."""
    met = [one for one in judged if one.met]
    top = next((one.level for one in reversed(met)), None)
    return next((one for one in met if one.level is top), None)


def _above(scheme: Scheme, reached: Judged | None) -> tuple[SchemeLevel, ...]:
    return (
        scheme.levels[scheme.levels.index(reached.level) + 1 :]
        if reached
        else scheme.levels
    )


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
