"""How papers go through the task lists of a night."""

from collections.abc import Iterable, Iterator, Sequence

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


def items_of(activation: Activation) -> Iterator[tuple[Task, Item]]:
    """What is asked of each unit, task by task."""
    for _, task in tasks_of(activation):
        for item in task.items:
            yield task, item


def due_items(activation: Activation) -> Iterator[tuple[Task, Item]]:
    """Of these what is to be done, by whoever does it and is not only helped."""
    for task, item in items_of(activation):
        if not item.assignment.active:
            continue
        if item.due:
            yield task, item


def tasks_of(activation: Activation) -> Iterator[tuple[TaskList, Task]]:
    """The tasks of the units' own lists, each with its list."""
    for entry in whole(activation):
        for task in entry.tasks:
            yield entry, task
