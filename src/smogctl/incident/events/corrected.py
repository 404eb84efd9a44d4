"""An event was wrong: it stays, struck through, and counts no more."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Hash, Told, Words
from smogctl.incident.state import State

TITLE = "更正"


class Data(Told):
    """Which event, and why."""

    event: Hash
    what: Words
    """The event as the log told it."""
    reason: Words


def key(data: Data) -> str:
    """An event is corrected once."""
    return f"corrected/{data.event}"


def apply(state: State, event: Event, data: Data) -> None:
    """Nothing by itself: the fold leaves out what is corrected before it begins."""


def said(data: Data) -> str:
    """As the log tells it."""
    return f"作废：{data.what}。理由：{data.reason}"
