"""The command `incident upgrade`."""

from collections.abc import Iterator

from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import (
    Reason,
    Start,
    Until,
    check_term,
    colour_of,
    missing_said,
    number_used,
    shifted,
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
    until: Until = None,
    reason: Reason = None,
) -> Answer:
    """升级：由现行级别改为更高的一级，从何时起。

    接着用 issue 下达新的任务；下达之前各单位都算未下达。
    """
    session = Session(which, told)
    term = times(session, start, until)
    check_term(session, term.start)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        number_used(session, state)
        colour = colour_of(session, session.registry(state.district), level)
        fields = {**term.fields, "reason": reason}
        return shifted(session, state, "upgrade", colour, fields)

    missing_said(session, reason, needs=("number", "authority"))
    return session.record(drafts)
