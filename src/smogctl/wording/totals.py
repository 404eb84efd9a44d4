"""What is said of task lists as a whole: counts, what is left out, what waits for a decision."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from smogctl.questions.ownership import Ownership
from smogctl.questions.tasks import Activation, Task, TaskList
from smogctl.values.vocabulary import CHANGES, COLOURS, PHASES, RANK
from smogctl.wording.tasks import NOT_STARTED, part_name, short_name


def tally(tasks: Iterable[Task], lists: Activation) -> str:
    """How many tasks under each heading."""
    counts: Counter[str] = Counter()
    for task in tasks:
        name = part_name(task, lists).partition("（")[0]
        counts[f"代行{name}" if task.acting_for else name] += 1
    return "，".join(f"{name} {count}" for name, count in counts.items()) or "无任务"


def left_said(lists: Iterable[TaskList]) -> str:
    """How many duties of the lists' units are not shown, by phase; each unit counts once."""
    units = {entry.unit.id: entry.left_out for entry in lists}
    total = sum((Counter(left) for left in units.values()), Counter[str]())
    names = [*PHASES.items(), ("standby", NOT_STARTED)]
    left = "、".join(f"{name} {total[key]} 条" for key, name in names if total[key])
    return f"未列出的职责：{left or '无'}。"


def counted(lists: Activation) -> str:
    """One line of totals; a duty that stands in several lists counts once."""
    own = _counted_once(lists)
    units = len({entry.unit.id for entry in lists.lists})
    acting = sum(1 for task in _all_tasks(lists) if task.acting_for)
    sheets = f"，清单 {len(lists.lists)} 份" if len(lists.lists) != units else ""
    also = f"；代行的 {acting} 项另在代行单位的清单上" if acting else ""
    name = lists.registry.district.name
    tasks = f"任务 {len(own)} 项（{tally(own, lists)}{also}{_moved(lists, own)}）"
    return f"合计：{name} {units} 个单位{sheets}，{tasks}。"


def _all_tasks(lists: Activation) -> Iterator[Task]:
    for entry in lists.lists:
        yield from entry.tasks


def _counted_once(lists: Activation) -> list[Task]:
    """A task for each duty: its own unit's, where that has a list."""
    own: dict[str, Task] = {}
    for task in _all_tasks(lists):
        if task.duty.id not in own or not task.acting_for:
            own[task.duty.id] = task._replace(acting_for=None)
    return list(own.values())


def _moved(lists: Activation, tasks: Sequence[Task]) -> str:
    """How many tasks changed and how, compared with another level; else empty."""
    changes = Counter(task.change for task in tasks)
    moved = "，".join(
        f"{name} {changes[key]}" for key, name in CHANGES.items() if changes[key]
    )
    if lists.event or not lists.origin or not moved:
        return ""
    return f"；与{COLOURS[lists.origin]}相比：{moved}"


def unordered_said(lists: Activation) -> list[str]:
    """What the response chapter orders at the level and no unit carries: it stands in no list.

    Nothing where the lists are of a lift or a suspension.
    """
    registry, level = lists.registry, lists.level
    if not registry.responses or level is None or lists.event == "suspend":
        return []
    measures = Ownership(registry, lists.measures).unordered
    ordered = [
        f"{lists.measures[measure].name}（{response.id}：{response.text}）"
        for measure, response in measures.items()
        if RANK[response.level] <= RANK[level]
    ]
    if not ordered:
        return []
    shown = "；".join(ordered)
    return [
        f"响应措施要求而没有写给哪个单位 {len(ordered)} 项，不在任务单里：{shown}。"
    ]


MOST_WAITING = 8
"""So many undecided duties are named one by one."""


def undecided_said(lists: Activation) -> list[str]:
    """What waits for the command's decision, with the ids to decide it by.

    For the office's own lists and the author of a paper, never for its readers.
    """
    waiting = _undecided(lists) if lists.event in (None, "resume") else []
    if not waiting:
        return []
    more = f" 等 {len(waiting)} 条" if len(waiting) > MOST_WAITING else ""
    shown = "；".join(waiting[:MOST_WAITING])
    return [f"待指挥部决定 {len(waiting)} 条（--decide 编号）：{shown}{more}。"]


def _undecided(lists: Activation) -> list[str]:
    """A duty, and what of it stands by, each."""
    lines = []
    for entry in lists.whole or lists.lists:
        for task in entry.tasks:
            waiting = [item for item in task.items if item.standing.state == "standby"]
            if waiting and not task.acting_for:
                names = "、".join(dict.fromkeys(short_name(item) for item in waiting))
                lines.append(f"{entry.unit.name} {task.duty.id}：{names}")
    return lines
