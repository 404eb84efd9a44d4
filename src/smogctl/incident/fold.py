"""Events to an incident's state. Total: what cannot be is kept and flagged, never raised.

Commands check before they write, with this same fold; what is impossible can only come by merging
two ledgers or by a hand in the database.
"""

from collections.abc import Iterable
from hashlib import sha256

from smogctl.incident import events as kinds
from smogctl.incident.event import Event, in_order
from smogctl.incident.instants import moment_of
from smogctl.incident.kind import Impossible, Told
from smogctl.incident.state import Flag, State

CORRECTION = "corrected"


def fold(events: Iterable[Event]) -> State:
    """The state of one incident, from its events in any order."""
    state = State(events=sorted(events, key=in_order))
    _correct(state)
    for event in state.events:
        if event.kind != CORRECTION and event.hash not in state.corrected:
            _take(state, event)
    if state.events and state.phase is None:
        _void(state)
    return state


def _void(state: State) -> None:
    """An incident whose opening was corrected: it keeps its name, and nothing else."""
    state.phase = "void"
    first = state.events[0]
    try:
        told = first.content
        state.district, state.name = str(told["district"]), str(told["district_name"])
        state.year, state.episode = int(str(told["start"])[:4]), int(told["episode"])
    except (ValueError, KeyError, TypeError):
        return
    state.drill, state.title = bool(first.drill), told.get("title")


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
        moment_of(event.observed)
        moment_of(event.recorded)
        return kinds.read(event)
    except (ValueError, KeyError, OverflowError):
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
    if event.drill != state.events[0].drill:
        raise Impossible("演练与实际混在一起")
    kinds.named(event.kind).apply(state, event, data)
    state.keys.setdefault(base_key(event.key), event)


MOST_KEY = 160
"""Characters of a key: a database's index takes no more than some thousand bytes."""


def keyed(key: str) -> str:
    """A kind's key as it is kept: long ones, and such with our own mark in them, as a hash."""
    if len(key) <= MOST_KEY and "~" not in key:
        return key
    return f"{key.partition('/')[0]}/#{sha256(key.encode()).hexdigest()[:32]}"


def base_key(key: str) -> str:
    """A key without the count of the corrected events that had it before."""
    head, mark, count = key.rpartition("~")
    if mark and count.isdecimal():
        return head
    return key
