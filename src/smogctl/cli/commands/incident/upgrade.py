"""The command `incident upgrade`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Change, change_level
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer


def run(asked: Change, which: Which, told: Told) -> Answer:
    """

    from collections.abc import Iterator

    from smogctl.cli.ledgers import Which
    from smogctl.cli.options import LevelWord
    from smogctl.cli.orders import (
        Reason,
        Start,
        Until,
        check_term,
        colour_of,
        missing_said,
        number_used,
        shifted,
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
        until: Until = None,
        reason: Reason = None,
    ) -> Answer:
    """
    return change_level(which, told, "upgrade", asked)
