"""What an order tells each body: its tasks as `activate` gives them, frozen at the issue."""

from collections.abc import Callable, Iterator, Mapping

from smogctl.incident.events.issued import Issued, MeasureData, TaskData
from smogctl.incident.kind import BodyName
from smogctl.incident.state import OrderKind
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.tasks import (
    COMMANDING,
    Activation,
    Decided,
    Task,
    TaskList,
    by_body,
)
from smogctl.values.vocabulary import Colour


def tasks_at(
    registry: Registry,
    measures: Measures,
    order: OrderKind,
    levels: tuple[Colour, Colour | None],
    decided: tuple[Decided, ...] = (),
) -> Activation:
    """The lists that an order brings; `levels`: the one it is about, and the one before it.

    Raises DecisionError as `activate` does.
    """
    level, origin = levels
    after = _AFTER.get(order)
    if after:
        return after(registry, measures, level, decided)
    before = origin if order in ("upgrade", "downgrade") else None
    return activate(registry, measures, level, before, decided)


_AFTER: Mapping[OrderKind, Callable[..., Activation]] = {
    "lift": lift,
    "suspend": suspend,
    "resume": resume,
}
"""What the orders bring that put no level into force."""


def addressed(activation: Activation) -> tuple[BodyName, ...]:
    """Who gets the order: bodies with something to do or to stop, not those that give it."""
    return tuple(
        BodyName(unit_id=entry.unit.id, unit=entry.unit.name, body=entry.bodies[0])
        for entry in _ordered(activation)
    )


def frozen(activation: Activation) -> tuple[Issued, ...]:
    """The same with their tasks, to the letter."""
    return tuple(
        Issued(
            unit_id=entry.unit.id,
            unit=entry.unit.name,
            body=entry.bodies[0],
            tasks=tuple(map(_task, entry.tasks)),
        )
        for entry in _ordered(activation)
    )


def _ordered(activation: Activation) -> Iterator[TaskList]:
    for entry in by_body(activation.whole or activation.lists):
        if entry.unit.kind in COMMANDING:
            continue
        if any(map(_is_ordered, entry.tasks)):
            yield entry


_ORDERED = frozenset({"due", "held", "paused", "ended"})


def _is_ordered(task: Task) -> bool:
    """Whether a body has to know of it: it is due, or it was and is to stop or to wait."""
    if task.acting_for:
        return False
    return task.state in _ORDERED or task.change == "ended"


def _task(task: Task) -> TaskData:
    measures = []
    for item in task.items:
        if item.measure:
            standing = item.standing
            measures.append(
                MeasureData(
                    id=item.measure.id, state=standing.state, parts=standing.parts
                )
            )
    return TaskData(
        duty=task.duty.id,
        part=task.part,
        state=task.state,
        text=task.duty.text,
        measures=tuple(measures),
    )
