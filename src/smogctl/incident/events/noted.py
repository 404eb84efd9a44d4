"""Something is written down that is none of the other kinds."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Instant, Told, Words
from smogctl.incident.state import State

TITLE = "记事"


class Data(Told):
    """What, and when."""

    text: Words
    at: Instant


def key(data: Data) -> str:
    """The same words at the same time."""
    return f"noted/{data.at}/{data.text}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible before the incident began."""
    state.require("open", "suspended", "lifted", "closed")


def said(data: Data) -> str:
    """As the log tells it."""
    return data.text
