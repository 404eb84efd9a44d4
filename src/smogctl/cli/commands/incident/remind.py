"""The command `incident remind`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.addressees import MoreUnits, Units, bodies_asked, name_data
from smogctl.cli.ledgers import Which
from smogctl.cli.papers import Paper, with_paper
from smogctl.cli.recorders import Session, Told
from smogctl.incident.instants import instant
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import BodyState, State
from smogctl.incident.view import view
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Matter = Annotated[
    str | None, typer.Option("--matter", metavar="事项", help="催的是什么。")
]
Overdue = Annotated[bool, typer.Option("--overdue", help="所有逾期的单位。")]


EXAMPLES = (
    ("incident remind --overdue", "催所有逾期的单位"),
    ("incident remind -u 教育局 --paper 催办单.docx", "催教育局，并写出催办单"),
)


def run(
    which: Which,
    told: Told,
    unit: Units = None,
    more: MoreUnits = None,
    overdue: Overdue = False,
    matter: Matter = None,
    paper: Paper = None,
) -> Answer:
    """登记催办：催了谁，怎样催的。

    用 --paper 同时写出催办单；之后也可用 notice urge --incident 再写。
    """
    session = Session(which, told)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        for body in _asked(session, state, unit, more, overdue=overdue):
            at = instant(session.observed.replace(second=0))
            yield session.draft(
                "reminded", body=name_data(body.named), at=at, matter=matter
            )

    return with_paper(session, drafts, "urge", paper)


def _asked(
    session: Session,
    state: State,
    unit: list[str] | None,
    more: list[str] | None,
    *,
    overdue: bool,
) -> list[BodyState]:
    if not overdue:
        return bodies_asked(session, state, unit, more)
    late = view(state, session.observed).overdue
    if not late:
        raise Refusal("没有逾期的。没有登记。")
    return [state.bodies[body.named.key] for body in late]
