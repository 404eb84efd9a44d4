"""The ledger as lines of JSON: complete, verifiable, mergeable. It is never read back by itself.

The first line says what follows and where each origin ends; then one event a line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from smogctl.incident.event import Event, canonical
from smogctl.incident.ledger.table import Tip
from smogctl.values.findings import Refusal

FORMAT = "smogctl.events/1"
MOST_LINE = 4_000_000
"""Characters of one line: an issue of a large district has some hundred thousand."""


class Archive(NamedTuple):
    """What a file of events holds."""

    events: tuple[Event, ...]
    tips: Mapping[str, Tip]
    partial: bool
    """Whether it has one incident only, so that its chain has holes."""


def event_json(event: Event, corrected_by: str | None = None) -> dict[str, Any]:
    """An event as scripts read it."""
    told = event._asdict()
    told["drill"] = bool(event.drill)
    told["data"] = _content(event)
    told["corrected_by"] = corrected_by
    # the hashes stand last
    for name in ("prev", "hash"):
        told[name] = told.pop(name)
    return told


def _content(event: Event) -> dict[str, Any] | str:
    """Its data; as it stands where it is none that can be read."""
    try:
        return event.content
    except (ValueError, RecursionError):
        return event.data


def lines(
    events: Iterable[Event],
    tips: Mapping[str, Tip],
    corrected: Mapping[str, str],
    *,
    incident: str | None = None,
) -> Iterator[str]:
    """The lines of a file; `corrected`: the correction's hash by that of what it corrects."""
    ends = {tip.origin: [tip.seq, tip.hash] for tip in tips.values()}
    yield canonical({"format": FORMAT, "incident": incident, "tips": ends})
    for event in events:
        told = event_json(event, corrected.get(event.hash))
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_lines(text: str, name: str) -> Archive:
    """The events of a file that `lines` wrote. Raises Refusal for another file.

    What was changed in it is not found here but by the hashes.
    """
    rows = text.split("\n")
    head = _object(rows[0], name, 1)
    if head.get("format") != FORMAT or not isinstance(head.get("tips"), dict):
        raise Refusal(
            f"{name}:1:1: 不是 smogctl incident export 写的台账（首行应有 {FORMAT}）。"
        )
    events = []
    for at, row in enumerate(rows[1:], 2):
        if row.strip():
            events.append(_event(row, name, at))
    try:
        tips = _tips(head["tips"])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise Refusal(f"{name}:1:1: 首行写的各台账的末条不合写法。") from None
    return Archive(tuple(events), tips, bool(head.get("incident")))


def _tips(ends: Mapping[str, Any]) -> dict[str, Tip]:
    tips = {}
    for origin, end in ends.items():
        tips[origin] = Tip(origin, int(end[0]), str(end[1]))
    return tips


def _object(row: str, name: str, at: int) -> dict[str, Any]:
    value = None
    if len(row) <= MOST_LINE:
        with suppress(ValueError, RecursionError):
            value = json.loads(row)
    if not isinstance(value, dict):
        raise Refusal(f"{name}:{at}:1: 不是一行 JSON 对象，文件可能被截断或改过。")
    return value


_KINDS: dict[str, type] = {
    "origin": str,
    "seq": int,
    "turn": int,
    "recorded": str,
    "observed": str,
    "incident": str,
    "drill": bool,
    "kind": str,
    "key": str,
    "by": str,
    "data": dict,
    "prev": str,
    "hash": str,
}
"""Of what kind each field of an event is in JSON."""

_COUNTS = range(1, 2**53)


def _event(row: str, name: str, at: int) -> Event:
    told = _object(row, name, at)
    kinds = {field: type(told.get(field)) for field in _KINDS}
    if kinds != _KINDS or told["seq"] not in _COUNTS or told["turn"] not in _COUNTS:
        raise Refusal(f"{name}:{at}:1: 不是一条台账的登记，文件可能被改过。")
    try:
        told["data"] = canonical(told["data"])
    except (ValueError, RecursionError):
        raise Refusal(f"{name}:{at}:1: 内容不合写法，文件可能被改过。") from None
    told["drill"] = int(told["drill"])
    return Event(**{field: told[field] for field in Event._fields})
