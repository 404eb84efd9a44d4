"""The command `incident handover`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.incident.instants import instant
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.slotnames import slot_said
from smogctl.incident.state import State
from smogctl.incident.view import (
    BODY_STATES,
    REPORT_STATES,
    BodyStanding,
    BodyView,
    ReportStanding,
    view,
)
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

To = Annotated[str | None, typer.Option("--to", metavar="姓名", help="交给谁。")]

_RECEIPTS: tuple[BodyStanding, ...] = ("unissued", "overdue", "waiting")
_REPORTS: tuple[ReportStanding, ...] = ("overdue", "rejected")


def run(which: Which, told: Told, to: To = None) -> Answer:
    """交接班：交给谁，未办结的由台账列出来，一并登记。"""
    session = Session(which, told)
    if to is None:
        raise Refusal("缺少 --to（交给谁）。没有登记。")

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        at = instant(session.observed.replace(second=0))
        yield session.draft("handed-over", to=to, at=at, left=tuple(_left(state, session)))

    return session.record(drafts)


def _left(state: State, session: Session) -> Iterator[str]:
    """What is unfinished, by kind: who has not received, who owes a report."""
    found = view(state, session.observed)
    for standing in _RECEIPTS:
        names = [one.named.body for one in found.bodies if one.state == standing]
        if names:
            yield f"{BODY_STATES[standing]}：{'、'.join(names)}"
    for state_ in _REPORTS:
        late = [
            f"{one.named.body}（{'、'.join(_slots(one, state_))}）"
            for one in found.bodies
            if _slots(one, state_)
        ]
        if late:
            yield f"{REPORT_STATES[state_]}：{'、'.join(late)}"
    yield from found.unclosed


def _slots(one: BodyView, state: str) -> list[str]:
    return [slot_said(owed.slot) for owed in one.reports if owed.state == state]
