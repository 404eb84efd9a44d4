"""What a paper's author must know and its readers must not.

Whence it comes, what is inferred, what is open.
"""

from collections.abc import Iterable, Iterator, Sequence

from smogctl.documents.lists import shares_of, tasks_of
from smogctl.documents.making import Order
from smogctl.plan.registry import Registry
from smogctl.questions.coverage import Coverage
from smogctl.questions.tasks import COMMANDING, Activation
from smogctl.schema.desk import Deadlines
from smogctl.wording.tasks import heads, level_note, short_name


def drafting_note(order: Order, told: Iterable[str]) -> Iterator[str]:
    """The note as a file holds it; `told` is what writing the paper has to say."""
    yield f"起草说明：{order.registry.district.name}　{order.facts.kind.title}"
    yield _source(order)
    if order.lists:
        level = level_note(order.lists)
        if level:
            yield level
        yield from _listed(
            "推定执行的任务（预案没有写到这一级）", _inferred(order.lists)
        )
        yield from _listed(
            "指挥部和办公室自己的任务（不列入本文，见核对表）", _own(order.lists)
        )
        yield from _listed(
            "同一措施有几家牵头", _contested(order.registry, order.lists)
        )
    yield from _assumed(order)
    yield from told


def briefly(order: Order) -> Iterator[str]:
    """The same in a line or two, for standard error."""
    yield _source(order)
    if order.lists and order.facts.kind.orders:
        inferred = len(_inferred(order.lists))
        own = len(_own(order.lists))
        yield (
            f"推定执行 {inferred} 项，指挥部和办公室自己的任务 {own} 项不列入本文："
            "逐项见 --note 文件。"
        )
    yield from _assumed(order)


def _source(order: Order) -> str:
    registry = order.registry
    return f"取自：{registry.plan.with_part}，{registry.file}，校验 {registry.digest}。"


def _listed(head: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"{head}：{len(lines)} 项"
    for line in lines:
        yield f"  {line}"


def _inferred(lists: Activation) -> list[str]:
    lines = []
    for entry, task in tasks_of(lists):
        if entry.unit.kind in COMMANDING:
            continue
        if task.state != "due":
            continue
        if task.basis != "inferred":
            continue
        names: dict[str, None] = {}
        for item in task.items:
            if item.due:
                names[short_name(item)] = None
        lines.append(f"{heads(entry)} {task.duty.id}：{'、'.join(names)}")
    return lines


def _own(lists: Activation) -> list[str]:
    lines = []
    for entry, task in tasks_of(lists):
        if task.state != "due":
            continue
        commanding = entry.unit.kind in COMMANDING
        if commanding or task.acting_for:
            who = heads(entry)
            lines.append(f"{who}：{task.duty.text}")
    return lines


def _contested(registry: Registry, lists: Activation) -> list[str]:
    """The measures of the paper that several lead: who answers for them is to be settled."""
    meant = set()
    for _, _, measure in shares_of(lists):
        meant.add(measure.id)
    messages = []
    coverage = Coverage(registry, lists.measures)
    for gap in coverage.gaps:
        if gap.kind != "contested":
            continue
        if gap.measure in meant:
            messages.append(gap.message)
    return messages


def _assumed(order: Order) -> Iterator[str]:
    """The deadlines that nobody set."""
    kind, desk = order.facts.kind, order.facts.desk
    if not kind.orders:
        return
    deadlines = Deadlines()
    daily: tuple[str, ...] = ()
    if desk is not None:
        deadlines, daily = desk.deadlines, desk.daily
    missing = []
    if deadlines.receipt is None:
        missing.append("签收时限")
    if deadlines.report is None:
        missing.append("反馈时限")
    if not daily:
        missing.append("日报时刻")
    if missing:
        yield f"{'、'.join(missing)}用的是缺省值：可写在值班设置里（smogctl desk）。"
