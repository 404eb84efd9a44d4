"""The command `incident report`."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.addressees import MoreUnits, Units, bodies_asked, name_data
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.cli.slots import SlotName, recent_report, slot_asked
from smogctl.cli.voiding import voided
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal


class Figures(NamedTuple):
    """What a report counts."""

    people: Annotated[
        int | None,
        typer.Option("--people", metavar="数", help="出动人员（人次）。", min=0),
    ] = None
    vehicles: Annotated[
        int | None,
        typer.Option("--vehicles", metavar="数", help="出动车辆（台次）。", min=0),
    ] = None
    firms: Annotated[
        int | None,
        typer.Option("--firms", metavar="数", help="检查企业（家）。", min=0),
    ] = None
    sites: Annotated[
        int | None,
        typer.Option("--sites", metavar="数", help="检查工地（个）。", min=0),
    ] = None
    found: Annotated[
        int | None,
        typer.Option("--found", metavar="数", help="发现问题（个）。", min=0),
    ] = None
    fixed: Annotated[
        int | None, typer.Option("--fixed", metavar="数", help="已整改（个）。", min=0)
    ] = None


Text = Annotated[
    str | None, typer.Option("--text", metavar="文字", help="反馈的内容。")
]
Signed = Annotated[bool, typer.Option("--signed", help="有负责人签字。")]
Replace = Annotated[
    bool, typer.Option("--replace", help="改报：先前的那份作废，以这一份为准。")
]
Sealed = Annotated[bool, typer.Option("--sealed", help="盖了章。")]


EXAMPLES = (
    (
        "incident report -u 公安局 --people 30 --vehicles 6",
        "公安局的反馈：出动 30 人、6 车",
    ),
    ("incident report -u 教育局 --text 已停课", "教育局的反馈"),
)


def run(
    which: Which,
    told: Told,
    figures: Figures,
    unit: Units = None,
    more: MoreUnits = None,
    slot: SlotName = None,
    text: Text = None,
    signed: Signed = False,
    sealed: Sealed = False,
    replace: Replace = False,
) -> Answer:
    """登记一个单位的反馈：出动、检查、发现和整改的数，或一段话。

    不写 --slot 时：解除后记终报，初报没有交的记初报，否则记时间最近的日报；登记后写明。数改了用 --replace，另外一份用 --slot extra。
    """
    session = Session(which, told)
    if figures == Figures() and text is None and not (signed or sealed):
        raise Refusal(
            "反馈是空的：用 --people 等给出数，或用 --text 写内容。没有登记。"
        )

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        bodies = bodies_asked(session, state, unit, more)
        if len(bodies) > 1:
            raise Refusal("反馈一次登记一个单位的。没有登记。")
        body = bodies[0]
        content = figures._asdict() | {"text": text}
        if replace:
            known = recent_report(state, body, slot, session.observed)
            chosen = known.slot
            yield voided(session, known.event, "改报")
        else:
            chosen = slot_asked(state, body, slot, session.observed, content)
        yield session.draft(
            "report",
            body=name_data(body.named),
            slot=chosen,
            round=body.rejections.get(chosen, 0),
            signed=signed,
            sealed=sealed,
            **content,
        )

    return session.record(drafts)
