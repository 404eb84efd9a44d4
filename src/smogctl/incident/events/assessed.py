"""A forecast was judged by the scheme: advice to those who decide."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.kind import Told, Words
from smogctl.incident.state import State
from smogctl.values.vocabulary import COLOURS, Colour

TITLE = "研判"


class Data(Told):
    """Which level the forecast reaches, by which scheme and clause, on which days."""

    level: Colour | None = None
    scheme: Words
    clause: Words | None = None
    days: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    """Each day with its figure, as it was typed."""


def key(data: Data) -> str:
    """The same forecast by the same scheme."""
    return f"assessed/{data.scheme}/{'|'.join(data.days)}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible before the incident began, and when it is closed."""
    state.require("open", "suspended", "lifted")


def said(data: Data) -> str:
    """As the log tells it."""
    reached = "没有达到预警的条件"
    if data.level:
        reached = f"达到{COLOURS[data.level]}预警的条件"
    text = f"按{data.scheme}，{'、'.join(data.days)}：{reached}"
    if data.clause:
        text += f"（{data.clause}）"
    return text
