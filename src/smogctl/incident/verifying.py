"""Whether a ledger is as it was written: chains, holes, cut ends, clocks, numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from smogctl.incident.event import OPENING, Event, digest
from smogctl.incident.exchange import Archive
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.instants import INSTANT
from smogctl.incident.ledger.store import Damaged, Store
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
        self.given = 0
        """How many times were typed."""
        self.last: dict[str, Event] = {}
        self.links: dict[str, Event] = {}
        """First events of origins that hang on another one, by the hash that they hang on."""
        self.places: dict[str, set[str]] = defaultdict(set)
        """The origins of each incident's events."""


def verify(store: Store) -> Checked:
    """Check a whole ledger. Raises Refusal where it cannot be read."""
    try:
        return _whole(store, damaged=False)
    except Damaged:
        return _whole(store, damaged=True)


def _whole(store: Store, *, damaged: bool) -> Checked:
    with store.reading(damaged=damaged) as table:
        faults = [Fault("", 0, said) for said in store.faults(table)]
        if faults:
            return Checked(tuple(faults), 0, 0, ())
        return _checked(table)


def verify_archive(archive: Archive) -> Checked:
    """Check a file of events. Of one incident alone the chain has holes, so only hashes count."""
    seen = Seen()
    events = sorted(archive.events, key=lambda event: (event.origin, event.seq))
    if archive.partial:
        faults = [fault for event in events for fault in _own_faults(event)]
        origins = len({event.origin for event in events})
        return Checked(tuple(faults[:MOST]), len(events), origins, ())
    faults = list(gravest(chain_faults(events, seen)))
    faults += end_faults(seen.last, archive.tips)
    known = {event.hash for event in events}
    faults += [
        Fault(event.origin, event.seq, "它接着的一条不在文件里：不完整")
        for prev, event in seen.links.items()
        if prev not in known
    ]
    tips = tuple(archive.tips.values())
    return Checked(tuple(gravest(faults)), seen.count, len(seen.last), tips)


def _checked(table: Table) -> Checked:
    seen = Seen()
    tips = table.tips()
    faults = list(gravest(chain_faults(table.every(), seen)))
    faults += end_faults(seen.last, tips)
    known = table.hashes(list(seen.links))
    for prev, event in seen.links.items():
        if prev not in known:
            faults.append(
                Fault(event.origin, event.seq, "它接着的一条不在台账里：前面的被删去了")
            )
    if seen.given:
        said = f"有 {seen.given} 条的登记时间是给定的（--now），不是时钟的"
        faults.append(Fault("", 0, said, grave=False))
    faults += _number_faults(table)
    faults += _serial_faults(table)
    faults += _flagged(table, seen)
    shown = tuple(gravest(faults))
    return Checked(shown, seen.count, len(seen.last), tuple(tips.values()))


def gravest(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first of the faults, what is grave before what is only to be known."""
    notes: list[Fault] = []
    count = 0
    for fault in faults:
        if not fault.grave:
            notes += [fault] if len(notes) < MOST else []
        elif count < MOST:
            count += 1
            yield fault
    yield from notes


def chain_faults(events: Iterable[Event], seen: Seen) -> Iterator[Fault]:
    """What is wrong within the chains; events come origin by origin, in order."""
    for event in events:
        before = seen.last.get(event.origin)
        seen.last[event.origin] = event
        seen.count += 1
        seen.places[event.incident].add(event.origin)
        yield from _link_faults(event, before, seen)
        yield from _own_faults(event)
        seen.given += _is_given(event)
        if before and event.recorded < before.recorded and not _is_given(event, before):
            said = (
                f"登记时间 {event.recorded} 早于前一条的 {before.recorded}：时钟倒走过"
            )
            yield Fault(event.origin, event.seq, said, grave=False)


def _is_given(*events: Event) -> bool:
    """Whether the time of one of some events was typed, and is no clock's."""
    return any(_GIVEN in event.data for event in events)


_GIVEN = '"clock":"given"'


def _link_faults(event: Event, before: Event | None, seen: Seen) -> Iterator[Fault]:
    place = before.seq + 1 if before else 1
    if event.seq != place:
        yield Fault(
            event.origin, event.seq, f"前面缺了第{place}条到第{event.seq - 1}条"
        )
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
    elif not is_readable(event):
        yield Fault(event.origin, event.seq, "时间或内容不合写法：不是 smogctl 写的")


_INSTANT = re.compile(INSTANT)


def is_readable(event: Event) -> bool:
    """Whether its times are times and its data look like an object: what smogctl writes does."""
    times = _INSTANT.match(event.recorded) and _INSTANT.match(event.observed)
    return bool(times) and event.data[:1] == "{" and event.data[-1:] == "}"


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
    corrected = {str(event.known.get("event")) for event in table.kinds([CORRECTION])}
    taken: dict[tuple[object, ...], Event] = {}
    for event in table.openings():
        if event.hash in corrected:
            continue
        told = event.known
        year, episode = str(told.get("start"))[:4], str(told.get("episode"))
        number = str(told.get("district")), year, event.drill, episode
        other = taken.setdefault(number, event)
        if other is not event:
            said = (
                f"与 {other.short} 同为 {number[1]} 年第 {number[3]} 次：合并后次数重复"
            )
            yield Fault(event.origin, event.seq, said)


def _serial_faults(table: Table) -> Iterator[Fault]:
    """Papers of supervision of a district and year that bear one number: after a merge."""
    series = {
        one.hash: (str(one.known.get("district")), one.drill)
        for one in table.openings()
    }
    corrected = {str(event.known.get("event")) for event in table.kinds([CORRECTION])}
    taken: dict[tuple[object, ...], Event] = {}
    for event in table.kinds(["supervised", "circulated"]):
        if event.hash in corrected:
            continue
        serial = str(event.known.get("serial"))
        number = (event.kind, series.get(event.incident), event.observed[:4], serial)
        other = taken.setdefault(number, event)
        if other is not event:
            said = f"与 {other.short} 同为第 {serial} 号：合并后编号重复"
            yield Fault(event.origin, event.seq, said)


_MOST_FOLDED = 50_000
"""Events up to which every incident is folded: of more only those that several ledgers wrote."""


def _flagged(table: Table, seen: Seen) -> Iterator[Fault]:
    """Events that cannot be. Commands check before they write: a merge or a hand brought them."""
    for incident, origins in seen.places.items():
        small = seen.count <= _MOST_FOLDED
        if incident.isascii() and (small or len(origins) > 1):
            for flag in fold(table.of(incident)).flags:
                event = flag.event
                yield Fault(
                    event.origin, event.seq, f"不能成立，没有算数：{clip(flag.why, 80)}"
                )
