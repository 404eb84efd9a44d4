"""What a paper's author must know and its readers must not.

Whence it comes, what is inferred, what is open.
"""

from collections.abc import Iterable, Iterator

from smogctl.documents.making import Order
from smogctl.questions.coverage import Coverage
from smogctl.questions.tasks import COMMANDING, Activation, Task
from smogctl.wording.tasks import heads, level_note, short_name

_SHOWN = 20
"""Tasks of a kind that a note lists one by one."""


def drafting_note(order: Order, told: Iterable[str]) -> Iterator[str]:
    """The note as a file holds it; `told` is what writing the paper has to say."""
    yield f"起草说明：{order.registry.district.name}　{order.facts.kind.title}"
    yield _source(order)
    if order.lists:
        yield from filter(None, [level_note(order.lists)])
        yield from _listed(
            "推定执行的任务（预案没有写到这一级）", _inferred(order.lists)
        )
        yield from _listed(
            "指挥部和办公室自己的任务（不列入本文，见核对表）", _own(order.lists)
        )
        yield from _listed("同一措施有几家牵头", _contested(order))
    yield from _assumed(order)
    yield from told


def briefly(order: Order) -> Iterator[str]:
    """The same in a line or two, for standard error."""
    yield _source(order)
    if order.lists and order.facts.kind.orders:
        inferred, own = len(list(_inferred(order.lists))), len(list(_own(order.lists)))
        yield (
            f"推定执行 {inferred} 项，指挥部和办公室自己的任务 {own} 项不列入本文："
            "逐项见 --note 文件。"
        )
    yield from _assumed(order)


def _source(order: Order) -> str:
    registry = order.registry
    return f"取自：{registry.plan.with_part}，{registry.file}，校验 {registry.digest}。"


def _listed(head: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{head}：{len(found)} 项"
        yield from (f"  {line}" for line in found)


def _tasks(lists: Activation) -> Iterator[tuple[str, bool, Task]]:
    """Every task with whose it is, and whether that is the command or the office."""
    for entry in lists.whole or lists.lists:
        for task in entry.tasks:
            yield heads(entry), entry.unit.kind in COMMANDING, task


def _inferred(lists: Activation) -> Iterator[str]:
    for who, commanding, task in _tasks(lists):
        if not commanding and task.state == "due" and task.basis == "inferred":
            names = "、".join(
                dict.fromkeys(short_name(item) for item in task.items if item.due)
            )
            yield f"{who} {task.duty.id}：{names}"


def _own(lists: Activation) -> Iterator[str]:
    for who, commanding, task in _tasks(lists):
        if task.state == "due" and (commanding or task.acting_for):
            yield f"{who}：{task.duty.text}"


def _contested(order: Order) -> Iterator[str]:
    """The measures of the paper that several lead: who answers for them is to be settled."""
    assert order.lists
    meant = {
        item.measure.id
        for _, _, task in _tasks(order.lists)
        for item in task.items
        if item.measure
    }
    for gap in Coverage(order.registry, order.lists.measures).gaps:
        if gap.kind == "contested" and gap.measure in meant:
            yield gap.message


def _assumed(order: Order) -> Iterator[str]:
    """The deadlines that nobody set."""
    desk = order.facts.desk
    if not (order.facts.kind.leaves and order.facts.kind.orders):
        return
    missing = []
    if desk is None or desk.deadlines.receipt is None:
        missing.append("签收时限")
    if desk is None or desk.deadlines.report is None:
        missing.append("反馈时限")
    if desk is None or not desk.daily:
        missing.append("日报时刻")
    if missing:
        yield f"{'、'.join(missing)}用的是缺省值：可写在值班设置里（smogctl desk）。"
