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
from smogctl.incident.state import BodyKey, BodyState, Issue, State
from smogctl.incident.view import view
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
    returns = []
    all_figures = []
    receipts = {}
    for key, body in state.bodies.items():
        figures = figures_of(body, since, until)
        all_figures.append(figures)
        returns.append(Return(body.named.body, figures))
        receipt = _receipt(body)
        if receipt is not None:
            receipts[key] = receipt
    cases: tuple[Case, ...] = ()
    if kind.name == "urge":
        cases = tuple(_cases(state, at, keys))
    return Ledgered(
        returns=tuple(returns),
        total=Return(None, total(all_figures)),
        span=span,
        receipts=receipts,
        remarks=tuple(_remarks(state, since, until)),
        problems=tuple(_problems(state, at)),
        cases=cases,
        sheet=_sheet(state, kind, keys),
    )


def _remarks(state: State, since: str, until: str) -> Iterator[str]:
    for body in state.bodies.values():
        name = body.named.body
        for report in body.reports.values():
            if not report.text:
                continue
            if report.rejected:
                continue
            when = of_when(report)
            if since < when <= until:
                yield f"{name}：{report.text}"


def _problems(state: State, at: datetime) -> Iterator[str]:
    """By the ledger, at that time: by matter, each with its bodies."""
    standing = view(state, at)
    unsigned = []
    silent = []
    for body in standing.bodies:
        name = body.named.body
        if body.state == "overdue":
            unsigned.append(name)
        reports = {owed.state for owed in body.reports}
        if "overdue" in reports:
            silent.append(name)
    if unsigned:
        yield f"逾期未签收：{'、'.join(unsigned)}"
    if silent:
        yield f"逾期未反馈：{'、'.join(silent)}"
    yield from standing.unclosed


_NEAR, _LATE = timedelta(hours=8), timedelta(hours=1)
"""A daily report is written at most so long before its time, or so long after it."""


def _span(state: State, kind: Kind, at: datetime) -> tuple[str, str, str]:
    """Which reports count: of a daily paper those of its own time, else all.

    Its time is the daily one that is near, else now; it begins with the daily time before that.
    """
    always = "", "~", ""
    if kind.name != "daily":
        return always
    if not state.issues:
        return always
    times = _daily_times(state.issues[-1], at)
    own = at
    for daily in times:
        if -_LATE <= daily - at <= _NEAR:
            own = daily
            break
    begins = times[0]
    for daily in times:
        if daily < own:
            begins = daily
    since = instant(begins)
    until = instant(own)
    return since, until, f"{said_at(since)}至{said_at(until)}"


def _daily_times(issue: Issue, at: datetime) -> list[datetime]:
    """The times of the daily reports about a time, ascending."""
    times = []
    for days in (-2, -1, 0, 1):
        day = at.date() + timedelta(days=days)
        for clock in issue.daily:
            times.append(datetime.combine(day, time.fromisoformat(clock)))
    return sorted(times)


def _receipt(body: BodyState) -> tuple[str, str, str] | None:
    issue = body.last
    if issue is None:
        return None
    receipt = body.receipts.get(issue.event.hash)
    if receipt is None:
        return None
    observed = moment_of(receipt.event.observed)
    at = Moment(observed, exact=True).briefly
    return receipt.name or "", at, receipt.channel or ""


def _cases(state: State, at: datetime, keys: set[BodyKey]) -> Iterator[Case]:
    """What is overdue of some bodies, else of all."""
    standing = view(state, at)
    late = list(standing.overdue)
    if keys:
        late = [body for body in late if body.named.key in keys]
    if not late:
        raise Refusal(f"{said_at(instant(at))}没有逾期的，不必写催办单。")
    for body in late:
        for matter, due in body.late:
            minutes = minutes_between(due, standing.now)
            yield Case(
                unit=body.named.body,
                matter=matter,
                due=Moment(moment_of(due), exact=True).briefly,
                since=span_said(int(minutes)),
            )


_SHEETS = {"supervise": "supervised", "circulate": "circulated"}


def _sheet(state: State, kind: Kind, keys: set[BodyKey]) -> Sheet | None:
    """The last supervision or circular, of some bodies where they are named."""
    wanted = _SHEETS.get(kind.name)
    if wanted is None:
        return None
    last = None
    for event in state.living():
        if event.kind != wanted:
            continue
        data: Any = events.read(event)
        named = {body.key for body in data.bodies}
        if not keys or keys & named:
            last = _sheet_of(event, data, drill=state.drill)
    if last is None:
        raise Refusal(
            f"台账里没有这样的{kind.title}：先 smogctl incident {kind.name} 登记。"
        )
    return last


def _sheet_of(event: Event, data: Any, *, drill: bool) -> Sheet:
    year = event.observed[:4]
    serial = f"第{data.serial}号"
    if drill:
        serial = f"演练{serial}"
    until = ""
    if data.until:
        until = said_at(data.until)
    names = [body.body for body in data.bodies]
    return Sheet(
        serial=data.number or f"{year}年{serial}",
        matter=data.matter,
        requirement=data.requirement or "",
        person=data.person or "",
        until=until,
        units="、".join(names),
    )
