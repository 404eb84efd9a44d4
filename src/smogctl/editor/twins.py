"""Which neighbours of an open file claim to be its district.

Looked at when one is opened, and when anything is saved.
"""

from contextlib import suppress
from pathlib import Path

from smogctl.editor.opened import Opened
from smogctl.lint.neighbours import Head, read_head, registries_in, twins_of


class Neighbourhood:
    """The heads of the files of the folders that open files lie in."""

    def __init__(self) -> None:
        self._heads: dict[Path, dict[Path, Head]] = {}

    def forget(self) -> None:
        """Something was saved: look again."""
        self._heads.clear()

    def twins(self, opened: Opened) -> tuple[Head, ...]:
        """The heads of neighbours that share the file's id or adcode."""
        head = opened.head
        if head is None:
            return ()
        folder = opened.path.parent
        if folder not in self._heads:
            self._heads[folder] = _heads(folder)
        heads = {**self._heads[folder], opened.path: head}
        return twins_of(heads).get(opened.path, ())


def _heads(folder: Path) -> dict[Path, Head]:
    """What can be known of a folder's files while somebody types; `lint` refuses the rest."""
    heads = {}
    with suppress(OSError):
        for name in registries_in(folder):
            head = _head(folder / name)
            if head is not None:
                heads[folder / name] = head
    return heads


def _head(path: Path) -> Head | None:
    with suppress(OSError):
        return read_head(path)
    return None
