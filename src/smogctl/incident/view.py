"""How an incident stands at a time: who has the order, who reported, what is overdue.

Overdue is computed from the time that is asked for and never stored.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from smogctl.incident.event import Event
from smogctl.incident.instants import instant, moment_of
from smogctl.incident.ordering import said_at
from smogctl.incident.slotnames import slot_said
from smogctl.incident.slots import filled, slots_of
from smogctl.incident.state import BodyState, Issue, Named, Receipt, State

BodyStanding = Literal["unissued", "waiting", "received", "late", "overdue"]
ReportStanding = Literal["waiting", "in", "late", "overdue", "rejected"]

BODY_STATES: dict[BodyStanding, str] = {
    "unissued": "未下达",
    "waiting": "待签收",
    "received": "已签收",
    "late": "迟签收",
    "overdue": "逾期未签收",
}
REPORT_STATES: dict[ReportStanding, str] = {
    "waiting": "待反馈",
    "in": "已反馈",
    "late": "迟反馈",
    "overdue": "逾期未反馈",
    "rejected": "退回重报",
}


class Owed(NamedTuple):
    """A report of a body: which, by when, since when it is there."""

    slot: str
    due: str | None
    at: str | None
    state: ReportStanding


class BodyView(NamedTuple):
    """A body as it stands."""

    named: Named
    issue: Issue | None
    receipt: Receipt | None
    state: BodyStanding
    reports: tuple[Owed, ...]
    reminders: int
    supervised: int
    late_supervisions: int = 0
    """Supervisions whose term has passed without a report."""

    @property
    def is_overdue(self) -> bool:
        """Whether it owes something whose time has passed."""
        return self.late_supervisions > 0 or any(self.late)

    @property
    def late(self) -> Iterator[tuple[str, str]]:
        """What it owes whose time has passed, by its name, and when it was due."""
        if self.state == "overdue" and self.issue:
            yield "签收", self.issue.receipt_due
        for owed in self.reports:
            if owed.state == "overdue" and owed.due:
                yield slot_said(owed.slot), owed.due

    @property
    def is_waited_for(self) -> bool:
        """Whether something of it is still to come."""
        waits = self.state in ("waiting", "overdue", "unissued")
        return waits or any(
            one.state in ("rejected", "overdue") for one in self.reports
        )


class View(NamedTuple):
    """An incident at a time."""

    state: State
    now: str
    bodies: tuple[BodyView, ...]
    unclosed: tuple[str, ...]
    """What nobody has closed, in words."""

    @property
    def overdue(self) -> tuple[BodyView, ...]:
        """The bodies that owe something whose time has passed."""
        return tuple(one for one in self.bodies if one.is_overdue)

    @property
    def pending(self) -> list[str]:
        """What is still to come, matter by matter: receipts, reports, supervisions."""
        return [
            *(told for one in self.bodies for told in _pending(one)),
            *self.unclosed,
        ]

    @property
    def counts(self) -> dict[str, int]:
        """How many bodies and reports stand how."""
        bodies = Counter(one.state for one in self.bodies)
        reports = Counter(owed.state for one in self.bodies for owed in one.reports)
        return {
            "bodies": len(self.bodies),
            **{name: bodies[name] for name in BODY_STATES},
            **{f"reports_{name}": reports[name] for name in REPORT_STATES},
            "reminders": sum(one.reminders for one in self.bodies),
            "supervised": sum(one.supervised for one in self.bodies),
        }


def view(state: State, now: datetime) -> View:
    """The incident as it stands at a time; a closed one as it stood when it was closed."""
    at = instant(now)
    if state.closed:
        at = min(at, state.closed.recorded)
    bodies = tuple(_body(state, named, at) for named in _named(state))
    return View(state, at, bodies, tuple(_open(state, at)))


def _named(state: State) -> list[Named]:
    """Everybody who had an order, and who is to get the one that has not gone out."""
    if state.phase == "void" or not state.orders:
        return []
    found = {key: body.named for key, body in state.bodies.items()}
    if state.unissued:
        found = {**{one.key: one for one in state.levelled.bodies}, **found}
    return list(found.values())


def _body(state: State, named: Named, now: str) -> BodyView:
    body = state.bodies.get(named.key) or BodyState(named)
    issue = body.last
    receipt = body.receipts.get(issue.event.hash) if issue else None
    return BodyView(
        named,
        issue,
        receipt,
        _standing(state, body, receipt, now),
        tuple(_owed(state, body, now)),
        len(body.reminders),
        len(body.supervised),
        _late_supervisions(body, now),
    )


def _standing(
    state: State, body: BodyState, receipt: Receipt | None, now: str
) -> BodyStanding:
    issue = body.last
    if issue is None or (state.unissued and _is_addressed(state, body)):
        return "unissued"
    if receipt:
        return "late" if receipt.event.observed > issue.receipt_due else "received"
    return "overdue" if now > issue.receipt_due else "waiting"


def _is_addressed(state: State, body: BodyState) -> bool:
    """Whether the order that has not gone out is for it."""
    return body.named.key in {one.key for one in state.levelled.bodies}


def _owed(state: State, body: BodyState, now: str) -> Iterator[Owed]:
    """The reports that it owes, and those that it gave besides."""
    slots = slots_of(state, body, moment_of(now))
    for slot in slots:
        at = filled(body, slot)
        report = body.reports.get(slot.name)
        sent_back = at is None and report is not None and report.rejected is not None
        yield Owed(
            slot.name, slot.due, at, _report_standing(at, slot.due, now, back=sent_back)
        )
    known = {slot.name for slot in slots}
    for name, report in body.reports.items():
        if name in known or (report.rejected and _answered(body, report.rejected)):
            continue
        state_: ReportStanding = "rejected" if report.rejected else "in"
        yield Owed(name, None, report.event.observed, state_)


def _report_standing(
    at: str | None, due: str, now: str, *, back: bool
) -> ReportStanding:
    if at is not None:
        return "late" if at > due else "in"
    if now > due:
        return "overdue"
    return "rejected" if back else "waiting"


def _open(state: State, now: str) -> Iterator[str]:
    """Supervisions that no report followed, and reports sent back that did not come again."""
    for body in state.bodies.values():
        for event in body.supervised:
            if not _answered(body, event):
                yield f"{body.named.body}：{_supervision(event, now)}"
        for report in body.reports.values():
            if report.rejected and not _answered(body, report.rejected):
                yield f"{body.named.body}：{slot_said(report.slot)}已退回，未重报"


def _supervision(event: Event, now: str) -> str:
    told = event.content
    until = told.get("until")
    term = f"，应于{said_at(until)}前办结" if until else ""
    late = "，已逾期" if until and now > until else ""
    return f"督办第{told.get('serial')}号未反馈{term}{late}"


def _late_supervisions(body: BodyState, now: str) -> int:
    """How many supervisions of a body have passed their term without a report."""
    late = (
        event for event in body.supervised if now > str(event.known.get("until") or "~")
    )
    return sum(not _answered(body, event) for event in late)


def _answered(body: BodyState, event: Event) -> bool:
    """Whether a report came after an event."""
    reports = (one for one in body.reports.values() if not one.rejected)
    return any(one.event.turn > event.turn for one in reports)


def _pending(one: BodyView) -> Iterator[str]:
    name = one.named.body
    if one.state in ("unissued", "waiting", "overdue"):
        yield f"{name}：{BODY_STATES[one.state]}"
    for owed in one.reports:
        if owed.state in ("waiting", "overdue"):
            yield f"{name}：{slot_said(owed.slot)}{REPORT_STATES[owed.state]}"
