"""The command `activate`."""

from collections.abc import Iterable, Sequence
from typing import Any

from smogctl.cli.options import (
    By,
    Changes,
    Decide,
    District,
    LevelWord,
    Lifted,
    Origin,
    Registries,
    Resumed,
    Suspended,
    UnitName,
)
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.tasks import WAYS, TasksAsked, activations, decisions_asked, event_asked
from smogctl.cli.words import one_of
from smogctl.questions.tasks import Activation, Item, Task, TaskList
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Heading, Line, Report, Table
from smogctl.values.vocabulary import BASES, CHANGES, COLOURS, ROLES, STATES, Event
from smogctl.wording.overview import changed_only, overview
from smogctl.wording.registry import head, partners_json, partners_said
from smogctl.wording.tasks import (
    EVENTS,
    LEGEND,
    decisions_said,
    details,
    first_mark,
    heads,
    level_note,
    measure_head,
    named_said,
    part_name,
    parts,
    title,
)
from smogctl.wording.totals import counted, left_said, tally, undecided_said


def run(
    level: LevelWord = None,
    origin: Origin = None,
    lifted: Lifted = False,
    suspended: Suspended = False,
    resumed: Resumed = False,
    changes: Changes = False,
    decide: Decide = None,
    unit: UnitName = None,
    by: By = None,
    district: District = None,
    registries: Registries = None,
) -> Answer:
    """列出某一级预警下各单位的任务：应执行的、待定的、日常的；或解除、暂停、恢复之后各项如何。

    每项写明依据：原文写明、推定还是没有限定级别。待定的从不略去，是否执行由指挥部定（--decide）。末尾说明未列出的职责和他处提到本单位的条文。
    """
    opened = open_registries(registries, district)
    event = event_asked(opened, lifted=lifted, suspended=suspended, resumed=resumed)
    if changes:
        _check_changes(opened, event, origin)
    way = one_of(opened, by, WAYS, "分法") or "unit"
    decided = decisions_asked(opened, decide or ())
    asked = TasksAsked(level, origin, event, unit, way, decided)
    everything = activations(opened, asked)
    shown = [changed_only(lists) for lists in everything] if changes else everything
    fronts = [list(overview(lists)) if changes else [] for lists in everything]
    return opened.answer(_report(shown, fronts, by_measure=way == "measure"))


def _check_changes(opened: OpenRegistries, event: Event | None, origin: str | None) -> None:
    if event:
        raise opened.refuse(f"--changes 用于升级、降级，不与 --{event} 同用。")
    if origin is None:
        raise opened.refuse("--changes 要与 --from 同用：与哪一级相比。")


def _report(
    shown: Sequence[Activation], fronts: Sequence[Sequence[Block]], *, by_measure: bool
) -> Report:
    """The lists of several districts, with what stands in front of each."""
    blocks: list[Block] = []
    for lists, front in zip(shown, fronts, strict=True):
        blocks += _blocks(lists, front, by_measure=by_measure)
    if shown:
        blocks += [Heading("说明", 2), Line(LEGEND)]
        for lists in shown:
            blocks += [Line(counted(lists)), *map(Line, undecided_said(lists))]
    data = {
        "format": "smogctl.activation/1",
        "activations": [_json(lists, by_measure=by_measure) for lists in shown],
    }
    sheet = Table(_SHEET, tuple(row for lists in shown for row in _rows(lists)))
    return Report(data, tuple(blocks), sheet)


def _blocks(lists: Activation, front: Sequence[Block], *, by_measure: bool) -> list[Block]:
    blocks = [*head(lists.registry, title(lists)), *front]
    notes = (level_note(lists), decisions_said(lists))
    blocks += [Line(note) for note in notes if note]
    if not lists.lists:
        blocks.append(Line("无。"))
    measure = None
    for entry in lists.lists:
        if by_measure and measure_head(entry) != measure:
            measure = measure_head(entry)
            blocks.append(Heading(f"◆ {measure}", 2))
        blocks += _list(entry, lists)
        if not by_measure:
            blocks += _closing(entry)
    if by_measure:
        blocks.append(Line(left_said(lists.whole)))
    return blocks


def _list(entry: TaskList, lists: Activation) -> list[Block]:
    blocks: list[Block] = [Heading(f"{heads(entry)}　{tally(entry.tasks, lists)}", 2)]
    number = 0
    for name, tasks in parts(entry.tasks, lists):
        blocks.append(Heading(f"〖{name}〗", 3))
        entries = []
        for task in tasks:
            number += 1
            text = first_mark(task) + task.duty.text
            entries.append(Entry(f"{number}.", text, details(task, lists)))
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
        "event": found.event,
        "decisions": [entry._asdict() for entry in found.decisions],
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
    measure, standing = item.measure, item.standing
    assert measure
    return {
        "id": measure.id,
        "name": measure.name,
        "starts": measure.starts,
        "stage": item.stage,
        "scope": item.assignment.scope,
        "parts": list(standing.parts),
        "state": standing.state,
        "basis": standing.basis,
        "ground": standing.ground,
        "change": item.change,
    }


_SHEET = (
    "区县", "级别", "清单", "单位", "机构", "部分", "序", "变化", "职责编号", "任务", "角色", "另一方", "代行",
    "措施", "范围", "措施的部分", "状态", "依据", "目录此级", "备注",
)  # fmt: skip


def _level_shown(lists: Activation) -> str:
    event = EVENTS[lists.event] if lists.event else ""
    return f"{event}{COLOURS[lists.level]}" if lists.level else event


def _rows(found: Activation) -> Iterable[tuple[str, ...]]:
    """One row for each measure of each task."""
    level = _level_shown(found)
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
                    part_name(task, found),
                    str(number),
                    CHANGES[task.change] if task.change else "",
                    task.duty.id,
                    task.duty.text,
                    ROLES[task.duty.role],
                    "；".join(partners_said(task.partners, found.registry, task.duty.text)),
                    acting,
                    item.measure.name if item.measure else "",
                    item.assignment.scope or "",
                    "、".join(item.standing.parts),
                    STATES[item.standing.state],
                    BASES[item.standing.basis],
                    item.stage or "",
                    task.duty.note or "",
                )
