"""Where things lie: the registries asked for, and the data that ships with the package."""

import os
from pathlib import Path
from typing import NamedTuple

from smogctl.findings import Refusal
from smogctl.system import reason
from smogctl.text import clip, visible


def shipped(kind: str) -> Path:
    """The folder of shipped data: `registries`, `catalogue` or `templates`.

    Found beside src/ in a clone or an editable install, inside the package in a plain one.
    """
    package = Path(__file__).resolve().parent
    clone = package.parents[1]
    for folder in (package / "_data" / kind, clone / kind):
        if folder.is_dir():
            return folder
    raise Refusal(f"安装不完整：找不到随附的 {kind}。请重新安装 smogctl。")


class Place(NamedTuple):
    """A folder of registries and whether it is the copy inside the package, which may be old."""

    folder: Path
    packaged: bool = False


def registries_folder(asked: str | None) -> Place:
    """The folder to read: the one asked for, `$SMOGCTL_REGISTRIES`, the nearest above, or the package's own copy.

    Raises Refusal when the one asked for is no folder.
    """
    for value, origin in ((asked, "--registries"), (os.environ.get("SMOGCTL_REGISTRIES"), "$SMOGCTL_REGISTRIES")):
        if value is not None:
            if not _is_folder(value):
                raise Refusal(f"{origin} 指的“{clip(value)}”不是文件夹。")
            return Place(Path(value))
    try:
        start = Path.cwd()
    except OSError:
        raise Refusal("当前文件夹已不存在，请换一个文件夹，或用 --registries 指明。") from None
    for folder in (start, *start.parents):
        if _is_folder(str(folder / "registries")):
            return Place(folder / "registries")
    return Place(shipped("registries"), packaged=True)


def _is_folder(name: str) -> bool:
    """Whether a name is that of a folder that can be reached."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def registry_files(folder: Path) -> list[Path]:
    """The registry files of a folder, sorted by name; what is hidden is left out. Raises Refusal when there is none."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")) and name[0] != ".")
    except OSError as error:
        raise Refusal(f"读不了文件夹 {visible(str(folder))}：{reason(error)}。") from error
    if not names:
        raise Refusal(f"文件夹 {visible(str(folder))} 里没有登记册（*.yaml）。")
    return [folder / name for name in names]


def shown_path(path: Path) -> str:
    """A file's name for people: relative to the working directory where it lies below it."""
    try:
        return Path(os.path.abspath(path)).relative_to(Path.cwd()).as_posix()  # noqa: PTH100 - links stay as they are
    except (OSError, ValueError):
        return path.as_posix()
