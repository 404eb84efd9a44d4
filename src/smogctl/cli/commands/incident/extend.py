"""The command `incident extend`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import (
    Reason,
    Until,
    check_term,
    missing_said,
    number_used,
    times,
)
from smogctl.cli.recorders import Session, Told
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

EXAMPLES = (
    ("incident extend --until 12月5日20时", "延长到 12 月 5 日"),
    ("incident extend --until 12月5日20时 --reason 静稳持续", "写明为什么"),
)


def run(which: Which, told: Told, until: Until = None, reason: Reason = None) -> Answer:
    """延长响应：新的计划结束时间用 --until 给出。"""
    session = Session(which, told)
    term = times(session, None, until)
    if term.until is None:
        raise Refusal("缺少 --until（新的结束时间）。没有登记。")
    check_term(session, term.until)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        now = state.order.level
        missing_said(session, reason, (state.district, now))
        yield session.draft("extended", level=now, reason=reason, **term.fields)

    return session.record(drafts)
