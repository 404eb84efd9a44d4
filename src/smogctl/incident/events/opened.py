"""An incident begins: a level is put into force, for real or as a drill."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.instants import moment_of
from smogctl.incident.kind import Impossible, Words
from smogctl.incident.ordering import BY_REGISTRY, LevelData, period, put
from smogctl.incident.state import State
from smogctl.schema.base import Slug
from smogctl.values.vocabulary import COLOURS

TITLE = "启动"
INCIDENTAL = BY_REGISTRY


class Data(LevelData):
    """What begins, where, by which plan."""

    district: Slug
    district_name: Words
    plan: Words
    registry_hash: Words
    episode: Annotated[int, Field(ge=1, le=999)]
    """Which of the year's it is."""
    title: Words | None = None


def key(data: Data) -> str:
    """An incident begins once."""
    return "opened"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a second beginning."""
    if state.orders:
        raise Impossible("这次事件已经启动过")
    put(state, event, "start", data)
    state.district, state.name = data.district, data.district_name
    state.plan, state.registry_hash = data.plan, data.registry_hash
    state.drill, state.title = bool(event.drill), data.title
    state.year, state.episode = moment_of(data.start).year, data.episode
    state.phase = "open"


def said(data: Data) -> str:
    """As the log tells it."""
    return f"发布{COLOURS[data.level]}预警，启动{data.response}，{period(data)}"
