"""What a writer of documents is given, and what is to be known of its format beforehand."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from smogctl.documents.facts import Facts
from smogctl.documents.kind import Kind
from smogctl.documents.paper import Paper
from smogctl.documents.shapes import DocumentData
from smogctl.plan.registry import Registry


class Document(NamedTuple):
    """A document before its medium: its parts as the template gave them, and what they were made
    from.

    `folders` are the user's own, where a writer may find a template of its medium.
    """

    facts: Facts
    registry: Registry
    folders: tuple[Path, ...]
    paper: Paper
    data: DocumentData


def _any_kind(kind: Kind) -> bool:
    return True


class Format(NamedTuple):
    """What is to be known of a format before anything is written in it.

    It is called like its writer's module.
    """

    order: int
    """Its place among the others in messages; the first is what is written unless another is asked
    for.
    """
    endings: tuple[str, ...]
    """The endings of its files, in small letters: first the one that we give."""
    binary: bool = False
    """Whether it is no text, and so nothing for a terminal."""
    stacks: bool = False
    """Whether several documents may stand one below the other in one file."""
    message: bool = False
    """Whether it is one message for the whole district, made of the facts themselves more than of
    the template.
    """
    serves: Callable[[Kind], bool] = _any_kind
    """Whether a kind can be written in it."""


class Writer(Protocol):
    """A module of `writers/`.

    It may have `write_many` besides, for what is quicker done together; it takes names with
    documents, and gives the bytes by these names.
    """

    FORMAT: Format

    def write(self, document: Document) -> bytes:
        """The document's bytes.

        Raises Refusal for what the format cannot hold, or cannot be written here.
        """
        ...
