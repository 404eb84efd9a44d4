"""Which of a body's reports is meant, as typed; and what to do with one that differs."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import typer

from smogctl.incident.instants import moment_of
from smogctl.incident.recording import hint
from smogctl.incident.slotnames import slot_said
from smogctl.incident.slots import slot_for, slots_of
from smogctl.incident.state import BodyState, Report, State
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment, with_year

SlotName = Annotated[
    str | None,
    typer.Option(
        "--slot",
        metavar="哪一份",
        help="first 初报，final 终报，extra 续报，或日报的时间如 12月3日17时、17:00。",
    ),
]

_KNOWN = {"初报": "first", "首次": "first", "终报": "final", "续报": "extra"}
_AGAIN = timedelta(hours=2)
"""So long after a report, and until its slot is due, another one is about the same."""


def slot_asked(
    state: State,
    body: BodyState,
    word: str | None,
    observed: datetime,
    content: Mapping[str, object],
) -> str:
    """The report that is meant: as typed, else the one that is owed.

    The very report that was given last is that again. Raises Refusal for one that is not owed, and
    for other figures while the last report is fresh: they are a correction, or one more.
    """
    if word is None:
        recent = _recent(state, body, observed)
        if recent is None:
            return slot_for(state, body, observed)
        if _is_same(recent, content):
            return recent.slot
        raise Refusal(_differs(state, body, recent))
    name = _KNOWN.get(word, word)
    if name == "extra":
        return f"extra-{observed:%Y-%m-%dT%H:%M}"
    owed = [slot.name for slot in slots_of(state, body, observed)]
    if name in owed or name in body.reports:
        return name
    daily = _daily(name, observed)
    if daily in owed:
        return daily
    listed = "、".join(f"{slot}（{slot_said(slot)}）" for slot in owed)
    raise Refusal(
        f"没有“{clip(word)}”这份反馈。有：{listed}、extra（续报）。没有登记。"
    )


def _differs(state: State, body: BodyState, recent: Report) -> str:
    where = f"第{recent.event.seq}条（{slot_said(recent.slot)}）"
    again = hint(f"report -u {body.named.body} … --replace", state.drill)
    return (
        f"{body.named.body}已有{where}，内容不同。是改报，用 {again}；"
        "是另报一份，加 --slot extra。没有登记。"
    )


def recent_report(
    state: State, body: BodyState, slot: str | None, observed: datetime
) -> Report:
    """The report that another takes the place of. Raises Refusal where there is none."""
    if slot is not None:
        name = slot_asked(state, body, slot, observed, {})
        report = body.reports.get(name)
        if report and not report.rejected:
            return report
    return last_report(body)


def last_report(body: BodyState) -> Report:
    """The last report that came. Raises Refusal where none did."""
    last = _last(body)
    if last is None:
        raise Refusal(f"{body.named.body}没有登记过反馈。没有登记。")
    return last


def _last(body: BodyState) -> Report | None:
    """The last report of a body; one that was rejected is none."""
    last: Report | None = None
    for report in body.reports.values():
        if report.rejected:
            continue
        if last is None or report.event.turn > last.event.turn:
            last = report
    return last


def _recent(state: State, body: BodyState, observed: datetime) -> Report | None:
    """The last report, while it is fresh: two hours, and until its slot is due."""
    last = _last(body)
    if last is None:
        return None
    until = moment_of(last.event.observed) + _AGAIN
    for slot in slots_of(state, body, observed):
        if slot.name == last.slot:
            until = max(until, moment_of(slot.due))
    if observed > until:
        return None
    return last


def _is_same(report: Report, content: Mapping[str, object]) -> bool:
    figures: dict[str, object] = {}
    for name, value in content.items():
        if value is not None:
            figures[name] = value
    text = figures.pop("text", None)
    return (report.figures, report.text) == (figures, text)


def _daily(word: str, observed: datetime) -> str:
    if re.fullmatch(r"\d{1,2}:\d{2}", word):
        word = f"{observed:%Y-%m-%d}T{word:0>5}"
    return f"{moment(with_year(word, observed.date()), '--slot ').at:%Y-%m-%dT%H:%M}"
