"""What changes between two levels, on one screen: how much of what, and whom it concerns."""

from collections import Counter
from collections.abc import Iterable, Iterator

from smogctl.questions.tasks import Activation, TaskList
from smogctl.text.plain import width
from smogctl.values.report import Block, Heading, Line
from smogctl.values.vocabulary import CHANGES, COLOURS, Change
from smogctl.wording.registry import counts_said

COLUMNS = 80
MOST_LINES = 3
"""Lines for one sort of change: with five sorts, a head and a total the screen of 24 lines holds
all.
"""


def changed_only(lists: Activation) -> Activation:
    """The lists without what is kept; units without a change are left out."""
    shown = tuple(_changed(lists.lists))
    whole = tuple(_changed(lists.whole))
    return lists._replace(lists=shown, whole=whole)


def _changed(entries: Iterable[TaskList]) -> Iterator[TaskList]:
    for entry in entries:
        tasks = []
        for task in entry.tasks:
            if task.change != "kept":
                tasks.append(task)
        if tasks:
            yield entry._replace(tasks=tuple(tasks))


def _own_changes(entry: TaskList) -> Counter[Change | None]:
    """How many tasks of a list changed how; what is done for another unit counts there."""
    changes: Counter[Change | None] = Counter()
    for task in entry.tasks:
        if not task.acting_for:
            changes[task.change] += 1
    return changes


def overview(lists: Activation) -> Iterator[Block]:
    """The overview of a comparison, from the lists before anything is left out."""
    changes: Counter[Change | None] = Counter()
    for entry in lists.lists:
        changes.update(_own_changes(entry))
    moved = "，".join(counts_said(changes, CHANGES))
    if not moved:
        moved = "没有任务"
    origin = ""
    if lists.origin:
        origin = COLOURS[lists.origin]
    yield Heading("概览", 2)
    yield Line(f"与{origin}相比：{moved}。不变的不列。")
    for change, name in CHANGES.items():
        if changes[change] and change != "kept":
            yield from map(Line, _whom(lists, change, name))


def _whom(lists: Activation, change: Change, name: str) -> list[str]:
    """The units that a sort of change concerns, with how many tasks of each, in a few lines."""
    counts: Counter[str] = Counter()
    for entry in lists.lists:
        counts[entry.unit.name] += _own_changes(entry)[change]
    units = []
    for unit, count in counts.items():
        if count:
            units.append(f"{unit} {count}")
    lines = list(_folded(f"{name}：", units, COLUMNS))
    if len(lines) <= MOST_LINES:
        return lines
    end = f"……等 {len(units)} 个单位"
    last = lines[MOST_LINES - 1].strip().removesuffix("、").split("、")
    cut = next(_folded(" " * 6, last, COLUMNS - width(end)))
    return [*lines[: MOST_LINES - 1], cut.removesuffix("、") + end]


def _folded(head: str, units: Iterable[str], columns: int) -> Iterator[str]:
    """Units in lines of so many columns; a line ends between two of them, never in a name."""
    line = head
    is_empty = True
    for unit in units:
        if not is_empty:
            line += "、"
            if width(line) + width(unit) >= columns:
                yield line
                line = " " * 6
        line += unit
        is_empty = False
    yield line
