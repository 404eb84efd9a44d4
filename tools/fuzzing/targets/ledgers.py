"""Ledgers' files, and events that another hand sealed anew."""

import contextlib
import json
import shlex
from functools import lru_cache
from pathlib import Path
from typing import Any

from fuzzing.calling import called, place
from fuzzing.jumbling import jumbled
from fuzzing.target import Target, clean, outcome
from smogctl.values.findings import Refusal


@lru_cache(maxsize=1)
def ledger() -> bytes:
    """A ledger of an incident with most kinds of events, as `incident export` writes it."""
    path = place() / "office" / "ledger" / "ledger.db"
    ledger_of(LEDGER, path)
    code, out, err = called(["incident", "export"])
    if code:
        raise RuntimeError(err)
    return out.encode()


def ledger_of(lines: str, path: Path) -> None:
    """Make a ledger by command lines. Raises RuntimeError where one is refused."""
    path.parent.mkdir(exist_ok=True)
    for line in lines.strip().splitlines():
        code, _, err = called(["incident", *shlex.split(line), "--ledger", str(path)])
        if code:
            raise RuntimeError(f"{line}: {err}")


LEDGER = """
open -d kunqu -l yellow --start 2026-12-01T20:00 --number 1 --now 2026-12-01T12:00 --by 甲
issue --now 2026-12-01T12:30 --by 甲
receipt 区教育局 --name 张三 --now 2026-12-01T13:00 --by 甲
report 区教育局 --people 3 --now 2026-12-01T14:00 --by 甲
note 会商 --now 2026-12-01T14:10 --by 甲
remind 区公安局 --now 2026-12-01T14:20 --by 甲
upgrade -l orange --number 2 --now 2026-12-01T21:00 --by 甲
issue --now 2026-12-01T21:10 --by 甲
supervise 区公安局 --matter 未签收 --requirement 立即 --now 2026-12-01T22:00 --by 甲
lift --number 3 --now 2026-12-02T20:00 --by 甲
issue --now 2026-12-02T20:10 --by 甲
"""


OPENED = "\n".join(LEDGER.strip().splitlines()[:2])
"""An incident that was issued, and nothing more."""


def ledgers() -> list[bytes]:
    """Short ledgers' files."""
    rows = ledger().split(b"\n")
    return [
        b"\n".join(row[:1500] for row in rows[:4]),
        b"\n".join([rows[0], *sorted(rows[1:-1], key=len)[:4]]),
        rows[0],
    ]


def _lines(data: bytes) -> str:
    """The law of a ledger's file: events, or a refusal; what is changed is found, not stumbled over."""
    from smogctl.incident.exchange import read_lines
    from smogctl.incident.verifying import verify_archive

    try:
        archive = read_lines(data.decode("utf-8-sig"), "f")
    except UnicodeDecodeError:
        return "no text"
    except Refusal as refusal:
        return outcome(refusal)
    checked = verify_archive(archive)
    return f"{len(archive.events)} {checked.faults and outcome(checked.faults[0].said)}"


def events_seeds() -> list[bytes]:
    """Events with short lists, to be sealed anew."""
    rows = ledger().strip().split(b"\n")[1:]
    short = [_shortened(json.loads(row)) for row in rows]
    return [b"\n".join(json.dumps(row).encode() for row in short)]


def _shortened(value: Any) -> Any:
    """A value whose long lists have two entries, so that a trial costs little."""
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner) for inner in value[:2]]
    return value


def _events(data: bytes) -> str:
    """The law of events that another hand sealed anew: folded, shown, never stumbled over."""
    from datetime import datetime, timedelta, timezone

    from smogctl.formats.html import render as as_html
    from smogctl.formats.json import render as as_json
    from smogctl.formats.text import render as as_text
    from smogctl.incident.fold import fold
    from smogctl.incident.verifying import verify_archive
    from smogctl.incident.view import view
    from smogctl.values.report import Surface
    from smogctl.wording.log import log_report
    from smogctl.wording.status import status_report

    try:
        archive = resealed(data)
    except Refusal as refusal:
        return outcome(refusal)
    if grave := [fault for fault in verify_archive(archive).faults if fault.grave]:
        return outcome(grave[0].said)
    if not archive.events:
        return "empty"
    state = fold(archive.events)
    now = datetime(2026, 12, 2, 22, tzinfo=timezone(timedelta(hours=8)))
    reports = (
        [log_report(state), status_report(view(state, now), {}, (), brief=False)]
        if state.orders
        else [log_report(state)]
    )
    for report in reports:
        for render in (as_text, as_json, as_html):
            clean(render(report, Surface()))
    flags = sorted({outcome(flag.why) for flag in state.flags})
    return f"{state.phase} {' '.join(flags)}"[:200]


def resealed(data: bytes) -> Any:
    """Rows as a ledger's file, each event sealed, each hanging on the one before."""
    from smogctl.incident.event import Event, canonical, sealed
    from smogctl.incident.exchange import event_json, lines, read_lines
    from smogctl.incident.ledger.table import Tip

    texts: list[str] = []
    before, incident = "", ""
    for row in map(json.loads, filter(None, data.split(b"\n"))):
        if not isinstance(row, dict):
            continue
        told = {**dict.fromkeys(Event._fields, ""), **row}
        fields = {field: told[field] for field in Event._fields}
        fields |= {
            "origin": "a",
            "seq": len(texts) + 1,
            "turn": len(texts) + 1,
            "prev": before,
            "incident": incident or "x",
        }
        for field, value in fields.items():
            if field not in ("seq", "turn", "drill", "data") and not isinstance(
                value, str
            ):
                fields[field] = str(value)
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            event = sealed(
                Event(
                    **{
                        **fields,
                        "data": canonical(told["data"]),
                        "drill": int(told["drill"] is True),
                    }
                )
            )
            before, incident = event.hash, incident or event.incident
            texts.append(json.dumps(event_json(event), ensure_ascii=False))
    head = lines((), {"a": Tip("a", len(texts), before)}, {})
    return read_lines("\n".join((*head, *texts)), "f")


TARGETS = (
    Target("ledger", ledgers, _lines, share=40),
    Target("events", events_seeds, _events, jumbled, 0.5),
)
