"""What was written to the ledger, as it is said to the one who wrote it."""

from smogctl.incident import events as kinds
from smogctl.incident.event import Event
from smogctl.incident.exchange import event_json
from smogctl.incident.instants import moment_of
from smogctl.incident.recording import Recorded, Written, is_late
from smogctl.incident.state import PHASES, State
from smogctl.values.report import Line, Report, Table
from smogctl.values.vocabulary import COLOURS

DRILL = "【演练】"


def recorded_report(written: Written) -> Report:
    """A line for each event, and which incident it belongs to."""
    lines = [
        Line(incident_said(written.state)),
        *map(Line, map(_said, written.recorded)),
    ]
    data = {
        "format": "smogctl.events/1",
        "events": [event_json(one.event) for one in written.recorded],
    }
    rows = tuple(
        (str(one.event.seq), one.event.short, at(one.event.observed), told(one.event))
        for one in written.recorded
    )
    return Report(data, tuple(lines), Table(("序号", "指纹", "时间", "内容"), rows))


def incident_said(state: State) -> str:
    """An incident in a line: 昆都仑区2026年第2次　橙色预警　响应中."""
    level = f"　{COLOURS[state.level]}预警" if state.level else ""
    phase = f"　{PHASES[state.phase]}" if state.phase else ""
    title = f"“{state.title}”" if state.title else ""
    return (
        f"{DRILL if state.drill else ''}{state.name}{state.number}{title}{level}{phase}"
    )


def heading(state: State) -> str:
    """The same as a heading, which has brackets of its own."""
    drill = "（演练）" if state.drill else ""
    return f"{drill}{incident_said(state).removeprefix(DRILL)}"


def _said(one: Recorded) -> str:
    event = one.event
    where = f"第{event.seq}条 {event.short}"
    if not one.fresh:
        return f"已于{at(event.recorded)}登记，{where}：{told(event)}。这次没有再记。"
    late = "，补录" if is_late(event) else ""
    return f"已登记{late}，{where}：{at(event.observed)}　{told(event)}"


def told(event: Event) -> str:
    """An event in words: what kind, and what it says."""
    module = kinds.named(event.kind)
    data = kinds.read(event)
    who = "，".join(
        word for word in (data.channel, f"{data.post or ''}{data.name or ''}") if word
    )
    return f"{module.TITLE}　{module.said(data)}{f'（{who}）' if who else ''}"


def at(text: str) -> str:
    """An instant as lists show it: 12月1日23:41."""
    when = moment_of(text)
    return f"{when.month}月{when.day}日{when:%H:%M}"
