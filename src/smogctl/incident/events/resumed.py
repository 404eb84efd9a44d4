"""A paused response goes on."""

from smogctl.incident.event import Event
from smogctl.incident.ordering import OrderData, period, put, same_level, why
from smogctl.incident.state import State
from smogctl.values.vocabulary import COLOURS

TITLE = "恢复"


class Data(OrderData):
    """From when, and why."""


def key(data: Data) -> str:
    """Told by when it takes effect."""
    return f"resume/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible where the response does not stand so."""
    state.require("suspended")
    same_level(state, data)
    put(state, event, "resume", data)
    state.phase = "open"


def said(data: Data) -> str:
    """As the log tells it."""
    return f"恢复{COLOURS[data.level]}预警的响应，{period(data)}{why(data)}"
