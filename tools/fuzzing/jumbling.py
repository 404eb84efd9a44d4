"""Lines of JSON whose values change."""

import json
import random
from collections.abc import Sequence
from typing import Any

VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1 << 60,
        10**400,
        1.5,
        "",
        " ",
        [],
        {},
        [[]],
        {"a": []},
        "\ud800",
        "\x1b[0m",
        "\u202e",
    ),
    *(
        "9999-12-31T23:59:59+08:00",
        "0001-01-01T00:00:00+08:00",
        "2026-12-01T20:00",
        "2026-13-41T25:61:61+08:00",
        "red",
        "x" * 5000,
        "a~b",
        "a/b",
    ),
)


def jumbled(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Lines of JSON whose values change: each line stays JSON."""
    rows = [json.loads(row) for row in data.split(b"\n") if row]
    for _ in range(1 << chance.randrange(3)):
        at = chance.randrange(len(rows))
        if chance.random() < 0.25:
            to = chance.randrange(len(rows))
            rows[at], rows[to] = rows[to], rows[at]
        else:
            rows[at] = _other_value(rows[at], rows[chance.randrange(len(rows))], chance)
    return "\n".join(map(json.dumps, rows)).encode()


def _other_value(value: Any, spare: Any, chance: random.Random) -> Any:
    """A value with one change somewhere below it."""
    if isinstance(value, dict) and value and chance.random() < 0.95:
        key = chance.choice(list(value))
        if chance.random() < 0.1:
            return {name: inner for name, inner in value.items() if name != key}
        below = spare.get(key, spare) if isinstance(spare, dict) else spare
        return {**value, key: _other_value(value[key], below, chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        inner = _other_value(value[at], chance.choice(value), chance)
        return [*value[:at], *[inner] * chance.randrange(3), *value[at + 1 :]]
    return chance.choice((*VALUES, spare, [value], f"{value}{value}"))
