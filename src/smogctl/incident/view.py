"""How an incident stands at a time: who has the order, who reported, what is overdue.

Overdue is computed from the time that is asked for and never stored.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from smogctl.incident.event import Event
from smogctl.incident.instants import instant, moment_of
from smogctl.incident.ordering import said_at
from smogctl.incident.slotnames import slot_said
from smogctl.incident.slots import filled, slots_of
from smogctl.incident.state import BodyKey, BodyState, Issue, Named, Receipt, State

BodyStanding = Literal["unissued", "waiting", "received", "late", "overdue"]
ReportStanding = Literal["waiting", "in", "late", "overdue", "rejected"]

OPEN_BODIES: frozenset[BodyStanding] = frozenset({"unissued", "waiting", "overdue"})
"""How a body stands whose receipt is still to come."""
OPEN_REPORTS: frozenset[ReportStanding] = frozenset({"waiting", "overdue"})
"""The same of a report."""

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

    @property
    def name(self) -> str:
        """As people call it."""
        return slot_said(self.slot)


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
                yield owed.name, owed.due

    @property
    def is_waited_for(self) -> bool:
        """Whether something of it is still to come."""
        if self.state in OPEN_BODIES:
            return True
        states = {owed.state for owed in self.reports}
        return not states.isdisjoint(("rejected", "overdue"))

    @property
    def pending(self) -> Iterator[str]:
        """What of it is still to come, in words."""
        name = self.named.body
        if self.state in OPEN_BODIES:
            yield f"{name}：{BODY_STATES[self.state]}"
        for owed in self.reports:
            if owed.state in OPEN_REPORTS:
                yield f"{name}：{owed.name}{REPORT_STATES[owed.state]}"


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
        overdue = []
        for body in self.bodies:
            if body.is_overdue:
                overdue.append(body)
        return tuple(overdue)

    @property
    def pending(self) -> list[str]:
        """What is still to come, matter by matter: receipts, reports, supervisions."""
        matters: list[str] = []
        for body in self.bodies:
            matters.extend(body.pending)
        matters.extend(self.unclosed)
        return matters

    @property
    def counts(self) -> dict[str, int]:
        """How many bodies and reports stand how."""
        bodies: Counter[str] = Counter()
        reports: Counter[str] = Counter()
        reminders = supervised = 0
        for body in self.bodies:
            bodies[body.state] += 1
            reports.update(owed.state for owed in body.reports)
            reminders += body.reminders
            supervised += body.supervised
        return {
            "bodies": len(self.bodies),
            **{name: bodies[name] for name in BODY_STATES},
            **{f"reports_{name}": reports[name] for name in REPORT_STATES},
            "reminders": reminders,
            "supervised": supervised,
        }


def view(state: State, now: datetime) -> View:
    """The incident as it stands at a time; a closed one as it stood when it was closed."""
    at = instant(now)
    if state.closed:
        at = min(at, state.closed.recorded)
    unissued = _unissued(state)
    named = _named(state, unissued)
    bodies = tuple(_body(state, body, unissued, at) for body in named)
    return View(state, at, bodies, tuple(_open(state, at)))


def _unissued(state: State) -> Mapping[BodyKey, Named]:
    """Who is to get the order that has not gone out."""
    if not state.unissued:
        return {}
    return {named.key: named for named in state.levelled.bodies}


def _named(state: State, unissued: Mapping[BodyKey, Named]) -> list[Named]:
    """Everybody who had an order, and who is to get the one that has not gone out."""
    named = dict(unissued)
    for key, body in state.bodies.items():
        named[key] = body.named
    return list(named.values())


def _body(
    state: State, named: Named, unissued: Container[BodyKey], now: str
) -> BodyView:
    body = state.bodies.get(named.key) or BodyState(named)
    issue = body.last
    receipt = body.receipts.get(issue.event.hash) if issue else None
    standing = _standing(issue, receipt, now)
    if named.key in unissued:
        standing = "unissued"
    return BodyView(
        named=named,
        issue=issue,
        receipt=receipt,
        state=standing,
        reports=tuple(_owed(state, body, now)),
        reminders=len(body.reminders),
        supervised=len(body.supervised),
        late_supervisions=sum(now > _term(event) for event in _unanswered(body)),
    )


def _standing(issue: Issue | None, receipt: Receipt | None, now: str) -> BodyStanding:
    if issue is None:
        return "unissued"
    if receipt is None:
        return "overdue" if now > issue.receipt_due else "waiting"
    if receipt.event.observed > issue.receipt_due:
        return "late"
    return "received"


def _owed(state: State, body: BodyState, now: str) -> Iterator[Owed]:
    """The reports that it owes, and those that it gave besides."""
    owed = set()
    for slot in slots_of(state, body, moment_of(now)):
        owed.add(slot.name)
        at = filled(body, slot)
        back = body.sent_back(slot.name) is not None
        standing = _report_standing(at, slot.due, now, back=back)
        yield Owed(slot.name, slot.due, at, standing)
    for name, report in body.reports.items():
        if name in owed:
            continue
        at = report.event.observed
        if report.rejected is None:
            yield Owed(name, None, at, "in")
        elif not body.reports_since(report.rejected):
            yield Owed(name, None, at, "rejected")


def _report_standing(
    at: str | None, due: str, now: str, *, back: bool
) -> ReportStanding:
    if at is not None:
        return "late" if at > due else "in"
    if now > due:
        return "overdue"
    if back:
        return "rejected"
    return "waiting"


def _open(state: State, now: str) -> Iterator[str]:
    """Supervisions that no report followed, and reports sent back that did not come again."""
    for body in state.bodies.values():
        name = body.named.body
        for event in _unanswered(body):
            yield f"{name}：{_supervision(event, now)}"
        for report in body.reports.values():
            if report.rejected and not body.reports_since(report.rejected):
                yield f"{name}：{slot_said(report.slot)}已退回，未重报"


def _unanswered(body: BodyState) -> list[Event]:
    """Its supervisions that no report followed."""
    events = []
    for event in body.supervised:
        if not body.reports_since(event):
            events.append(event)
    return events


def _supervision(event: Event, now: str) -> str:
    told = event.content
    text = f"督办第{told.get('serial')}号未反馈"
    until = told.get("until")
    if not until:
        return text
    text = f"{text}，应于{said_at(until)}前办结"
    if now > until:
        return f"{text}，已逾期"
    return text


def _term(event: Event) -> str:
    """Until when a supervision is to be answered; one without a term is never late."""
    return str(event.known.get("until") or "~")
