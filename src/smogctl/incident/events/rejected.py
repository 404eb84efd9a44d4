"""A report is sent back: the body owes it again."""

from smogctl.incident.event import Event
from smogctl.incident.kind import BodyName, Count, Impossible, Told, Words
from smogctl.incident.slotnames import slot_said
from smogctl.incident.state import State

TITLE = "退回"


class Data(Told):
    """Which report, and why."""

    body: BodyName
    slot: Words
    round: Count = 0
    reason: Words


def key(data: Data) -> str:
    """A report is sent back once."""
    return f"rejected/{data.body.unit_id}/{data.body.body}/{data.slot}/{data.round}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible where there is no such report, or it was sent back already."""
    state.require("open", "suspended", "lifted")
    body = state.body(data.body.key)
    report = body.reports.get(data.slot)
    if report is None or report.rejected:
        raise Impossible(f"{data.body.body}没有可退回的{slot_said(data.slot)}")
    report.rejected = event
    body.rejections[data.slot] = body.rejections.get(data.slot, 0) + 1


def said(data: Data) -> str:
    """As the log tells it."""
    return f"{data.body.body}的反馈（{slot_said(data.slot)}）：{data.reason}"
