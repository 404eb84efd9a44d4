"""Duties as cards, a field a line: 单位：区教育局 / 职责：1)… / 协作：… / 联络：….

The unit's line heads an entry as 区教育局： would; 职责： is layout as anywhere; other fields stay lines
of their own.
"""

import re
from collections.abc import Sequence

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
    heads = [at for at in range(len(rows) - 1) if _is_card(rows, at)]
    if len(heads) < _FEW:
        return tuple(rows)
    table = max(row.table for row in rows) + 1
    return (
        *rows[: heads[0]],
        *(
            _of_card(row, table, head=at in heads)
            for at, row in enumerate(rows)
            if at >= heads[0]
        ),
    )


def _of_card(row: Row, table: int, *, head: bool) -> Row:
    """A row of a card; `head`: its unit's."""
    if head and (hit := _UNIT.fullmatch(row.cells[0])):
        return row._replace(cells=(f"{hit['name']}：",))
    other = not row.table and _OTHER.fullmatch(row.cells[0])
    return row._replace(table=table) if other else row


def _is_card(rows: Sequence[Row], at: int) -> bool:
    hit = None if rows[at].table else _UNIT.fullmatch(rows[at].cells[0])
    if hit is None or not is_name(called(hit["name"]).name):
        return False
    return _DUTIES.fullmatch(rows[at + 1].cells[0]) is not None
