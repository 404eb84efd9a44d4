"""The whole story of an incident, as its log tells it: nothing is left out."""

from collections.abc import Iterator

from smogctl.incident.event import Event
from smogctl.incident.exchange import event_json
from smogctl.incident.instants import minutes_between
from smogctl.incident.recording import LATE_MINUTES, is_late
from smogctl.incident.state import State
from smogctl.values.report import Entries, Entry, Heading, Report, Table
from smogctl.wording.recorded import at, heading
from smogctl.wording.status import told_safe


def log_report(state: State) -> Report:
    """A line for each event, in their logical order."""
    by = {struck: event.hash for struck, event in state.corrected.items()}
    entries = []
    records = []
    rows = []
    for event in state.events:
        entries.append(_entry(state, event))
        records.append(event_json(event, by.get(event.hash)))
        rows.append(_row(state, event))
    blocks = (
        Heading(f"{heading(state)}　经过"),
        Entries(("序号", "时间与事项", "备注"), tuple(entries)),
    )
    data = {"format": "smogctl.events/1", "events": records}
    columns = ("序号", "时间", "登记", "登记人", "事项", "作废", "备注", "指纹")
    return Report(data, blocks, Table(columns, tuple(rows)))


def _numbered(state: State, event: Event) -> str:
    """Its number; where several ledgers wrote the incident, which of them."""
    if all(other.origin == event.origin for other in state.events):
        return f"{event.seq}."
    return f"{event.seq}（{event.origin[:4]}）."


def _entry(state: State, event: Event) -> Entry:
    text = f"{at(event.observed)}　{told_safe(event)}"
    struck = event.hash in state.corrected
    return Entry(_numbered(state, event), text, tuple(_details(state, event)), struck)


def _details(state: State, event: Event) -> Iterator[str]:
    correction = state.corrected.get(event.hash)
    if correction:
        yield f"已作废（第{correction.seq}条）：{correction.known.get('reason', '')}"
    for flag in state.flags:
        if flag.event == event:
            yield f"不能成立，没有算数：{flag.why}"
    told = _content(event)
    entered = f"{event.short}　{event.by}登记"
    if told.get("clock") == "given":
        entered += "（时间是给定的，不是时钟）"
    yield entered
    if is_late(event):
        yield f"补录，登记于{at(event.recorded)}"
    if _is_retroactive(told, event):
        yield "追溯：生效时间早于下令的时间"
    yield from _basis(told)


def _content(event: Event) -> dict[str, object]:
    try:
        return event.content
    except ValueError:
        return {}


def _is_retroactive(told: dict[str, object], event: Event) -> bool:
    try:
        return minutes_between(str(told["start"]), event.observed) > LATE_MINUTES
    except (KeyError, ValueError):
        return False


_BASIS = (
    ("number", "文号"),
    ("authority", "批准"),
    ("basis", "依据"),
    ("forecast", "会商"),
    ("source", "读自"),
    ("note", "备注"),
)


def _basis(told: dict[str, object]) -> Iterator[str]:
    for field, name in _BASIS:
        if told.get(field):
            yield f"{name}：{told[field]}"


def _row(state: State, event: Event) -> tuple[str, ...]:
    correction = state.corrected.get(event.hash)
    reason = ""
    if correction:
        reason = str(correction.known.get("reason", ""))
    return (
        str(event.seq),
        event.observed,
        event.recorded,
        event.by,
        told_safe(event),
        reason,
        "；".join(_details(state, event)),
        event.hash,
    )
