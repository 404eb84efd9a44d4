"""What the orders of the ledger share: their options, the level as typed, the times."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.clocks import Typed, ahead_asked, start_asked
from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.recorders import Session, Told
from smogctl.cli.words import level_asked
from smogctl.incident.freezing import addressed, tasks_at
from smogctl.incident.instants import moment_of
from smogctl.incident.ledger.table import Table
from smogctl.incident.ordering import said_at
from smogctl.incident.recording import Draft
from smogctl.incident.state import OrderKind, State
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Decided
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS, Colour

Start = Annotated[
    str | None,
    typer.Option(
        "--start",
        metavar="时间",
        help="从何时起，如 2026-12-01T20:00；缺省为登记的时间。",
    ),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="时间", help="计划结束的时间。")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="文字", help="理由。")]


class Change(NamedTuple):
    """A change of level, as typed."""

    level: LevelWord = None
    start: Start = None
    until: Until = None
    reason: Reason = None


class Turn(NamedTuple):
    """An order that leaves the level as it is, as typed."""

    level: LevelWord = None
    start: Start = None
    reason: Reason = None


_RETROACTIVE = timedelta(minutes=30)
_FAR = timedelta(days=30)


def colour_of(session: Session, registry: Registry, word: str | None) -> Colour:
    """The level that was typed. Raises Refusal for none, and for one that the district has not."""
    if word is None:
        raise session.opened.refuse("缺少 --level（预警级别）。")
    return level_asked(session.opened, registry, word)


class Term(NamedTuple):
    """From when and until when an order holds."""

    start: str
    until: str | None
    as_24: tuple[str, ...]
    """Which of both was written as 24时: papers print it so."""

    @property
    def fields(self) -> dict[str, Any]:
        """As an order's data have them."""
        return {"start": self.start, "until": self.until, "as_24": self.as_24}


def times(session: Session, start: str | None, until: str | None) -> Term:
    """From when and until when, as typed; without a start, from when it was said."""
    now = session.who.now
    begin = start_asked(start, "--start", now) or Typed(session.observed)
    end = ahead_asked(until, "--until", now)
    as_24: list[str] = []
    if begin.midnight:
        as_24.append("start")
    if end is None:
        return Term(begin.instant, None, tuple(as_24))
    if end.midnight:
        as_24.append("until")
    return Term(begin.instant, end.instant, tuple(as_24))


def check_term(session: Session, begin: str) -> None:
    """Say that an order holds from before it was given. Raises Refusal for a year typed wrong."""
    at = moment_of(begin)
    if abs(at - session.observed) > _FAR:
        raise Refusal(
            f"{said_at(begin)} 离登记的时间一个月以上，请看年月写对没有。没有登记。"
        )
    if session.observed - at > _RETROACTIVE:
        session.notices.append(f"注意：{said_at(begin)} 早于下令的时间，按追溯登记。")


_NEEDED = {
    "number": "文号（--number）",
    "authority": "谁批准的（--authority）",
    "reason": "理由（--reason）",
}


def missing_said(
    session: Session,
    reason: str | None,
    of: tuple[str, Colour],
    needs: tuple[str, ...] = ("number", "authority"),
) -> None:
    """Say what an order was given without: its paper will have blanks.

    `of`: the district and the level that it is about. Who approves is no blank where the desk names
    somebody for that level.
    """
    given = {**session.told._asdict(), "reason": reason}
    approver: str | None = None
    if "authority" in needs and not session.told.authority:
        approver = _approver(session, *of)
    missing = []
    for name in needs:
        if not given[name] and (name, bool(approver)) != ("authority", True):
            missing.append(_NEEDED[name])
    if missing:
        session.notices.append(
            f"没有写{'、'.join(missing)}：公文中留空，可在 notice 时补写。"
        )
    if approver:
        session.notices.append(
            f"没有写{_NEEDED['authority']}：公文按值班设置写“{clip(approver)}”，请确认已经批准。"
        )


def _approver(session: Session, district: str, colour: Colour) -> str | None:
    """Who approves a level by the desk.

    None where it names nobody, and where it is faulty: `notice` says that, an order is recorded.
    """
    try:
        desk = session.desk(district)
    except Refusal:
        return None
    if desk is None:
        return None
    return desk.approvals.get(colour)


def number_used(session: Session, state: State) -> None:
    """Say that a number stands on an earlier paper of the incident."""
    if not session.told.number:
        return
    number = session.numbered(session.told.number)
    for order in state.orders:
        numbers = [order.number]
        issue = state.issued_of(order)
        if issue:
            numbers.append(issue.number)
        if number in numbers:
            session.notices.append(
                f"注意：文号 {number} 第{order.event.seq}条已经用过。"
            )


def decided_of(state: State) -> tuple[Decided, ...]:
    """The decisions that hold."""
    return tuple(Decided(name, act) for name, act in state.decisions.items())


def shifted(
    session: Session,
    state: State,
    kind: OrderKind,
    colour: Colour,
    fields: dict[str, Any],
) -> Iterator[Draft]:
    """A change of level, with who is to get it."""
    origin = state.order.level
    registry = session.registry(state.district)
    level = registry.level(colour)
    assert level
    kept: list[Decided] = []
    lapsed: list[str] = []
    for decision in decided_of(state):
        if kind == "upgrade" and decision.act == "hold":
            lapsed.append(decision.id)
        else:
            kept.append(decision)
    measures = session.opened.measures
    lists = tasks_at(registry, measures, kind, (colour, origin), tuple(kept))
    if lapsed:
        session.notices.append(
            f"升级后，先前决定暂不执行的不再算数，恢复执行：{'、'.join(lapsed)}。"
        )
    event = "downgraded"
    if kind == "upgrade":
        event = "upgraded"
    yield session.draft(
        event,
        level=colour,
        origin=origin,
        response=level.response,
        bodies=addressed(lists),
        **fields,
    )


def change_level(which: Which, told: Told, kind: OrderKind, asked: Change) -> Answer:
    """Record an upgrade or a downgrade."""
    session = Session(which, told)
    term = times(session, asked.start, asked.until)
    check_term(session, term.start)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        colour = colour_of(session, session.registry(state.district), asked.level)
        _check_other(state, colour)
        missing_said(session, asked.reason, (state.district, colour))
        fields = {**term.fields, "reason": asked.reason}
        return shifted(session, state, kind, colour, fields)

    return session.record(drafts)


def _check_other(state: State, colour: Colour) -> None:
    """Raise Refusal for a change to the level that is in force."""
    if state.order.level == colour:
        at = state.order.event.seq
        raise Refusal(
            f"现在就是{COLOURS[colour]}预警，第{at}条登记的，不必再改级。没有登记。"
        )


def turn(
    which: Which,
    told: Told,
    event: str,
    asked: Turn,
    needs: tuple[str, ...] = ("number", "authority"),
) -> Answer:
    """Record a suspension, a resumption or a lift: an event of a kind about the level in force."""
    session = Session(which, told)
    term = times(session, asked.start, None)
    check_term(session, term.start)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        check_level(session, state, asked.level)
        now = state.order.level
        missing_said(session, asked.reason, (state.district, now), needs)
        yield session.draft(event, level=now, reason=asked.reason, **term.fields)

    return session.record(drafts)


def check_level(session: Session, state: State, word: str | None) -> None:
    """Raises Refusal where the level that was typed is not the one in force."""
    if word is None:
        return
    colour = colour_of(session, session.registry(state.district), word)
    if colour == state.level:
        return
    now = "没有"
    if state.level:
        now = COLOURS[state.level]
    raise Refusal(f"现在是{now}预警，不是{COLOURS[colour]}。没有登记。")
