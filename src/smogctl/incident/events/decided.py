"""The command decides of tasks that wait for it."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.kind import Count, Told, Words
from smogctl.incident.state import State
from smogctl.schema.decisions import Decision, acts_of
from smogctl.values.vocabulary import ACTS

TITLE = "决定"
INCIDENTAL = frozenset({"names"})
"""They follow from the registry, and so are no other content."""


class Data(Told):
    """What is started or held, by the ids of `activate --decide`."""

    decisions: Annotated[tuple[Decision, ...], Field(strict=False, min_length=1)]
    names: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    """What each id means, in words."""
    round: Count = 0
    """How many decisions there were before: the same again is one only while nothing is between."""


def key(data: Data) -> str:
    """What is decided, and after how many decisions."""
    acts = ",".join(f"{decision.id}={decision.act}" for decision in data.decisions)
    return f"decided/{data.round}/{acts}"


def apply(state: State, event: Event, data: Data) -> None:
    """The last decision on an id counts. Raises Impossible when the response is over."""
    state.require("open", "suspended")
    state.decisions |= acts_of(data.decisions)
    state.decided.append(event)


def said(data: Data) -> str:
    """As the log tells it."""
    names = data.names or [decision.id for decision in data.decisions]
    told = []
    for decision, name in zip(data.decisions, names, strict=False):
        told.append(f"{name}（{decision.id}）{ACTS[decision.act]}")
    return "；".join(told)
