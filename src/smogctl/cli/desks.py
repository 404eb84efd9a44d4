"""Desks: where a district's lies, beside its registries, and reading it for papers."""

from pathlib import Path

from smogctl.plan.desks import load_desk
from smogctl.schema.desk import DeskFile
from smogctl.system.files import shown_path
from smogctl.values.findings import Refusal

FOLDER = "desks"
"""The folder beside `registries/`."""


def desk_path(registries: Path, district: str) -> Path:
    """Where the desk of a district lies, whether or not it is there."""
    return registries.absolute().parent / FOLDER / f"{district}.yaml"


def desk_files(registries: Path) -> list[Path]:
    """The desk files beside a folder of registries, sorted by name.

    None where there is no such folder.
    """
    folder = registries.absolute().parent / FOLDER
    return sorted(path for path in folder.glob("*.y*ml") if path.name[0] != ".")


def desk_of(registries: Path, district: str) -> DeskFile | None:
    """The desk of a district, None where it has none.

    Raises Refusal when its file has a fault: half of an office's facts are none.
    """
    path = desk_path(registries, district)
    if not path.exists():
        return None
    desk, faults = load_desk(path)
    if faults:
        said = "\n".join(map(str, faults[:20]))
        raise Refusal(f"{said}\n值班设置 {shown_path(path)} 有错，先改好：smogctl lint 可查。")
    return desk
