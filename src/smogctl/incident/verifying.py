"""Whether a ledger is as it was written: chains, holes, cut ends, clocks, numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from smogctl.incident.event import OPENING, Event, digest
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table, Tip
from smogctl.text.plain import clip

MOST = 200
"""So many findings are listed: a broken chain is broken from there on."""


class Fault(NamedTuple):
    """Something that is not as it should be: of which origin and place, and what."""

    origin: str
    seq: int
    said: str
    grave: bool = True
    """Whether something was changed, or contradicts; else it is only to be known."""


class Checked(NamedTuple):
    """What a check found, and how much it looked at."""

    faults: tuple[Fault, ...]
    events: int
    origins: int
    tips: tuple[Tip, ...]


class Seen:
    """What is remembered of the events that went by."""

    def __init__(self) -> None:
        self.count = 0
        self.last: dict[str, Event] = {}
        self.links: dict[str, Event] = {}
        """First events of origins that hang on another one, by the hash that they hang on."""
        self.places: dict[str, set[str]] = defaultdict(set)
        """The origins of each incident's events."""


def verify(store: Store) -> Checked:
    """Check a whole ledger. Raises Refusal where it cannot be read."""
    with store.reading() as table:
        faults = [Fault("", 0, said) for said in store.faults(table)]
        if faults:
            return Checked(tuple(faults), 0, 0, ())
        return _checked(table)


def _checked(table: Table) -> Checked:
    seen = Seen()
    tips = table.tips()
    faults = list(islice(chain_faults(table.every(), seen), MOST))
    faults += end_faults(seen.last, tips)
    known = table.hashes(list(seen.links))
    for prev, event in seen.links.items():
        if prev not in known:
            faults.append(Fault(event.origin, event.seq, "它接着的一条不在台账里：前面的被删去了"))
    faults += _number_faults(table)
    faults += _flagged(table, seen)
    return Checked(tuple(faults[:MOST]), seen.count, len(seen.last), tuple(tips.values()))


def chain_faults(events: Iterable[Event], seen: Seen) -> Iterator[Fault]:
    """What is wrong within the chains; events come origin by origin, in order."""
    for event in events:
        before = seen.last.get(event.origin)
        seen.last[event.origin] = event
        seen.count += 1
        seen.places[event.incident].add(event.origin)
        yield from _link_faults(event, before, seen)
        yield from _own_faults(event)
        if before and event.recorded < before.recorded:
            said = f"登记时间 {event.recorded} 早于前一条的 {before.recorded}：时钟倒走过"
            yield Fault(event.origin, event.seq, said, grave=False)


def _link_faults(event: Event, before: Event | None, seen: Seen) -> Iterator[Fault]:
    place = before.seq + 1 if before else 1
    if event.seq != place:
        yield Fault(event.origin, event.seq, f"前面缺了第{place}条到第{event.seq - 1}条")
        return
    if before is None:
        if event.prev:
            seen.links[event.prev] = event
        return
    if event.prev != before.hash:
        yield Fault(event.origin, event.seq, "与前一条接不上：有一条被换过或改过")


def _own_faults(event: Event) -> Iterator[Fault]:
    try:
        same = digest(event) == event.hash
    except ValueError:
        same = False
    if not same or (event.kind == OPENING and event.incident != event.hash):
        yield Fault(event.origin, event.seq, "内容与它的指纹不符：被改过")


def end_faults(last: Mapping[str, Event], tips: Mapping[str, Tip]) -> Iterator[Fault]:
    """Chains that do not end where it was noted that they end."""
    for origin in sorted({*last, *tips}):
        event, tip = last.get(origin), tips.get(origin)
        if tip is None:
            assert event
            yield Fault(origin, event.seq, "没有记下末条：登记的索引被改过")
        elif event is None or event.seq < tip.seq:
            begun = event.seq + 1 if event else 1
            yield Fault(origin, begun, f"末尾缺了第{begun}条到第{tip.seq}条：被删去了")
        elif (event.seq, event.hash) != (tip.seq, tip.hash):
            yield Fault(origin, event.seq, "末条与记下的不符：被换过、改过或添过")


def _number_faults(table: Table) -> Iterator[Fault]:
    """Incidents of a district that bear one number: after a merge of two ledgers."""
    corrected = {event.content.get("event") for event in table.kinds([CORRECTION])}
    taken: dict[tuple[object, ...], Event] = {}
    for event in table.openings():
        if event.hash in corrected:
            continue
        told = event.content
        number = told.get("district"), str(told.get("start"))[:4], event.drill, told.get("episode")
        other = taken.setdefault(number, event)
        if other is not event:
            said = f"与 {other.short} 同为 {number[1]} 年第 {number[3]} 次：合并后次数重复"
            yield Fault(event.origin, event.seq, said)


def _flagged(table: Table, seen: Seen) -> Iterator[Fault]:
    """Events that cannot be. Commands check before they write, so only a merge can bring them."""
    for incident, origins in seen.places.items():
        if len(origins) > 1:
            for flag in fold(table.of(incident)).flags:
                event = flag.event
                yield Fault(event.origin, event.seq, f"不能成立，没有算数：{clip(flag.why, 80)}")
