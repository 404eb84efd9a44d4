"""What the ledger knows for a paper besides its facts: figures, receipts, cases."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from smogctl.documents.kind import Kind
from smogctl.incident import events
from smogctl.incident.event import Event
from smogctl.incident.figures import Figures, figures_of, of_when, total
from smogctl.incident.instants import instant, minutes_between, moment_of, span_said
from smogctl.incident.ordering import said_at
from smogctl.incident.state import BodyKey, BodyState, State
from smogctl.incident.view import BodyView, view
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment


class Return(NamedTuple):
    """A row of a report: what a body did, as far as it said; `name` None: all of them."""

    name: str | None
    figures: Figures


class Case(NamedTuple):
    """What a reminder, a supervision or a circular is about, for one body."""

    unit: str
    matter: str
    due: str
    since: str


class Sheet(NamedTuple):
    """A numbered paper of supervision: its matter, and what is asked."""

    serial: str
    matter: str
    requirement: str
    person: str
    until: str
    units: str


class Ledgered(NamedTuple):
    """What the ledger knows besides the facts."""

    returns: tuple[Return, ...] = ()
    total: Return = Return(None, Figures({}, 0, 0, 0, 0))
    span: str = ""
    """From when to when the figures are counted."""
    receipts: Mapping[BodyKey, tuple[str, str, str]] = {}
    """Who signed, when, and how."""
    remarks: tuple[str, ...] = ()
    """What bodies reported in words."""
    problems: tuple[str, ...] = ()
    """Who has not signed or reported in time."""
    cases: tuple[Case, ...] = ()
    sheet: Sheet | None = None


def ledgered(
    state: State, kind: Kind, at: datetime, wanted: Iterable[BodyKey]
) -> Ledgered:
    """What the ledger knows for a paper that is written at a time, about some bodies or all.

    Raises Refusal for a paper of supervision that nothing was recorded for.
    """
    keys = set(wanted)
    since, until, span = _span(state, kind, at)
    returns = tuple(
        Return(body.named.body, figures_of(body, since, until))
        for body in state.bodies.values()
    )
    all_ = Return(None, total(one.figures for one in returns))
    return Ledgered(
        returns=returns,
        total=all_,
        span=span,
        receipts={
            key: told for key, body in state.bodies.items() if (told := _receipt(body))
        },
        remarks=tuple(_remarks(state, since, until)),
        problems=tuple(_problems(state, at)),
        cases=tuple(_cases(state, at, keys)) if kind.name == "urge" else (),
        sheet=_sheet(state, kind, keys),
    )


def _remarks(state: State, since: str, until: str) -> Iterator[str]:
    for body in state.bodies.values():
        for report in body.reports.values():
            if report.text and not report.rejected and since < of_when(report) <= until:
                yield f"{body.named.body}：{report.text}"


def _problems(state: State, at: datetime) -> Iterator[str]:
    """By the ledger, at that time: by matter, each with its bodies."""
    found = view(state, at)
    late = [one.named.body for one in found.bodies if one.state == "overdue"]
    if late:
        yield f"逾期未签收：{'、'.join(late)}"
    late = [
        one.named.body
        for one in found.bodies
        if any(owed.state == "overdue" for owed in one.reports)
    ]
    if late:
        yield f"逾期未反馈：{'、'.join(late)}"
    yield from found.unclosed


_NEAR, _LATE = timedelta(hours=8), timedelta(hours=1)
"""A daily report is written at most so long before its time, or so long after it."""


def _span(state: State, kind: Kind, at: datetime) -> tuple[str, str, str]:
    """Which reports count: of a daily paper those of its own time, else all.

    Its time is the daily one that is near, else now; it begins with the daily time before that.
    """
    if kind.name != "daily" or not state.issues:
        return "", "~", ""
    times = sorted(
        datetime.combine(at.date() + timedelta(days=day), time.fromisoformat(clock))
        for day in (-2, -1, 0, 1)
        for clock in state.issues[-1].daily
    )
    near = [one for one in times if -_LATE <= one - at <= _NEAR]
    own = near[0] if near else at
    since, until = instant([one for one in times if one < own][-1]), instant(own)
    return since, until, f"{said_at(since)}至{said_at(until)}"


def _receipt(body: BodyState) -> tuple[str, str, str] | None:
    issue = body.last
    receipt = body.receipts.get(issue.event.hash) if issue else None
    if receipt is None:
        return None
    at = Moment(moment_of(receipt.event.observed), exact=True).briefly
    return receipt.name or "", at, receipt.channel or ""


def _cases(state: State, at: datetime, keys: set[BodyKey]) -> Iterator[Case]:
    """What is overdue of some bodies, else of all."""
    found = view(state, at)
    late = [one for one in found.overdue if not keys or one.named.key in keys]
    if not late:
        raise Refusal(f"{said_at(instant(at))}没有逾期的，不必写催办单。")
    for one in late:
        yield from _late(one, found.now)


def _late(one: BodyView, now: str) -> Iterator[Case]:
    for matter, due in one.late:
        since = span_said(int(minutes_between(due, now)))
        until = Moment(moment_of(due), exact=True).briefly
        yield Case(one.named.body, matter, until, since)


_SHEETS = {"supervise": "supervised", "circulate": "circulated"}


def _sheet(state: State, kind: Kind, keys: set[BodyKey]) -> Sheet | None:
    """The last supervision or circular, of some bodies where they are named."""
    if kind.name not in _SHEETS:
        return None
    recorded = [event for event in state.living() if event.kind == _SHEETS[kind.name]]
    meant = [event for event in recorded if not keys or keys & _bodies(event)]
    if not meant:
        raise Refusal(
            f"台账里没有这样的{kind.title}：先 smogctl incident {kind.name} 登记。"
        )
    return _sheet_of(meant[-1], drill=state.drill)


def _sheet_of(event: Event, *, drill: bool) -> Sheet:
    data: Any = events.read(event)
    series = "演练" if drill else ""
    return Sheet(
        data.number or f"{event.observed[:4]}年{series}第{data.serial}号",
        data.matter,
        data.requirement or "",
        data.person or "",
        said_at(data.until) if data.until else "",
        "、".join(one.body for one in data.bodies),
    )


def _bodies(event: Event) -> set[BodyKey]:
    data: Any = events.read(event)
    return {one.key for one in data.bodies}
