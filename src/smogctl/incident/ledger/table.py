"""The ledger's tables, and the questions that are asked of them, the same for both databases."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from smogctl.incident.event import OPENING, Event

SCHEMA = 1
"""The version of the tables. A newer one is left untouched."""

FIELDS = Event._fields
_COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
_BATCH = 2000


def _marks(values: Sequence[object]) -> str:
    """A `?` for each of some values."""
    return ", ".join("?" * len(values))


class Tip(NamedTuple):
    """The last event of an origin, as it was noted beside the table when it was written."""

    origin: str
    seq: int
    hash: str


class Table:
    """The events of one ledger, through an open connection.

    `mark` is how the database writes a parameter.
    """

    def __init__(self, connection: Any, mark: str) -> None:
        self._connection = connection
        self._mark = mark

    def ask(self, query: str, values: Sequence[object] = ()) -> Any:
        """The database's answer; parameters are written `?`."""
        return self._connection.execute(query.replace("?", self._mark), tuple(values))

    def _events(self, where: str, values: Sequence[object] = ()) -> list[Event]:
        # all at once: a cursor that stays open keeps others from writing
        rows = self.ask(f"SELECT {_COLUMNS} FROM event {where}", values).fetchall()
        return [Event(*row) for row in rows]

    def of(self, incident: str, kinds: Sequence[str] = ()) -> list[Event]:
        """The events of an incident, or those of some kinds, in no order."""
        if not kinds:
            return self._events("WHERE incident = ?", (incident,))
        where = f"WHERE incident = ? AND kind IN ({_marks(kinds)})"
        return self._events(where, (incident, *kinds))

    def kinds(self, kinds: Sequence[str]) -> list[Event]:
        """The events of some kinds, of all incidents."""
        return self._events(f"WHERE kind IN ({_marks(kinds)})", kinds)

    def openings(self) -> list[Event]:
        """The events with which incidents begin, in the order of their recording."""
        return sorted(self.kinds([OPENING]), key=attrgetter("recorded", "hash"))

    def incidents(self) -> list[str]:
        """The ids of all incidents: by when they began, last those whose beginning is not here."""
        rows = self.ask("SELECT DISTINCT incident FROM event").fetchall()
        every = sorted(row[0] for row in rows)
        begun = [event.incident for event in self.openings()]
        return list(dict.fromkeys([*begun, *every]))

    def hashes(self, hashes: Sequence[str]) -> set[str]:
        """Which of some hashes are those of events here."""
        known: set[str] = set()
        # a damaged one is none
        for hash_ in filter(str.isascii, hashes):
            cursor = self.ask("SELECT hash FROM event WHERE hash = ?", (hash_,))
            known.update(row[0] for row in cursor.fetchall())
        return known

    def at(self, origin: str, seq: int) -> Event | None:
        """The event at a place."""
        events = self._events("WHERE origin = ? AND seq = ?", (origin, seq))
        if not events:
            return None
        return events[0]

    def every(self) -> Iterator[Event]:
        """All events, origin by origin, in the order of their places; few are held at a time."""
        where = f"WHERE (origin, seq) > (?, ?) ORDER BY origin, seq LIMIT {_BATCH}"
        batch = self._events(where, ("", 0))
        yield from batch
        # after a short one comes none; to ask behind a damaged origin is not possible
        while len(batch) == _BATCH:
            last = batch[-1]
            batch = self._events(where, (last.origin, last.seq))
            yield from batch

    def tips(self) -> dict[str, Tip]:
        """The last event of each origin, as noted."""
        rows = self.ask("SELECT origin, seq, hash FROM tip").fetchall()
        return {row[0]: Tip(*row) for row in rows}

    def fact(self, name: str) -> str | None:
        """What is noted of the ledger itself."""
        rows = self.ask("SELECT value FROM fact WHERE name = ?", (name,)).fetchall()
        if not rows:
            return None
        return str(rows[0][0])

    def note(self, name: str, value: str) -> None:
        """Note something of the ledger itself."""
        self.ask("DELETE FROM fact WHERE name = ?", (name,))
        self.ask("INSERT INTO fact (name, value) VALUES (?, ?)", (name, value))

    def insert(self, events: Iterable[Event]) -> None:
        """Add events, and note the last of each origin. The caller holds the lock."""
        insert = f"INSERT INTO event ({_COLUMNS}) VALUES ({_marks(FIELDS)})"
        last: dict[str, Event] = {}
        for event in events:
            self.ask(insert, event)
            last[event.origin] = event
        for origin, event in last.items():
            self.ask("DELETE FROM tip WHERE origin = ?", (origin,))
            values = (origin, event.seq, event.hash)
            self.ask("INSERT INTO tip (origin, seq, hash) VALUES (?, ?, ?)", values)
