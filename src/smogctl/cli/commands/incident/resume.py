"""The command `incident resume`."""

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
    """恢复暂停的响应。

    接着可用 issue 下达。--level 不必写；写了而与现行的不同，就不登记。
    """
    session = Session(which, told)
    term = times(session, start, None)
    check_term(session, term.start)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        check_level(session, state, level)
        now = state.order.level
        yield session.draft("resumed", level=now, reason=reason, **term.fields)

    missing_said(session, reason, needs=("number", "authority"))
    return session.record(drafts)
