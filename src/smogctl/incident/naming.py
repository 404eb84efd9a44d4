"""What a supervision and a circular share: whom they name, for what, until when."""

from hashlib import sha256
from typing import Annotated

from pydantic import Field

from smogctl.incident.event import canonical
from smogctl.incident.kind import BodyName, Hash, Instant, Told, Words
from smogctl.incident.ordering import said_at

GIVEN = frozenset({"serial", "bodies"})
"""The ledger gives the one, and the key has the other: neither is another content."""


class NamingData(Told):
    """Whom, for what, what is asked, until when; which of the year's papers it is."""

    bodies: Annotated[tuple[BodyName, ...], Field(strict=False, min_length=1)]
    matter: Words
    requirement: Words | None = None
    person: Words | None = None
    """Who is responsible there."""
    until: Instant | None = None
    issue: Hash | None = None
    """The issue that was in force: the same matter after another is another."""
    serial: Annotated[int, Field(ge=1)]


def naming_key(kind: str, data: NamingData) -> str:
    """The same matter of the same bodies under the same issue."""
    whom = canonical([data.matter, data.issue, sorted(one.key for one in data.bodies)])
    return f"{kind}/{sha256(whom.encode()).hexdigest()[:24]}"


def naming_said(data: NamingData) -> str:
    """As the log tells it."""
    names = "、".join(one.body for one in data.bodies)
    more = [f"要求{data.requirement}"] if data.requirement else []
    more += [f"责任人{data.person}"] if data.person else []
    more += [f"{said_at(data.until)}前"] if data.until else []
    return "，".join([f"第{data.serial}号", f"{names}：{data.matter}", *more])
