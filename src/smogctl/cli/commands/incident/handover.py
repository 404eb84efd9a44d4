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
from smogctl.incident.view import BODY_STATES, view
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

To = Annotated[str | None, typer.Option("--to", metavar="姓名", help="交给谁。")]


EXAMPLES = (
    ("incident handover --to 李四", "交给李四"),
    ("incident handover --to 李四 --note 教育局未反馈", "交班时的备注"),
)


def run(which: Which, told: Told, to: To = None) -> Answer:
    """交接班：交给谁，未办结的由台账列出来，一并登记。"""
    session = Session(which, told)
    if to is None:
        raise Refusal("缺少 --to（交给谁）。没有登记。")

    if to == session.who.by:
        raise Refusal(f"交给自己了：登记人就是 {to}（--by）。没有登记。")

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        at = instant(session.observed.replace(second=0))
        yield session.draft(
            "handed-over", to=to, at=at, left=tuple(_left(state, session))
        )

    return session.record(drafts)


def _left(state: State, session: Session) -> Iterator[str]:
    """What is unfinished, a body each: what it has not signed, reported, settled."""
    now = view(state, session.observed)
    for body in now.bodies:
        words: list[str] = []
        if body.state in _RECEIPTS:
            words.append(BODY_STATES[body.state])
        late: list[str] = []
        for owed in body.reports:
            if owed.state in _REPORTS:
                late.append(slot_said(owed.slot))
        if late:
            words.append(f"没有反馈{'、'.join(late)}")
        if words:
            yield clip(f"{body.named.body}{'，'.join(words)}", 400)
    yield from now.unclosed


_RECEIPTS = ("unissued", "overdue", "waiting")
_REPORTS = ("overdue", "rejected")
