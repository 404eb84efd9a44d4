"""A body was reminded: the reminder is evidence."""

from smogctl.incident.event import Event
from smogctl.incident.kind import BodyName, Instant, Told, Words
from smogctl.incident.state import State

TITLE = "催办"


class Data(Told):
    """Whom, of what, at which time."""

    body: BodyName
    at: Instant
    matter: Words | None = None


def key(data: Data) -> str:
    """Each call is one."""
    return f"reminded/{data.body.unit_id}/{data.body.body}/{data.at}/{data.channel}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a body that has no order."""
    state.require("open", "suspended", "lifted")
    state.body(data.body.key).reminders.append(event)


def said(data: Data) -> str:
    """As the log tells it."""
    if not data.matter:
        return data.body.body
    return f"{data.body.body}：{data.matter}"
