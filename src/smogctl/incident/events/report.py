"""A body reports what it did."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.figures import NAMES, contradiction
from smogctl.incident.kind import BodyName, Count, Impossible, Told, Words
from smogctl.incident.ordering import said_at
from smogctl.incident.slotnames import slot_said
from smogctl.incident.state import FIGURES, Report, State

TITLE = "反馈"


class Data(Told):
    """Which report of which body: its figures, its words, whether it is signed and sealed."""

    body: BodyName
    slot: Annotated[Words, Field(pattern=r"^[0-9A-Za-z:-]{1,40}$")]
    """Which report it is: first, 2026-12-03T17:00 (a daily one), final, or extra."""
    round: Count = 0
    """How many of this slot were sent back before."""
    people: Count | None = None
    vehicles: Count | None = None
    firms: Count | None = None
    sites: Count | None = None
    found: Count | None = None
    fixed: Count | None = None
    text: Words | None = None
    signed: bool = False
    sealed: bool = False

    @property
    def figures(self) -> dict[str, int]:
        """Those that are given."""
        told = {}
        for name in FIGURES:
            value = getattr(self, name)
            if value is not None:
                told[name] = value
        return told


def key(data: Data) -> str:
    """A body has one report for a slot, and another when that was sent back."""
    return f"report/{data.body.unit_id}/{data.body.body}/{data.slot}/{data.round}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible for a body that has no order, before it had one, and for another content of
    what was reported: two ledgers that were merged.
    """
    state.require("open", "suspended", "lifted")
    body = state.body(data.body.key)
    issued = body.issues[0].event.observed
    if event.observed < issued:
        raise Impossible(f"反馈早于下达（{said_at(issued)}）")
    if data.round != body.rejections.get(data.slot, 0):
        raise Impossible("退回的次数不符")
    wrong = contradiction(data)
    if wrong:
        raise Impossible(wrong)
    figures = data.figures
    known = body.reports.get(data.slot)
    if known and not known.rejected:
        if (known.figures, known.text) != (figures, data.text):
            raise Impossible(f"与第{known.event.seq}条同是一份，内容不同")
        return
    body.reports[data.slot] = Report(event, data.slot, figures, data.text)


def said(data: Data) -> str:
    """As the log tells it."""
    told = f"{data.body.body}（{slot_said(data.slot)}）"
    words = [f"{NAMES[name]}{value}" for name, value in data.figures.items()]
    if data.text:
        words.append(data.text)
    if words:
        told += f"：{'，'.join(words)}"
    marks = ""
    if data.signed:
        marks += "签字"
    if data.sealed:
        marks += "盖章"
    if marks:
        told += f"（{marks}）"
    return told
