"""The annex of a paper: each unit's tasks to the letter, and whom it works with."""

from collections.abc import Iterator

from smogctl.documents.lists import outer
from smogctl.documents.shapes import AnnexData, AnnexRow
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation, Task, TaskList
from smogctl.values.vocabulary import CHANGES, Relation
from smogctl.wording.tasks import heads, waiting_names

_OVER = ("ended", "paused", "narrowed", "reverts", "added", "widened")
"""The changes that a table of tasks tells."""


def annex_of(activation: Activation, *, routine: bool) -> list[AnnexData]:
    """The units with their tasks of the night, or with what is owed all year.

    None without a task.
    """
    found: list[AnnexData] = []
    for entry in outer(activation.lists):
        rows = list(_rows(entry, activation, routine=routine))
        if rows:
            found.append({"unit": heads(entry), "rows": rows})
    return found


def _rows(
    entry: TaskList, activation: Activation, *, routine: bool
) -> Iterator[AnnexRow]:
    tasks = [task for task in entry.tasks if _is_shown(task, routine=routine)]
    for number, task in enumerate(tasks, 1):
        change = task.change if task.change in _OVER else None
        yield {
            "number": str(number),
            "text": task.duty.text,
            "partners": partners_of(task, activation.registry),
            "remark": _remark(task, activation.registry),
            "change": CHANGES[change] if change else "",
        }


def _is_shown(task: Task, *, routine: bool) -> bool:
    """Whether a task is due, and of the kind; what is done for the office is its own business."""
    return (
        not task.acting_for
        and task.state == "due"
        and (task.part == "routine") == routine
    )


def _remark(task: Task, registry: Registry) -> str:
    """With whom, and what of the clause is not ordered yet."""
    waits = [f"{name}另行通知" for name in waiting_names(task)]
    return "；".join(filter(None, [partners_of(task, registry), *waits]))


_SAID: dict[Relation, str] = {
    "convenes": "{}（会同）",
    "shares": "{}（共同）",
    "supports": "{}（配合）",
    "guides": "{}（指导）",
    "under": "{}（牵头）",
    "reports_to": "{}（报告）",
}


def partners_of(task: Task, registry: Registry) -> str:
    """With whom, as the clause means them: 区交通局（会同）；区公安局（配合）."""
    groups: dict[Relation, list[str]] = {}
    for who in task.partners:
        name = registry.partner_name(who, task.duty.text)
        groups.setdefault(who.relation, []).append(name)
    return "；".join(
        _SAID[relation].format("、".join(names)) for relation, names in groups.items()
    )
