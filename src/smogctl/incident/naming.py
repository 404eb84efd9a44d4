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
    bodies = sorted(body.key for body in data.bodies)
    whom = canonical([data.matter, data.issue, bodies])
    return f"{kind}/{sha256(whom.encode()).hexdigest()[:24]}"


def naming_said(data: NamingData) -> str:
    """As the log tells it."""
    names = "、".join(named.body for named in data.bodies)
    told = [f"第{data.serial}号", f"{names}：{data.matter}"]
    if data.requirement:
        told.append(f"要求{data.requirement}")
    if data.person:
        told.append(f"责任人{data.person}")
    if data.until:
        told.append(f"{said_at(data.until)}前")
    return "，".join(told)
