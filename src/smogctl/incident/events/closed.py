"""The incident is closed: what comes later is a note or a correction."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Count, Told
from smogctl.incident.state import State

TITLE = "关闭"


class Data(Told):
    """How much was left open."""

    left: Count = 0


def key(data: Data) -> str:
    """An incident is closed once."""
    return "closed"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible unless it is lifted."""
    state.require("lifted")
    state.phase = "closed"
    state.closed = event


def said(data: Data) -> str:
    """As the log tells it."""
    if not data.left:
        return "事件关闭"
    return f"事件关闭，仍有{data.left}项未办结"
