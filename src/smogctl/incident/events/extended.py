"""The response goes on longer than was planned."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Impossible, Instant
from smogctl.incident.ordering import OrderData, put, said_at, same_level, why
from smogctl.incident.state import State
from smogctl.values.vocabulary import COLOURS

TITLE = "延长"


class Data(OrderData):
    """Until when."""

    until: Instant


def key(data: Data) -> str:
    """Told by the new end."""
    return f"extend/{data.until}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for an end that is no later than the one planned."""
    state.require("open", "suspended")
    same_level(state, data)
    if data.until <= state.levelled.start:
        raise Impossible(f"结束时间不晚于启动的{said_at(state.levelled.start)}")
    if state.until is not None and data.until <= state.until:
        raise Impossible(f"新的结束时间不晚于原定的{said_at(state.until)}")
    put(state, event, "extend", data)


def said(data: Data) -> str:
    """As the log tells it."""
    return f"{COLOURS[data.level]}预警的响应延长至{said_at(data.until)}{why(data)}"
