"""A draft's files into a folder: registry, source, and beside a new one what an editor needs."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from smogctl.cli.desks import FOLDER, desk_path
from smogctl.cli.schemas import lacking_schemas
from smogctl.importing.importer import Imported
from smogctl.system.files import shown_path
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
    files = ((source, made.page.text.encode()), (target, made.text.encode()))
    return [
        f"已写入 {target} 和 {source}。",
        *_written(files, list(_beside(folder)), force=force),
        *_next_steps(folder, target, made.id),
    ]


_File = tuple[Path, bytes]


def _written(
    files: Sequence[_File], beside: Sequence[_File], *, force: bool
) -> list[str]:
    """Write a draft and what an editor and git need, all of it or none.

    Where only the draft can be written, it alone: a registry is whole without the rest.
    """
    try:
        write_together(*beside, *files, replace=force)
    except Refusal as refusal:
        write_together(*files, replace=force)
        return [f"编辑器和 git 用的没有写成，登记册不受影响：{refusal}"]
    if not beside:
        return []
    names = "、".join(shown_path(path) for path, _ in beside)
    return [f"编辑器和 git 用的也写了：{names}。"]


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


def _beside(folder: Path) -> Iterator[_File]:
    """What a folder of registries needs beside it and has not."""
    is_new = not folder.exists()
    if is_new or folder.name == _REGISTRIES:
        for path, text in lacking_schemas(folder, ["registry"]):
            yield path, text.encode()
    if not is_new:
        return
    root = folder.parent
    if not folder.name:
        root = folder.absolute().parent
    ignore = root / ".gitignore"
    if not os.path.lexists(ignore) and not os.path.lexists(root / ".git"):
        yield ignore, _IGNORED.encode()


def _next_steps(folder: Path, target: Path, district: str) -> Iterator[str]:
    file = as_typed(str(target))
    yield f"下一步：smogctl review {file} 逐条核对，smogctl lint {file} 检查。"
    desk = desk_path(folder, district)
    if not os.path.lexists(desk):
        command = f"smogctl desk --new --registries {as_typed(str(folder))} --district {district}"
        yield f"署名、文号、联系人：{command} 写一份值班设置供填写。"
