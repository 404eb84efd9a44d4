"""The command `incident suspend`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Turn, turn
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer


def run(asked: Turn, which: Which, told: Told) -> Answer:
    """

    from collections.abc import Iterator

    from smogctl.cli.ledgers import Which
    from smogctl.cli.options import LevelWord
    from smogctl.cli.orders import (
        Reason,
        Start,
        check_level,
        check_term,
        missing_said,
        number_used,
        times,
    )
    from smogctl.cli.recorders import Session, Told
    from smogctl.incident.ledger.table import Table
    from smogctl.incident.recording import Draft
    from smogctl.incident.state import State
    from smogctl.values.answer import Answer


    def run(
        which: Which,
        told: Told,
        level: LevelWord = None,
        start: Start = None,
        reason: Reason = None,
    ) -> Answer:
    """
    return turn(which, told, "suspended", asked, ("number", "authority", "reason"))
