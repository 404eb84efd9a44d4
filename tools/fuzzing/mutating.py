"""Hostile bytes out of good ones: flips, slices, splices, tokens that readers stumble over; inside the parts of a zip too."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

MOST = 1 << 16
"""Bytes of an input at most: what the law on time is about."""

TEXTS = (
    *(
        "：",
        ": ",
        " #",
        "- ",
        "\n- ",
        "? ",
        "&a ",
        "*a",
        "!!python/object:os ",
        "<<: ",
        "|\n",
        ">-\n",
        "%YAML 9\n",
    ),
    *(
        "---\n",
        "...\n",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        "\\u0000",
        '"\\ud800"',
        "~",
        "null",
        "1e999",
        "0x1F",
        "2026-02-30",
    ),
    *(
        "2026-12-01T25:61",
        "0000-00-00",
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "99999999999999999999",
        "-1",
        "1.5",
        "NaN",
    ),
    *(
        "<table>",
        "</td>",
        "<tr><td rowspan=99999 colspan=99999>",
        "<p>",
        "<br/>",
        "<!--",
        "]]>",
        "<![CDATA[",
        "&#0;",
    ),
    *(
        "&#xD800;",
        "&nbsp;",
        "&lt;",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        "&b;",
        "<script>",
        "<style>",
        "<pre>",
        "<li>",
    ),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{% for a in b %}",
        "{% endfor %}",
        "{#",
        "{{ facts.level }}",
        "{% set a = 1 %}",
        "|safe",
    ),
    *(
        "{% include 'x' %}",
        "{{ ''.__class__ }}",
        "{% raw %}",
        "{% macro m() %}",
        "{% block b %}",
        "{{ a[b][c] }}",
        "~",
    ),
    *(
        "１２３",
        "①",
        "⑴",
        "（一）",
        "一、",
        "1.",
        "（1）",
        "第一章 ",
        "附件2",
        "Ⅱ级",
        "①②③",
        "一百零一",
        "〇",
        "²",
        "½",
        "٣",
        "৪",
    ),
    *(
        "；",
        "。",
        "，",
        "、",
        "——",
        "…",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
        "\t",
        "|",
        "│",
        "\u3000",
        "\xa0",
        "\r",
        "\r\n",
        "\n\n",
    ),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\x9b",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\u2066",
    ),
    *(
        "\ufffe",
        "\ufdd0",
        "\U000e0041",
        "\U0001f468\u200d",
        "e\u0301",
        "ﬁ",
        "㎏",
        "\u115f",
        "\u3164",
        "\ue000",
        "𠮷",
        "İ",
        "ß",
    ),
    *(
        "牵头单位：",
        "成员单位：",
        "责任单位",
        "主要职责",
        "区教育局：",
        "各街镇",
        "（续）",
        "职责分工",
        "=1+1",
        "@SUM(A1)",
        "#接龙",
    ),
    *(
        "units:",
        "duties:",
        "format: smogctl/1",
        "id: ",
        "levels: [red]",
        "measures:",
        "until: 2026-01-01",
        "{id: a}",
    ),
    *(
        "单位,签收人,签收时间",
        '",',
        "PK\x03\x04",
        "%PDF-1.7",
        "{\\rtf1",
        "MIME-Version:",
        "<html",
        "\ud7ff",
        "--",
        "-o",
        "=",
        "*",
    ),
)
"""Words that mean something to one of the readers."""

TOKENS = (
    *(text.encode() for text in TEXTS),
    *(
        b"\xed\xa0\x80",
        b"\xff",
        b"\xc0\x80",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x81\x30\x81\x30",
        b"\xf4\x90\x80\x80",
    ),
    *(b"\xd0\xcf\x11\xe0", b"\x84\x31\xa4\x37", b"\xa3\xba", b"\xe3\x80"),
)


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
