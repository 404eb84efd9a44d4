"""The command `incident backup`."""

from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.ledger_files import store_of
from smogctl.cli.options import LedgerName, Registries
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.verifying import verify
from smogctl.system.writing import staged_file
from smogctl.text.plain import visible
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Line, Report

File = Annotated[
    str, typer.Argument(metavar="文件", help="备份写到哪里：一个还没有的 .db 文件。")
]

FORMATS = ("text", "table", "md", "html", "json")
"""What it says has no rows: none for a sheet."""


EXAMPLES = (
    ("incident backup 备份.db", "备份台账"),
    ("incident backup 备份.db --format json", "供程序读"),
)


def run(file: File, ledger: LedgerName = None, registries: Registries = None) -> Answer:
    """备份整份台账到一个新文件，打开校验过才算成。从 PostgreSQL 备份的也是 SQLite 文件。"""
    store = store_of(ledger, registries)
    target = Path(file)
    if target.exists() or target.is_symlink():
        raise Refusal(f"已有 {visible(file)}，没有备份。请另给一个名字。")
    if not target.absolute().parent.is_dir():
        raise Refusal(f"没有文件夹 {visible(str(target.parent))}，没有备份。")
    with staged_file(target, private=True, replace=False) as fresh:
        store.backup(fresh)
        checked = verify(SqliteStore(fresh))
    data = {"format": "smogctl.backup/1", "file": file, "events": checked.events}
    text = f"已备份 {checked.events} 条到 {visible(file)}，打开校验过。"
    grave = []
    for fault in checked.faults:
        if fault.grave:
            grave.append(fault)
    if grave:
        look = f"用 smogctl incident verify {visible(file)} 看"
        text = f"备份写了，但校验出 {len(grave)} 处问题：{look}。"
    return Answer(Report(data, (Line(text),)), code=exits.of_findings(grave))
