"""The command `incident downgrade`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import Reason, Start, Until, check_term, colour_of, shifted, times
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
    until: Until = None,
    reason: Reason = None,
) -> Answer:
    """降级：由现行级别改为更低的一级，从何时起。

    接着用 issue 下达新的任务；下达之前各单位都算未下达。
    """
    session = Session(which, told)
    begin, end = times(session, start, until)
    check_term(session, begin)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        colour = colour_of(session, session.registry(state.district), level)
        fields = {"start": begin, "until": end, "reason": reason}
        return shifted(session, state, "downgrade", colour, fields)

    return session.record(drafts)
