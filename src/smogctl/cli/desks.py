"""Desks: where a district's lies, beside its registries, and reading it for papers."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from smogctl.cli.folders import FOREIGN, is_registry
from smogctl.system.files import leads_out, names_in, reason, shown_path
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

if TYPE_CHECKING:  # heavy, and lint only asks which files there are
    from smogctl.schema.desk import DeskFile

FOLDER = "desks"
"""The folder beside `registries/`."""


def desk_path(registries: Path, district: str) -> Path:
    """Where the desk of a district lies, whether or not it is there."""
    return registries.absolute().parent / FOLDER / f"{district}.yaml"


def desk_files(registries: Path) -> list[Path]:
    """The desk files beside a folder of registries, sorted by name.

    None where there is no such folder. Raises Refusal when it cannot be read.
    """
    folder = registries.absolute().parent / FOLDER
    try:
        names = names_in(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Refusal(
            f"读不了值班设置的文件夹 {shown_path(folder)}：{reason(error)}。"
        ) from None
    return [folder / name for name in filter(is_registry, names)]


def desk_of(registries: Path, district: str) -> "DeskFile | None":
    """The desk of a district, None where it has none.

    Raises Refusal when its file cannot be read, has a fault or is another district's: half of an
    office's facts are none.
    """
    from smogctl.plan.desks import load_desk

    path = desk_path(registries, district)
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Refusal(f"读不了值班设置 {shown_path(path)}：{reason(error)}。") from None
    desk, faults = load_desk(path)
    if desk is None or faults:
        shown = "\n".join(map(str, faults[:20]))
        if leads_out(path, registries.absolute().parent):
            shown = f"{shown_path(path)}：是{FOREIGN}，错处不引。"
        raise Refusal(
            f"{shown}\n值班设置 {shown_path(path)} 有错，先改好：smogctl lint 可查。"
        )
    if desk.district != district:
        other = clip(desk.district)
        raise Refusal(
            f"值班设置 {shown_path(path)} 里写的是区县 {other}，不是 {district}，没有用。"
        )
    return desk
