"""The media of a document, one file each: `FORMAT` and `write(document) -> bytes` (see
`documents.writer`).

Each is the one door out for its medium: what is hostile there is escaped there. What is heavy or an
extra is imported in `write` alone, since the command line asks all of them for their names.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import cast

from smogctl.documents.kind import Kind
from smogctl.documents.writer import Document, Writer
from smogctl.system.shipped import parts_of


def named(name: str) -> Writer:
    """The writer of a format that there is."""
    return cast(Writer, import_module(f"{__name__}.{name}"))


@cache
def names() -> tuple[str, ...]:
    """The formats, in their order. Raises Refusal where the installation lacks the folder."""
    known = parts_of("documents.writers")
    known.sort(key=lambda name: (named(name).FORMAT.order, name))
    return tuple(known)


def names_for(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """The formats that at least one of some kinds can be written in.

    Raises Refusal as `names` does.
    """
    asked = list(kinds)
    fitting = []
    for name in names():
        if any(map(named(name).FORMAT.serves, asked)):
            fitting.append(name)
    return tuple(fitting)


def of_ending(ending: str) -> str | None:
    """The format that a file's ending stands for; None where it is no document's.

    Raises Refusal as `names` does.
    """
    for name in names():
        if ending in named(name).FORMAT.endings:
            return name
    return None


def write_all(name: str, documents: Iterable[tuple[str, Document]]) -> dict[str, bytes]:
    """Documents in a format, by the names that they come with.

    Raises Refusal as the writer does.
    """
    writer = named(name)
    together = getattr(writer, "write_many", None)
    if together is not None:
        return dict(together(documents))
    files = {}
    for key, document in documents:
        files[key] = writer.write(document)
    return files
