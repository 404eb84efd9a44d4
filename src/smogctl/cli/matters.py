"""What a supervision and a circular say: the options, and the paper that goes with them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.addressees import bodies_asked, name_data
from smogctl.cli.clocks import ahead_asked
from smogctl.cli.papers import Paper, with_paper
from smogctl.cli.recorders import Session
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, next_serial
from smogctl.incident.state import BodyState, State
from smogctl.incident.view import view
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Matter = Annotated[
    str | None,
    typer.Option("--matter", metavar="事项", help="什么事；缺省为逾期的签收和反馈。"),
]
Requirement = Annotated[
    str | None, typer.Option("--requirement", metavar="文字", help="要求。")
]
Person = Annotated[
    str | None, typer.Option("--person", metavar="姓名", help="那里的责任人。")
]
Term = Annotated[str | None, typer.Option("--until", metavar="时间", help="何时办结。")]


class Naming(NamedTuple):
    """What a supervision or a circular says, as typed."""

    matter: Matter = None
    requirement: Requirement = None
    person: Person = None
    until: Term = None
    paper: Paper = None


def name_them(
    session: Session,
    units: list[str] | None,
    more: list[str] | None,
    event: str,
    notice: str,
    asked: Naming,
) -> Answer:
    """Record a supervision or a circular, with its number and, where asked for, its paper."""
    until: str | None = None
    term = ahead_asked(asked.until, "--until", session.who.now)
    if term is not None:
        until = term.instant

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        bodies = bodies_asked(session, state, units, more)
        issue: str | None = None
        if state.issues:
            issue = state.issues[-1].event.hash
        yield session.draft(
            event,
            bodies=tuple(name_data(body.named) for body in bodies),
            matter=matter_of(asked.matter, state, bodies, session.observed),
            requirement=asked.requirement,
            person=asked.person,
            until=until,
            issue=issue,
            serial=next_serial(table, event, state, session.observed.year),
        )

    return with_paper(session, drafts, notice, asked.paper)


def matter_of(
    word: str | None, state: State, bodies: Sequence[BodyState], observed: datetime
) -> str:
    """The matter as typed, else what is overdue. Raises Refusal where nothing is."""
    if word is not None:
        return word
    asked = {body.named.key for body in bodies}
    matters: set[str] = set()
    for overdue in view(state, observed).overdue:
        if overdue.named.key not in asked:
            continue
        for what, _ in overdue.late:
            matter = f"逾期未反馈（{what}）"
            if what == "签收":
                matter = "逾期未签收"
            matters.add(matter)
    if not matters:
        raise Refusal("这些单位没有逾期的，请用 --matter 写明什么事。没有登记。")
    return "、".join(sorted(matters))
