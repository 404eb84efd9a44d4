"""An order goes out: each body's tasks as they stand are frozen, with the times to answer."""

from typing import Annotated

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.kind import (
    BodyName,
    Count,
    Hash,
    Impossible,
    Instant,
    Told,
    Words,
)
from smogctl.incident.ordering import said_at
from smogctl.incident.state import BodyState, Frozen, FrozenTask, Issue, Named, State
from smogctl.schema.base import Model
from smogctl.schema.decisions import Decision, acts_of

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day."""

TITLE = "下达"
INCIDENTAL = frozenset({"receipt_due", "report_due"})
"""They follow from when it is said, and so are no other content."""


class MeasureData(Model):
    """A measure of a task: its state, and the parts of it that are meant."""

    id: Words
    state: Words
    parts: Annotated[tuple[Words, ...], Field(strict=False)] = ()


class TaskData(Model):
    """A task to the letter, as `activate` gave it."""

    duty: Words
    part: Words
    state: Words
    text: Words
    measures: Annotated[tuple[MeasureData, ...], Field(strict=False)] = ()

    @property
    def frozen(self) -> FrozenTask:
        """The same as the state holds it."""
        measures = [(item.id, item.state, item.parts) for item in self.measures]
        return FrozenTask(self.duty, self.part, self.state, self.text, tuple(measures))


class Issued(BodyName):
    """A body and its tasks."""

    tasks: Annotated[tuple[TaskData, ...], Field(strict=False)]

    @property
    def frozen(self) -> tuple[FrozenTask, ...]:
        """The tasks as the state holds them."""
        return tuple(task.frozen for task in self.tasks)


class Data(Told):
    """What went out, of which order, to whom, by when they answer."""

    order: Hash
    registry_hash: Words
    receipt_due: Instant
    report_due: Instant | None = None
    daily: Annotated[tuple[Clock, ...], Field(strict=False)] = ()
    decisions: Annotated[tuple[Decision, ...], Field(strict=False)] = ()
    round: Count = 0
    """How often the order had gone out before, with other decisions."""
    bodies: Annotated[tuple[Issued, ...], Field(strict=False)]


def key(data: Data) -> str:
    """An order goes out once, and again when the decisions have changed."""
    return f"issued/{data.order[:16]}/{data.round}"


def apply(state: State, event: Event, data: Data) -> None:
    """Raises Impossible where the order is not the last one."""
    state.require("open", "suspended", "lifted")
    order = state.issuing
    if order.event.hash != data.order:
        order = state.order
    if order.event.hash != data.order:
        raise Impossible("下达的不是最后一道命令")
    if event.observed < order.event.observed:
        raise Impossible(f"下达早于下令（{said_at(order.event.observed)}）")
    bodies = [Frozen(Named.of(body), body.frozen) for body in data.bodies]
    issue = Issue(
        event=event,
        order=order,
        number=data.number or order.number,
        receipt_due=data.receipt_due,
        report_due=data.report_due,
        daily=data.daily,
        bodies=tuple(bodies),
        decisions=acts_of(data.decisions),
    )
    state.issues.append(issue)
    for named, _ in issue.bodies:
        body = state.bodies.setdefault(named.key, BodyState(named))
        body.issues.append(issue)


def said(data: Data) -> str:
    """As the log tells it."""
    text = f"向{len(data.bodies)}个机构下达，{said_at(data.receipt_due)}前签收"
    if data.number:
        text = f"{data.number}，{text}"
    if data.report_due:
        text += f"，{said_at(data.report_due)}前反馈"
    return text
