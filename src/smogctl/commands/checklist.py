"""The command `checklist`."""

from typing import Any

from smogctl.activation import Activation, TaskList
from smogctl.answers import Answer
from smogctl.commands._desk import one_of, open_desk
from smogctl.commands._options import By, District, FormatName, LevelWord, Lifted, Origin, Registries, UnitName
from smogctl.commands._tasks import (
    LEGEND,
    WAYS,
    Night,
    activations,
    counted,
    details,
    first_mark,
    heads,
    left_said,
    level_note,
    measure_head,
    named_said,
    parts,
    tally,
    title,
)
from smogctl.resources import shipped

FORMATS = ("text", "md")
"""What this document can be written as."""


def run(
    level: LevelWord = None,
    origin: Origin = None,
    lifted: Lifted = False,
    unit: UnitName = None,
    by: By = None,
    district: District = None,
    registries: Registries = None,
    format_name: FormatName = None,
) -> Answer:
    """打印核对表：每项任务一个方框，写明谁办、何时、签字。

    任务与 activate 相同，待定的也列出。版式在 templates/ 的模板里。
    """
    desk = open_desk(registries, district)
    found = activations(desk, Night(level, origin, lifted, unit, one_of(desk, by, WAYS, "分法") or "unit"))

    from smogctl.documents.rendering import render  # Jinja costs its import only here

    data = {"districts": [_district(one) for one in found], "legend": LEGEND}
    return Answer(render(shipped("templates"), "checklist", format_name or "text", data), desk.said, desk.code)


def _district(found: Activation) -> dict[str, Any]:
    plan = found.registry.plan
    return {
        "name": found.registry.district.name,
        "title": title(found).replace("任务清单", "核对表"),
        "plan": plan.title,
        "part": plan.part or "",
        "file": found.registry.file,
        "hash": found.registry.digest,
        "note": level_note(found),
        "lists": [_list(entry, found) for entry in found.lists],
        "left": left_said(found.whole) if any(entry.measure for entry in found.lists) else "",
        "counted": counted(found),
    }


def _list(entry: TaskList, found: Activation) -> dict[str, Any]:
    numbers = iter(range(1, len(entry.tasks) + 1))
    return {
        "head": f"{measure_head(entry)}：{heads(entry)}" if entry.measure else heads(entry),
        "tally": tally(entry.tasks),
        "parts": [
            {
                "name": name,
                "tasks": [
                    {
                        "number": next(numbers),
                        "mark": first_mark(task),
                        "text": task.duty.text,
                        "details": list(details(task, found)),
                    }
                    for task in tasks
                ],
            }
            for name, tasks in parts(entry.tasks, found.registry)
        ],
        "left": "" if entry.measure else left_said([entry]),
        "named": [{"who": who, "text": text} for who, text in ([] if entry.measure else named_said(entry))],
    }
