"""A higher level is put into force."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Impossible
from smogctl.incident.ordering import LevelData, period, put, why
from smogctl.incident.state import State, is_above
from smogctl.values.vocabulary import COLOURS, Colour

TITLE = "升级"
INCIDENTAL = frozenset({"bodies", "response", "registry_hash"})
"""They follow from the registry, and so are no other content."""


class Data(LevelData):
    """The new level, and the one that it rises from."""

    origin: Colour


def key(data: Data) -> str:
    """A change of level is told by when it takes effect."""
    return f"upgrade/{data.start}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible unless the level rises from the one in force."""
    state.require("open")
    if data.origin != state.level:
        raise Impossible(f"升级前应是{COLOURS[data.origin]}预警，而现在不是")
    if not is_above(data.level, data.origin):
        raise Impossible(f"{COLOURS[data.level]}不高于{COLOURS[data.origin]}，不是升级")
    put(state, event, "upgrade", data)
    # what was held is due again when the level rises
    state.decisions = {name: act for name, act in state.decisions.items() if act != "hold"}


def said(data: Data) -> str:
    """As the log tells it."""
    levels = f"由{COLOURS[data.origin]}升级为{COLOURS[data.level]}预警"
    return f"{levels}，{data.response}，{period(data)}{why(data)}"
