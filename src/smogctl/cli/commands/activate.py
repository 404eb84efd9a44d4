"""The command `activate`."""

from collections.abc import Iterable
from typing import Any

from smogctl.cli.options import By, District, LevelWord, Lifted, Origin, Registries, UnitName
from smogctl.cli.registries import open_registries
from smogctl.cli.tasks import WAYS, TasksAsked, activations
from smogctl.cli.words import one_of
from smogctl.questions.activation import Activation, Item, Task, TaskList
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Heading, Line, Report, Table
from smogctl.values.vocabulary import BASES, CHANGES, COLOURS, ROLES, STATES
from smogctl.wording.registry import head, partners_json, partners_said
from smogctl.wording.tasks import (
    LEGEND,
    counted,
    details,
    first_mark,
    heads,
    left_said,
    level_note,
    measure_head,
    named_said,
    part_name,
    parts,
    tally,
    title,
)


def run(
    level: LevelWord = None,
    origin: Origin = None,
    lifted: Lifted = False,
    unit: UnitName = None,
    by: By = None,
    district: District = None,
    registries: Registries = None,
) -> Answer:
    """列出某一级预警下各单位的任务：应执行的、待定的、日常的。

    每项写明依据：原文写明、推定还是未定级。待定的从不略去，是否执行由指挥部定。末尾说明未列出的职责和他处提到本单位的条文。
    """
    opened = open_registries(registries, district)
    by = one_of(opened, by, WAYS, "分法") or "unit"
    found = activations(opened, TasksAsked(level, origin, lifted, unit, by))
    blocks = [block for one in found for block in _blocks(one, by_measure=by == "measure")]
    if found:
        blocks += [Heading("说明", 2), Line(LEGEND), *(Line(counted(one)) for one in found)]
    data = {
        "format": "smogctl.activation/1",
        "activations": [_json(one, by_measure=by == "measure") for one in found],
    }
    sheet = Table(_SHEET, tuple(row for one in found for row in _rows(one)))
    return opened.answer(Report(data, tuple(blocks), sheet))


def _blocks(found: Activation, *, by_measure: bool) -> list[Block]:
    blocks = head(found.registry, title(found))
    if note := level_note(found):
        blocks.append(Line(note))
    if not found.lists:
        blocks.append(Line("无。"))
    measure = None
    for entry in found.lists:
        if by_measure and measure_head(entry) != measure:
            measure = measure_head(entry)
            blocks.append(Heading(f"◆ {measure}", 2))
        blocks += _list(entry, found) if by_measure else [*_list(entry, found), *_closing(entry)]
    if by_measure:
        blocks.append(Line(left_said(found.whole)))
    return blocks


def _list(entry: TaskList, found: Activation) -> list[Block]:
    blocks: list[Block] = [Heading(f"{heads(entry)}　{tally(entry.tasks)}", 2)]
    number = 0
    for name, tasks in parts(entry.tasks, found.registry):
        blocks.append(Heading(f"〖{name}〗", 3))
        entries = []
        for task in tasks:
            number += 1
            entries.append(
                Entry(f"{number}.", first_mark(task) + task.duty.text, details(task, found))
            )
        blocks.append(Entries(("序", "任务（预案原文）", "措施与依据、协同单位"), tuple(entries)))
    return blocks


def _closing(entry: TaskList) -> list[Block]:
    """What the list leaves out, and where else its unit is named."""
    named = named_said(entry)
    head = [Line("他处提到本单位：")] if named else []
    return [Line(left_said([entry])), *head, *(Line(f"  · {who}：{text}") for who, text in named)]


def _json(found: Activation, *, by_measure: bool) -> dict[str, Any]:
    registry = found.registry
    level = registry.level(found.level) if found.level else None
    return {
        "district": registry.district.id,
        "plan": registry.plan.title,
        "file": registry.file,
        "hash": registry.digest,
        "level": found.level,
        "response": level.response if level else None,
        "from": found.origin,
        "units": [_list_json(entry, by_measure=by_measure) for entry in found.lists],
    }


def _list_json(entry: TaskList, *, by_measure: bool) -> dict[str, Any]:
    return {
        "unit": entry.unit.name,
        "unit_id": entry.unit.id,
        "bodies": list(entry.bodies),
        **({"measure": entry.measure.id if entry.measure else None} if by_measure else {}),
        "tasks": [_task_json(task) for task in entry.tasks],
        "named_in": [duty.id for _, duty in entry.named_in],
        "left_out": entry.left_out,
    }


def _task_json(task: Task) -> dict[str, Any]:
    return {
        "duty": task.duty.id,
        "text": task.duty.text,
        "role": task.duty.role,
        "partners": partners_json(task.partners),
        "part": task.part,
        "acting_for": task.acting_for,
        "state": task.state,
        "change": task.change,
        "measures": [_item_json(item) for item in task.items if item.measure],
        "basis": task.basis,
        "note": task.duty.note,
    }


def _item_json(item: Item) -> dict[str, Any]:
    measure = item.measure
    assert measure
    return {
        "id": measure.id,
        "name": measure.name,
        "starts": measure.starts,
        "stage": item.stage,
        "scope": item.assignment.scope,
        "state": item.standing.state,
        "basis": item.standing.basis,
        "change": item.change,
    }


_SHEET = (
    "区县", "级别", "清单", "单位", "机构", "部分", "序", "变化", "职责编号", "任务", "角色", "另一方", "代行",
    "措施", "范围", "状态", "依据", "目录此级", "备注",
)  # fmt: skip


def _rows(found: Activation) -> Iterable[tuple[str, ...]]:
    """One row for each measure of each task."""
    level = COLOURS[found.level] if found.level else "解除"
    for entry in found.lists:
        for number, task in enumerate(entry.tasks, 1):
            acting = found.registry.unit(task.acting_for).name if task.acting_for else ""
            for item in task.items:
                yield (
                    found.registry.district.name,
                    level,
                    entry.measure.name if entry.measure else heads(entry),
                    entry.unit.name,
                    "、".join(entry.bodies),
                    part_name(task),
                    str(number),
                    CHANGES[task.change] if task.change else "",
                    task.duty.id,
                    task.duty.text,
                    ROLES[task.duty.role],
                    "；".join(partners_said(task.partners)),
                    acting,
                    item.measure.name if item.measure else "",
                    item.assignment.scope or "",
                    STATES[item.standing.state],
                    BASES[item.standing.basis],
                    item.stage or "",
                    task.duty.note or "",
                )
