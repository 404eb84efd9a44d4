"""The command `init`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.schemas import lacking_schemas
from smogctl.system.shipped import read_shipped
from smogctl.system.writing import Act
from smogctl.text.plain import as_typed, clip, visible
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
    written = list(new)
    desk = root / _DESK
    with Act() as act:
        if not os.path.lexists(desk):
            if not os.path.lexists(desk.parent):
                written.append(desk.parent / ".gitignore")
            act.private_file(desk, _shipped("desk.yaml"))
            written.append(desk)
        for path, data in new.items():
            act.file_with_folders(path, data, replace=False)
    return Answer(None, tuple(_told(root, written, kept)))


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


def _names(root: Path, paths: list[Path]) -> str:
    names = [visible(path.relative_to(root).as_posix()) for path in paths]
    return "、".join(names)
