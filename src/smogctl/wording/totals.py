"""What is said of task lists as a whole: counts, what is left out, what waits for a decision."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from smogctl.questions.ownership import Ownership
from smogctl.questions.tasks import Activation, Task, TaskList
from smogctl.values.vocabulary import CHANGES, COLOURS, PHASES, RANK
from smogctl.wording.registry import counts_said
from smogctl.wording.tasks import NOT_STARTED, part_name, waiting_names


def tally(tasks: Iterable[Task], lists: Activation) -> str:
    """How many tasks under each heading."""
    counts: Counter[str] = Counter()
    for task in tasks:
        name = part_name(task, lists).partition("（")[0]
        if task.acting_for:
            name = f"代行{name}"
        counts[name] += 1
    if not counts:
        return "无任务"
    return "，".join(f"{name} {count}" for name, count in counts.items())


def left_said(lists: Iterable[TaskList]) -> str:
    """How many duties of the lists' units are not shown, by phase; each unit counts once."""
    units = {entry.unit.id: entry.left_out for entry in lists}
    total: Counter[str] = Counter()
    for left in units.values():
        total.update(left)
    parts = []
    for count in counts_said(total, {**PHASES, "standby": NOT_STARTED}):
        parts.append(f"{count} 条")
    if not parts:
        parts.append("无")
    return f"未列出的职责：{'、'.join(parts)}。"


def counted(lists: Activation) -> str:
    """One line of totals; a duty that stands in several lists counts once."""
    own = _counted_once(lists)
    units = len({entry.unit.id for entry in lists.lists})
    whose = f"{lists.registry.district.name} {units} 个单位"
    if len(lists.lists) != units:
        whose += f"，清单 {len(lists.lists)} 份"
    headings = tally(own, lists)
    acting = 0
    for task in _all_tasks(lists):
        if task.acting_for:
            acting += 1
    if acting:
        headings += f"；代行的 {acting} 项另在代行单位的清单上"
    tasks = f"任务 {len(own)} 项（{headings}{_moved(lists, own)}）"
    return f"合计：{whose}，{tasks}。"


def _all_tasks(lists: Activation) -> Iterator[Task]:
    for entry in lists.lists:
        yield from entry.tasks


def _counted_once(lists: Activation) -> list[Task]:
    """A task for each duty: its own unit's, where that has a list."""
    tasks: dict[str, Task] = {}
    for task in _all_tasks(lists):
        own = task._replace(acting_for=None)
        if task.acting_for:
            tasks.setdefault(task.duty.id, own)
        else:
            tasks[task.duty.id] = own
    return list(tasks.values())


def _moved(lists: Activation, tasks: Sequence[Task]) -> str:
    """How many tasks changed and how, compared with another level; else empty."""
    if lists.event or not lists.origin:
        return ""
    changes = Counter(task.change for task in tasks)
    moved = "，".join(counts_said(changes, CHANGES))
    if not moved:
        return ""
    return f"；与{COLOURS[lists.origin]}相比：{moved}"


def unordered_said(lists: Activation) -> list[str]:
    """What the response chapter orders at the level and no unit carries: it stands in no list.

    Nothing where the lists are of a lift or a suspension.
    """
    registry, level = lists.registry, lists.level
    if not registry.responses:
        return []
    if level is None or lists.event == "suspend":
        return []
    ordered = []
    for name, response in Ownership(registry, lists.measures).unordered.items():
        if RANK[response.level] <= RANK[level]:
            measure = lists.measures[name].name
            ordered.append(f"{measure}（{response.id}：{response.text}）")
    if not ordered:
        return []
    count = f"响应措施要求而没有写给哪个单位 {len(ordered)} 项"
    return [f"{count}，不在任务单里：{'；'.join(ordered)}。"]


MOST_WAITING = 8
"""So many undecided duties are named one by one."""


def undecided_said(lists: Activation) -> list[str]:
    """What waits for the command's decision, with the ids to decide it by.

    For the office's own lists and the author of a paper, never for its readers.
    """
    if lists.event not in (None, "resume"):
        return []
    waiting = list(_undecided(lists))
    if not waiting:
        return []
    shown = "；".join(waiting[:MOST_WAITING])
    if len(waiting) > MOST_WAITING:
        shown += f" 等 {len(waiting)} 条"
    return [f"待指挥部决定 {len(waiting)} 条（--decide 编号）：{shown}。"]


def _undecided(lists: Activation) -> Iterator[str]:
    """A duty, and what of it stands by, each."""
    for entry in lists.whole or lists.lists:
        for task in entry.tasks:
            if task.acting_for:
                continue
            names = waiting_names(task, ("standby",))
            if names:
                yield f"{entry.unit.name} {task.duty.id}：{'、'.join(names)}"
