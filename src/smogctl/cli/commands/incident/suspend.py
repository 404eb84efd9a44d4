"""The command `incident suspend`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import Reason, Start, check_level, check_term, times
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
    """暂停响应：解除时会结束的先停，其余照常。

    接着可用 issue 下达。--level 不必写；写了而与现行的不同，就不登记。
    """
    session = Session(which, told)
    begin, _ = times(session, start, None)
    check_term(session, begin)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        check_level(session, state, level)
        now = state.order.level
        yield session.draft("suspended", level=now, start=begin, reason=reason)

    return session.record(drafts)
