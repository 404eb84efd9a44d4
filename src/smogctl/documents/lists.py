"""How papers go through the task lists of a night."""

from collections.abc import Iterable, Iterator, Sequence

from smogctl.plan.measures import Measure
from smogctl.questions.tasks import COMMANDING, Activation, Item, Task, TaskList


def whole(activation: Activation) -> Sequence[TaskList]:
    """The units' own lists, whatever lists the paper shows."""
    if activation.whole:
        return activation.whole
    return activation.lists


def outer(lists: Iterable[TaskList]) -> Iterator[TaskList]:
    """The lists of all but the command and the office."""
    for entry in lists:
        if entry.unit.kind not in COMMANDING:
            yield entry


def tasks_of(activation: Activation) -> Iterator[tuple[TaskList, Task]]:
    """The tasks of the units' own lists, each with its list."""
    for entry in whole(activation):
        for task in entry.tasks:
            yield entry, task


def shares_of(activation: Activation) -> Iterator[tuple[Task, Item, Measure]]:
    """What is asked of each unit of the catalogue's measures, task by task."""
    for _, task in tasks_of(activation):
        for item in task.items:
            measure = item.measure
            if measure is not None:
                yield task, item, measure


def due_shares(activation: Activation) -> Iterator[tuple[Task, Item, Measure]]:
    """Of these what is to be done."""
    for task, item, measure in shares_of(activation):
        due = item.due and item.assignment.active
        if due:
            yield task, item, measure
