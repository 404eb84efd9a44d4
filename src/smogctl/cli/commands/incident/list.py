"""The command `incident list`."""

from typing import Annotated

import typer

from smogctl.cli.clocks import now_asked
from smogctl.cli.ledger_files import store_of
from smogctl.cli.options import District, FormatName, LedgerName, Output, Registries
from smogctl.cli.recorders import Now
from smogctl.cli.registries import means, open_registries
from smogctl.incident.listing import summaries, whole
from smogctl.incident.state import State
from smogctl.incident.view import view
from smogctl.values.answer import Answer
from smogctl.wording.incidents import list_report
from smogctl.wording.status import status_json

Year = Annotated[
    int | None, typer.Option("--year", metavar="年", help="只列这一年的。")
]
Drills = Annotated[bool, typer.Option("--drill", help="只列演练。")]
Real = Annotated[bool, typer.Option("--real", help="只列实际的。")]


EXAMPLES = (
    ("incident list", "全部事件"),
    ("incident list --year 2026 --real", "2026 年实际的"),
)


def run(
    year: Year = None,
    drill: Drills = False,
    real: Real = False,
    now: Now = None,
    ledger: LedgerName = None,
    registries: Registries = None,
    district: District = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """台账里的全部事件：次数、级别、起止、状态；演练另列。"""
    store = store_of(ledger, registries)
    at, _ = now_asked(now)
    with store.reading() as table:
        everything = summaries(table)
        wanted: list[State] = []
        for state in _of_district(everything, district, registries):
            is_unwanted_kind = drill
            if state.drill:
                is_unwanted_kind = real
            if year in (None, state.year) and not is_unwanted_kind:
                wanted.append(state)
        # scripts get each incident whole, people a line
        asked: list[State] = []
        if format_name == "json":
            asked = wanted
        told = status_json(view(whole(table, state), at) for state in asked)
    return Answer(list_report(wanted, told))


def _of_district(
    everything: list[State], district: str | None, registries: str | None
) -> list[State]:
    """Raises Refusal for a district that is known neither here nor in a registry."""
    if district is None:
        return everything
    of_district: list[State] = []
    for state in everything:
        if means(district, (state.district, state.name)):
            of_district.append(state)
    if not of_district:
        open_registries(registries, district)
    return of_district
