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
        if state.decided and all(
            state.decisions.get(one.id) == one.act for one in asked
        ):
            yield Recorded(_standing(state, asked), fresh=False)
            return
        made = tuple(Decision(id=one.id, act=one.act) for one in asked)
        names = tuple(_named(session, registry, one.id) for one in asked)
        yield session.draft(
            "decided", decisions=made, names=names, round=len(state.decided)
        )

    return session.record(drafts)


def _effects(
    session: Session, registry: Registry, state: State, asked: tuple[Decided, ...]
) -> list[str]:
    """What is to be said of the decisions. Raises Refusal for one that matches nothing."""
    both = {one.id: one for one in (*decided_of(state), *asked)}
    order = state.levelled
    levels = order.level, order.origin
    try:
        lists = tasks_at(
            registry, session.opened.measures, order.kind, levels, tuple(both.values())
        )
    except DecisionError as error:
        raise Refusal(f"{error}编号见 smogctl activate、duties。没有登记。") from None
    # what it ends is an effect too
    turned = {
        one.id for one in asked if state.decisions.get(one.id, one.act) != one.act
    }
    return [said for said in lists.notices if not turned & {*said.split(" ")}]


def _standing(state: State, asked: tuple[Decided, ...]) -> Event:
    """The last decision that says one of what is asked."""
    ids = {one.id for one in asked}
    told = (
        event
        for event in reversed(state.decided)
        if ids & {one["id"] for one in event.content["decisions"]}
    )
    return next(told)


def _named(session: Session, registry: Registry, id_: str) -> str:
    """A duty by its unit and words, a measure by its name, a unit's share of one by both."""
    for unit, duty in registry.duties():
        if duty.id == id_:
            return clip(f"{unit.name}：{duty.text}", 60)
    unit_id, _, measure = id_.rpartition("/")
    name = (
        session.opened.measures[measure].name
        if measure in session.opened.measures
        else measure
    )
    return f"{registry.unit(unit_id).name}：{name}" if unit_id else name
