"""A second reading of the schemes' conditions (reference/domain.md, 1a to 1c): by regular expressions over letters.

A day is a letter by the bounds that it exceeds; a level is a pattern; an episode that counts as one with the next is
read with the days between left out. Knows neither the schemes' data nor the windows of the code.
"""

import re
from collections.abc import Sequence

SCALES = {
    "national-2017": (200, 300, 499),
    "national-2018": (200, 300, 499),
    "national-2024": (150, 200, 300),
    "bj-2023": (150, 200, 300),
}
"""What a day must exceed for each letter above `a`; AQI is whole, so reaching 500 is exceeding 499."""

_ORANGE_2024 = r"[cd]{2}|[bcd]{3}"
_LEVELS = {
    "national-2017": (
        ("blue", r"[bcd]"),
        ("yellow", r"[bcd]{2}"),
        ("orange", r"(?=[bcd]*[cd])[bcd]{3,}"),
        ("red", r"(?=[bcd]*[cd]{2})[bcd]{4,}|d"),
    ),
    "national-2018": (
        ("yellow", r"[bcd]{2}"),
        ("orange", r"[bcd]{3}"),
        ("red", r"(?=[bcd]*[cd]{2})[bcd]{4,}|d"),
    ),
    "national-2024": (
        ("yellow", r"[cd]|[bcd]{2}"),
        ("orange", _ORANGE_2024),
        ("red", r"(?=[cd]*d)[cd]{3,}"),
    ),
}
_LEVELS["bj-2023"] = _LEVELS["national-2024"]
_MERGES = {"national-2017", "national-2018", "national-2024"}


def level_of(scheme: str, values: Sequence[float], lift: int) -> str | None:
    """The level of a row of days; gaps of fewer than `lift` hours between episodes are left out."""
    cuts = SCALES[scheme]
    letters = "".join("abcd"[sum(value > cut for cut in cuts)] for value in values)
    inside = {
        day
        for _, pattern in _LEVELS[scheme]
        for start in range(len(letters))
        for end in range(start + 1, len(letters) + 1)
        if re.fullmatch(pattern, letters[start:end])
        for day in range(start, end)
    }
    if scheme in _MERGES and inside:
        gap = re.compile(f"x{{1,{(lift - 1) // 24}}}") if lift > 24 else None
        marks = "".join("i" if day in inside else "x" for day in range(len(letters)))
        out = {
            day
            for hit in re.finditer("x+", marks)
            if gap
            and gap.fullmatch(hit[0])
            and hit.start() > 0
            and hit.end() < len(marks)
            for day in range(*hit.span())
        }
        letters = "".join(
            letter for day, letter in enumerate(letters) if day not in out
        )
    found = [name for name, pattern in _LEVELS[scheme] if re.search(pattern, letters)]
    return found[-1] if found else None
