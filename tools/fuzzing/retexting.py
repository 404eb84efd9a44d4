"""Registries and facts whose texts are hostile, while the file stays YAML that the schema takes."""

import json
import random
import re
from collections.abc import Sequence

from fuzzing.mutating import MOST, mutated
from fuzzing.tokens import TEXTS

_VALUE = re.compile(
    r"(?<=[\s{,])(text|name|short|title|response|reason|source|matter|number|authority|area|phone|contact|office|signer|act"
    r"|level|id|until|issued|start|row|role|levels|measures|supports|aliases|to|basis|kind|phase|scope)"
    r": (\[[^\]\n]*\]|'[^'\n]*'|[^\n{}\[\],]+)"
)
HOSTILE = (
    *(
        "=1+1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2",
        "\t=1",
        "＝1",
        "<script>alert(1)</script>",
        "</w:t><w:br/>",
        "]]>",
    ),
    *(
        "&lt;b&gt;",
        "&#27;",
        "{{ 7*7 }}",
        "{% raw %}",
        "a|b",
        "**b**",
        "[x](javascript:1)",
        "<!--",
        "\n",
        "\r\n",
        "\t",
    ),
    *(
        "\x1b[31m",
        "\x00",
        "\u202e",
        "\u200b",
        "\u2028",
        "\x85",
        "\ufffe",
        "\ufeff",
        "\U000e0041",
        "\ud800",
        "_x0041_",
    ),
    *(
        "x" * 3000,
        "甲" * 300,
        "'",
        '"',
        "\\",
        "%s",
        "#",
        "`a`",
        "../../a",
        "con",
        " ",
        "",
        "e\u0301",
        "𠮷",
        "ﬁ",
        "％",
    ),
)


def retexted(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """A file some values of which are others; now and then any bytes."""
    if chance.random() < 0.2:
        return mutated(data, seeds, chance)
    text = data.decode("utf-8", "replace")
    for _ in range(1 << chance.randrange(3)):
        spans = [match.span(2) for match in _VALUE.finditer(text)]
        if not spans:
            break
        start, end = chance.choice(spans)
        old = text[start:end].strip("'\"")
        text = text[:start] + _new(old, text, spans, chance) + text[end:]
    return text.encode("utf-8", "replace")[:MOST]


def _new(
    old: str, text: str, spans: Sequence[tuple[int, int]], chance: random.Random
) -> str:
    """Another value for one: another's, a hostile one, or one with something hostile in it."""
    roll = chance.random()
    if roll < 0.2:
        start, end = chance.choice(spans)
        return text[start:end]
    piece = chance.choice(HOSTILE if roll < 0.8 else TEXTS)
    if old.startswith("["):
        return f"[{json.dumps(piece)}]"
    at = chance.choice((0, chance.randrange(len(old) + 1)))
    if roll < 0.35:
        old, at = "", 0
    # JSON's escapes are YAML's, so half a character and a control stand there as escapes
    return json.dumps(old[:at] + piece + old[at:])
