"""Somebody is exempted from the measures."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Told, Words
from smogctl.incident.state import State

TITLE = "豁免"


class Data(Told):
    """Whom, and why."""

    whom: Words
    reason: Words | None = None


def key(data: Data) -> str:
    """Each once."""
    return f"exempted/{data.whom}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible when the response is over."""
    state.require("open", "suspended")
    state.exempted.append(data.whom)


def said(data: Data) -> str:
    """As the log tells it."""
    if not data.reason:
        return data.whom
    return f"{data.whom}，理由：{data.reason}"
