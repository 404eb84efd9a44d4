"""Two ledgers come together: what one has and the other lacks is added, nothing is changed.

Merging twice is merging once. Chains that part after a common beginning are refused: one of both
was written by another hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from smogctl.incident.event import Event
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table, Tip
from smogctl.incident.verifying import Fault, Seen, chain_faults, end_faults
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal


class Merged(NamedTuple):
    """How many events were added, how many were here already, and of which incidents."""

    added: int
    known: int
    incidents: tuple[str, ...]


def merge(
    store: Store, events: Iterable[Event], tips: Mapping[str, Tip], name: str
) -> Merged:
    """Add what another ledger has. Raises Refusal where it was changed, has holes, or parts from
    ours; then nothing is added.
    """
    theirs = sorted(events, key=attrgetter("origin", "seq"))
    linked = _check(theirs, tips, name)
    with store.writing() as table:
        store.origin(table)
        fresh = _fresh(table, theirs, name)
        known = table.hashes(list(linked)) | {event.hash for event in theirs}
        loose = [event for prev, event in linked.items() if prev not in known]
        if loose:
            raise Refusal(
                f"{name}：{clip(loose[0].origin)} 的第一条接着的一条两边都没有，不完整，没有并入。"
            )
        table.insert(fresh)
    incidents = tuple(dict.fromkeys(event.incident for event in fresh))
    return Merged(len(fresh), len(theirs) - len(fresh), incidents)


def _check(events: list[Event], tips: Mapping[str, Tip], name: str) -> dict[str, Event]:
    """The first events that hang on another origin's. Raises Refusal for what was changed."""
    seen = Seen()
    faults = [fault for fault in chain_faults(events, seen) if fault.grave]
    faults += end_faults(seen.last, tips)
    for event in events:
        if not event.known:
            faults.append(Fault(event.origin, event.seq, "内容读不出来"))
    if not faults:
        return seen.links
    first = faults[0]
    text = f"{name}：{clip(first.origin)} 第{first.seq}条：{first.said}"
    if len(faults) > 1:
        text += f"（共 {len(faults)} 处）"
    raise Refusal(f"{text}。没有并入。")


def _fresh(table: Table, theirs: list[Event], name: str) -> list[Event]:
    """Those of their events that we lack. Raises Refusal where ours are others."""
    ours = table.tips()
    by_origin: dict[str, list[Event]] = defaultdict(list)
    for event in theirs:
        by_origin[event.origin].append(event)
    fresh: list[Event] = []
    for origin, events in by_origin.items():
        tip = ours.get(origin, Tip(origin, 0, ""))
        shared = events[: tip.seq]
        if not shared:
            fresh += events
            continue
        common = shared[-1]
        here = table.at(origin, common.seq)
        if here is None or here.hash != common.hash:
            raise Refusal(
                f"{name}：{clip(origin)} 到第{common.seq}条与这里的不同，两份台账分过叉，没有并入。"
                "请先各自 smogctl incident verify，查明哪一份被改过。"
            )
        fresh += events[len(shared) :]
    return fresh
