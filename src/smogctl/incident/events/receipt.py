"""A body answers that it has the order."""

from smogctl.incident.event import Event
from smogctl.incident.kind import BodyName, Hash, Impossible, Told
from smogctl.incident.ordering import said_at
from smogctl.incident.state import Receipt, State

TITLE = "签收"


class Data(Told):
    """Whose receipt, of which issue; `name` signed, by `channel`."""

    issue: Hash
    body: BodyName


def key(data: Data) -> str:
    """A body has one receipt for what was issued."""
    return f"receipt/{data.issue[:16]}/{data.body.unit_id}/{data.body.body}"


def apply(state: State, event: Event, data: Data) -> None:
    """Of several the earliest counts.

    Raises Impossible for a body that the issue did not go to, and before it went out.
    """
    state.require("open", "suspended", "lifted")
    body = state.body(data.body.key)
    issues = {issue.event.hash: issue for issue in body.issues}
    if data.issue not in issues:
        raise Impossible(f"那次下达没有给“{data.body.body}”")
    issue = issues[data.issue]
    if event.observed[:16] < issue.event.observed[:16]:
        raise Impossible(f"签收早于下达（{said_at(issue.event.observed)}）")
    known = body.receipts.get(data.issue)
    if known is None or event.observed < known.event.observed:
        body.receipts[data.issue] = Receipt(event, data.name, data.channel)


def said(data: Data) -> str:
    """As the log tells it."""
    return data.body.body
