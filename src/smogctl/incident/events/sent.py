"""The order was sent to some bodies: that is no receipt."""

from hashlib import sha256
from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event, canonical
from smogctl.incident.kind import BodyName, Hash, Impossible, Told
from smogctl.incident.state import State

TITLE = "发送"
INCIDENTAL = frozenset({"bodies"})
"""The key has them, in any order."""


class Data(Told):
    """To whom; `channel` says how."""

    issue: Hash
    bodies: Annotated[tuple[BodyName, ...], Field(strict=False, min_length=1)]


def key(data: Data) -> str:
    """The same bodies by the same channel."""
    bodies = sorted(body.key for body in data.bodies)
    whom = canonical([data.channel, bodies])
    return f"sent/{data.issue[:16]}/{sha256(whom.encode()).hexdigest()[:16]}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a body that the issue did not go to."""
    state.require("open", "suspended", "lifted")
    bodies = [state.body(named.key) for named in data.bodies]
    for body in bodies:
        issues = [issue.event.hash for issue in body.issues]
        if data.issue not in issues:
            raise Impossible(f"那次下达没有给“{body.named.body}”")
    for body in bodies:
        body.sent.append(event)


def said(data: Data) -> str:
    """As the log tells it."""
    names = "、".join(named.body for named in data.bodies[:3])
    count = len(data.bodies)
    if count <= 3:
        return f"发给{names}"
    return f"发给{names}等{count}个机构"
