"""The command `incident circulate`."""

from collections.abc import Iterator

from smogctl.cli.addressees import MoreUnits, Units, bodies_asked, name_data
from smogctl.cli.clocks import ahead_asked
from smogctl.cli.ledgers import Which
from smogctl.cli.matters import Matter, Person, Requirement, Term, matter_of
from smogctl.cli.papers import Paper, with_paper
from smogctl.cli.recorders import Session, Told
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, next_serial
from smogctl.incident.state import State
from smogctl.values.answer import Answer


def run(
    which: Which,
    told: Told,
    unit: Units = None,
    more: MoreUnits = None,
    matter: Matter = None,
    requirement: Requirement = None,
    person: Person = None,
    until: Term = None,
    paper: Paper = None,
) -> Answer:
    """通报批评：哪些单位，什么事，按年编号。

    用 --paper 同时写出通报；之后也可用 notice circulate --incident 再写。
    """
    session = Session(which, told)
    asked = ahead_asked(until, "--until", session.who.now)
    term = asked.instant if asked else None

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        bodies = bodies_asked(session, state, unit, more)
        yield session.draft(
            "circulated",
            bodies=tuple(name_data(one.named) for one in bodies),
            matter=matter_of(matter, state, bodies, session.observed),
            requirement=requirement,
            person=person,
            until=term,
            issue=state.issues[-1].event.hash if state.issues else None,
            serial=next_serial(table, "circulated", state, session.observed.year),
        )

    return with_paper(session, drafts, "circulate", paper)
