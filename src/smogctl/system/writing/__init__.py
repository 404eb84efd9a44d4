"""Whole files or none: written beside the target, synced, then renamed into place."""

from smogctl.system.writing.acts import (
    Act,
    write_together,
)
from smogctl.system.writing.files import (
    scratch,
    staged_file,
    write_instead,
    write_whole,
)
from smogctl.system.writing.folders import (
    FolderPlace,
    FreshFolder,
    Replacing,
    staged_folder,
    write_folder,
)

__all__ = [
    "Act",
    "FolderPlace",
    "FreshFolder",
    "Replacing",
    "scratch",
    "staged_file",
    "staged_folder",
    "write_folder",
    "write_instead",
    "write_together",
    "write_whole",
]
