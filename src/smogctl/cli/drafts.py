"""A draft's files into a folder: registry, source, and beside a new one what an editor needs."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from smogctl.cli.desks import FOLDER, desk_path
from smogctl.cli.schemas import lacking_schemas
from smogctl.importing.importer import Imported
from smogctl.system.writing import write_together
from smogctl.text.plain import as_typed, clip
from smogctl.values.findings import Refusal

_REGISTRIES = "registries"
"""What the folder of registries is called in a repository."""
_IGNORED = f"{FOLDER}/\nledger/\n"
"""What of a repository that smogctl makes stays out of git: phones, and the night's records."""


def write_draft(folder: Path, made: Imported, *, force: bool) -> list[str]:
    """A draft into a folder, registry and source or none; what is to be said of it.

    The folder is made where it is missing; then, and where it is called registries, the schema is
    laid beside it, and a new repository gets a .gitignore. Raises Refusal where a file stands there
    already, and where the source would lie outside of the folder.
    """
    target = folder / f"{made.id}.yaml"
    source = folder / (made.draft.model.plan.source or f"sources/{made.id}.txt")
    _check(folder, source)
    if not force:
        _check_free(target, source)
    beside = list(_beside(folder))
    write_together(
        (source, made.page.text.encode()),
        (target, made.text.encode()),
        replace=force,
    )
    return [
        f"已写入 {target} 和 {source}。",
        *_written_beside(beside),
        *_next_steps(folder, target, made.id),
    ]


def _written_beside(files: Sequence[tuple[Path, str]]) -> Iterator[str]:
    """Write what an editor and git need: without it a registry is whole too."""
    names: list[str] = []
    encoded: list[tuple[Path, bytes]] = []
    for path, text in files:
        names.append(str(path))
        encoded.append((path, text.encode()))
    try:
        write_together(*encoded)
    except Refusal as refusal:
        yield f"编辑器和 git 用的没有写成，登记册不受影响：{refusal}"
        return
    if names:
        yield f"编辑器和 git 用的也写了：{'、'.join(names)}。"


def _check(folder: Path, source: Path) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise Refusal(f"{clip(str(folder))} 不是文件夹。没有写入。")
    if not source.resolve().is_relative_to(folder.resolve()):
        raise Refusal(
            f"原文 {clip(str(source))} 不在 {clip(str(folder))} 里。没有写入。"
        )


def _check_free(*paths: Path) -> None:
    taken = []
    for path in paths:
        if os.path.lexists(path):
            taken.append(clip(str(path)))
    if taken:
        raise Refusal(
            f"已有 {'、'.join(taken)}。"
            "用 --force 换掉，或用 --id 另起一个编号。没有写入。"
        )


def _beside(folder: Path) -> Iterator[tuple[Path, str]]:
    """What a folder of registries needs beside it and has not."""
    is_new = not folder.exists()
    if is_new or folder.name == _REGISTRIES:
        yield from lacking_schemas(folder, ["registry"])
    if not is_new:
        return
    root = folder.parent
    if not folder.name:
        root = folder.absolute().parent
    ignore = root / ".gitignore"
    if not os.path.lexists(ignore) and not os.path.lexists(root / ".git"):
        yield ignore, _IGNORED


def _next_steps(folder: Path, target: Path, district: str) -> Iterator[str]:
    file = as_typed(str(target))
    yield f"下一步：smogctl review {file} 逐条核对，smogctl lint {file} 检查。"
    desk = desk_path(folder, district)
    if not os.path.lexists(desk):
        command = f"smogctl desk --new --registries {as_typed(str(folder))} --district {district}"
        yield f"署名、文号、联系人：{command} 写一份值班设置供填写。"
