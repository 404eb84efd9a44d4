"""Task lists for `activate` and `checklist`: what is said of each list and task."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from smogctl.plan.registry import Assignment, Registry
from smogctl.questions.activation import Activation, Item, Task, TaskList
from smogctl.values.vocabulary import CHANGES, COLOURS, PARTS, PHASES, RELATIONS
from smogctl.wording.registry import levels_said, partners_said

MARKS = {"stated": "原", "inferred": "推", "unstated": "未"}

LEGEND = (
    "标记：〔原〕预案原文写明此级；〔推〕原文未写此级，由较低一级延续或按目录的通常起始级别推定；"
    "〔未〕原文与目录都未定级别，各级均应执行；〔待〕待定，是否执行由指挥部定；〔止〕不再因预警执行。"
)


def title(found: Activation) -> str:
    """What a district's lists are called: 橙色预警（Ⅱ级响应）任务清单."""
    level = found.registry.level(found.level) if found.level else None
    if level is None:
        return f"解除{COLOURS[found.origin or 'red']}预警任务清单"
    origin = f"（与{COLOURS[found.origin]}相比）" if found.origin else ""
    return f"{level.name}（{level.response}）任务清单{origin}"


def level_note(found: Activation) -> str:
    """Whence the mapping from colour to response, when the plan does not say it; else empty."""
    level = found.registry.level(found.level) if found.level else None
    if level is None or level.basis == "stated":
        return ""
    from smogctl.plan import catalogue

    scheme = catalogue.schemes().get(found.registry.plan.scheme)
    name = scheme.name if scheme else found.registry.plan.scheme
    return f"级别：预案未写颜色与响应的对应，按{name}推定。"


def heads(entry: TaskList) -> str:
    """Whom a list is for."""
    if entry.measure or len(entry.bodies) != 1 or entry.bodies[0] == entry.unit.name:
        return entry.unit.name
    return f"{entry.bodies[0]}（属“{entry.unit.name}”）"


def first_mark(task: Task) -> str:
    """The mark in front of a task's wording: on what it rests, what stands by, what changed."""
    said = [_mark_of(task)]
    if task.state == "due":
        held = [_measure_name(item) for item in task.items if item.standing.state == "standby"]
        said += [f"{'、'.join(held)} 待定"] if held else []
    if task.change == "ended" and task.state == "standby":
        said.append("原应执行")
    elif task.change and task.change != "kept":
        said.append(CHANGES[task.change])
    return f"〔{'，'.join(said)}〕"


def _mark_of(task: Task) -> str:
    if task.state == "ended":
        return "止"
    return MARKS[task.basis] if task.state == "due" else "待"


def _measure_name(item: Item) -> str:
    return item.measure.name if item.measure else "未列入目录的事项"


def details(task: Task, found: Activation) -> tuple[str, ...]:
    """What is said under a task: its measures with their state, what waits, partners, notes."""
    shown = [item for item in task.items if item.measure or item.standing.state != "due"]
    lines = [_item_said(item, found.registry) for item in shown]
    lines += _waiting(task, found)
    lines += partners_said(task.partners)
    if task.acting_for:
        lines.append(f"代行：{found.registry.unit(task.acting_for).name}的职责")
    if task.duty.note:
        lines.append(f"注：{task.duty.note}")
    return tuple(lines)


def _waiting(task: Task, found: Activation) -> Iterator[str]:
    """The measures of the clause that belong to another phase than a response."""
    shown = {item.measure.id for item in task.items if item.measure}
    for assignment in task.duty.assignments:
        name = assignment.measure
        if name and name not in shown and not assignment.active:
            yield f"不在本级：{found.measures[name].name}（{_phases(assignment)}）"


def _phases(assignment: Assignment) -> str:
    return f"{'、'.join(PHASES[phase] for phase in assignment.phases)}阶段"


def _item_said(item: Item, registry: Registry) -> str:
    state = item.standing.state
    mark = {"due": MARKS[item.standing.basis], "standby": "待", "ended": "止"}[state]
    scope = f"（{item.assignment.scope}）" if item.assignment.scope else ""
    why = {"due": _due_why, "standby": _held_why}[state](item, registry) if state != "ended" else []
    if item.change == "ended" and state == "standby":
        why.append("原应执行")
    elif item.change == "added":
        why.append(CHANGES[item.change])
    return f"〔{mark}〕{_measure_name(item)}{scope}{'　' if why else ''}{'；'.join(why)}"


def _due_why(item: Item, registry: Registry) -> list[str]:
    said = []
    if item.standing.basis == "inferred":
        if item.assignment.levels:
            said.append(f"原文写{levels_said(item.assignment, registry)}，延续至此级")
        elif item.measure and item.measure.starts:
            said.append(f"目录自{COLOURS[item.measure.starts]}起")
    if item.stage:
        earlier = f"（原为{item.earlier_stage}）" if item.earlier_stage else ""
        said.append(f"目录此级：{item.stage}{earlier}")
    return said


def _held_why(item: Item, registry: Registry) -> list[str]:
    if item.assignment.levels:
        return [f"原文自{levels_said(item.assignment, registry, first=True)}起"]
    said = [f"目录此级：{item.stage}"] if item.stage else []
    starts = item.measure.starts if item.measure else None
    return [f"原文未分级，目录通常自{COLOURS[starts]}起，由指挥部定", *said] if starts else said


def named_said(entry: TaskList) -> list[tuple[str, str]]:
    """The clauses of other units that name this one: who and how, and the clause."""
    found = []
    for unit, duty in entry.named_in:
        relations = dict.fromkeys(one.relation for one in duty.partners if one.id == entry.unit.id)
        found.append(
            (f"{unit.name}（{'、'.join(RELATIONS[one] for one in relations)}）", duty.text)
        )
    return found


def measure_head(entry: TaskList) -> str:
    """The measure that a list is of."""
    if entry.measure is None:
        return "未列入目录的事项"
    starts = (
        f"目录通常自{COLOURS[entry.measure.starts]}起" if entry.measure.starts else "目录不分级"
    )
    return f"{entry.measure.name}（{entry.measure.id}，{starts}）"


def parts(tasks: Iterable[Task], registry: Registry) -> list[tuple[str, list[Task]]]:
    """The parts of a list under their names, empty ones left out.

    What is done for another unit stands apart.
    """
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        name = part_name(task)
        if task.acting_for:
            name = f"代行{registry.unit(task.acting_for).name}职责：{name}"
        groups.setdefault(name, []).append(task)
    return list(groups.items())


def part_name(task: Task) -> str:
    """The part of the list that a task stands in."""
    return "结束" if task.state == "ended" else PARTS[task.part]


def tally(tasks: Iterable[Task]) -> str:
    """How many tasks in each part."""
    kinds = Counter(("代行" if task.acting_for else "") + part_name(task) for task in tasks)
    return "，".join(f"{name} {count}" for name, count in kinds.items()) or "无任务"


def left_said(lists: Iterable[TaskList]) -> str:
    """How many duties of the lists' units are not shown, by phase; each unit counts once."""
    units = {entry.unit.id: entry.left_out for entry in lists}
    total = sum((Counter(left) for left in units.values()), Counter())
    left = "、".join(f"{name} {total[phase]} 条" for phase, name in PHASES.items() if total[phase])
    return f"未列出的职责：{left or '无'}。"


def counted(found: Activation) -> str:
    """One line of totals; a duty that stands in several lists counts once."""
    own = _counted_once(found)
    units = len({entry.unit.id for entry in found.lists})
    acting = sum(1 for task in _all_tasks(found) if task.acting_for)
    sheets = f"，清单 {len(found.lists)} 份" if len(found.lists) != units else ""
    also = f"；代行的 {acting} 项另在代行单位的清单上" if acting else ""
    name = found.registry.district.name
    tasks = f"任务 {len(own)} 项（{tally(own)}{also}{_moved(found, own)}）"
    return f"合计：{name} {units} 个单位{sheets}，{tasks}。"


def _all_tasks(found: Activation) -> Iterator[Task]:
    for entry in found.lists:
        yield from entry.tasks


def _counted_once(found: Activation) -> list[Task]:
    """A task for each duty: its own unit's, where that has a list."""
    own: dict[str, Task] = {}
    for task in _all_tasks(found):
        if task.duty.id not in own or not task.acting_for:
            own[task.duty.id] = task._replace(acting_for=None)
    return list(own.values())


def _moved(found: Activation, tasks: Sequence[Task]) -> str:
    """How many tasks changed and how, compared with another level; else empty."""
    changes = Counter(task.change for task in tasks)
    moved = "，".join(f"{name} {changes[key]}" for key, name in CHANGES.items() if changes[key])
    return f"；与{COLOURS[found.origin]}相比：{moved}" if found.origin and moved else ""
