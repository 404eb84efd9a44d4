"""Hostile bytes out of good ones: flips, slices, splices, tokens that readers stumble over."""

import random
from collections.abc import Callable, Sequence

from fuzzing.tokens import TOKENS

MOST = 1 << 16
"""Bytes of an input at most: what the law on time is about."""


def mutated(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Some steps away from an input."""
    for _ in range(1 << chance.randrange(4)):
        data = chance.choice(_STEPS)(data, seeds, chance)
    if chance.random() < 0.005:
        data = _long(data, chance)
    return data[:MOST]


def _cut(data: bytes, chance: random.Random, most: int = 400) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(
        len(data),
        start + chance.randrange(1 << chance.randrange(1, most.bit_length() + 1)),
    )


def _flip(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    byte = chance.choice((chance.randrange(256), data[at] ^ (1 << chance.randrange(8))))
    return data[:at] + bytes([byte]) + data[at + 1 :]


def _without(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] * chance.choice((1, 1, 2, 5)) + data[at:]


def _token(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = at + chance.choice((0, 0, 1, 3, 6))
    return data[:at] + chance.choice(TOKENS) + data[end:]


def _splice(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    start, end = _cut(other, chance, 1500)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _line(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Lines change places, are doubled or go."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines.pop(at)
    lines[to:to] = [line] * chance.randrange(3)
    return b"\n".join(lines)


def _character(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One character becomes another of the text: the bytes stay a text."""
    text = data.decode("utf-8", "replace")
    if not text:
        return data
    at = chance.randrange(len(text))
    return (text[:at] + chance.choice(text) + text[at + 1 :]).encode()


def _long(data: bytes, chance: random.Random) -> bytes:
    """A piece, or a token, very often: what is quadratic shows."""
    start, end = _cut(data, chance, 64)
    piece = (
        chance.choice(
            (
                data[start:end],
                chance.choice(TOKENS),
                chance.choice(TOKENS) + chance.choice(TOKENS),
            )
        )
        or b" "
    )
    at = chance.randrange(len(data) + 1)
    room = max(0, MOST - len(data))
    return (
        data[:at]
        + piece * (chance.choice((room, room, 3000)) // len(piece))
        + data[at:]
    )


_STEPS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    *(_flip, _without, _double, _token, _token, _token, _splice, _line, _character),
)
