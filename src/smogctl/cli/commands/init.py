"""The command `init`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.schemas import lacking_schemas
from smogctl.system.shipped import read_shipped
from smogctl.system.writing import write_both, write_private
from smogctl.text.plain import as_typed, clip, visible
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

FORMATS = ()

Folder = Annotated[
    str,
    typer.Argument(
        metavar="[文件夹]",
        help="建在哪里，缺省为当前文件夹；没有就建。",
        show_default=False,
    ),
]

_FILES = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "ci/check.sh": "check.sh",
    ".github/workflows/registries.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    ".workflow/registries.yml": "gitee.yml",
}
"""What a repository of registries has, by the names of the files in templates/repository/."""

_SOURCES = Path("registries", "sources", ".gitkeep")
"""Keeps the folder of the plans' texts in git while it is empty."""

_DESK = Path("desks", "qinglan.yaml.example")
"""An example; its ending keeps it from being one of the office's own."""

EXAMPLES = (
    ("init", "建在当前文件夹"),
    ("init 登记册", "建在新的文件夹"),
)


def run(folder: Folder = ".") -> Answer:
    """为办公室建一个放登记册的文件夹：schema、提交前检查、CI、说明、值班设置的示例。

    已有的文件一个不动。建好后用 smogctl import 把预案导入 registries/。
    """
    if not folder:
        raise Refusal("文件夹的名字是空的。没有写入。")
    root = Path(folder)
    if os.path.lexists(root) and not root.is_dir():
        raise Refusal(f"{visible(clip(folder))} 不是文件夹。没有写入。")
    kept: list[Path] = []
    new: dict[Path, bytes] = {}
    for path, data in dict(_wanted(root)).items():
        if os.path.lexists(path):
            kept.append(path)
        else:
            new[path] = data
    write_both(*new.items())
    written, unwritten = list(new), []
    try:
        written += _desk_written(root)
    except Refusal as refusal:
        unwritten.append(f"值班设置的示例没有写成：{refusal}")
    told = (*_told(root, written, kept), *unwritten)
    code = exits.DONE
    if unwritten:
        code = exits.NOT_DONE
    return Answer(None, told, code)


def _told(root: Path, written: list[Path], kept: list[Path]) -> Iterator[str]:
    if written:
        yield f"已写入 {_names(root, written)}。"
    else:
        yield "都已有，没有写入。"
    if kept:
        yield f"已有而没有动的：{_names(root, kept)}。"
    there = ""
    if root != Path():
        there = f"cd {as_typed(str(root))}，再 "
    yield f"下一步：{there}smogctl import 预案.docx --into registries --id 区县编号"


def _wanted(root: Path) -> Iterator[tuple[Path, bytes]]:
    for name, template in _FILES.items():
        yield root / name, _shipped(template)
    if not os.path.lexists(root / _SOURCES.parent):
        yield root / _SOURCES, b""
    for path, text in lacking_schemas(root / "registries"):
        yield root / path.relative_to(root.absolute()), text.encode()


def _shipped(template: str) -> bytes:
    return read_shipped("templates", f"repository/{template}")


def _desk_written(root: Path) -> list[Path]:
    """The example of a desk, readable by its owner only; nothing where it is there."""
    path = root / _DESK
    if os.path.lexists(path):
        return []
    write_private(path, _shipped("desk.yaml"))
    return [path]


def _names(root: Path, paths: list[Path]) -> str:
    names = [visible(path.relative_to(root).as_posix()) for path in paths]
    return "、".join(names)
