"""Which neighbours of an open file claim to be its district.

Looked at when one is opened, and when anything is saved.
"""

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
        folder = opened.path.parent
        if folder not in self._heads:
            self._heads[folder] = _heads(folder)
        others = {
            path: head
            for path, head in self._heads[folder].items()
            if path != opened.path
        }
        head = opened.head
        return (
            twins_of({**others, opened.path: head}).get(opened.path, ()) if head else ()
        )


def _heads(folder: Path) -> dict[Path, Head]:
    read = {folder / name: read_head(folder / name) for name in registries_in(folder)}
    return {path: head for path, head in read.items() if head}
