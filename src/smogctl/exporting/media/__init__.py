"""The media of tables, one file each: `MEDIUM` and `filling(place, layout)` (`exporting.medium`).

Each is the one door out for its medium: what is hostile there is escaped there. What is heavy or an
extra is imported in `filling` alone, since the command line asks all of them for their names.
"""

from functools import cache
from importlib import import_module
from typing import Any

from smogctl.exporting.medium import Medium
from smogctl.system.shipped import parts_of


def medium_named(name: str) -> Medium:
    """What is to be known of a medium that there is."""
    medium: Medium = writer_of(name).MEDIUM
    return medium


def writer_of(name: str) -> Any:
    """The writer of a medium that there is: a FileWriter or a FolderWriter."""
    return import_module(f"{__name__}.{name}")


@cache
def names() -> tuple[str, ...]:
    """The media, in their order. Raises Refusal where the installation lacks the folder."""
    known = parts_of("exporting.media")
    known.sort(key=lambda name: (medium_named(name).order, name))
    return tuple(known)


def of_ending(ending: str) -> str | None:
    """The medium that a file's ending stands for; None where it is none's.

    Raises Refusal as `names` does.
    """
    for name in names():
        if ending in medium_named(name).endings:
            return name
    return None
