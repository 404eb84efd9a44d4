"""A lower level is put into force."""

from smogctl.incident.event import Event
from smogctl.incident.ordering import BY_REGISTRY, ShiftData, shift, shift_said
from smogctl.incident.state import State

TITLE = "降级"
INCIDENTAL = BY_REGISTRY


class Data(ShiftData):
    """The new level, and the one that it falls from."""


def key(data: Data) -> str:
    """A change of level is told by when it takes effect."""
    return f"downgrade/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible unless the level falls from the one in force."""
    shift(state, event, "downgrade", data)


def said(data: Data) -> str:
    """As the log tells it."""
    return shift_said("downgrade", data)
