"""Duties as cards, a field a line: 单位：区教育局 / 职责：1)… / 协作：… / 联络：….

The unit's line heads an entry as 区教育局： would; 职责： is layout as anywhere; other fields stay lines
of their own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, starmap

from smogctl.grammar.bodies import called, is_name
from smogctl.importing.pages import Row

_UNIT = re.compile(r"\s*(?:单位|部门|机构)(?:名称)?\s*[：:]\s*(?P<name>\S.*?)\s*")
_DUTIES = re.compile(r"\s*(?:主要|工作|具体)*(?:职责|任务)(?:分工)?\s*[：:].*", re.S)
_OTHER = re.compile(
    r"\s*(?:协作|协同|联络|联系)(?:单位|部门|人|方式|电话|科室)?\s*[：:].*"
    r"|\s*(?:责任人|负责人|电话|传真|备注)\s*[：:].*",
    re.S,
)
_FEW = 3
"""Cards from which on it is how the annex is written."""


def from_cards(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, the head of each card as a head.

    The fields of a card that are no duties in a table of their own.
    """
    names = list(starmap(_unit_of_card, pairwise(rows)))
    heads = {at: name for at, name in enumerate(names) if name}
    if len(heads) < _FEW:
        return tuple(rows)
    table = max(row.table for row in rows) + 1
    first = min(heads)
    made = list(rows[:first])
    for at, row in enumerate(rows[first:], first):
        if at in heads:
            made.append(row._replace(cells=(f"{heads[at]}：",)))
            continue
        is_other = not row.table and _OTHER.fullmatch(row.cells[0])
        made.append(row._replace(table=table) if is_other else row)
    return tuple(made)


def _unit_of_card(row: Row, below: Row) -> str:
    """The unit whose card a line begins, as the line has it; empty for any other line."""
    hit = None if row.table else _UNIT.fullmatch(row.cells[0])
    if hit is None or not _DUTIES.fullmatch(below.cells[0]):
        return ""
    name = hit["name"]
    return name if is_name(called(name).name) else ""
