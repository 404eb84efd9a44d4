"""The command `incident status`."""

import shutil
import time
from typing import Annotated

import typer

from smogctl.cli.clocks import now_asked
from smogctl.cli.console import put
from smogctl.cli.ledgers import Which, load_state
from smogctl.cli.options import FormatName, Output
from smogctl.cli.phones import phones_of
from smogctl.cli.recorders import Now
from smogctl.formats import render_text
from smogctl.incident.view import View, view
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Report, Surface
from smogctl.wording.status import status_report

Watch = Annotated[
    int | None,
    typer.Option(
        "--watch", metavar="秒", help="每隔几秒重新显示，Ctrl-C 停。", min=1, max=3600
    ),
]

_CLEAR = "\x1b[H\x1b[2J"


EXAMPLES = (
    ("incident status", "谁没有签收、谁没有反馈、什么逾期"),
    ("incident status --watch 60", "每分钟刷新"),
)


def run(
    which: Which,
    now: Now = None,
    watch: Watch = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """值班看的一屏：级别、多久了，谁没有签收、谁没有反馈，逾期的在前，旁边是电话。

    有逾期的，退出码为 1。html 可打印张贴，text 可发工作群。电话取自值班设置。
    """
    if watch is not None:
        _watch(which, now, watch, format_name, output)
    seen, report = _report(which, now, format_name)
    return Answer(report, code=exits.of_findings(seen.overdue))


def _report(which: Which, now: str | None, form: str | None) -> tuple[View, Report]:
    _, state = load_state(which)
    seen = view(state, now_asked(now)[0])
    phones, notices = phones_of(which, state)
    return seen, status_report(seen, phones, notices, brief=form == "text")


def _watch(
    which: Which, now: str | None, seconds: int, form: str | None, output: object
) -> None:
    """Show it again and again until somebody stops it."""
    if now is not None or output is not None or form not in ("table", "text"):
        raise Refusal("--watch 显示在屏幕上，不与 --now、-o、其他格式同用。")
    while True:
        size = shutil.get_terminal_size()
        _, report = _report(which, None, form)
        put(
            _CLEAR
            + render_text(form, report, Surface(size.columns, "utf-8", styled=False))
        )
        time.sleep(seconds)
