"""Completion installed for the shell: what Typer does, and says in English, said in Chinese."""

import contextlib
import io
import re
from collections.abc import Callable
from typing import Any

import typer

from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

_INSTALLED = re.compile(r"^(\w+) completion installed in (.+)$", re.M)
_SHELLS = "bash、zsh、fish、PowerShell"


def completion_said(act: Callable[[], Any]) -> str:
    """What is to be said of installing or showing completion; `act` is Typer's own way.

    Raises Refusal where the shell is none that Typer knows.
    """
    output = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            act()
    except SystemExit as ended:
        if ended.code in (0, None):
            return _in_chinese(output.getvalue())
    except typer.Exit:
        pass
    raise Refusal(
        f"认不出当前的命令行外壳，能补全的有：{_SHELLS}。请在其中一个里再运行。"
    )


def _in_chinese(output: str) -> str:
    """Where it was installed; a script to be shown stays as it is."""
    hit = _INSTALLED.search(output)
    if hit is None:
        return output
    return f"{hit[1]} 的补全已装在 {visible(hit[2])}，重新打开终端后生效。\n"
