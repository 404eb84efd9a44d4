"""Which folder of registries is meant, and the files in it."""

import os
from pathlib import Path
from typing import NamedTuple

from smogctl.system.files import is_folder, names_in, reason, shown_path
from smogctl.system.shipped import shipped
from smogctl.system.unfinished import complete_in
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Refusal


class Place(NamedTuple):
    """A folder of registries and whether it is the copy inside the package, which may be old."""

    folder: Path
    packaged: bool = False


FOREIGN = "指到文件夹之外的链接"
"""What is said of a link in a folder to what lies outside of it (`links_out`)."""


def registries_folder(asked: str | None) -> Place:
    """The folder to read: the one asked for, `$SMOGCTL_REGISTRIES`, the nearest above, or the
    package's own copy.

    Raises Refusal when the one asked for is no folder.
    """
    named = (
        (asked, "--registries"),
        (os.environ.get("SMOGCTL_REGISTRIES"), "$SMOGCTL_REGISTRIES"),
    )
    for value, origin in named:
        if value is None:
            continue
        if value and not os.path.lexists(value):
            raise Refusal(f"{origin} 指错了：没有文件夹“{clip(value)}”。")
        if not is_folder(value):
            raise Refusal(f"{origin} 指的“{clip(value)}”不是文件夹。")
        return Place(Path(value))
    return _nearest() or Place(shipped("registries"), packaged=True)


def packaged(place: Place) -> list[str]:
    """That the copy inside the package is used, where it is."""
    if not place.packaged:
        return []
    return [
        f"用的是随 smogctl 安装的登记册副本（{shown_path(place.folder)}），可能不是最新。"
    ]


def _nearest() -> Place | None:
    """The nearest `registries/` at or above the working directory."""
    try:
        start = Path.cwd()
    except OSError:
        raise Refusal(
            "当前文件夹已不存在，请换一个文件夹，或用 --registries 指明。"
        ) from None
    for folder in (start, *start.parents):
        registries = folder / "registries"
        if is_folder(registries):
            return Place(registries)
    return None


def registry_files(folder: Path) -> list[Path]:
    """The registry files of a folder, sorted by name. Raises Refusal when there is none."""
    return [folder / name for name in registry_names(folder)]


def is_registry(name: str) -> bool:
    """Whether a file of this name is a registry, or a desk: YAML, and not hidden."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def registry_names(folder: Path) -> list[str]:
    """The names of the registry files in a folder, sorted.

    What is hidden is left out. Raises Refusal when there is none, and where a writing that was
    killed cannot be completed.
    """
    try:
        complete_in(str(folder))
        # of a folder that an act made the note lies beside it
        complete_in(str(folder.absolute().parent))
        names = list(filter(is_registry, names_in(folder)))
    except OSError as error:
        raise Refusal(
            f"读不了文件夹 {visible(str(folder))}：{reason(error)}。"
        ) from error
    if not names:
        raise Refusal(f"文件夹 {visible(str(folder))} 里没有登记册（*.yaml）。")
    return names
