"""Pages and parts of packages of other shapes: elements change places, and their texts change as lines do."""

import re
from collections.abc import Sequence

from fuzzing.mutating import MOST, mutated
from fuzzing.reshaping import Chance, celled, headed, indented, renumbered, written

ELEMENT = (
    r"<(w:p|w:tr|w:tc|w:tbl|row|c|si|tr|td|p|li|table|div)\b[^>]*?(?:/>|>.*?</\1>)"
)
_ELEMENTS = re.compile(ELEMENT, re.S)
_TEXT = re.compile(r">([^<>]*[\u3400-\u9fff][^<>]*)<")
ATTRIBUTES = (
    *(
        '<td rowspan="2">',
        '<td colspan="3">',
        '<td rowspan="0">',
        "<th>",
        "<td hidden>",
        '<td style="display:none">',
    ),
    *(
        "<h2>",
        "<li>",
        "<ol><li>",
        "<div>",
        "<span>",
        "<b>",
        "<pre>",
        "<table><tr><td>",
        "</td><td>",
        "</tr><tr><td>",
        "<br>",
    ),
)


def marked_up(text: str, other: str, chance: Chance, tags: Sequence[str] = ()) -> str:
    """Markup whose elements change places and whose texts change shape."""
    for _ in range(1 << chance.randrange(4)):
        match chance.randrange(8):
            case 0 | 1 | 2:
                text = _elements(text, other, chance)
            case 3 if tags:
                at = chance.choice(
                    [match.start() for match in re.finditer("<", text)] or [0]
                )
                end = text.find(">", at) + 1 if chance.random() < 0.5 else at
                text = text[:at] + chance.choice(tags) + text[max(at, end) :]
            case _:
                text = _inner(text, chance)
    return text


def _elements(text: str, other: str, chance: Chance) -> str:
    """An element is gone, stands twice or elsewhere, or another's stands there."""
    spans = [match.span() for match in _ELEMENTS.finditer(text)]
    theirs = [match[0] for match in _ELEMENTS.finditer(other)]
    if not spans:
        return text
    (start, end), (place, behind) = chance.choice(spans), chance.choice(spans)
    piece = text[start:end]
    match chance.randrange(5):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:place] + piece + text[place:]
        case 2 if theirs:
            return text[:start] + chance.choice(theirs) + text[end:]
        case 3 if theirs:
            return text[:place] + chance.choice(theirs) + text[place:]
        case _ if end <= place:
            return (
                text[:start]
                + text[place:behind]
                + text[end:place]
                + piece
                + text[behind:]
            )
        case _:
            return text[:end] + piece + text[end:]


def _inner(text: str, chance: Chance) -> str:
    """One text of the markup changes as a line does, or takes another's."""
    spans = [match.span(1) for match in _TEXT.finditer(text)]
    if not spans:
        return text
    (start, end), (first, last) = chance.choice(spans), chance.choice(spans)
    change = chance.choice((renumbered, headed, celled, written, indented, None))
    new = change(text[start:end], chance) if change else text[first:last]
    return text[:start] + new + text[end:]


def repaged(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """A page some steps of shape away; now and then its bytes as well."""
    try:
        text, other = data.decode(), chance.choice(seeds).decode()
    except UnicodeDecodeError:
        return mutated(data, seeds, chance)
    roll = chance.random()
    if roll < 0.35:
        return mutated(data, seeds, chance)
    made = marked_up(text, other, chance, ATTRIBUTES).encode()
    return mutated(made, seeds, chance) if roll > 0.85 else made[:MOST]
