"""A recount of an incident's figures from its exported JSONL, by nothing of smogctl: what a clerk would do with a pencil.

    python tests/recount.py FILE

Prints, body by body and in all: receipts that came / were asked, those in time, reports, and what was counted.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

COUNTED = ("people", "vehicles", "firms", "sites", "found", "fixed")


def recount(lines: Iterable[str]) -> dict[str, Any]:
    """The figures by body, from the lines of a file."""
    rows = [json.loads(line) for line in lines if line.strip()][1:]
    struck = {row["data"]["event"] for row in rows if row["kind"] == "corrected"}
    rows = [
        row for row in rows if row["hash"] not in struck and row["kind"] != "corrected"
    ]
    bodies: defaultdict[str, dict[str, Any]] = defaultdict(
        lambda: {"asked": 0, "received": 0, "in_time": 0, "reports": {}}
    )
    due: dict[str, str] = {}
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        data, kind = row["data"], row["kind"]
        if kind == "issued":
            due[row["hash"]] = data["receipt_due"]
            for body in data["bodies"]:
                bodies[body["body"]]["asked"] += 1
        elif kind == "receipt":
            key = data["issue"], data["body"]["body"]
            seen[key] = min(seen.get(key, "9"), row["observed"])
        elif kind == "report":
            bodies[data["body"]["body"]]["reports"][data["slot"]] = data
        elif kind == "rejected":
            del bodies[data["body"]["body"]]["reports"][data["slot"]]
    for (issue, body), at in seen.items():
        bodies[body]["received"] += 1
        bodies[body]["in_time"] += at <= due[issue]
    return {name: figures(told) for name, told in bodies.items()}


def figures(told: dict[str, Any]) -> dict[str, Any]:
    """A body's row."""
    reports = told.pop("reports").values()
    told["reports"] = len(reports)
    for name in COUNTED:
        given = [one[name] for one in reports if name in one]
        told[name] = sum(given) if given else None
    return told


def total(rows: dict[str, Any]) -> dict[str, Any]:
    """All rows together."""
    sums = {}
    for name in ("asked", "received", "in_time", "reports", *COUNTED):
        given = [row[name] for row in rows.values() if row[name] is not None]
        sums[name] = sum(given) if given else None
    return sums


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - a plain script
        found = recount(file)
    for title, row in [*found.items(), ("合计", total(found))]:
        sys.stdout.write(f"{title}: {json.dumps(row, ensure_ascii=False)}\n")
