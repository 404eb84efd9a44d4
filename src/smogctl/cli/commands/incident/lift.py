"""The command `incident lift`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import (
    Reason,
    Start,
    check_level,
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


def run(
    which: Which,
    told: Told,
    level: LevelWord = None,
    start: Start = None,
    reason: Reason = None,
) -> Answer:
    """解除预警、终止响应。

    接着可用 issue 下达解除通知，最后 close 关闭。--level 不必写；写了而与现行的不同，就不登记。
    """
    session = Session(which, told)
    term = times(session, start, None)
    check_term(session, term.start)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        check_level(session, state, level)
        now = state.order.level
        yield session.draft("lifted", level=now, reason=reason, **term.fields)

    missing_said(session, reason, needs=("number", "authority"))
    return session.record(drafts)
