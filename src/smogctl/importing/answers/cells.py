"""One cell as people fill it in: its words without what no screen shows, its figure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from smogctl.text.plain import HAZARDS

MOST_COLUMNS = 200
"""Columns that are looked at; the sheets have eight."""

_HAZARD = re.compile(f"[{HAZARDS}]")
"""Besides those of `_BLANK` they have no width."""
_BLANK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and lines' ends, which part words."""
_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
"""Full-width signs to plain ones. Not NFKC: that would make 122 of 12² and 1 of ①."""
_NUMBER = re.compile(
    r"(?P<number>[0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?P<unit>\D*)"
)
_NOT_RECEIVED = re.compile(
    "(?:未|没有?|没能)(?:签收|签?收[到悉]|看到)|[看收]不到|打不开"
)
_ERRORS = frozenset(
    {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
)

UNITS: Mapping[str, frozenset[str]] = {
    "people": frozenset({"人次", "人", "名", "人数"}),
    "vehicles": frozenset({"台次", "台", "辆", "辆次", "车次"}),
    "firms": frozenset({"家", "家次", "户", "户次"}),
    "sites": frozenset({"个", "处", "家", "个次", "处次", "家次"}),
    "found": frozenset({"个", "项", "处", "件", "条", "起"}),
    "fixed": frozenset({"个", "项", "处", "件", "条", "起"}),
}
"""For each figure what may be written behind its number."""


class Line(NamedTuple):
    """A row of a sheet."""

    place: int
    """From 1."""
    cells: tuple[str, ...]
    shared: frozenset[int] = frozenset()
    """The columns, from 0, whose cell is merged with one of another row."""


def clean(text: str) -> str:
    """The words with one blank between them; what no screen shows is taken out."""
    words = _HAZARD.sub("", _BLANK.sub(" ", text))
    return " ".join(words.split())


def plain(text: str) -> str:
    """The text with plain signs for full-width ones and no blanks."""
    return "".join(text.translate(_WIDE).split())


def figure(text: str, what: str) -> int | None:
    """The figure that a cell holds: 12, １２, 12人次, 1,200. None for anything else."""
    hit = _NUMBER.fullmatch(plain(text))
    units = {"", *UNITS[what]}
    if hit is None or hit["unit"] not in units:
        return None
    digits = hit["number"].replace(",", "")
    return int(digits)


def denies(text: str) -> bool:
    """Whether words say that something was not received."""
    words = "".join(text.split())
    return _NOT_RECEIVED.search(words) is not None


def fault(text: str) -> str:
    """What keeps a cell from being read at all: a formula without its value, one that failed."""
    if text.startswith(("=", "＝")):
        return "是公式，没有存下算出的值"
    return "是出错的公式" if text.casefold() in _ERRORS else ""


def says(text: str) -> bool:
    """Whether a cell says something: a letter or a digit, and not only that there is nothing."""
    return text != "无" and any(map(str.isalnum, text))
