"""All incidents of a ledger, from their orders alone: a line each, however long they were."""

from collections import defaultdict

from smogctl.incident.event import Event
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.ledger.table import Table
from smogctl.incident.state import State

ORDERS = (
    *(
        "opened",
        "upgraded",
        "downgraded",
        "suspended",
        "resumed",
        "extended",
        "lifted",
        "closed",
    ),
    CORRECTION,
)
"""The events that tell how an incident stands."""


def summaries(table: Table) -> list[State]:
    """The incidents by when they began, without what their bodies did."""
    events: dict[str, list[Event]] = defaultdict(list)
    for event in table.kinds(ORDERS):
        events[event.incident].append(event)
    states = []
    for own in events.values():
        state = fold(own)
        # corrections of what was not read are no fault
        state.flags = [flag for flag in state.flags if flag.event.kind != CORRECTION]
        states.append(state)
    return sorted(states, key=lambda state: state.events[0].observed)


def whole(table: Table, state: State) -> State:
    """An incident with all that its bodies did."""
    return fold(table.of(state.id))
