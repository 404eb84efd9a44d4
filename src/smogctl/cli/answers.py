"""Answers that come back in a file: each row matched and judged, written only when told."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from smogctl.cli.addressees import body_asked, name_data
from smogctl.cli.clocks import observed_asked
from smogctl.cli.recorders import Session
from smogctl.cli.slots import slot_asked
from smogctl.importing.answers.reading import Answers, Row
from smogctl.incident import events as kinds
from smogctl.incident.figures import NAMES, contradiction
from smogctl.incident.instants import moment_of
from smogctl.incident.kind import Impossible
from smogctl.incident.recording import Draft, hint
from smogctl.incident.state import BodyState, State
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

Verdict = Literal["new", "known", "differs", "unknown", "unread"]


class Judged(NamedTuple):
    """A row of a file, whose it is, and what is to be done with it."""

    place: int
    who: str
    body: str
    said: str
    verdict: Verdict
    why: str = ""
    draft: Draft | None = None


def judged(
    session: Session, state: State, answers: Answers, source: str
) -> list[Judged]:
    """Every row of the answers, in the file's order."""
    rows = [_row(session, state, answers, row, source) for row in answers.rows]
    for unread in answers.unread:
        text = clip(unread.text)
        rows.append(Judged(unread.place, text, "", "", "unread", unread.why))
    rows.sort(key=lambda row: row.place)
    return list(_possible(_once(rows)))


def _possible(rows: Iterator[Judged]) -> Iterator[Judged]:
    """The rows; one that cannot be is said here and keeps no other from being written."""
    for row in rows:
        why: str | None = None
        if row.draft is not None:
            why = contradiction(row.draft.data)
        if why:
            yield row._replace(verdict="unread", why=f"{why}。", draft=None)
        else:
            yield row


def _once(rows: list[Judged]) -> Iterator[Judged]:
    """Of several new rows about one thing the first counts; another content is said to differ."""
    seen: dict[str, Judged] = {}
    for row in rows:
        if row.draft is None:
            yield row
            continue
        key = kinds.named(row.draft.kind).key(row.draft.data)
        first = seen.setdefault(key, row)
        if first is row:
            yield row
            continue
        verdict: Verdict = "differs"
        if first.said == row.said:
            verdict = "known"
        why = f"第{first.place}行已写"
        yield row._replace(verdict=verdict, why=why, draft=None)


def _row(
    session: Session, state: State, answers: Answers, row: Row, source: str
) -> Judged:
    try:
        body = _body(session, state, row.who)
    except Refusal as refusal:
        why = str(refusal).removesuffix("没有登记。")
        return Judged(row.place, row.who, "", _content(row), "unknown", why)
    try:
        observed = _observed(session, state, row)
        judge = _report
        if answers.kind == "receipt":
            judge = _receipt
        return judge(session, state, body, row, observed, f"{source} 第{row.place}行")
    except (Refusal, Impossible) as refusal:
        why = str(refusal).removesuffix("没有登记。")
        name = body.named.body
        return Judged(row.place, row.who, name, _content(row), "unread", why)


def _content(row: Row) -> str:
    words = [f"{NAMES[name]}{value}" for name, value in row.figures.items()]
    words += filter(None, (row.name, row.at, row.note))
    return clip("，".join(words), 60)


_ANSWERED = re.compile(
    r"^(?P<unit>.+?)[：:,，、\s]*(?:已经?|均已)?(?:收到|收悉|签收|知悉|收)?(?:了|啦)?[\W_]*$"
)
"""A unit with 收到 right behind it, or signs that are no letters: 教育局收到👌."""


def _body(session: Session, state: State, who: str) -> BodyState:
    """The body that a row is of: by its words, else by them without 收到 behind."""
    try:
        return body_asked(session, state, who)
    except Refusal:
        short = _ANSWERED.match(who)
        if short is None or short["unit"] == who:
            raise
        return body_asked(session, state, short["unit"])


def _observed(session: Session, state: State, row: Row) -> datetime:
    if row.at is None:
        return session.observed
    if not state.issues:
        raise Refusal(f"还没有下达过：先 {hint('issue', state.drill)}。")
    return observed_asked(row.at, session.who.now, "签收时间")


def _receipt(
    session: Session,
    state: State,
    body: BodyState,
    row: Row,
    observed: datetime,
    source: str,
) -> Judged:
    issue = body.last
    assert issue
    made = Judged(row.place, row.who, body.named.body, _content(row), "new")
    if state.unissued:
        raise Refusal(f"最后一道命令还没有下达：先 {hint('issue', state.drill)}。")
    known = body.receipts.get(issue.event.hash)
    if known:
        where = f"第{known.event.seq}条"
        verdict: Verdict = "known"
        if known.name:
            where += f"，签收人{clip(known.name)}"
        if None not in (row.name, known.name) and row.name != known.name:
            verdict = "differs"
        return made._replace(verdict=verdict, why=where)
    if observed < moment_of(issue.event.observed):
        raise Refusal("时间早于下达。")
    draft = session.draft(
        "receipt",
        observed,
        issue=issue.event.hash,
        body=name_data(body.named),
        source=source,
        **_told(session, row),
    )
    return made._replace(draft=draft)


def _told(session: Session, row: Row) -> dict[str, str]:
    """Who signed and what was remarked, unless it was typed for all rows."""
    typed = session.told
    told: dict[str, str] = {}
    if row.name and not typed.name:
        told["name"] = row.name
    if row.note and not typed.note:
        told["note"] = row.note
    return told


def _report(
    session: Session,
    state: State,
    body: BodyState,
    row: Row,
    observed: datetime,
    source: str,
) -> Judged:
    made = Judged(row.place, row.who, body.named.body, _content(row), "new")
    content = {**row.figures, "text": None}
    slot = slot_asked(state, body, session.slot, observed, content)
    known = body.reports.get(slot)
    if known and not known.rejected:
        verdict: Verdict = "differs"
        if known.figures == dict(row.figures):
            verdict = "known"
        return made._replace(verdict=verdict, why=f"第{known.event.seq}条")
    draft = session.draft(
        "report",
        observed,
        body=name_data(body.named),
        slot=slot,
        round=body.rejections.get(slot, 0),
        source=source,
        **row.figures,
        **_told(session, row),
    )
    return made._replace(draft=draft)
