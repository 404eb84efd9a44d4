"""The ledger: what an append, a status, a list and a check cost, as ratios in one run.

    python benchmarks/ledger.py [--events 1000000] [--runs 5] [--postgres URL]

CPU time of whole processes against `python -c pass`; a status of 2,000 events against one of a handful; list and verify over so many events
with the peak of memory. Figures are printed, never asserted; the goals: an append at most 25 times pass on SQLite, 60 times on PostgreSQL, a
status of 2,000 events at most 50 ms above a small one, list and verify of a million events at most 10 s, memory under 200 MB.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from smogctl.incident import events as kinds
from smogctl.incident.event import Event, canonical, sealed
from smogctl.incident.ledger.sqlite import SqliteStore

ROOT = Path(__file__).resolve().parents[1]
SMOGCTL = [sys.executable, "-m", "smogctl"]
BODIES = [
    {"unit_id": f"unit-{n}", "unit": f"第{n}单位", "body": f"第{n}单位"}
    for n in range(40)
]


def run(command, folder, codes=(0,)):
    """CPU seconds of a command, and the kilobytes that it held at most."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.returncode in codes, (command, process.returncode, said)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def median(command, folder, runs, codes=(0,)):
    """The median of some runs."""
    return statistics.median(run(command, folder, codes)[0] for _ in range(runs))


def story(chain, number, count):
    """The events of one incident: opened, issued, receipts, then notes."""
    made = []

    def add(kind, when, **data):
        model = kinds.named(kind).Data(**data)
        text = canonical(model.model_dump(mode="json", exclude_none=True))
        event = Event(
            "0123456789abcdef", chain["seq"] + 1, len(made) + 1, when, when,
            made[0].hash if made else "", 0, kind, kinds.named(kind).key(model), "值班员", text,
            chain["hash"], "",
        )  # fmt: skip
        event = sealed(event)
        chain["seq"], chain["hash"] = event.seq, event.hash
        made.append(event)
        return event

    year = 2000 + number // 50
    day = f"{year}-{1 + number % 12:02}-{1 + number % 28:02}"
    opened = add(
        "opened", f"{day}T08:00:00+08:00", level="orange", start=f"{day}T08:00:00+08:00", response="Ⅱ级响应",
        bodies=BODIES, district="kunqu", district_name="昆都仑区", plan="预案", registry_hash="0" * 12, episode=1 + number % 50,
    )  # fmt: skip
    tasks = [
        {
            "duty": f"d-{n}",
            "part": "do",
            "state": "due",
            "text": "落实施工工地扬尘管控措施" * 2,
        }
        for n in range(3)
    ]
    issued = add(
        "issued", f"{day}T08:10:00+08:00", order=opened.hash, registry_hash="0" * 12, daily=["17:00"],
        receipt_due=f"{day}T09:10:00+08:00", report_due=f"{day}T20:10:00+08:00",
        bodies=[{**body, "tasks": tasks} for body in BODIES],
    )  # fmt: skip
    for minute, body in enumerate(BODIES):
        add(
            "receipt",
            f"{day}T08:{10 + minute:02}:00+08:00",
            issue=issued.hash,
            body=body,
        )
    at = f"{day}T09:00:00+08:00"
    for n in range(count - len(made) - 2):
        add("noted", at, text=f"第{n}件事，已经处理完毕", at=at)
    add(
        "lifted", f"{day}T23:00:00+08:00", level="orange", start=f"{day}T23:00:00+08:00"
    )
    if number >= 0:
        add("closed", f"{day}T23:30:00+08:00")
    return made


def fill(path, incidents, each):
    """A ledger of so many incidents, each with so many events."""
    store = SqliteStore(path)
    chain = {"seq": 0, "hash": ""}
    for first in range(0, incidents, 25):
        with store.writing() as table:
            for number in range(first, min(first + 25, incidents)):
                table.insert(story(chain, number, each))


def appends(folder, ledger, runs):
    """CPU of a note and of a receipt, each a new one."""
    words = ["--ledger", str(ledger)]
    district = ["-d", "kunqu"]
    run([*SMOGCTL, "incident", "open", *district, "-l", "橙", *words], folder)
    run([*SMOGCTL, "incident", "issue", *words], folder)
    notes = [
        run([*SMOGCTL, "incident", "note", f"记{n}", *words], folder)[0]
        for n in range(runs)
    ]
    names = (
        "区公安局",
        "区教育局",
        "区工信局",
        "区财政局",
        "区农牧局",
        "区卫健委",
        "昆河镇",
    )[:runs]
    receipts = [
        run([*SMOGCTL, "incident", "receipt", "-u", name, *words], folder)[0]
        for name in names
    ]
    return statistics.median(notes), statistics.median(receipts)


def main(events, runs, postgres):
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "registries", folder / "registries")
        base = median([sys.executable, "-c", "pass"], folder, runs * 3)
        print(f"python -c pass: {base * 1000:.1f} ms")
        for title, ledger in (
            ("SQLite", folder / "ledger.db"),
            ("PostgreSQL", postgres),
        ):
            if ledger is not None:
                note, receipt = appends(folder, ledger, runs)
                print(
                    f"append on {title}: note {note / base:.1f} x, receipt {receipt / base:.1f} x pass"
                )
        many = folder / "many.db"
        fill(many, 1, 2000)
        status = [
            *SMOGCTL,
            "incident",
            "status",
            "-i",
            "current",
            "--now",
            "2000-01-02T00:00",
        ]
        small = median(
            [*status, "--ledger", str(folder / "ledger.db")], folder, runs * 3, (0, 1)
        )
        large = median([*status, "--ledger", str(many)], folder, runs * 3, (0, 1))
        print(
            f"status of 2,000 events: {(large - small) * 1000:+.0f} ms above one of {runs * 2 + 2}"
        )
        if events:
            big = folder / "big.db"
            fill(big, events // 2000, 2000)
            print(f"{events:,} events: {big.stat().st_size / 1e6:.0f} MB")
            for verb in (
                ["list"],
                ["list", "-f", "json"],
                ["verify"],
                ["status", "-i", "current"],
            ):
                seconds, memory = run(
                    [*SMOGCTL, "incident", *verb, "--ledger", str(big)], folder, (0, 1)
                )
                print(f"{' '.join(verb)}: {seconds:.2f} s CPU, {memory / 1024:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgres", default=None)
    given = parser.parse_args()
    main(given.events, given.runs, given.postgres)
