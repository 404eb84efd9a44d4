"""One officer hands over to the next, with what is unfinished."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.kind import Instant, Told, Words
from smogctl.incident.state import State

TITLE = "交接班"


class Data(Told):
    """To whom, and what was open at that time, as the ledger had it."""

    to: Words
    at: Instant
    left: Annotated[tuple[Words, ...], Field(strict=False)] = ()


def key(data: Data) -> str:
    """Each is one."""
    return f"handed-over/{data.at}/{data.to}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for an incident that is closed."""
    state.require("open", "suspended", "lifted")


def said(data: Data) -> str:
    """As the log tells it."""
    if not data.left:
        return f"交给{data.to}，没有未办结的"
    matters = "；".join(data.left)
    return f"交给{data.to}，未办结{len(data.left)}项：{matters}"
