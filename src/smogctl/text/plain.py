"""Text: folding names for comparison, showing hostile characters, measuring width, finding what was
meant.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from smogctl.text.lookalikes import LOOKALIKES
from smogctl.text.patterns import later

# What may not reach a terminal, a page or a sheet raw: C0 and C1 controls, bidi and zero-width
# characters and all else that Unicode lets a screen ignore, line and paragraph separators,
# surrogates, noncharacters.
HAZARDS = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(
        f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}"
        for plane in range(1, 17)
    )
)
_BREAK = later("\r\n|\r|\n")
_HAZARD = later(f"[{HAZARDS}]")
_UNQUOTED = later(r"[\w./\\:@,+=-]+")
"""What a shell takes as one word."""
_IDEOGRAPHS = later("[\u4e00-\u9fff]*")
"""What folding leaves as it is, which most names are made of."""


def visible(text: str) -> str:
    """The text with every hazardous character shown as its number, `\\u{1b}`.

    Nothing else is touched.
    """
    return _HAZARD.sub(lambda hit: f"\\u{{{ord(hit[0]):x}}}", text)


def fold(text: str) -> str:
    """The key by which names compare: NFKC, look-alikes to ideographs, no white space, no case.

    For comparison only; what is stored and printed stays as written.
    """
    if _IDEOGRAPHS.fullmatch(text):
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(LOOKALIKES))
    return "".join(_HAZARD.sub(" ", text).split()).casefold()


def lines_of(text: str) -> list[str]:
    """A text's lines as editors count them, without their ends."""
    return _BREAK.split(text)


def as_typed(word: str) -> str:
    """A word as it is typed in a command: quoted where a shell would not take it whole."""
    shown = visible(word)
    if _UNQUOTED.fullmatch(word):
        return shown
    return f'"{shown}"'


def clip(text: str, limit: int = 40) -> str:
    """At most `limit` characters of a text, for quoting it in a message.

    What is hazardous shows as its number.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return visible(text)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a wide or full-width character."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide


def pad(text: str, columns: int) -> str:
    """The text, filled up with blanks to so many terminal columns."""
    return text + " " * (columns - width(text))


NEAR = 0.6
"""How near a name must be to be asked for as the one that was meant: nope is no dropped."""


def closest(
    word: str,
    names: Iterable[str] | Mapping[str, str],
    count: int = 3,
    *,
    cutoff: float = 0.5,
) -> list[str]:
    """The names that come nearest to a word, best first; empty when none is near.

    A mapping gives folded keys to compare with and the name to answer for each. `cutoff`: how near,
    from 0 to 1.
    """
    from difflib import get_close_matches

    if not isinstance(names, Mapping):
        names = {fold(name): name for name in names}
    typed = fold(clip(word, 60))
    keys = get_close_matches(typed, list(names), n=count * 2, cutoff=cutoff)
    near = dict.fromkeys(map(names.__getitem__, keys))
    return list(near)[:count]


def near_said(word: str, names: Iterable[str] | Mapping[str, str]) -> str:
    """The name that was probably meant, as a question; empty where none is near."""
    near = closest(word, names, 1, cutoff=NEAR)
    if not near:
        return ""
    (name,) = near
    return f"是不是 {name}？"


def listed(names: Sequence[str], most: int = 10) -> str:
    """Names for a message, joined by 、; a long list is cut and says how many there are."""
    shown = "、".join(map(clip, names[:most]))
    if len(names) > most:
        shown = f"{shown} 等 {len(names)} 个"
    return shown
