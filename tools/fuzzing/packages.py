"""Hostile packages: the parts of a zip changed, as XML and as bytes."""

import io
import random
import re
import zipfile
from collections.abc import Sequence

from fuzzing.marking import marked_up
from fuzzing.mutating import mutated
from fuzzing.tokens import TEXTS


def rezipped(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """The same inside one part of a package, zipped again; now and then the package's own bytes."""
    if chance.random() < 0.1:
        return mutated(data, seeds, chance)
    parts = parts_of(data)
    others = parts_of(chance.choice(seeds))
    if not parts or not others:
        return mutated(data, seeds, chance)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    weights = [
        5 if "document" in name or "sheet" in name.lower() else 1 for name in names
    ]
    (name,) = chance.choices(names, weights)
    roll = chance.random()
    if roll < 0.03:
        del parts[name]
    elif roll < 0.06:
        parts.update(chance.sample(sorted(others.items()), 1))
    else:
        parts[name] = _tags(parts[name], [*parts.values(), *others.values()], chance)
    return zipped(parts)


def _tags(part: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A part with whole tags or texts changed, so that it is often still XML; else any bytes."""
    if chance.random() < 0.3:
        return mutated(part, others, chance)
    pieces = part.replace(b"<", b"\0<").replace(b">", b">\0").split(b"\0")
    for _ in range(1 << chance.randrange(4)):
        at, to = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        _changed(pieces, at, to, chance)
    return b"".join(pieces)


def _changed(pieces: list[bytes], at: int, to: int, chance: random.Random) -> None:
    match chance.randrange(6):
        case 0:
            pieces[at] = b""
        case 1:
            pieces[at] = pieces[to]
        case 2:
            # an attribute's value
            before, quote, behind = pieces[at].partition(b'="')
            old, end, rest = behind.partition(b'"')
            value = chance.choice(
                (
                    b"0",
                    b"-1",
                    b"99999999",
                    b"",
                    b"\xef\xbc\x91",
                    b"A0",
                    b"XFD1048576",
                    b"1e9",
                    old + old,
                )
            )
            pieces[at] = before + quote + (value if end else b"") + end + rest
        case 3:
            if not pieces[at].startswith(b"<"):
                pieces[at] += chance.choice(TEXTS).replace("<", "&lt;").encode()
        case 4:
            start, end_ = sorted((at, min(to, at + 40)))
            pieces[to:to] = pieces[start:end_]
        case _:
            start, end_ = sorted((at, to))
            del pieces[start : min(end_, start + 20)]
            pieces or pieces.append(b"")


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name; none where it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {
                entry.filename: package.read(entry)
                for entry in package.infolist()
                if entry.file_size < 1 << 18
            }
    except Exception:
        return {}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def repacked(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """A package whose text changes shape: paragraphs, rows, cells and their words; or any change, as `rezipped`."""
    roll = chance.random()
    parts, others = parts_of(data), parts_of(chance.choice(seeds))
    names = [name for name in parts if _SHAPED.search(name)]
    if roll < 0.4 or not names:
        return rezipped(data, seeds, chance)
    name = chance.choice(names)
    other = others.get(name, b"")
    try:
        made = marked_up(parts[name].decode(), other.decode(), chance)
    except UnicodeDecodeError:
        return rezipped(data, seeds, chance)
    parts[name] = made.encode()[: 1 << 17]
    return zipped(parts)


_SHAPED = re.compile(r"document\.xml$|sheet\d+\.xml$|sharedStrings\.xml$", re.I)
"""The parts that hold an annex's text."""
