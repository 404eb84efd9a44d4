"""What a target of the fuzz is, and what all laws share.

An attempt gives a short word for what came out; a breach is `Broken`, or any exception that is no `Refusal`.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fuzzing.mutating import mutated

HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]|\r(?!\n)"
)
"""What may not reach any output: C0, C1, bidi, what no screen shows, half a character."""

Chance = random.Random


class Broken(Exception):
    """A law that does not hold."""


class Target(NamedTuple):
    """One way into the product."""

    name: str
    seeds: Callable[[], list[bytes]]
    attempt: Callable[[bytes], str]
    mutate: Callable[[bytes, Sequence[bytes], Chance], bytes] = mutated
    share: float = 1.0
    """Of the executions asked for: each target then takes about the same time."""
    folders: tuple[str, ...] = ()
    """Of src/smogctl: an input that goes a new way through them becomes a seed, as one with a new outcome does."""


def outcome(text: object) -> str:
    """A message without what it quotes and counts."""
    return re.sub(
        r"“[^”]*”|[0-9a-f]{8,}|\d+|f:|[^：，。；、]*（[^）]*）", "#", str(text)[:2000]
    )[:70]


def clean(text: str) -> None:
    """Raises Broken where a text has a character that may not reach an output."""
    if bad := HOSTILE.search(text):
        raise Broken(f"in the output: U+{ord(bad[0]):04X}")


def clipped(counter: Counter[str]) -> str:
    """Some characters, for a message."""
    return "".join(sorted(counter))[:30]
