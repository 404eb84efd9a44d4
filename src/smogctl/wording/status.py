"""How an incident stands, as the duty officer's screen shows it: overdue first, one line a body."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from smogctl.incident.instants import minutes_between, span_said
from smogctl.incident.ordering import said_at
from smogctl.incident.recording import hint
from smogctl.incident.slotnames import slot_said
from smogctl.incident.state import PHASES, BodyKey, Flag, OrderKind, State
from smogctl.incident.view import BODY_STATES, BodyView, Owed, View
from smogctl.text.plain import clip, width
from smogctl.values.report import Block, Heading, Line, Report, Table
from smogctl.values.vocabulary import COLOURS
from smogctl.wording.recorded import at, heading, told

_COLUMNS = ("机构", "签收", "反馈", "催", "电话")
_WIDEST = 20
"""Columns of a body's name: the screen has eighty, and one line a body."""


def status_report(
    view: View, phones: Mapping[BodyKey, str], notices: Sequence[str], *, brief: bool
) -> Report:
    """The screen; `brief`: as it is sent to a message group, in sentences, without a telephone."""
    blocks: list[Block] = [Heading(headed(view)), *map(Line, _head(view))]
    if brief:
        blocks += map(Line, _groups(view))
    elif view.bodies:
        ordered = sorted(view.bodies, key=_urgency)
        rows = tuple(_row(body, view.now, phones) for body in ordered)
        blocks.append(Table(_COLUMNS, rows))
    for matter in view.unclosed:
        blocks.append(Line(f"未办结：{matter}"))
    for notice in (*map(_flagged, view.state.flags), *notices):
        blocks.append(Line(f"注意：{notice}"))
    return Report(status_json([view]), tuple(blocks), _sheet([view], phones))


def _flagged(flag: Flag) -> str:
    event = flag.event
    return f"第{event.seq}条（{told_safe(event)}）不能成立，没有算数：{flag.why}。"


def headed(view: View) -> str:
    """Which incident, and how it stands at that time."""
    state = view.state
    text = heading(state)
    if state.phase != "lifted":
        return text
    if state.ended and state.ended > view.now:
        return text.replace(PHASES["lifted"], "待解除")
    return text


def _head(view: View) -> Iterator[str]:
    """The level, the hours, and how many answered."""
    state = view.state
    if not state.orders:
        yield "这次事件已作废。"
        return
    order = state.levelled
    yield f"截至{at(view.now)}：自{said_at(order.start)}起，{_hours(view)}{_planned(state)}"
    if order.origin and order.start > view.now:
        yield f"在那之前为{COLOURS[order.origin]}预警。"
    if state.closed:
        yield f"{at(state.closed.observed)}关闭。"
    if state.issued_of(state.order) is None and not state.closed:
        yield f"！{_ACTS[state.order.kind]}的命令还没有下达：{hint('issue', state.drill)}"
    if not state.unissued:
        yield _counted(view)


_ACTS: dict[OrderKind, str] = {
    "start": "启动",
    "upgrade": "升级",
    "downgrade": "降级",
    "suspend": "暂停",
    "resume": "恢复",
    "extend": "延长",
    "lift": "解除",
}


def _hours(view: View) -> str:
    state = view.state
    end = view.now
    if state.ended:
        end = min(state.ended, end)
    minutes = int(minutes_between(state.levelled.start, end))
    if minutes < 0:
        return f"还有{span_said(-minutes)}"
    return f"已{span_said(minutes)}"


def _planned(state: State) -> str:
    if state.ended:
        return f"；{said_at(state.ended)}解除"
    if state.until:
        return f"；计划至{said_at(state.until)}"
    return "；结束时间另行通知"


def _counted(view: View) -> str:
    counts = view.counts
    received = counts["received"] + counts["late"]
    parts = [f"{counts['bodies']}个机构：签收{received}"]
    if counts["waiting"]:
        parts.append(f"待签收{counts['waiting']}")
    if counts["unissued"]:
        parts.append(f"未下达{counts['unissued']}")
    text = "，".join(parts)
    overdue = "，".join(_overdue(view))
    if not overdue:
        return f"{text}；没有逾期的。"
    return f"{text}；！{overdue}。"


def _overdue(view: View) -> Iterator[str]:
    counts = view.counts
    if counts["overdue"]:
        yield f"逾期未签收{counts['overdue']}"
    if counts["reports_overdue"]:
        yield f"逾期未反馈{counts['reports_overdue']}份"
    late = sum(body.late_supervisions for body in view.bodies)
    if late:
        yield f"督办逾期{late}件"


def _urgency(body: BodyView) -> tuple[int, int]:
    """Overdue first, then what is waited for; within each the plan's order."""
    receipt = ("overdue", "unissued", "waiting", "late", "received").index(body.state)
    if body.is_overdue:
        return 0, receipt
    if body.is_waited_for:
        return 1, receipt
    return 2, receipt


def _row(body: BodyView, now: str, phones: Mapping[BodyKey, str]) -> tuple[str, ...]:
    return (
        _clipped(body.named.body),
        _receipt(body, now),
        _reports(body.reports, now),
        str(body.reminders or ""),
        phones.get(body.named.key, ""),
    )


def _clipped(name: str) -> str:
    if width(name) <= _WIDEST:
        return name
    while width(name) > _WIDEST - 2:
        name = name[:-1]
    return f"{name}…"


def _receipt(body: BodyView, now: str) -> str:
    """How its receipt stands, by a mark and in words."""
    if body.receipt and body.state != "unissued":
        mark = _came(body.state)
        clock = _clock(body.receipt.event.observed)
        channel = clip(body.receipt.channel or "", 4)
        return f"{mark}{clock} {channel}".rstrip()
    if body.issue is None:
        return BODY_STATES[body.state]
    due = body.issue.receipt_due
    if body.state == "overdue":
        return f"！逾期{_since(due, now)}"
    if body.state == "waiting":
        return f"待 {_when(due, now)}前"
    return BODY_STATES[body.state]


def _came(state: str) -> str:
    """The mark of what came, in time or late."""
    if state == "late":
        return "√迟"
    return "√"


def _since(due: str, now: str) -> str:
    """How long ago something was due."""
    return span_said(int(minutes_between(due, now)))


def _when(text: str, now: str) -> str:
    """A time of day, with the day where that is not today's."""
    if text[:10] == now[:10]:
        return _clock(text)
    return _day_and_clock(text)


def _clock(text: str) -> str:
    return text[11:16]


def _day_and_clock(text: str) -> str:
    return f"{int(text[8:10])}日{_clock(text)}"


def _reports(owed: Sequence[Owed], now: str) -> str:
    """The report that matters most: overdue, sent back, last in, next to come."""
    for state, mark in (("overdue", "！"), ("rejected", "退 ")):
        slots = _slots(owed, state)
        if len(slots) > 1:
            return f"{mark}{slots[0]}等{len(slots)}份"
        if slots:
            return f"{mark}{slots[0]}"
    return _last_report(owed, now)


def _last_report(owed: Sequence[Owed], now: str) -> str:
    if not owed:
        return ""
    last = max(owed, key=lambda report: report.at or "")
    if last.at is None:
        due = owed[0].due or now
        return f"待 {_slot(owed[0].slot)} {_when(due, now)}"
    return f"{_came(last.state)}{_slot(last.slot)}"


def _slot(slot: str) -> str:
    """A slot in few columns: 首次, 3日17:00, 解除后, 续报."""
    if slot[0].isdigit():
        return _day_and_clock(slot)
    return slot_said(slot)


def _groups(view: View) -> Iterator[str]:
    """Who has not answered, in sentences."""
    bodies = view.bodies
    for state in ("overdue", "waiting"):
        names = []
        for body in bodies:
            if body.state == state:
                names.append(body.named.body)
        if names:
            yield f"{BODY_STATES[state]}（{len(names)}）：{'、'.join(names)}。"
    for state, title in (("overdue", "逾期未反馈"), ("rejected", "退回重报")):
        late = []
        for body in bodies:
            slots = _slots(body.reports, state)
            if slots:
                late.append(f"{body.named.body}{'、'.join(slots)}")
        if late:
            yield f"{title}（{len(late)}）：{'；'.join(late)}。"


def _slots(owed: Sequence[Owed], state: str) -> list[str]:
    """The slots of the reports that are in a state."""
    return [_slot(report.slot) for report in owed if report.state == state]


def overdue_report(view: View, phones: Mapping[BodyKey, str]) -> Report:
    """What is overdue, to be read out: a line a body, what, since when, whom to call."""
    late = view.overdue
    blocks: list[Block] = [Heading(f"{headed(view)}　逾期（截至{at(view.now)}）")]
    rows: list[tuple[str, ...]] = []
    for number, body in enumerate(late, 1):
        matters = "；".join(_lates(body, view.now))
        call = _call(body, phones)
        blocks.append(Line(f"{number}. {body.named.body}：{matters}{call}。"))
        rows += _overdue_rows(body, view.now, phones)
    if not late:
        blocks.append(Line("无。"))
    sheet = Table(("机构", "事项", "应于", "已逾期", "电话"), tuple(rows))
    return Report(status_json([view._replace(bodies=late)]), tuple(blocks), sheet)


def _lates(body: BodyView, now: str) -> Iterator[str]:
    for what, due in body.late:
        yield f"{what}应于{at(due)}前，已逾期{_since(due, now)}"
    if body.late_supervisions:
        yield f"督办逾期{body.late_supervisions}件"


def _call(body: BodyView, phones: Mapping[BodyKey, str]) -> str:
    phone = phones.get(body.named.key)
    if not phone:
        return "；没有电话"
    return f"；电话 {phone}"


def _overdue_rows(
    body: BodyView, now: str, phones: Mapping[BodyKey, str]
) -> Iterator[tuple[str, ...]]:
    for what, due in body.late:
        phone = phones.get(body.named.key, "")
        yield body.named.body, what, at(due), _since(due, now), phone


def told_safe(event: Any) -> str:
    """An event in words, also one whose data nobody can read."""
    try:
        return told(event)
    except (ValueError, KeyError):
        return str(event.kind)


def status_json(views: Iterable[View]) -> dict[str, Any]:
    """The contract of scripts, `smogctl.incident/1`."""
    return {
        "format": "smogctl.incident/1",
        "incidents": list(map(_json, views)),
    }


def _json(view: View) -> dict[str, Any]:
    state = view.state
    response = None
    started = None
    if state.orders:
        response = state.levelled.response
        started = state.levelled.start
    tip = None
    if state.events:
        tip = state.events[-1].hash
    return {
        "id": state.id,
        "number": state.number,
        "district": state.district,
        "drill": state.drill,
        "phase": state.phase,
        "level": state.level,
        "response": response,
        "started": started,
        "until": state.until,
        "ended": state.ended,
        "registry_hash": state.registry_hash,
        "bodies": list(map(_body_json, view.bodies)),
        "counts": view.counts,
        "open": list(view.unclosed),
        "flags": list(map(_flag_json, state.flags)),
        "tip": tip,
    }


def _flag_json(flag: Flag) -> dict[str, Any]:
    event = flag.event
    return {
        "seq": event.seq,
        "origin": event.origin,
        "kind": event.kind,
        "why": flag.why,
    }


def _body_json(body: BodyView) -> dict[str, Any]:
    issued = None
    due = None
    if body.issue:
        issued = body.issue.event.observed
        due = body.issue.receipt_due
    receipt = None
    if body.receipt:
        receipt = {
            "at": body.receipt.event.observed,
            "by": body.receipt.name,
            "channel": body.receipt.channel,
            "seq": body.receipt.event.seq,
        }
    return {
        "unit_id": body.named.unit_id,
        "body": body.named.body,
        "issued": issued,
        "receipt_due": due,
        "receipt": receipt,
        "state": body.state,
        "reports": [owed._asdict() for owed in body.reports],
        "reminders": body.reminders,
        "supervised": body.supervised,
    }


def _sheet(views: Sequence[View], phones: Mapping[BodyKey, str]) -> Table:
    columns = (
        "区县",
        "事件",
        "机构",
        "签收",
        "签收时限",
        "签收时间",
        "方式",
        "反馈",
        "催办",
        "电话",
    )
    rows = []
    for view in views:
        for body in view.bodies:
            rows.append(_sheet_row(view, body, phones))
    return Table(columns, tuple(rows))


def _sheet_row(
    view: View, body: BodyView, phones: Mapping[BodyKey, str]
) -> tuple[str, ...]:
    due = ""
    if body.issue:
        due = at(body.issue.receipt_due)
    received = ""
    channel = ""
    if body.receipt:
        received = at(body.receipt.event.observed)
        channel = body.receipt.channel or ""
    return (
        view.state.name,
        view.state.number,
        body.named.body,
        BODY_STATES[body.state],
        due,
        received,
        channel,
        _reports(body.reports, view.now),
        str(body.reminders),
        phones.get(body.named.key, ""),
    )
