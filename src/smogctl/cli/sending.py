"""The way out: an answer into its format, to standard output or whole into a file."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from smogctl import formats
from smogctl.cli.console import put, put_bytes, say
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Line, Report, Surface


def target(output: str | None) -> Path | None:
    """The file to write, or None for standard output (`-` as well). Raises Refusal when there is neither."""
    if output == "":
        raise Refusal("-o 后面的文件名是空的。")
    if output not in (None, "-"):
        return Path(output or "")
    if sys.stdout is None:
        raise Refusal("标准输出已关闭，结果无处可写。请用 -o 指定文件。")
    return None


def choose_format(asked: str | None, output: Path | None, named: Sequence[str] | None) -> str:
    """The format asked for, else that of the file's ending, else table on a terminal and the first elsewhere: text.

    `named` are the formats of a command that has its own. Raises Refusal for one that there is not.
    """
    names = list(named or formats.names())
    if asked is not None and asked.lower() in names:
        return asked.lower()
    if asked is not None:
        raise Refusal(f"没有“{clip(asked)}”这种格式。有：{'、'.join(names)}。")
    ending = output.suffix.lower().removeprefix(".") if output else ""
    ending = ENDINGS.get(ending, ending)
    if ending == "txt" and "text" in names:
        return "text"
    if ending in names:
        return ending
    if ending not in ("", "txt"):
        raise Refusal(
            f"不知道后缀 .{clip(ending)} 是什么格式。用 --format 指明，有：{'、'.join(names)}。"
        )
    if output is None and "table" in names and sys.stdout.isatty():
        return "table"
    return named[0] if named else "text"


ENDINGS = {"htm": "html", "xml": "cap", "markdown": "md"}
"""Endings of files that are not called like their format."""


def send(answer: Answer, format_name: str, output: Path | None) -> int:
    """Put an answer into its format and out; then say what is to be said beside it. The exit code."""
    report = answer.report
    if isinstance(report, Report) and not report.blocks:
        report = report._replace(blocks=(Line("无。"),))
    if output and answer.code and isinstance(report, Report):
        # whoever reads the file later does not see what was said on the terminal
        told = tuple(Line(f"注意：{one}") for one in answer.notices)
        report = report._replace(blocks=(*report.blocks, *told))
    if report is None:
        for notice in answer.notices:
            say(notice)
        return answer.code
    if isinstance(report, bytes):
        _send_bytes(report, format_name, output)
    else:
        _send_text(
            report
            if isinstance(report, str)
            else formats.render(format_name, report, _surface(output)),
            format_name,
            output,
        )
    for notice in answer.notices:
        say(notice)
    return answer.code


BINARY = ("docx", "pdf", "xlsx")


def _send_bytes(data: bytes, format_name: str, output: Path | None) -> None:
    """A finished file. One that is no text goes to a file or a pipe, never to a terminal."""
    if output is not None:
        from smogctl.system.writing import write_whole

        write_whole(output, data)
    elif format_name not in BINARY:
        put(data.decode("utf-8"))
    elif sys.stdout.isatty():
        raise Refusal(f"{format_name} 不是文字，不能显示在终端上。请用 -o 指定文件。")
    else:
        put_bytes(data)


def _send_text(text: str, format_name: str, output: Path | None) -> None:
    if output is None:
        put(text)
    else:
        from smogctl.system.writing import write_whole

        mark = (
            "\ufeff" if format_name == "csv" else ""
        )  # without it a spreadsheet takes the file for GBK
        write_whole(output, (mark + text).encode("utf-8", "backslashreplace"))


def _surface(output: Path | None) -> Surface:
    if output is not None:
        return Surface()
    terminal = sys.stdout.isatty()
    styled = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Surface(shutil.get_terminal_size().columns, sys.stdout.encoding or "utf-8", styled)
