"""Events to an incident's state. Total: what cannot be is kept and flagged, never raised.

Commands check before they write, with this same fold; what is impossible can only come by merging
two ledgers or by a hand in the database.
"""

from collections.abc import Iterable

from pydantic import ValidationError

from smogctl.incident import events as kinds
from smogctl.incident.event import Event, in_order
from smogctl.incident.kind import Impossible, Told
from smogctl.incident.state import Flag, State

CORRECTION = "corrected"


def fold(events: Iterable[Event]) -> State:
    """The state of one incident, from its events in any order."""
    state = State(events=sorted(events, key=in_order))
    _correct(state)
    for event in state.events:
        if event.kind == CORRECTION:
            continue
        if event.hash in state.corrected:
            continue
        _take(state, event)
    if state.events and state.phase is None:
        state.phase = "void"
    return state


def _correct(state: State) -> None:
    """What is corrected does not count, wherever in the order the correction stands."""
    by_hash = {event.hash: event for event in state.events}
    for event in state.events:
        if event.kind != CORRECTION:
            continue
        data = _data(state, event)
        if data is None:
            continue
        target = by_hash.get(getattr(data, "event", ""))
        if target is None or target.kind == CORRECTION:
            state.flags.append(Flag(event, "更正的不是本次事件里能更正的一条"))
            continue
        state.corrected.setdefault(target.hash, event)
        state.keys.setdefault(base_key(event.key), event)


def _data(state: State, event: Event) -> Told | None:
    try:
        return kinds.read(event)
    except (ValidationError, ValueError, KeyError):
        state.flags.append(Flag(event, "内容读不懂：不认识的种类，或不合写法"))
        return None


def _take(state: State, event: Event) -> None:
    data = _data(state, event)
    if data is None:
        return
    try:
        apply(state, event, data)
    except Impossible as reason:
        state.flags.append(Flag(event, str(reason)))


def apply(state: State, event: Event, data: Told) -> None:
    """Let one event take effect. Raises Impossible for one that cannot be; then nothing changed."""
    if event.drill != (state.events[0].drill if state.events else event.drill):
        raise Impossible("演练与实际混在一起")
    kinds.named(event.kind).apply(state, event, data)
    state.keys.setdefault(base_key(event.key), event)


def base_key(key: str) -> str:
    """A key without the count of the corrected events that had it before."""
    head, mark, count = key.rpartition("~")
    return head if mark and count.isdecimal() else key
