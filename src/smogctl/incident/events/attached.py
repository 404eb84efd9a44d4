"""A file belongs to the incident: its name and hash; the file stays where it is."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.kind import Hash, Told, Words
from smogctl.incident.state import State

TITLE = "附件"
INCIDENTAL = frozenset({"file"})
"""The same file is one, whatever its name."""


class Data(Told):
    """Which file, by its content."""

    file: Words
    sha256: Hash
    size: Annotated[int, Field(ge=0)]


def key(data: Data) -> str:
    """The same file is one, whatever its name."""
    return f"attached/{data.sha256}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible before the incident began."""
    state.require("open", "suspended", "lifted", "closed")


def said(data: Data) -> str:
    """As the log tells it."""
    return f"{data.file}（{data.size} 字节，SHA-256 {data.sha256[:16]}…）"
