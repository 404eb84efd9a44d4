"""Whether a ledger is as it was written: chains, holes, cut ends, clocks, numbers."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from smogctl.incident.event import OPENING, Event, digest
from smogctl.incident.exchange import Archive
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.instants import INSTANT, moment_of
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
        broken = [Fault("", 0, text) for text in store.faults(table)]
        if broken:
            return Checked(tuple(broken), 0, 0, ())
        return _checked(table)


def verify_archive(archive: Archive) -> Checked:
    """Check a file of events. Of one incident alone the chain has holes, so only hashes count."""
    events = sorted(archive.events, key=attrgetter("origin", "seq"))
    if archive.partial:
        own = chain.from_iterable(map(_own_faults, events))
        origins = {event.origin for event in events}
        return Checked(tuple(own)[:MOST], len(events), len(origins), ())
    seen = Seen()
    faults = list(gravest(chain_faults(events, seen)))
    faults += end_faults(seen.last, archive.tips)
    known = {event.hash for event in events}
    faults += _loose_ends(seen, known, "它接着的一条不在文件里：不完整")
    tips = tuple(archive.tips.values())
    return Checked(tuple(gravest(faults)), seen.count, len(seen.last), tips)


def _checked(table: Table) -> Checked:
    seen = Seen()
    tips = table.tips()
    faults = list(gravest(chain_faults(table.every(), seen)))
    faults += end_faults(seen.last, tips)
    known = table.hashes(list(seen.links))
    faults += _loose_ends(seen, known, "它接着的一条不在台账里：前面的被删去了")
    if seen.given:
        note = f"有 {seen.given} 条的登记时间是给定的（--now），不是时钟的"
        faults.append(Fault("", 0, note, grave=False))
    faults += _number_faults(table)
    faults += _serial_faults(table)
    faults += _flagged(table, seen)
    shown = tuple(gravest(faults))
    return Checked(shown, seen.count, len(seen.last), tuple(tips.values()))


def _loose_ends(seen: Seen, known: set[str], why: str) -> Iterator[Fault]:
    """First events of origins that hang on one that nobody knows."""
    for prev, event in seen.links.items():
        if prev not in known:
            yield Fault(event.origin, event.seq, why)


def gravest(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first of the faults, what is grave before what is only to be known."""
    notes: list[Fault] = []
    count = 0
    for fault in faults:
        if not fault.grave:
            notes.append(fault)
            # there may be a million: more than are shown are not kept
            del notes[MOST:]
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
        if before and event.recorded < before.recorded:
            yield from _clock_faults(event, before)


def _clock_faults(event: Event, before: Event) -> Iterator[Fault]:
    """A clock that went back; a time that was typed may."""
    if _is_given(event) or _is_given(before):
        return
    note = f"登记时间 {event.recorded} 早于前一条的 {before.recorded}：时钟倒走过"
    yield Fault(event.origin, event.seq, note, grave=False)


def _is_given(event: Event) -> bool:
    """Whether its time was typed, and is no clock's."""
    return _GIVEN in event.data


_GIVEN = '"clock":"given"'


def _link_faults(event: Event, before: Event | None, seen: Seen) -> Iterator[Fault]:
    place = before.seq + 1 if before else 1
    if event.seq != place:
        gap = f"前面缺了第{place}条到第{event.seq - 1}条"
        yield Fault(event.origin, event.seq, gap)
    elif before and event.prev != before.hash:
        yield Fault(event.origin, event.seq, "与前一条接不上：有一条被换过或改过")
    elif event.prev and not before:
        seen.links[event.prev] = event


def _own_faults(event: Event) -> Iterator[Fault]:
    if not _has_own_hash(event):
        yield Fault(event.origin, event.seq, "内容与它的指纹不符：被改过")
    elif not is_readable(event):
        yield Fault(event.origin, event.seq, "时间或内容不合写法：不是 smogctl 写的")


def _has_own_hash(event: Event) -> bool:
    try:
        own = digest(event)
    except ValueError:
        return False
    if event.kind == OPENING and event.incident != own:
        return False
    return own == event.hash


_INSTANT = re.compile(INSTANT)


def is_readable(event: Event) -> bool:
    """Whether its times are times and its data look like an object: what smogctl writes does."""
    if not all(map(_is_instant, (event.recorded, event.observed))):
        return False
    return event.data[:1] + event.data[-1:] == "{}"


def _is_instant(text: str) -> bool:
    """Whether it is written like an instant, and there is such a day and hour."""
    if not _INSTANT.match(text):
        return False
    try:
        moment_of(text)
    except ValueError:
        return False
    return True


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

    def number(event: Event) -> tuple[object, ...]:
        told = event.known
        year, episode = str(told.get("start"))[:4], str(told.get("episode"))
        return year, episode, str(told.get("district")), event.drill

    for event, other in _same(table, table.openings(), number):
        year, episode, *_ = number(event)
        clash = f"与 {other.short} 同为 {year} 年第 {episode} 次：合并后次数重复"
        yield Fault(event.origin, event.seq, clash)


def _serial_faults(table: Table) -> Iterator[Fault]:
    """Papers of supervision of a district and year that bear one number: after a merge."""
    series = {}
    for opening in table.openings():
        series[opening.hash] = (str(opening.known.get("district")), opening.drill)

    def number(event: Event) -> tuple[object, ...]:
        serial = str(event.known.get("serial"))
        return serial, event.kind, series.get(event.incident), event.observed[:4]

    papers = table.kinds(["supervised", "circulated"])
    for event, other in _same(table, papers, number):
        serial, *_ = number(event)
        clash = f"与 {other.short} 同为第 {serial} 号：合并后编号重复"
        yield Fault(event.origin, event.seq, clash)


def _same(
    table: Table,
    events: Iterable[Event],
    number: Callable[[Event], tuple[object, ...]],
) -> Iterator[tuple[Event, Event]]:
    """Events that count and bear a number that an earlier one bears, each with that one."""
    corrected = {str(event.known.get("event")) for event in table.kinds([CORRECTION])}
    taken: dict[tuple[object, ...], Event] = {}
    for event in events:
        if event.hash in corrected:
            continue
        other = taken.setdefault(number(event), event)
        if other is not event:
            yield event, other


_MOST_FOLDED = 50_000
"""Events up to which every incident is folded: of more only those that several ledgers wrote."""


def _flagged(table: Table, seen: Seen) -> Iterator[Fault]:
    """Events that cannot be. Commands check before they write: a merge or a hand brought them."""
    fewest = 1 if seen.count <= _MOST_FOLDED else 2
    for incident, origins in seen.places.items():
        if len(origins) < fewest or not incident.isascii():
            continue
        for event, why in fold(table.of(incident)).flags:
            reason = f"不能成立，没有算数：{clip(why, 80)}"
            yield Fault(event.origin, event.seq, reason)
