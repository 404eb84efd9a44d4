"""The incidents of a ledger, as far as it takes to choose one."""

from typing import NamedTuple

from smogctl.cli.ledger_files import found_ledger
from smogctl.incident.event import Event
from smogctl.incident.fold import CORRECTION
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
        if not self.opening.drill:
            return [number]
        names = [f"演练{number}"]
        if told.get("title"):
            names.insert(0, str(told["title"]))
        return names

    @property
    def said(self) -> str:
        """As it is named in a message."""
        told = self.opening.known
        series = "第"
        if self.opening.drill:
            series = "演练第"
        name = clip(str(told.get("district_name")))
        episode = f"{name}{self.year}年{series}{told.get('episode')}次"
        if told.get("title"):
            episode += f"“{clip(told['title'])}”"
        return f"{self.opening.short} {episode}"


def briefs(table: Table) -> list[Brief]:
    """All incidents, in the order of their recording."""
    corrected = {str(event.known.get("event")) for event in table.kinds([CORRECTION])}
    closed: set[str] = set()
    for event in table.kinds(["closed"]):
        if event.hash not in corrected:
            closed.add(event.incident)
    known = []
    for opening in table.openings():
        is_void = opening.hash in corrected
        is_over = is_void or opening.incident in closed
        known.append(Brief(opening, is_over, is_void))
    return known


def names_of_incidents(ledger: str | None, registries: str | None) -> list[str]:
    """What can be typed for an incident: numbers and titles, the latest first, behind `current`.

    Of a ledger that cannot be read, or lies on a server, `current` alone: who types waits.
    """
    from smogctl.incident.ledger.sqlite import SqliteStore

    try:
        store = found_ledger(ledger, registries)
        if not isinstance(store, SqliteStore):
            return ["current"]
        with store.reading() as table:
            known = briefs(table)
    except Refusal:
        return ["current"]
    names: dict[str, None] = {}
    for brief in reversed(known):
        if not brief.is_void:
            names |= dict.fromkeys(brief.typed)
    return ["current", *names]
