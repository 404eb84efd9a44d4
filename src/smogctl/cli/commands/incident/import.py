"""The command `incident import`."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.answers import Judged, judged
from smogctl.cli.inputs import bytes_of, file_name
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.cli.slots import SlotName
from smogctl.importing.answers.reading import MAX, Answers, read_answers
from smogctl.incident.fold import fold
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.wording.answers import answers_report

File = Annotated[
    str,
    typer.Argument(
        metavar="文件",
        help="smogctl 写出、填好的签收表或日报表（xlsx、csv），或群里的接龙文字（txt，- 为标准输入）。",
    ),
]
Confirm = Annotated[
    bool, typer.Option("--confirm", help="登记。不给就只看会登记什么，什么也不写。")
]


EXAMPLES = (
    ("incident import 接龙.txt", "先看群里的接龙认成什么"),
    ("incident import 接龙.txt --confirm", "认对了，登记"),
)


def run(
    which: Which,
    told: Told,
    file: File,
    confirm: Confirm = False,
    slot: SlotName = None,
) -> Answer:
    """读回收来的签收和反馈：逐行认出单位，列出会登记什么；加 --confirm 才登记。

    单位按 --unit 的规则认，认不准的不登记，列出来。同一份再读一次不重复。有认不准、没登记的行，退出码为 2。
    """
    session = Session(which, told)
    session.slot = slot
    name = file_name(file, 100)
    data = bytes_of(file, MAX)
    answers = read_answers(data, name)
    source = f"{name} {hashlib.sha256(data).hexdigest()[:16]}"
    rows: list[Judged] = []

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        rows.extend(judged(session, state, answers, source))
        return filter(None, (row.draft for row in rows))

    if confirm:
        state = session.write(drafts).state
    else:
        state = _looked(session, answers, source, rows)
    report = answers_report(state, answers, rows, confirmed=confirm)
    code = exits.DONE
    if any(row.verdict in ("differs", "unknown", "unread") for row in rows):
        code = exits.NOT_DONE
    return Answer(report, tuple(session.notices), code)


def _looked(
    session: Session, answers: Answers, source: str, rows: list[Judged]
) -> State:
    """The incident as it is; `rows` is filled with what would be written."""
    incident = session.incident
    with session.store.reading() as table:
        state = fold(table.of(incident))
    rows.extend(judged(session, state, answers, source))
    return state
