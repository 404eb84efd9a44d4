"""The annex of a paper: each unit's tasks to the letter, and whom it works with."""

from smogctl.documents.lists import outer
from smogctl.documents.shapes import AnnexData, AnnexRow
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation, Task
from smogctl.values.vocabulary import CHANGES, Relation
from smogctl.wording.tasks import heads, waiting_names

_OVER = ("ended", "paused", "narrowed", "reverts", "added", "widened")
"""The changes that a table of tasks tells."""


def annex_of(activation: Activation, *, routine: bool) -> list[AnnexData]:
    """The units with their tasks of the night, or with what is owed all year.

    None without a task.
    """
    annex: list[AnnexData] = []
    for entry in outer(activation.lists):
        rows: list[AnnexRow] = []
        for task in entry.tasks:
            if _is_shown(task, routine=routine):
                rows.append(_row(len(rows) + 1, task, activation.registry))
        if rows:
            annex.append({"unit": heads(entry), "rows": rows})
    return annex


def _row(number: int, task: Task, registry: Registry) -> AnnexRow:
    partners = partners_of(task, registry)
    # with whom, and what of the clause is not ordered yet
    remarks = []
    if partners:
        remarks.append(partners)
    for name in waiting_names(task):
        remarks.append(f"{name}另行通知")
    change = ""
    if task.change in _OVER:
        change = CHANGES[task.change]
    return {
        "number": str(number),
        "text": task.duty.text,
        "partners": partners,
        "remark": "；".join(remarks),
        "change": change,
    }


def _is_shown(task: Task, *, routine: bool) -> bool:
    """Whether a task is due, and of the kind; what is done for the office is its own business."""
    if task.acting_for:
        return False
    if task.state != "due":
        return False
    return (task.part == "routine") == routine


_RELATIONS: dict[Relation, str] = {
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
    partners = []
    for relation, names in groups.items():
        partners.append(_RELATIONS[relation].format("、".join(names)))
    return "；".join(partners)
