"""Task lists for `activate` and `checklist`: what is said of each list and task."""

from collections.abc import Container, Iterable, Iterator, Mapping

from smogctl.plan.registry import Assignment, Level, Registry
from smogctl.questions.standing import Standing
from smogctl.questions.tasks import Activation, Group, Item, Task, TaskList, group_of
from smogctl.values.vocabulary import (
    ACTS,
    CHANGES,
    COLOURS,
    PARTS,
    PHASES,
    RANK,
    RELATIONS,
    Change,
    Event,
    Ground,
    State,
    TaskBasis,
)
from smogctl.wording.registry import levels_said, partners_said

MARKS: dict[TaskBasis, str] = {
    "stated": "原",
    "decided": "定",
    "inferred": "推",
    "unstated": "通",
}
STATE_MARKS: dict[State, str] = {
    "standby": "待",
    "held": "定",
    "paused": "停",
    "ended": "止",
}
"""The marks of what is not due; of what is, its basis tells."""

LEGEND = (
    "标记：〔原〕预案原文（条文或响应措施）写明；〔推〕由较低一级延续，或按上级预案、目录的起始级别推定；"
    "〔通〕没有限定级别，各级均应执行；〔待〕待定，是否执行由指挥部定；〔定〕指挥部已定；"
    "〔停〕暂停；〔止〕不再因预警执行。"
)

EVENTS: dict[Event, str] = {"lift": "解除", "suspend": "暂停", "resume": "恢复"}

GROUPS: Mapping[Group, str] = {
    "do": PARTS["do"],
    "hold": PARTS["hold"],
    "held": PARTS["held"],
    "routine": PARTS["routine"],
    "resumed": "恢复执行",
    "reverts": "恢复日常（加严的部分结束，日常的照做）",
    "continues": "照常（不因预警而起，不受影响）",
    "paused": "暂停",
    "ended": "结束",
}
"""The headings of a list."""

AFTER_DOWNGRADE = "降级后不再执行"
NOT_STARTED = "待定或暂不执行，未启动"
_UNNAMED = "未列入目录的事项"

_MARKED_CHANGES: frozenset[Change] = frozenset(
    {"added", "widened", "narrowed", "reverts", "continues", "resumed"}
)
"""The changes that a task's mark names; what is over or paused has a mark already."""

_TOLD_CHANGES: frozenset[Change] = frozenset(
    {"added", "reverts", "continues", "resumed"}
)
"""What is said of an item's change beside its state; a task may have grown besides."""


def title(lists: Activation) -> str:
    """What a district's lists are called: 橙色预警（Ⅱ级响应）任务清单."""
    if lists.event == "lift":
        return f"解除{COLOURS[lists.origin or 'red']}预警任务清单"
    level = _level(lists)
    assert level
    if lists.event:
        return f"{EVENTS[lists.event]}{level.response}（{level.name}）任务清单"
    text = f"{level.name}（{level.response}）任务清单"
    if lists.origin:
        text += f"（与{COLOURS[lists.origin]}相比）"
    return text


def _level(lists: Activation) -> Level | None:
    """The level that the lists are of; at a lift there is none."""
    if lists.level is None:
        return None
    return lists.registry.level(lists.level)


def level_note(lists: Activation) -> str:
    """Whence the mapping from colour to response, when the plan does not say it; else empty."""
    level = _level(lists)
    if level is None or level.basis == "stated":
        return ""
    from smogctl.plan import catalogue

    name = lists.registry.plan.scheme
    scheme = catalogue.schemes().get(name)
    if scheme:
        name = scheme.name
    return f"级别：预案未写颜色与响应的对应，按{name}推定。"


def decisions_said(lists: Activation) -> str:
    """What the command has decided, in one line; empty where it has decided nothing."""
    if not lists.decisions:
        return ""
    decided = "；".join(f"{entry.id} {ACTS[entry.act]}" for entry in lists.decisions)
    return f"指挥部决定：{decided}。"


def heads(entry: TaskList) -> str:
    """Whom a list is for."""
    unit = entry.unit.name
    if entry.measure or len(entry.bodies) != 1:
        return unit
    body = entry.bodies[0]
    if body == unit:
        return unit
    return f"{body}（属“{unit}”）"


def first_mark(task: Task) -> str:
    """The mark before a task's wording: on what it rests, what of it is not due, what changed."""
    marks = [_mark(task.state, task.basis)]
    if task.state == "held":
        marks.append(ACTS["hold"])
    marks += waiting_said(task)
    if task.change in _MARKED_CHANGES:
        marks.append(CHANGES[task.change])
    return f"〔{'，'.join(marks)}〕"


def _mark(state: State, basis: TaskBasis) -> str:
    if state == "due":
        return MARKS[basis]
    return STATE_MARKS[state]


_NOT_DUE: dict[State, str] = {
    "standby": "待定",
    "held": "暂不执行",
    "paused": "暂停",
    "ended": "结束",
}


def waiting_said(task: Task) -> Iterator[str]:
    """What of a task that is due is not: 停课 待定."""
    if task.state != "due":
        return
    for state, word in _NOT_DUE.items():
        names = list(_names_in(task, (state,)))
        if names:
            yield f"{'、'.join(names)} {word}"


def waiting_names(
    task: Task, states: Container[State] = ("standby", "held")
) -> list[str]:
    """What of a task stands by or is held, by name."""
    return list(dict.fromkeys(_names_in(task, states)))


def _names_in(task: Task, states: Container[State]) -> Iterator[str]:
    """What of a task is in certain states, by name."""
    for item in task.items:
        if item.standing.state in states:
            yield short_name(item)


def short_name(item: Item) -> str:
    """A measure, or those of its parts or levels that are meant."""
    name = _some_parts(item) or measure_name(item)
    levels = _own_levels(item)
    if not levels:
        return name
    return f"{name}（{levels}）"


def _own_levels(item: Item) -> str:
    """The levels of what is asked at them alone (发布黄色预警); empty for all else."""
    assignment = item.assignment
    if not assignment.ends:
        return ""
    return "、".join(map(COLOURS.__getitem__, assignment.levels))


def measure_name(item: Item) -> str:
    """What an item is about, as people call it."""
    if item.measure is None:
        return _UNNAMED
    return item.measure.name


def _some_parts(item: Item) -> str:
    """The parts that an item is about, where they are not all of its measure's."""
    parts = item.standing.parts
    if item.measure and len(parts) == len(item.measure.parts):
        return ""
    return "、".join(parts)


def details(task: Task, lists: Activation) -> tuple[str, ...]:
    """What is said under a task: its measures with their state, what waits, partners, notes."""
    alone = len(task.items) == 1
    lines = []
    for item in task.items:
        # what is no measure and due, or all that there is, is said by the clause itself
        if item.measure or not (item.due or alone):
            lines.append(_item_said(item, lists.registry))
    lines += _waiting(task, lists)
    lines += partners_said(task.partners, lists.registry, task.duty.text)
    if task.acting_for:
        lines.append(f"代行：{lists.registry.unit(task.acting_for).name}的职责")
    if task.duty.note:
        lines.append(f"注：{task.duty.note}")
    return tuple(lines)


def _waiting(task: Task, lists: Activation) -> Iterator[str]:
    """The clause's measures that are not of this list: of another phase, or dropped by the lift."""
    shown = {item.assignment.measure for item in task.items}
    for assignment in task.duty.assignments:
        name = assignment.measure
        if not name or name in shown:
            continue
        if assignment.active and lists.event != "lift":
            continue
        why = NOT_STARTED
        if not assignment.active:
            phases = "、".join(map(PHASES.__getitem__, assignment.phases))
            why = f"{phases}阶段"
        yield f"不在此列：{lists.measures[name].name}（{why}）"


def _item_said(item: Item, registry: Registry) -> str:
    standing = item.standing
    text = f"〔{_mark(standing.state, standing.basis)}〕{measure_name(item)}"
    about = (item.assignment.scope, _some_parts(item), _own_levels(item))
    limits = "；".join(dict.fromkeys(filter(None, about)))
    if limits:
        text += f"（{limits}）"
    reasons = "；".join(_reasons(item, registry))
    if reasons:
        text += f"　{reasons}"
    return text


def _reasons(item: Item, registry: Registry) -> Iterator[str]:
    """Why an item stands as it does, how far it has grown, and what changed."""
    standing = item.standing
    if standing.state in _SINCE:
        reason = _reason(item.assignment, standing, registry)
        if reason:
            yield reason
        yield from _catalogue_said(item)
    if standing.state == "held":
        yield f"指挥部决定{ACTS['hold']}"
    if item.change in _TOLD_CHANGES:
        yield CHANGES[item.change]


def _catalogue_said(item: Item) -> Iterator[str]:
    """What the catalogue has of a measure at this level, and whom orders usually leave out."""
    if item.stage:
        text = f"目录此级：{item.stage}"
        if item.earlier_stage:
            text += f"（原为{item.earlier_stage}）"
        yield text
    if item.measure is None or not item.measure.conditions:
        return
    standing = item.standing
    if not standing.due or standing.ground != "catalogue":
        return
    if standing.ends_with_episode:
        yield f"目录附注：{'；'.join(item.measure.conditions)}"


_DUE_SINCE: Mapping[Ground | None, str] = {
    "command": "指挥部决定执行",
    "chapter": "响应措施自{since}起",
    "upper": "上级预案自{since}起",
    "catalogue": "目录自{since}起",
    None: "",
}
"""Why something is due, by the text that decided."""

_WAITS_SINCE = {
    **_DUE_SINCE,
    "upper": "上级预案自{since}起，由指挥部定",
    "catalogue": "原文未分级，目录通常自{since}起，由指挥部定",
}
"""Why something stands by."""

_SINCE: dict[State, Mapping[Ground | None, str]] = {
    "due": _DUE_SINCE,
    "standby": _WAITS_SINCE,
}
"""The same by the state of what is to be done, or may be."""


def _reason(assignment: Assignment, standing: Standing, registry: Registry) -> str:
    if standing.ground == "clause":
        return _by_clause(assignment, standing, registry)
    since = standing.since and COLOURS[standing.since]
    reasons = _SINCE[standing.state]
    return reasons[standing.ground].format(since=since)


def _by_clause(assignment: Assignment, standing: Standing, registry: Registry) -> str:
    if standing.state == "standby":
        return f"原文自{levels_said(assignment, registry, first=True)}起"
    if standing.basis != "inferred":
        return ""
    return f"条文限{levels_said(assignment, registry)}，此级也要做"


def named_said(entry: TaskList) -> list[tuple[str, str]]:
    """The clauses of other units that name this one: who and how, and the clause."""
    named = []
    for unit, duty in entry.named_in:
        how: dict[str, None] = {}
        for partner in duty.partners:
            if partner.id == entry.unit.id:
                how[RELATIONS[partner.relation]] = None
        named.append((f"{unit.name}（{'、'.join(how)}）", duty.text))
    return named


def measure_head(entry: TaskList) -> str:
    """The measure that a list is of."""
    measure = entry.measure
    if measure is None:
        return _UNNAMED
    starts = "目录不分级"
    if measure.starts:
        starts = f"目录通常自{COLOURS[measure.starts]}起"
    return f"{measure.name}（{measure.id}，{starts}）"


def parts(tasks: Iterable[Task], lists: Activation) -> list[tuple[str, list[Task]]]:
    """The groups of a list under their headings, empty ones left out.

    What is done for another unit stands apart.
    """
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        name = part_name(task, lists)
        if task.acting_for:
            name = f"代行{lists.registry.unit(task.acting_for).name}职责：{name}"
        groups.setdefault(name, []).append(task)
    return list(groups.items())


def part_name(task: Task, lists: Activation) -> str:
    """The heading of the list that a task stands under."""
    group = group_of(task)
    if group == "ended" and _is_downgrade(lists):
        return AFTER_DOWNGRADE
    return GROUPS[group]


def _is_downgrade(lists: Activation) -> bool:
    if lists.level is None or lists.origin is None:
        return False
    return RANK[lists.level] < RANK[lists.origin]
