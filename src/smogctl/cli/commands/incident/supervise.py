"""The command `incident supervise`."""

from smogctl.cli.addressees import MoreUnits, Units
from smogctl.cli.ledgers import Which
from smogctl.cli.matters import Naming, name_them
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer


def run(
    asked: Naming, which: Which, told: Told, unit: Units = None, more: MoreUnits = None
) -> Answer:
    """

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
    """
    units = [*(unit or ()), *(more or ())]
    return name_them(Session(which, told), units, "supervised", "supervise", asked)
