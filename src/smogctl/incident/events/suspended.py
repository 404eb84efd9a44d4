"""The response pauses."""

from smogctl.incident.event import Event
from smogctl.incident.ordering import OrderData, period, put, same_level, why
from smogctl.incident.state import State
from smogctl.values.vocabulary import COLOURS

TITLE = "暂停"


class Data(OrderData):
    """From when, and why."""


def key(data: Data) -> str:
    """Told by when it takes effect."""
    return f"suspend/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible where the response does not stand so."""
    state.require("open")
    same_level(state, data)
    put(state, event, "suspend", data)
    state.phase = "suspended"


def said(data: Data) -> str:
    """As the log tells it."""
    return f"暂停{COLOURS[data.level]}预警的响应，{period(data)}{why(data)}"
