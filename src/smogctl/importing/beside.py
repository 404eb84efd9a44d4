"""What stands in a row of a table beside the duty.

Its class, its level, its term, columns that have no place.
"""

import re
from collections.abc import Iterator

from smogctl.grammar.layout import NOTHING
from smogctl.grammar.levels import names_level
from smogctl.importing.lines import names_in
from smogctl.importing.pages import Aside, Row, characters, joined
from smogctl.importing.tables import Columns, cell, is_number

_SHORT = re.compile("[^，；。]{,30}")
"""A cell that may only name a level."""
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
        for at, _ in columns.remarks:
            term = cell(row, at).strip()
            if _names_level(term) and not _A_DAY.search(term):
                return term
        return self._class_level(row, columns)

    def _class_level(self, row: Row, columns: Columns) -> str:
        reach: list[str] = []
        for at in columns.classes:
            column = (row.table, at)
            text = joined(cell(row, at)).strip()
            if text:
                self._reach[column] = text
            reach.append(self._reach.get(column, ""))
        return next(filter(_names_level, reach), "")


def _names_level(text: str) -> bool:
    """Whether a cell only names a level."""
    return _SHORT.fullmatch(text) is not None and names_level(text)


def remark_of(row: Row, columns: Columns) -> str:
    """What a row says of its duty's term or remarks on it, each with its column's head.

    Empty where nothing.
    """
    remarks: list[str] = []
    for at, head in columns.remarks:
        text = joined(cell(row, at)).strip()
        if re.search(r"\w", text):
            remarks.append(f"{head}：{text}")
    return "；".join(remarks)


def classes_of(row: Row, columns: Columns) -> Iterator[str]:
    """What a row's cells say of its class: lines of the frame, as other headings are."""
    if not columns.by_measure:
        return
    for at in columns.classes:
        text = " ".join(cell(row, at).split())
        if text:
            yield text


def aside_cells(row: Row, columns: Columns) -> Iterator[Aside]:
    """What stands in columns that have no place in a registry, or one only as a remark."""
    used = _used(columns)
    idle = _helpers_of_nothing(row, columns)
    remarks = dict(columns.remarks)
    for at in row.filled:
        text = row.cells[at]
        if at in remarks:
            what = "时限、备注栏，记在职责的 note 里"
        elif at in idle:
            what = "协助单位栏，这一行没有职责"
        elif at not in used:
            what = _of_no_place(text, is_class=at in columns.classes)
        elif at == columns.number and not is_number(text):
            what = "序号栏里不是序号"
        elif at in _partners(columns) and _is_more_than_names(text):
            what = "单位栏里不全是单位"
        else:
            continue
        yield Aside(f"第 {row.line} 行第 {at + 1} 列", what, text)


def _of_no_place(text: str, *, is_class: bool) -> str:
    """What is said of a cell that has no place of its own."""
    if is_class and _names_level(text.strip()):
        return "级别栏，记在职责的 levels 里"
    return "表格中别的栏"


def _helpers_of_nothing(row: Row, columns: Columns) -> set[int]:
    """The columns of who helps, in a row without a duty: partners stand at duties."""
    for at in columns.duties:
        if not NOTHING.fullmatch(cell(row, at)):
            return set()
    # a head may make of one column the unit's and the helpers': the unit stands in its entry
    helpers = {*columns.helpers} - {columns.unit}
    return {at for at in helpers if not NOTHING.fullmatch(cell(row, at))}


def _partners(columns: Columns) -> tuple[int | None, ...]:
    """The columns that only name bodies beside the unit."""
    return (columns.lead, columns.member, *columns.helpers)


def _is_more_than_names(text: str) -> bool:
    """Whether a cell of names has words that are none: they would go without a word."""
    names = "".join(names_in(joined(text)))
    rest = characters(text) - characters(f"{names}{_BETWEEN}")
    return any(map(str.isalnum, rest))


_BETWEEN = "等和及与以"
"""What may stand between names."""


def _used(columns: Columns) -> set[int | None]:
    """The columns that have a place in a registry."""
    used = {columns.number, columns.unit, columns.lead, columns.member}
    used.update(columns.duties, columns.helpers)
    if columns.by_measure:
        used.update(columns.classes)
    used.update(at - 1 for at in columns.blank.intersection(columns.duties))
    return used
