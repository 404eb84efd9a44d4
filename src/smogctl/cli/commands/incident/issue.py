"""The command `incident issue`."""

from collections.abc import Iterator
from typing import Any

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import decided_of
from smogctl.cli.recorders import Session, Told
from smogctl.incident.events.issued import Issued
from smogctl.incident.freezing import frozen, tasks_at
from smogctl.incident.instants import instant, later
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import LEVELLED, BodyKey, Order, OrderKind, State
from smogctl.plan.desks import DAILY, RECEIPT_HOURS, REPORT_HOURS
from smogctl.questions.decisions import DecisionError
from smogctl.schema.decisions import Decision
from smogctl.schema.desk import Deadlines
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

EXAMPLES = (
    ("incident issue", "下达启动的命令，开始计时"),
    ("incident issue --number 昆气应办〔2026〕12号", "写明文号"),
)


def run(which: Which, told: Told) -> Answer:
    """下达最后一道命令：把各机构此刻的任务定下来，开始计签收和反馈的时限。

    任务与 activate 列出的一样，指挥部的决定算在内；下达后登记册再改也不影响。时限取自值班设置，没有的 1 小时内签收、24 小时内反馈、每日 17:00 日报。
    """
    session = Session(which, told)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        order = state.issuing
        registry = session.registry(state.district)
        decided = decided_of(state)
        levels = order.level, order.origin
        try:
            lists = tasks_at(
                registry, session.opened.measures, order.kind, levels, decided
            )
        except DecisionError as error:
            raise Refusal(f"{error}没有登记。") from None
        session.notices += lists.notices
        desk = session.desk(state.district)
        deadlines = Deadlines()
        daily: tuple[str, ...] = ()
        if desk is not None:
            deadlines, daily = desk.deadlines, desk.daily
        at = instant(session.observed)
        decisions = [Decision(id=decision.id, act=decision.act) for decision in decided]
        yield session.draft(
            "issued",
            order=order.event.hash,
            registry_hash=registry.digest,
            receipt_due=later(at, deadlines.receipt or RECEIPT_HOURS),
            report_due=_report_due(order.kind, at, deadlines),
            daily=daily or DAILY,
            decisions=tuple(decisions),
            round=_round(state, order),
            bodies=_concerned(state, order, frozen(lists)),
        )

    return session.record(drafts)


def _report_due(kind: OrderKind, at: str, deadlines: Deadlines) -> str | None:
    """Until when a report is due: after a level is put into force, and after the lift."""
    if kind not in (*LEVELLED, "lift"):
        return None
    return later(at, deadlines.report or REPORT_HOURS)


def _round(state: State, order: Order) -> int:
    """How often an order went out with other decisions; the last time counts while they stand."""
    before = []
    for issue in state.issues:
        if issue.order.event == order.event:
            before.append(issue)
    if before and before[-1].decisions == state.decisions:
        return len(before) - 1
    return len(before)


def _concerned(
    state: State, order: Order, bodies: tuple[Issued, ...]
) -> tuple[Issued, ...]:
    """All bodies; where the order went out before, those whose tasks a decision changed since."""
    before = state.issued_of(order)
    if before is None:
        return bodies
    if before.decisions != state.decisions:
        return _changed(state, bodies)
    again = {body.named.key for body in before.bodies}
    concerned = []
    for body in bodies:
        if body.key in again:
            concerned.append(body)
    return tuple(concerned)


def _changed(state: State, bodies: tuple[Issued, ...]) -> tuple[Issued, ...]:
    """Those whose tasks are others than they were told last. Raises Refusal where none are."""
    told: dict[BodyKey, Any] = {}
    for issue in state.issues:
        for body in issue.bodies:
            told[body.named.key] = body.tasks
    changed = []
    for concerned in bodies:
        if told.get(concerned.key) != concerned.frozen:
            changed.append(concerned)
    if not changed:
        raise Refusal("决定没有改变任何机构的任务，不必再下达。没有登记。")
    return tuple(changed)
