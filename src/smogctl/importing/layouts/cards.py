"""Duties as cards, a field a line: 单位：区教育局 / 职责：1)… / 协作：… / 联络：….

The unit's line heads an entry as 区教育局： would; 职责： is layout as anywhere; other fields stay lines
of their own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from smogctl.grammar.bodies import called, is_name
from smogctl.importing.layout_rows import free_table, whole
from smogctl.importing.pages import Page, Row

PLACE = 100

_UNIT = re.compile(r"\s*(?:单位|部门|机构)(?:名称)?\s*[：:]\s*(?P<name>\S.*?)\s*")
_DUTIES = re.compile(r"\s*(?:主要|工作|具体)*(?:职责|任务)(?:分工)?\s*[：:].*", re.S)
_OTHER = re.compile(
    r"\s*(?:协作|协同|联络|联系)(?:单位|部门|人|方式|电话|科室)?\s*[：:].*"
    r"|\s*(?:责任人|负责人|电话|传真|备注)\s*[：:].*",
    re.S,
)
_FEW = 3
"""Cards from which on it is how the annex is written."""


def laid(page: Page) -> Page:
    """The page with the head of each card as a head."""
    return page._replace(rows=from_cards(page.rows))


def from_cards(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, the head of each card as a head.

    The fields of a card that are no duties in a table of their own.
    """
    heads: dict[int, str] = {}
    for at, (row, below) in enumerate(pairwise(rows)):
        name = _unit_of_card(row, below)
        if name:
            heads[at] = name
    if len(heads) < _FEW:
        return tuple(rows)
    table = free_table(rows)
    made = list(rows)
    for at in range(min(heads), len(rows)):
        row = rows[at]
        if at in heads:
            made[at] = row._replace(cells=(f"{heads[at]}：",))
        elif whole(_OTHER, row):
            made[at] = row._replace(table=table)
    return tuple(made)


def _unit_of_card(row: Row, below: Row) -> str:
    """The unit whose card a line begins, as the line has it; empty for any other line."""
    hit = whole(_UNIT, row)
    if hit is None:
        return ""
    duties = _DUTIES.fullmatch(below.cells[0])
    if duties is None:
        return ""
    name = hit["name"]
    if not is_name(called(name).name):
        return ""
    return name
