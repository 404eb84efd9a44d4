"""Which ledger, and which incident of it, a command means."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.completion import complete_incident
from smogctl.cli.folders import registries_folder
from smogctl.cli.options import District, DrillOf, LedgerName, Registries
from smogctl.incident.event import Event
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import hint
from smogctl.incident.state import State
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

FOLDER, FILE = "ledger", "ledger.db"
"""The ledger beside `registries/`."""

IncidentName = Annotated[
    str | None,
    typer.Option(
        "--incident",
        "-i",
        metavar="事件",
        help="哪一次事件：编号的前几位、次数（2026-2）、演练的名称，或 current（未关闭的那次，没有就是最后一次）。只有一次未关闭时不必写。",
        autocompletion=complete_incident,
    ),
]


class Which(NamedTuple):
    """Which incident, in which ledger."""

    incident: IncidentName = None
    drill: DrillOf = False
    ledger: LedgerName = None
    registries: Registries = None
    district: District = None


def store_of(ledger: str | None, registries: str | None) -> Store:
    """The ledger that is meant. Raises Refusal where there is no place for one."""
    name = ledger or os.environ.get("SMOGCTL_LEDGER")
    if name and name.startswith(("postgresql://", "postgres://")):
        from smogctl.incident.ledger.postgres import PostgresStore

        return PostgresStore(name)
    from smogctl.incident.ledger.sqlite import SqliteStore

    if name:
        return SqliteStore(Path(name))
    return SqliteStore(ledger_folder(registries) / FILE)


def found_ledger(ledger: str | None, registries: str | None) -> Store | None:
    """The ledger that is named, else the one beside the registries; None where there is none.

    One that is named and not there is refused when it is read.
    """
    if ledger or os.environ.get("SMOGCTL_LEDGER"):
        return store_of(ledger, registries)
    if registries_folder(registries).packaged:
        return None
    from smogctl.incident.ledger.sqlite import SqliteStore

    beside = SqliteStore(ledger_folder(registries) / FILE)
    return beside if beside.is_there() else None


def ledger_folder(registries: str | None) -> Path:
    """The folder of the ledger, beside the registries' own."""
    place = registries_folder(registries)
    if place.packaged:
        raise Refusal(
            "用的是随 smogctl 安装的登记册副本，旁边不放台账：请用 --registries 指明登记册的文件夹，或用 --ledger 指明台账。"
        )
    return place.folder.absolute().parent / FOLDER


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
    closed = {event.incident for event in table.kinds(["closed"]) if event.hash not in corrected}
    return [
        Brief(one, one.incident in closed or one.hash in corrected, one.hash in corrected)
        for one in table.openings()
    ]


def incident_id(table: Table, which: Which) -> str:
    """The incident that is meant. Raises Refusal where it is none, or one of several."""
    known = briefs(table)
    if which.district is not None:
        known = _of_district(known, which.district, which.registries)
    word = which.incident
    if word is None or word == "current":
        return _current([one for one in known if not one.is_void], which)
    return _named(known, word, drill=which.drill)


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
    return ["current", *dict.fromkeys(name for one in reversed(known) for name in one.typed)]


def _is_file(store: Store | None) -> bool:
    from smogctl.incident.ledger.sqlite import SqliteStore

    return isinstance(store, SqliteStore)


def _named(known: Sequence[Brief], word: str, *, drill: bool) -> str:
    """By a number of its series, which a void one has no more; a drill's title; an id."""
    found = [one for one in known if not one.is_void and _is_called(one, word, drill=drill)]
    found = found or [one for one in known if _begins(one, word)]
    if len(found) == 1:
        return found[0].opening.incident
    if found:
        raise Refusal(f"“{clip(word)}”可指 {len(found)} 次事件。{_listed(found)}")
    raise Refusal(f"台账里没有事件“{clip(word)}”。{_listed(known)}")


def _current(known: Sequence[Brief], which: Which) -> str:
    """The one that is open; for `current` else the last."""
    series = [one for one in known if bool(one.opening.drill) == which.drill]
    open_ = _open(series)
    what = "演练" if which.drill else "实际事件"
    if len(open_) > 1:
        raise Refusal(f"未关闭的{what}有 {len(open_)} 次，请用 -i 或 -d 指明。{_listed(open_)}")
    last = open_ or (series if which.incident else [])
    if not last:
        begin = f"用 {hint('open', which.drill)} 启动，smogctl incident list 看全部。"
        raise Refusal(f"没有未关闭的{what}。{begin}")
    return last[-1].opening.incident


def _open(known: Sequence[Brief]) -> list[Brief]:
    return [one for one in known if not one.is_over]


def _listed(known: Sequence[Brief]) -> str:
    if not known:
        return "用 smogctl incident list 看全部。"
    return f"有：{'；'.join(one.said for one in known[-8:])}。"


def _of_district(known: Sequence[Brief], word: str, registries: str | None) -> list[Brief]:
    # nothing of the registries is imported where no district is named: an append is to be quick
    from smogctl.cli.registries import means, open_registries

    found = [one for one in known if means(word, one.names)]
    if found:
        return found
    registry = open_registries(registries, word).registries[0]
    return [one for one in known if registry.district.id == one.names[0]]


_SHORTEST = 4


def _begins(one: Brief, word: str) -> bool:
    return len(word) >= _SHORTEST and one.opening.incident.startswith(word.lower())


def _is_called(one: Brief, word: str, *, drill: bool) -> bool:
    """Whether a word is an incident's number, 2026-2 for a real one, or a drill's title."""
    told = one.opening.known
    number = f"{one.year}-{told.get('episode')}"
    if not one.opening.drill:
        return not drill and word in (number, f"{number.replace('-', '年第')}次")
    names = {told.get("title"), f"演练{number}", f"{number.replace('-', '年演练第')}次"}
    return word in names or (drill and word == number)


def load_state(which: Which) -> tuple[Store, State]:
    """The incident that is meant, as it stands. Raises Refusal where there is none."""
    store = store_of(which.ledger, which.registries)
    with store.reading() as table:
        events = table.of(incident_id(table, which))
    return store, fold(events)
