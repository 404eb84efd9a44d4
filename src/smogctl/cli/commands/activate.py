"""The command `activate`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.options import (
    By,
    Changes,
    Decide,
    District,
    FormatName,
    LevelWord,
    Lifted,
    Origin,
    Registries,
    Resumed,
    Suspended,
    UnitName,
)
from smogctl.cli.registries import OpenRegistries
from smogctl.cli.tasks import (
    WAYS,
    Meaning,
    TasksAsked,
    check_levels,
    decisions_of_one,
    event_asked,
    lists_of,
    say_meanings,
)
from smogctl.cli.words import one_of
from smogctl.plan.catalogue import Measures
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation, Item, Task, TaskList
from smogctl.system.spool import Spooled
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Heading, Line
from smogctl.values.vocabulary import BASES, CHANGES, COLOURS, ROLES, STATES, Event
from smogctl.wording.listing import (
    Count,
    Kind,
    Listing,
    Piece,
    Wanted,
    piece,
    wanted_in,
)
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
from smogctl.wording.totals import (
    counted,
    left_said,
    tally,
    undecided_said,
    unordered_said,
)

_SHEET = (
    "区县", "级别", "清单", "单位", "机构", "部分", "序", "变化", "职责编号", "任务", "角色", "另一方", "代行",
    "措施", "范围", "措施的部分", "状态", "依据", "目录此级", "备注",
)  # fmt: skip


EXAMPLES = (
    ("activate --level 橙", "橙色预警，各单位的任务单"),
    ("activate -l 红 --from 橙 --changes -d 昆区", "升级到红色，只看变了的"),
    ("activate --lift --from 橙", "解除后哪些结束、哪些照常"),
)


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
    format_name: FormatName = None,
) -> Answer:
    """列出某一级预警下各单位的任务：应执行的、待定的、日常的；或解除、暂停、恢复之后各项如何。

    每项写明依据：原文写明、推定还是没有限定级别。待定的从不略去，是否执行由指挥部定（--decide）。末尾说明未列出的职责和他处提到本单位的条文。
    """
    asked = EachRegistry(registries, district)
    opened = asked.opened
    event = event_asked(opened, lifted=lifted, suspended=suspended, resumed=resumed)
    if changes:
        _check_changes(opened, event, origin)
    way = one_of(opened, by, WAYS, "分法") or "unit"
    decided = decisions_of_one(registries, district, decide or ())
    tasks = TasksAsked(level, origin, event, unit, way, decided)
    check_levels(opened, tasks)
    wanted = wanted_in(format_name, many=asked.many)
    listing = Listing(_KIND, wanted, Spooled(), Spooled())
    resolved = []
    ask = partial(_ask, tasks=tasks, wanted=wanted, changes=changes)
    for meaning, lists in asked.answers(ask, "列任务"):
        resolved.append(meaning)
        if lists is not None:
            listing.add(lists)
    say_meanings(opened, tasks, resolved)
    return opened.answer(listing.report([Heading("说明", 2), Line(LEGEND)]))


_KIND = Kind(
    "activations",
    "任务",
    "项任务",
    _SHEET,
    ("区县", "编号", "级别", "单位", "任务", "应执行", "待定"),
    contract="activation",
)


def _check_changes(
    opened: OpenRegistries, event: Event | None, origin: str | None
) -> None:
    if event:
        raise opened.refuse(f"--changes 用于升级、降级，不与 --{event} 同用。")
    if origin is None:
        raise opened.refuse("--changes 要与 --from 同用：与哪一级相比。")


def _ask(
    registry: Registry,
    measures: Measures,
    tasks: TasksAsked,
    wanted: Wanted,
    *,
    changes: bool,
) -> tuple[Meaning, Piece | None]:
    meaning, lists = lists_of(registry, measures, tasks)
    if lists is None:
        return meaning, None
    by_measure = tasks.by == "measure"
    shown = lists
    front: Iterable[Block] = ()
    if changes:
        shown, front = changed_only(lists), overview(lists)
    return meaning, piece(
        wanted,
        _count(shown),
        blocks=_blocks(shown, front, by_measure=by_measure),
        records=(_json(part, by_measure=by_measure) for part in [shown]),
        rows=_rows(shown),
        close=tuple(
            map(Line, (counted(shown), *undecided_said(shown), *unordered_said(shown)))
        ),
    )


def _count(lists: Activation) -> Count:
    """A district's row in a table by district."""
    states: Counter[str] = Counter()
    for entry in lists.lists:
        states.update(task.state for task in entry.tasks)
    tasks = states.total()
    district = lists.registry.district
    numbers = (len(lists.lists), tasks, states["due"], states["standby"])
    cells = (district.name, district.id, _level_shown(lists), *map(str, numbers))
    return Count(cells, tasks)


def _blocks(
    lists: Activation, front: Iterable[Block], *, by_measure: bool
) -> Iterator[Block]:
    """One district's lists; `front` stands before them."""
    yield from head(lists.registry, title(lists))
    yield from front
    for note in (level_note(lists), decisions_said(lists)):
        if note:
            yield Line(note)
    if not lists.lists:
        yield Line("无。")
    if by_measure:
        yield from _under_measures(lists)
        return
    for entry in lists.lists:
        yield from _list(entry, lists)
        yield from _closing(entry)


def _under_measures(lists: Activation) -> Iterator[Block]:
    measure = None
    for entry in lists.lists:
        if measure_head(entry) != measure:
            measure = measure_head(entry)
            yield Heading(f"◆ {measure}", 2)
        yield from _list(entry, lists)
    yield Line(left_said(lists.whole))


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
        blocks.append(
            Entries(("序", "任务（预案原文）", "措施与依据、协同单位"), tuple(entries))
        )
    return blocks


def _closing(entry: TaskList) -> list[Block]:
    """What the list leaves out, and where else its unit is named."""
    blocks: list[Block] = [Line(left_said([entry]))]
    named = named_said(entry)
    if named:
        blocks.append(Line("他处提到本单位："))
    for who, text in named:
        blocks.append(Line(f"  · {who}：{text}"))
    return blocks


def _json(lists: Activation, *, by_measure: bool) -> dict[str, Any]:
    registry = lists.registry
    response = None
    if lists.level is not None:
        level = registry.level(lists.level)
        if level:
            response = level.response
    return {
        "district": registry.district.id,
        "plan": registry.plan.title,
        "file": registry.file,
        "hash": registry.digest,
        "level": lists.level,
        "response": response,
        "from": lists.origin,
        "event": lists.event,
        "decisions": [entry._asdict() for entry in lists.decisions],
        "units": [_list_json(entry, by_measure=by_measure) for entry in lists.lists],
    }


def _list_json(entry: TaskList, *, by_measure: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "unit": entry.unit.name,
        "unit_id": entry.unit.id,
        "bodies": list(entry.bodies),
    }
    if by_measure:
        data["measure"] = None
        if entry.measure:
            data["measure"] = entry.measure.id
    return data | {
        "tasks": list(map(_task_json, entry.tasks)),
        "named_in": [duty.id for _, duty in entry.named_in],
        "left_out": entry.left_out,
    }


def _task_json(task: Task) -> dict[str, Any]:
    measures = []
    for item in task.items:
        if item.measure:
            measures.append(_item_json(item, item.measure))
    return {
        "duty": task.duty.id,
        "text": task.duty.text,
        "role": task.duty.role,
        "partners": partners_json(task.partners),
        "part": task.part,
        "acting_for": task.acting_for,
        "state": task.state,
        "change": task.change,
        "measures": measures,
        "basis": task.basis,
        "note": task.duty.note,
    }


def _item_json(item: Item, measure: Measure) -> dict[str, Any]:
    standing = item.standing
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


def _level_shown(lists: Activation) -> str:
    shown = ""
    if lists.event:
        shown += EVENTS[lists.event]
    if lists.level:
        shown += COLOURS[lists.level]
    return shown


def _rows(lists: Activation) -> Iterable[tuple[str, ...]]:
    """One row for each measure of each task."""
    for entry in lists.lists:
        whom = heads(entry)
        if entry.measure:
            whom = entry.measure.name
        whose = (
            lists.registry.district.name,
            _level_shown(lists),
            whom,
            entry.unit.name,
            "、".join(entry.bodies),
        )
        for number, task in enumerate(entry.tasks, 1):
            what = _task_cells(lists, task, number)
            note = task.duty.note or ""
            for item in task.items:
                yield (*whose, *what, *_item_cells(item), note)


def _task_cells(lists: Activation, task: Task, number: int) -> tuple[str, ...]:
    """A task's cells, from its part of the list to whom it is done for."""
    change = ""
    if task.change:
        change = CHANGES[task.change]
    acting_for = ""
    if task.acting_for:
        acting_for = lists.registry.unit(task.acting_for).name
    return (
        part_name(task, lists),
        str(number),
        change,
        task.duty.id,
        task.duty.text,
        ROLES[task.duty.role],
        "；".join(partners_said(task.partners, lists.registry, task.duty.text)),
        acting_for,
    )


def _item_cells(item: Item) -> tuple[str, ...]:
    """A measure's cells, from its name to how far it goes at the level."""
    name = ""
    if item.measure:
        name = item.measure.name
    return (
        name,
        item.assignment.scope or "",
        "、".join(item.standing.parts),
        STATES[item.standing.state],
        BASES[item.standing.basis],
        item.stage or "",
    )
