"""Bodies are named before all: a numbered paper."""

from hashlib import sha256
from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event, canonical
from smogctl.incident.kind import BodyName, Instant, Told, Words
from smogctl.incident.ordering import said_at
from smogctl.incident.state import State

TITLE = "通报"
INCIDENTAL = frozenset({"serial"})
"""It is given by the ledger, and so is no other content."""


class Data(Told):
    """Whom, for what, what is asked, until when; which of the year's papers it is."""

    bodies: Annotated[tuple[BodyName, ...], Field(strict=False, min_length=1)]
    matter: Words
    requirement: Words | None = None
    person: Words | None = None
    """Who is responsible there."""
    until: Instant | None = None
    serial: Annotated[int, Field(ge=1)]


def key(data: Data) -> str:
    """The same matter of the same bodies."""
    whom = canonical([data.matter, sorted(one.key for one in data.bodies)])
    return f"circulated/{sha256(whom.encode()).hexdigest()[:24]}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a body that has no order."""
    found = [state.body(one.key) for one in data.bodies]
    for body in found:
        body.circulated.append(event)


def said(data: Data) -> str:
    """As the log tells it."""
    names = "、".join(one.body for one in data.bodies)
    until = f"，{said_at(data.until)}前" if data.until else ""
    return f"第{data.serial}号，{names}：{data.matter}{until}"
