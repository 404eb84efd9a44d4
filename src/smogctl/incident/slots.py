"""Which reports a body owes, and by when: the first, the daily ones, the one after the lift."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from smogctl.incident.instants import instant, moment_of
from smogctl.incident.state import LEVELLED, BodyState, Issue, State

NEAR = timedelta(hours=8)
"""So near to a daily report's time a report is taken for that one."""

AHEAD = timedelta(hours=24)
"""So far ahead reports are listed as waiting."""


class Slot(NamedTuple):
    """A report that is owed: which, and by when."""

    name: str
    due: str


def slots_of(state: State, body: BodyState, until: datetime) -> list[Slot]:
    """The reports that a body owes up to a time, by when they are due."""
    owed = [*_first(body), *_daily(state, body, until), *_final(body)]
    return sorted(owed, key=lambda slot: slot.due)


def _levelled(body: BodyState) -> list[Issue]:
    return [issue for issue in body.issues if issue.order.kind in LEVELLED]


def _first(body: BodyState) -> Iterator[Slot]:
    """After each order that puts a level into force, one report on what was done.

    One that was not yet due, nor given, when the next level came is owed with that one's.
    """
    orders = {issue.order.event.hash: issue for issue in reversed(_levelled(body))}
    issues = list(reversed(orders.values()))
    for number, issue in enumerate(issues, 1):
        name = "first" if number == 1 else f"first-{number}"
        later = issues[number] if number < len(issues) else None
        if issue.report_due and (
            name in body.reports or not _is_taken_up(issue, later)
        ):
            yield Slot(name, issue.report_due)


def _is_taken_up(issue: Issue, later: Issue | None) -> bool:
    """Whether another level came before a report was due."""
    due = issue.report_due or ""
    return later is not None and later.event.observed <= due


def _daily(state: State, body: BodyState, until: datetime) -> Iterator[Slot]:
    """From then on each day at the times that were issued, while the response is in force."""
    issues = _levelled(body)
    if not issues or not issues[0].report_due:
        return
    begun = moment_of(issues[0].report_due)
    end = min(until + AHEAD, moment_of(state.ended) if state.ended else datetime.max)
    breaks = _breaks(state)
    for at in _times(begun, end, issues[-1].daily):
        if not any(start <= at < stop for start, stop in breaks):
            yield Slot(at.strftime("%Y-%m-%dT%H:%M"), instant(at))


def _times(
    begun: datetime, end: datetime, daily: tuple[str, ...]
) -> Iterator[datetime]:
    day = begun.date()
    while datetime.combine(day, time.min) <= end:
        for clock in sorted(daily):
            at = datetime.combine(day, time.fromisoformat(clock))
            if begun < at <= end:
                yield at
        day += timedelta(days=1)


def _breaks(state: State) -> list[tuple[datetime, datetime]]:
    """The times at which the response was suspended."""
    found = []
    start = None
    for order in state.orders:
        if order.kind == "suspend":
            start = moment_of(order.start)
        elif start and order.kind in ("resume", "lift"):
            found.append((start, moment_of(order.start)))
            start = None
    return [*found, *([(start, datetime.max)] if start else [])]


def _final(body: BodyState) -> Iterator[Slot]:
    """After the lift, one report on the whole."""
    lifts = [issue for issue in body.issues if issue.order.kind == "lift"]
    if lifts and lifts[0].report_due:
        yield Slot("final", lifts[0].report_due)


def filled(body: BodyState, slot: Slot) -> str | None:
    """When a slot was reported, by any report for a first one; None: it is open."""
    report = body.reports.get(slot.name)
    if report and not report.rejected:
        return report.event.observed
    if not slot.name.startswith("first"):
        return None
    issue = _first_issue(body, slot)
    if issue is None:
        return None
    # one that was sent back is made good by what came after that
    since = report.rejected.turn if report and report.rejected else issue.event.turn
    later = [
        one.event.observed
        for one in body.reports.values()
        if not one.rejected and one.event.turn > since
    ]
    return min(later, default=None)


def _first_issue(body: BodyState, slot: Slot) -> Issue | None:
    names = {found.name: found.due for found in _first(body)}
    due = names.get(slot.name)
    return next((one for one in _levelled(body) if one.report_due == due), None)


def slot_for(state: State, body: BodyState, observed: datetime) -> str:
    """Which report one that comes at a time is taken for, where nobody said it.

    After the lift the final one; else the first one while it is open, since any report fills it;
    else a daily one that is near; else the oldest that is open; else one more.
    """
    open_ = [
        slot for slot in slots_of(state, body, observed) if filled(body, slot) is None
    ]
    named = _headed(open_, "final") or _headed(open_, "first")
    if named:
        return named
    near = [slot for slot in open_ if abs(moment_of(slot.due) - observed) <= NEAR]
    if near:
        return min(near, key=lambda slot: abs(moment_of(slot.due) - observed)).name
    past = [slot.name for slot in open_ if moment_of(slot.due) <= observed]
    return [*past, f"extra-{observed:%Y-%m-%dT%H:%M}"][0]


def _headed(slots: list[Slot], head: str) -> str | None:
    """The last of the slots of a kind."""
    return next(
        (slot.name for slot in reversed(slots) if slot.name.startswith(head)), None
    )
