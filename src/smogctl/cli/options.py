"""The options that several commands share, worded once."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.completion import (
    complete_district,
    complete_level,
    complete_measure,
    complete_unit,
)
from smogctl.values.vocabulary import PHASES, ROLES

Registries = Annotated[
    str | None,
    typer.Option(
        "--registries",
        metavar="文件夹",
        help="登记册所在的文件夹。缺省依次为 $SMOGCTL_REGISTRIES、当前或上级文件夹中的 registries/、随附的副本。",
    ),
]
District = Annotated[
    str | None,
    typer.Option(
        "--district",
        "-d",
        metavar="区县",
        help="只问一个区县：id、全名或简称。",
        envvar="SMOGCTL_DISTRICT",
        show_envvar=False,
        autocompletion=complete_district,
    ),
]
UnitName = Annotated[
    str | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="单位",
        help="单位：全名、简称、机构、拼音或其首字母（gaj）、名称的一部分。",
        autocompletion=complete_unit,
    ),
]
MeasureName = Annotated[
    str | None,
    typer.Option(
        "--measure",
        "-m",
        metavar="措施",
        help="措施：编号、组（如 dust）、名称或名称的一部分。",
        autocompletion=complete_measure,
    ),
]
LevelWord = Annotated[
    str | None,
    typer.Option(
        "--level",
        "-l",
        metavar="级别",
        help="预警级别：yellow/orange/red，黄/橙/红，Ⅲ/Ⅱ/Ⅰ，3级，三级。",
        autocompletion=complete_level,
    ),
]
Origin = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="级别",
        help="与这一级比较：升级、降级时看新增、结束、扩大、收窄。",
        autocompletion=complete_level,
    ),
]
Lifted = Annotated[
    bool,
    typer.Option(
        "--lift",
        help="解除预警：因预警而起的结束，常年的恢复日常，评估开始。解除的级别用 --from 或 --level 指明，缺省为最高级。",
    ),
]
Suspended = Annotated[
    bool,
    typer.Option(
        "--suspend",
        help="暂停响应：解除时会结束的暂停，其余照常。级别用 --level 指明。",
    ),
]
Resumed = Annotated[
    bool,
    typer.Option(
        "--resume", help="恢复暂停的响应：暂停的恢复执行。级别用 --level 指明。"
    ),
]
Decide = Annotated[
    list[str] | None,
    typer.Option(
        "--decide",
        metavar="ID[=start|hold]",
        help="指挥部的决定，可给多次：职责、措施或 单位/措施 的编号；start 执行待定的（缺省），hold 暂不执行。",
    ),
]
Changes = Annotated[
    bool, typer.Option("--changes", help="只列与 --from 相比有变化的，前面有一屏概览。")
]
Phase = Annotated[
    str | None,
    typer.Option(
        "--phase",
        metavar="阶段",
        help="阶段："
        + "、".join(f"{key} {name}" for key, name in PHASES.items())
        + "。",
        autocompletion=lambda: list(PHASES),
    ),
]
RoleName = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="角色",
        help="角色："
        + "、".join(f"{key} {name}" for key, name in ROLES.items())
        + "。",
        autocompletion=lambda: list(ROLES),
    ),
]
With = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="单位",
        help="职责中点到的另一方（会同、共同、配合、指导……）。",
        autocompletion=complete_unit,
    ),
]
Grep = Annotated[
    str | None,
    typer.Option("--grep", metavar="文字", help="职责原文含有的文字（不分全角半角）。"),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="方式",
        help="任务单按 unit 单位（缺省）、body 机构还是 measure 措施分。",
        autocompletion=lambda: ["unit", "body", "measure"],
    ),
]
FormatName = Annotated[str | None, typer.Option("--format", "-f", metavar="格式")]
"""As a command names it among its parameters; which formats it has, `format_option` says."""


def format_option(names: Sequence[str]) -> Any:
    """The option for one of these formats, the first of which is a pipe's."""
    first = names[0]
    about = f"只有 {first}。"
    if len(names) > 1:
        usual = f"为 {first}"
        if "table" in names:
            usual = f"终端上为 table，管道中为 {first}"
        about = f"{'、'.join(names)}。缺省{usual}；有 -o 时看后缀。"
    option = typer.Option(
        "--format",
        "-f",
        metavar="格式",
        help=f"输出格式：{about}",
        autocompletion=lambda: list(names),
    )
    return Annotated[str | None, option]


NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache", help="不用上次留下的结果，全部重新读、重新查；也不留下什么。"
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="文件",
        help="写入文件（UTF-8），要么写全，要么不动原文件；- 为标准输出。",
    ),
]

LedgerName = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="文件或URL",
        help="台账：文件，或 postgresql:// 的数据库。缺省为 $SMOGCTL_LEDGER，再为 registries/ 旁边的 ledger/ledger.db。",
    ),
]

DrillOf = Annotated[
    bool,
    typer.Option(
        "--drill", help="是演练，不是实际的：open 启动一次演练，其余指未关闭的那次。"
    ),
]


FORCE_ADVICE = "用 --force 整个换掉，或另给一个名字"
"""What to do about a folder that smogctl wrote before."""

Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="日期", help="按哪一天算豁免，如 2026-12-01。缺省为今天。"
    ),
]


class Question(NamedTuple):
    """What a question about the plan may be narrowed by.

    Each field is an option of the command that takes one.
    """

    registries: Registries = None
    district: District = None
    unit: UnitName = None
    measure: MeasureName = None
    level: LevelWord = None
    phase: Phase = None
    role: RoleName = None
    partner: With = None
    grep: Grep = None


AllBodies = Annotated[
    bool,
    typer.Option(
        "--all-bodies", help="每个机构一份，写入 -o 所指的文件夹，要么全写，要么不写。"
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="-o 所指的文件已在时换掉；文件夹由先前的同一命令写成时整个换掉。",
    ),
]
