"""Which of a body's reports is meant, as typed."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import typer

from smogctl.incident.instants import moment_of
from smogctl.incident.slots import slot_for, slots_of
from smogctl.incident.state import BodyState, State
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment, with_year

SlotName = Annotated[
    str | None,
    typer.Option(
        "--slot",
        metavar="哪一份",
        help="first 首次，final 解除后，extra 续报，或日报的时间如 2026-12-03T17:00。",
    ),
]

_KNOWN = {"首次": "first", "解除后": "final", "续报": "extra"}


def slot_asked(
    state: State,
    body: BodyState,
    word: str | None,
    observed: datetime,
    content: Mapping[str, object],
) -> str:
    """The report that is meant: as typed, else the one whose time is near.

    The very report that was given last is that again. Raises Refusal for one that is not owed.
    """
    if word is None:
        return _given_before(state, body, content, observed) or slot_for(state, body, observed)
    name = _KNOWN.get(word, word)
    if name == "extra":
        return f"extra-{observed:%Y-%m-%dT%H:%M}"
    owed = [slot.name for slot in slots_of(state, body, observed)]
    if name in owed or name in body.reports:
        return name
    daily = _daily(name, observed)
    if daily in owed:
        return daily
    raise Refusal(f"没有“{clip(word)}”这份反馈。有：{'、'.join(owed)}、extra。没有登记。")


def last_slot(body: BodyState) -> str:
    """The slot of the last report that came. Raises Refusal where none did."""
    given = [one for one in body.reports.values() if not one.rejected]
    if not given:
        raise Refusal(f"{body.named.body}没有可退回的反馈。没有登记。")
    return max(given, key=lambda one: one.event.observed).slot


_AGAIN = timedelta(hours=2)
"""So long after a report, and until its slot is due, the same figures are that report again."""


def _given_before(
    state: State, body: BodyState, content: Mapping[str, object], observed: datetime
) -> str | None:
    """The slot of a report that says the very same, so that typing it twice is typing it once.

    The next day the same figures are another report.
    """
    figures = {
        name: value for name, value in content.items() if name != "text" and value is not None
    }
    due = {slot.name: moment_of(slot.due) for slot in slots_of(state, body, observed)}
    for report in body.reports.values():
        same = report.figures == figures and report.text == content["text"]
        until = moment_of(report.event.observed) + _AGAIN
        if same and not report.rejected and observed <= max(until, due.get(report.slot, until)):
            return report.slot
    return None


def _daily(word: str, observed: datetime) -> str:
    if re.fullmatch(r"\d{1,2}:\d{2}", word):
        word = f"{observed:%Y-%m-%d}T{word:0>5}"
    return f"{moment(with_year(word, observed.date()), '--slot ').at:%Y-%m-%dT%H:%M}"
