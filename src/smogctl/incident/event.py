"""One event of the ledger, and the hash that chains it to the one before."""

import json
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, NamedTuple

OPENING = "opened"
"""The kind of event with which an incident begins: its hash is the incident's id."""


class Event(NamedTuple):
    """What was recorded once and is never changed. All is text or a whole number.

    A hash over times that a database typed would not be the same when they come back, so they stay
    text (`../instants.py`).
    """

    origin: str
    """Which ledger wrote it first: events of several come together by merging."""
    seq: int
    """Its place in its origin, from 1."""
    turn: int
    """Its logical time within the incident: an order that no clock can disturb."""
    recorded: str
    """When it was written down, by the machine's clock."""
    observed: str
    """When it happened, as told."""
    incident: str
    drill: int
    """1 for a drill: in every row, so that nothing of a drill can be taken for real."""
    kind: str
    key: str
    """What the event is about: the same key again is the same event again, or a contradiction."""
    by: str
    """Who wrote it down."""
    data: str
    """What it says, as canonical JSON of its kind's model."""
    prev: str
    """The hash of the one before in its origin; of the first, that of the ledger's last."""
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """Its data read back. Raises ValueError for what is no JSON object."""
        value = json.loads(self.data)
        if not isinstance(value, dict):
            raise ValueError("no object")
        return value

    @property
    def known(self) -> dict[str, Any]:
        """Its data where they can be read, else none: for what looks at events of any hand."""
        try:
            return self.content
        except (ValueError, RecursionError):
            return {}

    @property
    def short(self) -> str:
        """As much of the hash as people read out."""
        return self.hash[:8]


def canonical(value: object) -> str:
    """JSON with sorted keys and without blanks or escapes: one text for one value."""
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def digest(event: Event) -> str:
    """The hash of all of an event but the hash itself.

    An opening's incident is its own hash, so it counts as empty. Raises ValueError for what UTF-8
    cannot hold.
    """
    incident = event.incident
    if event.kind == OPENING:
        incident = ""
    # the canonical JSON of the list, put together by hand: a check goes over a million of them
    before = f"[{_quoted(event.origin)},{event.seq:d},{event.turn:d},{_quoted(event.recorded)},"
    middle = f"{_quoted(event.observed)},{_quoted(incident)},{event.drill:d},{_quoted(event.kind)},"
    behind = ",".join(map(_quoted, (event.key, event.by, event.data, event.prev)))
    return sha256(f"{before}{middle}{behind}]".encode()).hexdigest()


_quoted = encode_basestring


def sealed(event: Event) -> Event:
    """The event with its hash. Raises ValueError as `digest` does."""
    made = digest(event)
    if event.kind == OPENING:
        return event._replace(incident=made, hash=made)
    return event._replace(hash=made)


def in_order(event: Event) -> tuple[int, str, int]:
    """What an incident's events are sorted by: the turn, and where two took one, the origin."""
    return event.turn, event.origin, event.seq
