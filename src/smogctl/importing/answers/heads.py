"""The head of a sheet: which column holds what, and so which kind of sheet it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from smogctl.importing.answers.cells import Line
from smogctl.importing.answers.rows import Kind
from smogctl.text.plain import clip, fold
from smogctl.values.findings import Refusal

FIGURES: Mapping[str, str] = {
    "people": "出动人员",
    "vehicles": "出动车辆",
    "firms": "检查企业",
    "sites": "检查工地",
    "found": "发现问题",
    "fixed": "已整改",
}
"""The figures of a day's report, and how the heads of their columns begin."""

_MEANINGS: Mapping[str, str] = {
    "单位": "who",
    "单位名称": "who",
    "签收人": "name",
    "签收时间": "at",
    "电话": "phone",
    "联系电话": "phone",
    "备注": "note",
}
SIGNED = ("name", "at")
"""What makes a row of a receipt list an answer."""
_BRACKETS = re.compile(r"\([^()]*\)")
_HEAD_ROWS = 30
"""A title and lines to fill in stand above the head."""


class Columns(NamedTuple):
    """What a sheet's columns hold."""

    kind: Kind
    places: Mapping[str, int]
    """The column, from 0, of who, name, at, phone, note and the figures, as far as there is one."""
    answering: tuple[str, ...]
    """Those of them that make a row an answer: name and at, or the figures."""


def columns_of(lines: Iterator[Line]) -> Columns | None:
    """The columns of the head among the next rows, which are taken up to it; None: there is none.

    Raises Refusal for a head that has a column twice, and for one of both kinds.
    """
    heads = map(columns_in, islice(lines, _HEAD_ROWS))
    return next(filter(None, heads), None)


def columns_in(line: Line) -> Columns | None:
    """The columns of a row that is a head; None for any other.

    Raises Refusal as `columns_of` does.
    """
    meanings = list(map(_meaning, line.cells))
    signed = tuple(filter(meanings.__contains__, SIGNED))
    figures = tuple(filter(meanings.__contains__, FIGURES))
    answering = (*signed, *figures)
    if "who" not in meanings or not answering:
        return None
    if signed and figures:
        raise Refusal(
            f"第 {line.place} 行的表头既有“签收”又有“{FIGURES[figures[0]]}”："
            "签收表和日报表请分开。"
        )
    return Columns(
        kind="receipt" if signed else "report",
        places=_places(line, meanings),
        answering=answering,
    )


def is_again(line: Line, columns: Columns) -> bool:
    """Whether a row below the head is the head once more, as on a list's next page.

    Raises Refusal where its columns are others.
    """
    who = columns.places["who"]
    if who >= len(line.cells) or _meaning(line.cells[who]) != "who":
        return False
    again = columns_in(line)
    if again not in (None, columns):
        raise Refusal(f"第 {line.place} 行又是表头，列与上面的不同：请分成两个文件。")
    return again is not None


def _places(line: Line, meanings: Sequence[str | None]) -> Mapping[str, int]:
    """In which column what is. Raises Refusal where it is in two."""
    places: dict[str, int] = {}
    for at, what in enumerate(meanings):
        if what is None:
            continue
        if what in places:
            raise Refusal(
                f"第 {line.place} 行的表头里“{clip(line.cells[at])}”"
                f"与第 {places[what] + 1} 列重复：请只留一列。"
            )
        places[what] = at
    return places


def _meaning(head: str) -> str | None:
    """What a column of that head holds; None: nothing that is read."""
    word = fold(head[:100])
    core = _BRACKETS.sub("", word)
    if core in _MEANINGS:
        return _MEANINGS[core]
    for what, beginning in FIGURES.items():
        if word.startswith(beginning):
            return what
    return None
