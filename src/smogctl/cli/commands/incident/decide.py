"""The command `incident decide`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import decided_of
from smogctl.cli.recorders import Session, Told
from smogctl.cli.tasks import decisions_asked
from smogctl.incident.event import Event
from smogctl.incident.freezing import tasks_at
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, Recorded
from smogctl.incident.state import State
from smogctl.plan.registry import Registry
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Decided
from smogctl.schema.decisions import Decision
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID[=start|hold]…",
        help="职责、措施或 单位/措施 的编号，同 activate --decide。",
    ),
]


EXAMPLES = (
    ("incident decide education-2", "指挥部决定：待定的 education-2 执行"),
    ("incident decide education-2=hold", "应执行的暂不执行"),
)


def run(which: Which, told: Told, ids: Ids) -> Answer:
    """登记指挥部的决定：待定的执行（start，缺省），或应执行的暂不执行（hold）。

    之后再 issue 一次，只下达给任务因此改变的机构。
    """
    session = Session(which, told)

    def drafts(state: State, table: Table) -> Iterator[Draft | Recorded]:
        registry = session.registry(state.district)
        session.opened.registries = [registry]
        asked = decisions_asked(session.opened, ids)
        session.notices += _effects(session, registry, state, asked)
        standing = _standing(state, asked)
        if standing is not None:
            yield Recorded(standing, fresh=False)
            return
        decisions = [Decision(id=decided.id, act=decided.act) for decided in asked]
        names = [_named(session, registry, decided.id) for decided in asked]
        yield session.draft(
            "decided",
            decisions=tuple(decisions),
            names=tuple(names),
            round=len(state.decided),
        )

    return session.record(drafts)


def _effects(
    session: Session, registry: Registry, state: State, asked: tuple[Decided, ...]
) -> list[str]:
    """What is to be said of the decisions. Raises Refusal for one that matches nothing."""
    both = {decided.id: decided for decided in (*decided_of(state), *asked)}
    order = state.levelled
    levels = order.level, order.origin
    measures = session.opened.measures
    try:
        lists = tasks_at(registry, measures, order.kind, levels, tuple(both.values()))
    except DecisionError as error:
        raise Refusal(f"{error}编号见 smogctl activate、duties。没有登记。") from None
    # what it ends is an effect too
    turned: set[str] = set()
    for decided in asked:
        if state.decisions.get(decided.id, decided.act) != decided.act:
            turned.add(decided.id)
    notices = []
    for notice in lists.notices:
        if turned.isdisjoint(notice.split(" ")):
            notices.append(notice)
    return notices


def _standing(state: State, asked: tuple[Decided, ...]) -> Event | None:
    """The last decision that says one of what is asked; None unless all of that stands already."""
    ids = {decided.id for decided in asked}
    for decided in asked:
        if state.decisions.get(decided.id) != decided.act:
            return None
    for event in reversed(state.decided):
        for decision in event.content["decisions"]:
            if decision["id"] in ids:
                return event
    return None


def _named(session: Session, registry: Registry, id_: str) -> str:
    """A duty by its unit and words, a measure by its name, a unit's share of one by both."""
    for unit, duty in registry.duties():
        if duty.id == id_:
            return clip(f"{unit.name}：{duty.text}", 60)
    unit_id, _, name = id_.rpartition("/")
    measure = session.opened.measures.get(name)
    if measure:
        name = measure.name
    if unit_id:
        name = f"{registry.unit(unit_id).name}：{name}"
    return name
