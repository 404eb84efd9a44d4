"""The command `incident reject`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.addressees import MoreUnits, Units, bodies_asked, name_data
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.cli.slots import SlotName, last_report, slot_asked
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import BodyState, State
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Why = Annotated[
    str | None, typer.Option("--reason", metavar="文字", help="为什么退回。")
]


EXAMPLES = (
    ("incident reject -u 公安局 --reason 没有数字", "退回公安局的反馈"),
    ("incident reject gaj --slot first --reason 没有签字", "退回初报"),
)


def run(
    which: Which,
    told: Told,
    unit: Units = None,
    more: MoreUnits = None,
    slot: SlotName = None,
    reason: Why = None,
) -> Answer:
    """退回一份反馈，要求重报；不写 --slot 就是最后的一份。"""
    session = Session(which, told)
    if reason is None:
        raise Refusal("缺少 --reason（为什么退回）。没有登记。")

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        for body in bodies_asked(session, state, unit, more):
            chosen = _slot(session, state, body, slot)
            done = body.rejections.get(chosen, 0)
            back = body.reports.get(chosen)
            round_ = done
            if back and back.rejected:
                round_ = done - 1
            yield session.draft(
                "rejected",
                body=name_data(body.named),
                slot=chosen,
                round=round_,
                reason=reason,
            )

    return session.record(drafts)


def _slot(session: Session, state: State, body: BodyState, slot: str | None) -> str:
    if slot is not None:
        return slot_asked(state, body, slot, session.observed, {"text": None})
    for report in body.reports.values():
        if not report.rejected:
            return last_report(body).slot
    # all were rejected: the last again
    slots = [report.slot for report in body.reports.values()]
    if slots:
        return slots[-1]
    return last_report(body).slot
