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
    lines = [Line(incident_said(written.state))]
    events = []
    rows = []
    for recorded in written.recorded:
        event = recorded.event
        lines.append(Line(_said(recorded)))
        events.append(event_json(event))
        rows.append((str(event.seq), event.short, at(event.observed), told(event)))
    data = {"format": "smogctl.events/1", "events": events}
    table = Table(("序号", "指纹", "时间", "内容"), tuple(rows))
    return Report(data, tuple(lines), table)


def incident_said(state: State) -> str:
    """An incident in a line: 昆都仑区2026年第2次　橙色预警　响应中."""
    text = f"{state.name}{state.number}"
    if state.drill:
        text = f"{DRILL}{text}"
    if state.title:
        text += f"“{state.title}”"
    if state.level:
        text += f"　{COLOURS[state.level]}预警"
    if state.phase:
        text += f"　{PHASES[state.phase]}"
    return text


def heading(state: State) -> str:
    """The same as a heading, which has brackets of its own."""
    text = incident_said(state).removeprefix(DRILL)
    if not state.drill:
        return text
    return f"（演练）{text}"


def _said(recorded: Recorded) -> str:
    event = recorded.event
    where = f"第{event.seq}条 {event.short}"
    if not recorded.fresh:
        return f"已于{at(event.recorded)}登记，{where}：{told(event)}。这次没有再记。"
    how = "已登记"
    if is_late(event):
        how += "，补录"
    return f"{how}，{where}：{at(event.observed)}　{told(event)}"


def told(event: Event) -> str:
    """An event in words: what kind, and what it says."""
    module = kinds.named(event.kind)
    data = kinds.read(event)
    text = f"{module.TITLE}　{module.said(data)}"
    person = f"{data.post or ''}{data.name or ''}"
    who = "，".join(filter(None, (data.channel, person)))
    if who:
        text += f"（{who}）"
    return text


def at(text: str) -> str:
    """An instant as lists show it: 12月1日23:41."""
    when = moment_of(text)
    return f"{when.month}月{when.day}日{when:%H:%M}"
