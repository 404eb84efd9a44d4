"""Which reports a body owes, and by when: the first, the daily ones, the one after the lift."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from smogctl.incident.instants import instant, moment_of
from smogctl.incident.state import LEVELLED, BodyState, Issue, OrderKind, State

NEAR = timedelta(hours=8)
"""So near to a daily report's time a report is taken for that one."""

AHEAD = timedelta(hours=24)
"""So far ahead reports are listed as waiting."""


_LIFTS: frozenset[OrderKind] = frozenset({"lift"})


class Slot(NamedTuple):
    """A report that is owed: which, and by when."""

    name: str
    due: str


def slots_of(state: State, body: BodyState, until: datetime) -> list[Slot]:
    """The reports that a body owes up to a time, by when they are due."""
    owed = [*_first(body), *_daily(state, body, until), *_final(body)]
    return sorted(owed, key=lambda slot: slot.due)


def _issues(body: BodyState, kinds: frozenset[OrderKind]) -> list[Issue]:
    """Those of the orders of some kinds that went to a body."""
    return [issue for issue in body.issues if issue.order.kind in kinds]


def _first(body: BodyState) -> Iterator[Slot]:
    """After each order that puts a level into force, one report on what was done.

    One that was not yet due, nor given, when the next level came is owed with that one's.
    """
    by_order: dict[str, Issue] = {}
    for issue in reversed(_issues(body, LEVELLED)):
        by_order[issue.order.event.hash] = issue
    issues = list(reversed(by_order.values()))
    for number, issue in enumerate(issues, 1):
        if not issue.report_due:
            continue
        name = "first" if number == 1 else f"first-{number}"
        later = issues[number : number + 1]
        taken_up = later and later[0].event.observed <= issue.report_due
        if name in body.reports or not taken_up:
            yield Slot(name, issue.report_due)


def _daily(state: State, body: BodyState, until: datetime) -> Iterator[Slot]:
    """From then on each day at the times that were issued, while the response is in force."""
    issues = _issues(body, LEVELLED)
    if not issues or not issues[0].report_due:
        return
    begun = moment_of(issues[0].report_due)
    # an event of any hand may be of any time: no day comes after the last of all
    end = min(until, datetime.max - AHEAD) + AHEAD
    if state.ended:
        end = min(end, moment_of(state.ended))
    breaks = _breaks(state)
    for at in _times(begun, end, issues[-1].daily):
        if not any(start <= at < stop for start, stop in breaks):
            yield Slot(at.strftime("%Y-%m-%dT%H:%M"), instant(at))


def _times(
    begun: datetime, end: datetime, daily: tuple[str, ...]
) -> Iterator[datetime]:
    clocks = list(map(time.fromisoformat, sorted(daily)))
    first = begun.date()
    for days in range((end.date() - first).days + 1):
        day = first + timedelta(days=days)
        for clock in clocks:
            at = datetime.combine(day, clock)
            if begun < at <= end:
                yield at


def _breaks(state: State) -> list[tuple[datetime, datetime]]:
    """The times at which the response was suspended."""
    breaks = []
    start = None
    for order in state.orders:
        if order.kind == "suspend":
            start = moment_of(order.start)
        elif start and order.kind in ("resume", "lift"):
            breaks.append((start, moment_of(order.start)))
            start = None
    if start:
        breaks.append((start, datetime.max))
    return breaks


def _final(body: BodyState) -> Iterator[Slot]:
    """After the lift, one report on the whole."""
    lifts = _issues(body, _LIFTS)
    if lifts and lifts[0].report_due:
        yield Slot("final", lifts[0].report_due)


def filled(body: BodyState, slot: Slot) -> str | None:
    """When a slot that a body owes was reported, by any report for a first one.

    None: it is open.
    """
    report = body.reports.get(slot.name)
    if report and not report.rejected:
        return report.event.observed
    if not slot.name.startswith("first"):
        return None
    # one that was sent back is made good by what came after that
    since = body.sent_back(slot.name)
    if since is None:
        levelled = reversed(_issues(body, LEVELLED))
        issues = {issue.report_due: issue for issue in levelled}
        since = issues[slot.due].event
    later = [report.event.observed for report in body.reports_since(since)]
    return min(later, default=None)


def slot_for(state: State, body: BodyState, observed: datetime) -> str:
    """Which report one that comes at a time is taken for, where nobody said it.

    After the lift the final one; else the first one while it is open, since any report fills it;
    else a daily one that is near; else the oldest that is open; else one more.
    """
    open_ = []
    for slot in slots_of(state, body, observed):
        if filled(body, slot) is None:
            open_.append(slot)
    for head in ("final", "first"):
        headed = [slot.name for slot in open_ if slot.name.startswith(head)]
        if headed:
            return headed[-1]
    near = _nearest(open_, observed)
    if near:
        return near.name
    for slot in open_:
        if moment_of(slot.due) <= observed:
            return slot.name
    return f"extra-{observed:%Y-%m-%dT%H:%M}"


def _nearest(slots: list[Slot], observed: datetime) -> Slot | None:
    """The slot whose time is nearest to a time, where it is near."""

    def distance(slot: Slot) -> timedelta:
        return abs(moment_of(slot.due) - observed)

    nearest = min(slots, key=distance, default=None)
    if nearest is None or distance(nearest) > NEAR:
        return None
    return nearest
