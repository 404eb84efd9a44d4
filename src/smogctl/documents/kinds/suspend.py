"""The notice that suspends a response: what rests on the level pauses, the rest goes on."""

from collections.abc import Sequence

from smogctl.documents.kind import Kind
from smogctl.questions.activation import Task, TaskList


def _by_level(task: Task) -> bool:
    """Whether a task is due because of the level, not all year, and so can be suspended."""
    standings = [item.standing for item in task.items]
    return any(stand.state == "due" and stand.basis != "unstated" for stand in standings)


def _suspended(lists: Sequence[TaskList]) -> tuple[TaskList, ...]:
    return tuple(entry._replace(tasks=tuple(filter(_by_level, entry.tasks))) for entry in lists)


KIND = Kind(
    "suspend",
    "暂停通知",
    60,
    follows=("in force",),
    leaves="suspended",
    short=True,
    arranges=_suspended,
)
