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
    found: View, phones: Mapping[BodyKey, str], notices: Sequence[str], *, brief: bool
) -> Report:
    """The screen; `brief`: as it is sent to a message group, in sentences, without a telephone."""
    state = found.state
    blocks: list[Block] = [Heading(headed(found)), *map(Line, _head(found))]
    ordered = sorted(found.bodies, key=_urgency)
    if brief:
        blocks += [Line(said) for said in _groups(found)]
    elif ordered:
        rows = tuple(_row(one, found.now, phones) for one in ordered)
        blocks.append(Table(_COLUMNS, rows))
    blocks += [Line(f"未办结：{one}") for one in found.unclosed]
    blocks += [Line(f"注意：{_flagged(flag)}") for flag in state.flags]
    blocks += [Line(f"注意：{said}") for said in notices]
    return Report(status_json([found]), tuple(blocks), _sheet([found], phones))


def _flagged(flag: Flag) -> str:
    event = flag.event
    return f"第{event.seq}条（{told_safe(event)}）不能成立，没有算数：{flag.why}。"


def headed(found: View) -> str:
    """Which incident, and how it stands at that time."""
    state = found.state
    said = heading(state)
    if state.phase == "lifted" and state.ended and state.ended > found.now:
        return said.replace(PHASES["lifted"], "待解除")
    return said


def _head(found: View) -> Iterator[str]:
    """The level, the hours, and how many answered."""
    state = found.state
    if not state.orders:
        yield "这次事件已作废。"
        return
    order = state.levelled
    yield f"截至{at(found.now)}：自{said_at(order.start)}起，{_hours(found)}{_planned(state)}"
    if order.origin and order.start > found.now:
        yield f"在那之前为{COLOURS[order.origin]}预警。"
    if state.closed:
        yield f"{at(state.closed.observed)}关闭。"
    if state.issued_of(state.order) is None and not state.closed:
        yield f"！{_ACTS[state.order.kind]}的命令还没有下达：{hint('issue', state.drill)}"
    if not state.unissued:
        yield _counted(found)


_ACTS: dict[OrderKind, str] = {
    "start": "启动",
    "upgrade": "升级",
    "downgrade": "降级",
    "suspend": "暂停",
    "resume": "恢复",
    "extend": "延长",
    "lift": "解除",
}


def _hours(found: View) -> str:
    state = found.state
    end = min(state.ended, found.now) if state.ended else found.now
    minutes = int(minutes_between(state.levelled.start, end))
    if minutes < 0:
        return f"还有{span_said(-minutes)}"
    return f"已{span_said(minutes)}"


def _planned(state: State) -> str:
    if state.ended:
        return f"；{said_at(state.ended)}解除"
    return f"；计划至{said_at(state.until)}" if state.until else "；结束时间另行通知"


def _counted(found: View) -> str:
    counts = found.counts
    received = counts["received"] + counts["late"]
    said = [f"{counts['bodies']}个机构：签收{received}"]
    said += [
        f"{name}{counts[key]}" for key, name in (("waiting", "待签收"),) if counts[key]
    ]
    said += [f"未下达{counts['unissued']}"] if counts["unissued"] else []
    overdue = [f"逾期未签收{counts['overdue']}"] if counts["overdue"] else []
    reports = counts["reports_overdue"]
    overdue += [f"逾期未反馈{reports}份"] if reports else []
    late = sum(one.late_supervisions for one in found.bodies)
    overdue += [f"督办逾期{late}件"] if late else []
    tail = f"；！{'，'.join(overdue)}" if overdue else "；没有逾期的"
    return "，".join(said) + tail + "。"


def _urgency(one: BodyView) -> tuple[int, int]:
    """Overdue first, then what is waited for; within each the plan's order."""
    receipt = ("overdue", "unissued", "waiting", "late", "received").index(one.state)
    return (0 if one.is_overdue else 1 if one.is_waited_for else 2, receipt)


def _row(one: BodyView, now: str, phones: Mapping[BodyKey, str]) -> tuple[str, ...]:
    return (
        _clipped(one.named.body),
        _receipt(one, now),
        _reports(one.reports, now),
        str(one.reminders) if one.reminders else "",
        phones.get(one.named.key, ""),
    )


def _clipped(name: str) -> str:
    if width(name) <= _WIDEST:
        return name
    while width(name) > _WIDEST - 2:
        name = name[:-1]
    return f"{name}…"


def _receipt(one: BodyView, now: str) -> str:
    """How its receipt stands, by a mark and in words."""
    if one.receipt and one.state != "unissued":
        channel = clip(one.receipt.channel or "", 4)
        late = "迟" if one.state == "late" else ""
        return f"√{late}{_clock(one.receipt.event.observed)} {channel}".rstrip()
    if one.state == "overdue":
        assert one.issue
        return f"！逾期{span_said(int(minutes_between(one.issue.receipt_due, now)))}"
    if one.state == "waiting":
        assert one.issue
        return f"待 {_when(one.issue.receipt_due, now)}前"
    return BODY_STATES[one.state]


def _when(text: str, now: str) -> str:
    """A time of day, with the day where that is not today's."""
    return (
        _clock(text) if text[:10] == now[:10] else f"{int(text[8:10])}日{_clock(text)}"
    )


def _clock(text: str) -> str:
    return text[11:16]


def _reports(owed: Sequence[Owed], now: str) -> str:
    """The report that matters most: overdue, sent back, last in, next to come."""
    for state, mark in (("overdue", "！"), ("rejected", "退 ")):
        found = [one for one in owed if one.state == state]
        if found:
            return f"{mark}{_slot(found[0].slot)}{f'等{len(found)}份' if found[1:] else ''}"
    return _last_report(owed, now)


def _last_report(owed: Sequence[Owed], now: str) -> str:
    done = [one for one in owed if one.at is not None]
    if done:
        last = max(done, key=lambda one: one.at or "")
        return f"√{'迟' if last.state == 'late' else ''}{_slot(last.slot)}"
    return f"待 {_slot(owed[0].slot)} {_when(owed[0].due or now, now)}" if owed else ""


def _slot(slot: str) -> str:
    """A slot in few columns: 首次, 3日17:00, 解除后, 续报."""
    if slot[0].isdigit():
        return f"{int(slot[8:10])}日{slot[11:16]}"
    return slot_said(slot)


def _groups(found: View) -> Iterator[str]:
    """Who has not answered, in sentences."""
    bodies = found.bodies
    for state in ("overdue", "waiting"):
        names = [one.named.body for one in bodies if one.state == state]
        if names:
            yield f"{BODY_STATES[state]}（{len(names)}）：{'、'.join(names)}。"
    for state, title in (("overdue", "逾期未反馈"), ("rejected", "退回重报")):
        late = [
            f"{one.named.body}{slots}"
            for one in bodies
            if (slots := _slots(one, state))
        ]
        if late:
            yield f"{title}（{len(late)}）：{'；'.join(late)}。"


def _slots(one: BodyView, state: str) -> str:
    return "、".join(_slot(owed.slot) for owed in one.reports if owed.state == state)


def overdue_report(found: View, phones: Mapping[BodyKey, str]) -> Report:
    """What is overdue, to be read out: a line a body, what, since when, whom to call."""
    late = found.overdue
    blocks: list[Block] = [Heading(f"{headed(found)}　逾期（截至{at(found.now)}）")]
    blocks += [
        Line(
            f"{number}. {one.named.body}：{'；'.join(_lates(one, found.now))}{_call(one, phones)}。"
        )
        for number, one in enumerate(late, 1)
    ]
    if not late:
        blocks.append(Line("无。"))
    rows = tuple(row for one in late for row in _overdue_rows(one, found.now, phones))
    sheet = Table(("机构", "事项", "应于", "已逾期", "电话"), rows)
    return Report(status_json([found._replace(bodies=late)]), tuple(blocks), sheet)


def _lates(one: BodyView, now: str) -> Iterator[str]:
    for what, due in one.late:
        yield f"{what}应于{at(due)}前，已逾期{span_said(int(minutes_between(due, now)))}"
    if one.late_supervisions:
        yield f"督办逾期{one.late_supervisions}件"


def _call(one: BodyView, phones: Mapping[BodyKey, str]) -> str:
    phone = phones.get(one.named.key)
    return f"；电话 {phone}" if phone else "；没有电话"


def _overdue_rows(
    one: BodyView, now: str, phones: Mapping[BodyKey, str]
) -> Iterator[tuple[str, ...]]:
    for what, due in one.late:
        since = span_said(int(minutes_between(due, now)))
        yield one.named.body, what, at(due), since, phones.get(one.named.key, "")


def told_safe(event: Any) -> str:
    """An event in words, also one whose data nobody can read."""
    try:
        return told(event)
    except (ValueError, KeyError):
        return str(event.kind)


def status_json(views: Iterable[View]) -> dict[str, Any]:
    """The contract of scripts, `smogctl.incident/1`."""
    return {"format": "smogctl.incident/1", "incidents": [_json(one) for one in views]}


def _json(found: View) -> dict[str, Any]:
    state = found.state
    order = state.levelled if state.orders else None
    return {
        "id": state.id,
        "number": state.number,
        "district": state.district,
        "drill": state.drill,
        "phase": state.phase,
        "level": state.level,
        "response": order.response if order else None,
        "started": order.start if order else None,
        "until": state.until,
        "ended": state.ended,
        "registry_hash": state.registry_hash,
        "bodies": [_body_json(one) for one in found.bodies],
        "counts": found.counts,
        "open": list(found.unclosed),
        "flags": [
            {
                "seq": flag.event.seq,
                "origin": flag.event.origin,
                "kind": flag.event.kind,
                "why": flag.why,
            }
            for flag in state.flags
        ],
        "tip": state.events[-1].hash if state.events else None,
    }


def _body_json(one: BodyView) -> dict[str, Any]:
    receipt = one.receipt
    return {
        "unit_id": one.named.unit_id,
        "body": one.named.body,
        "issued": one.issue.event.observed if one.issue else None,
        "receipt_due": one.issue.receipt_due if one.issue else None,
        "receipt": {
            "at": receipt.event.observed,
            "by": receipt.name,
            "channel": receipt.channel,
            "seq": receipt.event.seq,
        }
        if receipt
        else None,
        "state": one.state,
        "reports": [owed._asdict() for owed in one.reports],
        "reminders": one.reminders,
        "supervised": one.supervised,
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
    rows = [_sheet_row(found, one, phones) for found in views for one in found.bodies]
    return Table(columns, tuple(rows))


def _sheet_row(
    found: View, one: BodyView, phones: Mapping[BodyKey, str]
) -> tuple[str, ...]:
    receipt = one.receipt
    return (
        found.state.name,
        found.state.number,
        one.named.body,
        BODY_STATES[one.state],
        at(one.issue.receipt_due) if one.issue else "",
        at(receipt.event.observed) if receipt else "",
        (receipt.channel or "") if receipt else "",
        _reports(one.reports, found.now),
        str(one.reminders),
        phones.get(one.named.key, ""),
    )
