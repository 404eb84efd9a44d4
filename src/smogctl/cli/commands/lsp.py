"""The command `lsp`."""

from typing import Annotated

import typer

from smogctl.system.streams import on_terminal, protocol_pipes
from smogctl.values.answer import Answer
from smogctl.values.findings import Lacking, Refusal

FORMATS = ()

Stdio = Annotated[
    bool,
    typer.Option(
        "--stdio", help="经标准输入输出；只有这一种方式，编辑器写不写都一样。"
    ),
]

_LIBRARIES = ("pygls", "lsprotocol", "attrs", "cattrs")


EXAMPLES = (
    ("lsp", "编辑器这样启动它"),
    ("lsp --stdio", "编辑器要写明方式时"),
)


def run(stdio: Stdio = True) -> Answer:
    """供编辑器用的语言服务：边写边查登记册，悬停看条文，跳到单位，补全编号。

    由编辑器启动，用 LSP 协议；没有存盘的改动一样查。VS Code 等怎样接上，见 docs/editor.md。
    """
    if on_terminal():
        raise Refusal(
            "语言服务由编辑器启动，不在终端里用：在编辑器的 LSP 设置里，命令写 smogctl lsp，"
            "文件类型写 YAML。VS Code 的插件和别的编辑器的写法见代码库的 docs/editor.md。"
        )
    try:
        from smogctl.editor.features import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise Lacking("语言服务", "lsp") from None
    make_server().start_io(*protocol_pipes())
    return Answer(None)
