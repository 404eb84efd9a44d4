"""The page of the manual, `man smogctl`: the help of all commands, set in roff."""

from collections.abc import Iterator
from typing import Any

import typer

from smogctl.cli.app import ABOUT, every_command
from smogctl.cli.help import Described, described
from smogctl.text.roff import escape_roff

_ENDING = (
    (
        "退出码",
        (
            ("0", "做完，没有问题；没有结果时写“无”。"),
            (
                "1",
                "有错误级的发现（lint、gaps），有逾期（status、overdue），校验有问题（verify）。",
            ),
            ("2", "没有做成，或有的登记册没有做成；做成的仍然作答。"),
            ("130", "被中断。"),
            ("141", "管道另一端已关闭。"),
        ),
    ),
    (
        "环境变量",
        (
            ("SMOGCTL_REGISTRIES", "登记册所在的文件夹。"),
            ("SMOGCTL_DISTRICT", "代替 --district。"),
            ("SMOGCTL_LEDGER", "台账：文件，或 postgresql:// 的数据库。"),
            ("SMOGCTL_BY", "登记台账的人。"),
            ("SMOGCTL_CACHE", "留下已读结果的文件夹。"),
            ("SMOGCTL_DEBUG", "为 1 时，内部出错显示详情。"),
        ),
    ),
    (
        "文件",
        (
            ("registries/区县编号.yaml", "登记册。"),
            ("registries/sources/", "预案原文。"),
            ("desks/区县编号.yaml", "值班设置。"),
            ("ledger/ledger.db", "台账。"),
        ),
    ),
)


def manual() -> str:
    """The page, as `man` reads it."""
    return (
        "\n".join([*_head(), *_commands(every_command(), "smogctl"), *_ends()]) + "\n"
    )


def _head() -> Iterator[str]:
    yield '.\\" 由 python tools/generate.py 从各命令的帮助生成。'
    yield '.TH SMOGCTL 1 "" smogctl "smogctl 手册"'
    yield r".if \n(.g .mso zh.tmac"  # where groff is: Chinese lines may break between characters
    yield ".ad l"  # Chinese has no blanks to be spread, and no word is to be hyphenated
    yield ".nh"
    yield ".SH 名称"
    yield rf"smogctl \- {ABOUT.rstrip('。')}"


def _commands(command: Any, path: str) -> Iterator[str]:
    """A command, and below it those of a group."""
    told = described(
        command,
        typer.Context(command, info_name=path, help_option_names=["-h", "--help"]),
    )
    yield f'.SH "{escape_roff(path)}"'
    yield from _page(told)
    for name, its in getattr(command, "commands", {}).items():
        yield from _commands(its, f"{path} {name}")


def _page(told: Described) -> Iterator[str]:
    yield f".B {escape_roff(told.usage)}"
    for paragraph in told.about:
        yield ".PP"
        yield escape_roff(paragraph)
    for title, rows in told.lists:
        yield from _rows(title, rows)
    if told.examples:
        yield ".SS 例"
        yield ".nf"
        for line, what in told.examples:
            yield escape_roff(f"# {what}")
            yield escape_roff(f"smogctl {line}")
        yield ".fi"


def _rows(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SS {title}"
    for name, about in rows:
        yield ".TP"
        yield f".B {escape_roff(name)}"
        yield escape_roff(about)


def _ends() -> Iterator[str]:
    for title, rows in _ENDING:
        yield f".SH {title}"
        for name, about in rows:
            yield ".TP"
            yield f".B {escape_roff(name)}"
            yield escape_roff(about)
