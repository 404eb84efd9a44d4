"""The command `incident merge`."""

from typing import Annotated

import typer

from smogctl.cli.archived import archive_of
from smogctl.cli.ledger_files import store_of
from smogctl.cli.options import LedgerName, Registries
from smogctl.incident.merging import merge
from smogctl.incident.verifying import verify
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Line, Report
from smogctl.wording.verified import fault_said

File = Annotated[
    str,
    typer.Argument(
        metavar="文件",
        help="另一份台账：.db 文件，或 export 写的 .jsonl（- 为标准输入）。",
    ),
]

FORMATS = ("text", "table", "md", "html", "json")
"""What it says has no rows: none for a sheet."""


EXAMPLES = (
    ("incident merge 另一份.db", "并入另一台机器上的台账"),
    ("incident merge 另一份.jsonl", "并入写出的台账"),
)


def run(file: File, ledger: LedgerName = None, registries: Registries = None) -> Answer:
    """把另一份台账并进来：这里没有的添上，已有的不动；并两次与并一次一样。

    对方被改过、不完整、与这里分过叉的，不并入，退出码为 2。
    """
    store = store_of(ledger, registries)
    archive = archive_of(file)
    if archive.partial:
        raise Refusal(
            f"{clip(file)} 只有一次事件，不完整：请用不带 -i 的 export 写出整份。没有并入。"
        )
    merged = merge(store, archive.events, archive.tips, clip(file))
    checked = verify(store)
    notices = []
    for fault in checked.faults:
        if fault.grave:
            notices.append(fault_said(fault))
    line = Line(
        f"并入 {merged.added} 条，已有 {merged.known} 条，"
        f"涉及 {len(merged.incidents)} 次事件。"
    )
    data = {"format": "smogctl.merged/1", **merged._asdict()}
    return Answer(Report(data, (line,)), tuple(notices))
