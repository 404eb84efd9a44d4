"""Which ledger, and which incident of it, a command means."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.briefs import Brief, briefs
from smogctl.cli.completion import complete_incident
from smogctl.cli.ledger_files import store_of
from smogctl.cli.options import District, DrillOf, LedgerName, Registries
from smogctl.incident.fold import fold
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import hint
from smogctl.incident.state import State
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

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


def incident_id(table: Table, which: Which) -> str:
    """The incident that is meant. Raises Refusal where it is none, or one of several."""
    known = briefs(table)
    if which.district is not None:
        known = _of_district(known, which.district, which.registries)
    if which.incident in (None, "current"):
        return _current(known, which)
    return _named(known, which.incident, drill=which.drill)


_SHORTEST = 4
"""Characters of an incident's id that tell it."""


def _named(known: Sequence[Brief], word: str, *, drill: bool) -> str:
    """By a number of its series, which a void one has no more; a drill's title; an id."""
    called: list[Brief] = []
    for brief in known:
        if not brief.is_void and _is_called(brief, word, drill=drill):
            called.append(brief)
    if not called and len(word) >= _SHORTEST:
        start = word.lower()
        called = []
        for brief in known:
            if brief.opening.incident.startswith(start):
                called.append(brief)
    if not called:
        raise Refusal(f"台账里没有事件“{clip(word)}”。{_listed(known)}")
    if len(called) > 1:
        raise Refusal(f"“{clip(word)}”可指 {len(called)} 次事件。{_listed(called)}")
    return called[0].opening.incident


def _current(known: Sequence[Brief], which: Which) -> str:
    """The one that is open; for `current` else the last."""
    series, others = [], []
    for brief in known:
        if bool(brief.opening.drill) != which.drill:
            others.append(brief)
        elif not brief.is_void:
            series.append(brief)
    open_ = _open(series)
    what = "实际事件"
    if which.drill:
        what = "演练"
    if len(open_) > 1:
        raise Refusal(
            f"未关闭的{what}有 {len(open_)} 次，请用 -i 或 -d 指明。{_listed(open_)}"
        )
    if open_:
        return open_[0].opening.incident
    if which.incident and series:
        return series[-1].opening.incident
    other = _other_series(_open(others), which.drill)
    begin = f"用 {hint('open', which.drill)} 启动，smogctl incident list 看全部。"
    raise Refusal(f"没有未关闭的{what}。{other}{begin}")


def _open(known: Sequence[Brief]) -> list[Brief]:
    open_ = []
    for brief in known:
        if not brief.is_over:
            open_.append(brief)
    return open_


def _other_series(others: Sequence[Brief], drill: bool) -> str:
    """That another incident is open, a drill for a real one or the other way round."""
    if not others:
        return ""
    how = "加 --drill"
    if drill:
        how = "不写 --drill"
    return f"未关闭的有 {others[-1].said}：是它的话，{how}。"


def _listed(known: Sequence[Brief]) -> str:
    if not known:
        return "用 smogctl incident list 看全部。"
    last = [brief.said for brief in known[-8:]]
    return f"有：{'；'.join(last)}。"


def _of_district(
    known: Sequence[Brief], word: str, registries: str | None
) -> list[Brief]:
    # nothing of the registries is imported where no district is named: an append is to be quick
    from smogctl.cli.registries import means, open_registries

    called = []
    for brief in known:
        if means(word, brief.names):
            called.append(brief)
    if called:
        return called
    registry = open_registries(registries, word).registries[0]
    district = registry.district.id
    for brief in known:
        if brief.names[0] == district:
            called.append(brief)
    return called


def _is_called(brief: Brief, word: str, *, drill: bool) -> bool:
    """Whether a word is an incident's number, 2026-2 for a real one, or a drill's title."""
    told = brief.opening.known
    episode = told.get("episode")
    number = f"{brief.year}-{episode}"
    if brief.opening.drill:
        names = [told.get("title"), f"演练{number}", f"{brief.year}年演练第{episode}次"]
        if drill:
            names.append(number)
        return word in names
    return not drill and word in (number, f"{brief.year}年第{episode}次")


def load_state(which: Which) -> tuple[Store, State]:
    """The incident that is meant, as it stands. Raises Refusal where there is none."""
    store = store_of(which.ledger, which.registries)
    with store.reading() as table:
        events = table.of(incident_id(table, which))
    return store, fold(events)
