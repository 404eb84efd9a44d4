"""Chains of events that another hand sealed anew: whole, longer than ours, hanging on ours, parted from ours."""

import contextlib
import json
import random
from collections.abc import Sequence
from typing import Any

from fuzzing.jumbling import jumbled
from fuzzing.mutating import mutated

Chance = random.Random


def chained(rows: Sequence[Any], origin: str, start: int, before: str) -> bytes:
    """Events sealed anew as a ledger's file; `start`: of how many the first are left as they are."""
    from smogctl.incident.event import Event, canonical, sealed
    from smogctl.incident.exchange import event_json, lines
    from smogctl.incident.ledger.table import Tip

    texts: list[str] = []
    incident = ""
    for at, value in enumerate(rows):
        row = value
        if at >= start and isinstance(row, dict):
            with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
                told = {field: row[field] for field in Event._fields}
                told |= {"origin": origin, "seq": at + 1, "prev": before}
                told["data"] = canonical(row["data"])
                told["drill"] = int(row["drill"])
                if incident:
                    told["incident"] = incident
                event = sealed(Event(**told))
                incident = incident or event.incident
                row = event_json(event)
        texts.append(json.dumps(row, ensure_ascii=False))
        if isinstance(row, dict):
            before = str(row.get("hash"))
    head = lines((), {origin: Tip(origin, len(rows), before)}, {})
    return "\n".join((*head, *texts)).encode("utf-8", "replace")


def rechained(data: bytes, seeds: Sequence[bytes], chance: Chance, held: int) -> bytes:
    """Events that change, mostly sealed anew from some place on (`held`: how many a ledger has); else bytes that change."""
    if chance.random() < 0.25:
        return mutated(data, seeds, chance)
    try:
        return _rechained(data, seeds, chance, held)
    except (ValueError, IndexError, RecursionError):
        return mutated(data, seeds, chance)


def _rechained(data: bytes, seeds: Sequence[bytes], chance: Chance, held: int) -> bytes:
    _, _, rows = data.partition(b"\n")
    changed = jumbled(rows, seeds, chance) if chance.random() < 0.7 else rows
    values = [json.loads(row) for row in changed.split(b"\n") if row]
    del values[
        chance.choice((len(values), len(values), 1 + chance.randrange(len(values)))) :
    ]
    return chained(
        values,
        chance.choice(("aaaa", "aaaa", "bbbb", "", "a b", "甲")),
        chance.choice((0, 0, held, len(values), chance.randrange(len(values) + 1))),
        chance.choice(("", "", "0" * 64)),
    )


def chains(rows: Sequence[Any], origin: str, held: int) -> list[bytes]:
    """The whole chain, ours alone, another origin's, one that hangs on ours, and one that parts."""
    whole = chained(rows, origin, len(rows), "")
    last = str(rows[held - 1]["hash"])
    return [
        whole,
        chained(rows, origin, held, last),
        chained(rows[:held], origin, held, ""),
        chained(rows[:4], "bbbb", 0, ""),
        chained(rows[1:4], "cccc", 0, last),
        chained([*rows[:2], rows[held]], origin, 2, str(rows[1]["hash"])),
    ]
