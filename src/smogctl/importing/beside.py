"""What stands in a row of a table beside the duty.

Its class, its level, its term, columns that have no place.
"""

import re
from collections.abc import Container, Iterator

from smogctl.grammar.levels import names_level
from smogctl.importing.pages import Aside, Row, joined
from smogctl.importing.tables import Columns, cell, is_number

_LONGEST = 30
"""Characters of a cell that only names a level."""
_A_DAY = re.compile("小时|公告|[0-9]+[年月日天时]|前$")
"""A term that is a time of its own.

A level in it says since when it counts, not at which it holds.
"""


class Beside:
    """Reads the columns beside the duties; a merged cell counts for the rows below it."""

    def __init__(self) -> None:
        self._reach: dict[tuple[int, int], str] = {}
        """The last cell of a column of levels, by table and column."""

    def level(self, row: Row, columns: Columns) -> str:
        """The level that a row's term or class names; empty where none does."""
        terms = (cell(row, at).strip() for at, _ in columns.remarks)
        own = next(
            (term for term in terms if _names_level(term) and not _A_DAY.search(term)),
            "",
        )
        return own or self._class_level(row, columns)

    def _class_level(self, row: Row, columns: Columns) -> str:
        for at in columns.classes:
            said = joined(cell(row, at)).strip()
            if said:
                self._reach[row.table, at] = said
        reach = (self._reach.get((row.table, at), "") for at in columns.classes)
        return next((said for said in reach if _names_level(said)), "")


def _names_level(text: str) -> bool:
    return (
        len(text) <= _LONGEST and not re.search("[，；。]", text) and names_level(text)
    )


def remark_of(row: Row, columns: Columns) -> str:
    """What a row says of its duty's term or remarks on it, each with its column's head.

    Empty where nothing.
    """
    said = ((head, joined(cell(row, at)).strip()) for at, head in columns.remarks)
    return "；".join(f"{head}：{text}" for head, text in said if re.search(r"\w", text))


def classes_of(row: Row, columns: Columns) -> Iterator[str]:
    """What a row's cells say of its class: lines of the frame, as other headings are."""
    if columns.by_measure:
        yield from filter(
            None, (" ".join(cell(row, at).split()) for at in columns.classes)
        )


def aside_cells(row: Row, columns: Columns) -> Iterator[Aside]:
    """What stands in columns that have no place in a registry, or one only as a remark."""
    used = _used(columns)
    for at, text in enumerate(row.cells):
        what = _what(at, text, used, columns)
        if what and text.strip():
            yield Aside(f"第 {row.line} 行第 {at + 1} 列", what, text)


def _what(at: int, text: str, used: Container[int | None], columns: Columns) -> str:
    """Why a cell is set aside; empty for one that the registry has."""
    if any(at == remark for remark, _ in columns.remarks):
        return "时限、备注栏，记在职责的 note 里"
    if at not in used:
        return "表格中别的栏"
    return "序号栏里不是序号" if at == columns.number and not is_number(text) else ""


def _used(columns: Columns) -> set[int | None]:
    """The columns that have a place in a registry."""
    used = {columns.number, columns.unit, columns.lead, columns.member, *columns.duties}
    used.update(columns.helpers, columns.classes if columns.by_measure else ())
    return used | {at - 1 for at in columns.duties if at in columns.blank}
