"""The way out: an answer into its format, to standard output or whole into a file."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from smogctl import formats
from smogctl.answers import Answer
from smogctl.cli import say
from smogctl.findings import Refusal
from smogctl.report import Surface
from smogctl.text import clip


def sender(format_name: str | None, output: str | None, *, documents: bool) -> Callable[[Answer], int]:
    """What puts an answer out, decided before the work is done. Raises Refusal for an unknown format.

    A document arrives as finished text: its command has seen to the format.
    """
    if output is None and sys.stdout is None:
        raise Refusal("标准输出已关闭，结果无处可写。请用 -o 指定文件。")
    chosen = "text" if documents else _format(format_name, output)

    def send(answer: Answer) -> int:
        surface = _surface(output)
        text = answer.report if isinstance(answer.report, str) else formats.render(chosen, answer.report, surface)
        if output is None:
            put(text)
        else:
            mark = "\ufeff" if chosen == "csv" else ""  # without it a spreadsheet takes the file for GBK
            from smogctl.writing import write_whole

            write_whole(Path(output), (mark + text).encode("utf-8", "backslashreplace"))
        for notice in answer.notices:
            say(notice)
        return answer.code

    return send


def put(text: str) -> None:
    """Write all of a text to standard output.

    Unbuffered (PYTHONUNBUFFERED, usual in containers) Python's own write gives up after the first part that the pipe
    takes, without an error, so the bytes are written until none is left.
    """
    sys.stdout.flush()
    left = memoryview(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _format(asked: str | None, output: str | None) -> str:
    names = formats.names()
    if asked is None and output is not None:
        suffix = Path(output).suffix.lstrip(".").lower()
        return suffix if suffix in names else "text"
    if asked is None:
        return "table" if sys.stdout.isatty() else "text"
    if asked.lower() in names:
        return asked.lower()
    raise Refusal(f"没有“{clip(asked)}”这种格式。有：{'、'.join(names)}。")


def _surface(output: str | None) -> Surface:
    if output is not None:
        return Surface()
    terminal = sys.stdout.isatty()
    styled = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Surface(shutil.get_terminal_size().columns, sys.stdout.encoding or "utf-8", styled)
