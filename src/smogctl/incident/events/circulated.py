"""Bodies are named before all: a numbered paper."""

from smogctl.incident.event import Event
from smogctl.incident.naming import GIVEN, NamingData, naming_key, naming_said
from smogctl.incident.state import State

TITLE = "通报"
INCIDENTAL = GIVEN


class Data(NamingData):
    """As both papers have it."""


def key(data: Data) -> str:
    """The same matter of the same bodies."""
    return naming_key("circulated", data)


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a body that has no order, and when it is closed."""
    state.require("open", "suspended", "lifted")
    for body in [state.body(named.key) for named in data.bodies]:
        body.circulated.append(event)


def said(data: Data) -> str:
    """As the log tells it."""
    return naming_said(data)
