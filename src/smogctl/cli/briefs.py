"""The incidents of a ledger, as far as it takes to choose one."""

from typing import NamedTuple

from smogctl.cli.ledger_files import found_ledger
from smogctl.incident.event import Event
from smogctl.incident.fold import CORRECTION
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal


class Brief(NamedTuple):
    """An incident as far as it takes to choose it."""

    opening: Event
    is_over: bool
    """Whether it is closed, or its opening was corrected."""
    is_void: bool

    @property
    def names(self) -> list[str]:
        """By what its district can be asked for."""
        told = self.opening.known
        return [str(told.get("district")), str(told.get("district_name"))]

    @property
    def year(self) -> str:
        """That of its start."""
        return str(self.opening.known.get("start"))[:4]

    @property
    def typed(self) -> list[str]:
        """By what it can be named in a command."""
        told = self.opening.known
        number = f"{self.year}-{told.get('episode')}"
        title = told.get("title")
        if not self.opening.drill:
            return [number]
        return [*([str(title)] if title else []), f"演练{number}"]

    @property
    def said(self) -> str:
        """As it is named in a message."""
        told = self.opening.known
        series = "演练第" if self.opening.drill else "第"
        title = f"“{clip(told['title'])}”" if told.get("title") else ""
        name = clip(str(told.get("district_name")))
        return f"{self.opening.short} {name}{self.year}年{series}{told.get('episode')}次{title}"


def briefs(table: Table) -> list[Brief]:
    """All incidents, in the order of their recording."""
    corrected = {str(event.known.get("event")) for event in table.kinds([CORRECTION])}
    closed = {
        event.incident
        for event in table.kinds(["closed"])
        if event.hash not in corrected
    }
    return [
        Brief(
            one, one.incident in closed or one.hash in corrected, one.hash in corrected
        )
        for one in table.openings()
    ]


def names_of_incidents(ledger: str | None, registries: str | None) -> list[str]:
    """What can be typed for an incident: numbers and titles, the latest first, behind `current`.

    Of a ledger that cannot be read, or lies on a server, `current` alone: who types waits.
    """
    try:
        store = found_ledger(ledger, registries)
        if store is None or not _is_file(store):
            return ["current"]
        with store.reading() as table:
            known = [one for one in briefs(table) if not one.is_void]
    except Refusal:
        return ["current"]
    return [
        "current",
        *dict.fromkeys(name for one in reversed(known) for name in one.typed),
    ]


def _is_file(store: Store | None) -> bool:
    from smogctl.incident.ledger.sqlite import SqliteStore

    return isinstance(store, SqliteStore)
