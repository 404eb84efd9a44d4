"""The command `incident lift`."""

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
    """解除预警、终止响应。

    接着可用 issue 下达解除通知，最后 close 关闭。--level 不必写；写了而与现行的不同，就不登记。
    """
    session = Session(which, told)
    begin, _ = times(session, start, None)
    check_term(session, begin)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        check_level(session, state, level)
        now = state.order.level
        yield session.draft("lifted", level=now, start=begin, reason=reason)

    return session.record(drafts)
