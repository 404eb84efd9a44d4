"""The warning is lifted and the response ends."""

from smogctl.incident.event import Event
from smogctl.incident.ordering import OrderData, period, put, same_level, why
from smogctl.incident.state import State
from smogctl.values.vocabulary import COLOURS

TITLE = "解除"


class Data(OrderData):
    """Which level ends, and from when."""


def key(data: Data) -> str:
    """Told by when it takes effect."""
    return f"lift/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible unless that level is in force."""
    state.require("open", "suspended")
    same_level(state, data)
    put(state, event, "lift", data)
    state.phase = "lifted"


def said(data: Data) -> str:
    """As the log tells it."""
    return f"解除{COLOURS[data.level]}预警，终止响应，{period(data)}{why(data)}"
