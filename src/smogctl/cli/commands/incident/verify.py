"""The command `incident verify`."""

from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.archived import archive_of, is_database
from smogctl.cli.ledger_files import store_of
from smogctl.cli.options import LedgerName, Registries
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.verifying import verify, verify_archive
from smogctl.text.plain import clip
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.wording.verified import verified_report

File = Annotated[
    str | None,
    typer.Argument(
        metavar="[文件]",
        help="校验这个文件：备份的 .db，或 export 写的 .jsonl；不写为台账。",
        show_default=False,
    ),
]


EXAMPLES = (
    ("incident verify", "校验台账有没有被改过"),
    ("incident verify 备份.db", "校验备份"),
)


def run(
    file: File = None, ledger: LedgerName = None, registries: Registries = None
) -> Answer:
    """校验整份台账：有没有被改、删、截断、分叉，时钟倒走，次数重复，不能成立的登记。

    查出被改或矛盾的，退出码为 1。
    """
    if file is None:
        store = store_of(ledger, registries)
        name, checked = store.shown, verify(store)
    elif is_database(file):
        database = SqliteStore(Path(file))
        name, checked = database.shown, verify(database)
    else:
        name, checked = clip(file), verify_archive(archive_of(file))
    is_grave = any(fault.grave for fault in checked.faults)
    return Answer(verified_report(checked, name), code=exits.of_findings(is_grave))
