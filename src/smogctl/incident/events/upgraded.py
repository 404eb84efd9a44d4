"""A higher level is put into force."""

from smogctl.incident.event import Event
from smogctl.incident.ordering import BY_REGISTRY, ShiftData, shift, shift_said
from smogctl.incident.state import State

TITLE = "升级"
INCIDENTAL = BY_REGISTRY


class Data(ShiftData):
    """The new level, and the one that it rises from."""


def key(data: Data) -> str:
    """A change of level is told by when it takes effect."""
    return f"upgrade/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible unless the level rises from the one in force."""
    shift(state, event, "upgrade", data)
    # what was held is due again when the level rises
    state.decisions = {
        name: act for name, act in state.decisions.items() if act != "hold"
    }


def said(data: Data) -> str:
    """As the log tells it."""
    return shift_said("upgrade", data)
