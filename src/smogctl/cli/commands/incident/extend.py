"""The command `incident extend`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Reason, Until, check_term, times
from smogctl.cli.recorders import Session, Told
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal


def run(which: Which, told: Told, until: Until = None, reason: Reason = None) -> Answer:
    """延长响应：新的计划结束时间用 --until 给出。"""
    session = Session(which, told)
    begin, end = times(session, None, until)
    if end is None:
        raise Refusal("缺少 --until（新的结束时间）。")
    check_term(session, end)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        now = state.order.level
        yield session.draft("extended", level=now, start=begin, until=end, reason=reason)

    return session.record(drafts)
