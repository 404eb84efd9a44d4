"""The columns of a table as a whole.

By its head, by those of the table before it, by what stands in them.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from smogctl.grammar.bodies import is_name
from smogctl.importing.pages import Row
from smogctl.importing.tables import (
    Columns,
    cell,
    header_of,
    is_clause,
    is_number,
    unit_name,
)

_HEAD_ROWS = 6
"""Rows of a table among which its head stands."""
_MOSTLY = 0.7
_HALF = 0.5


def columns_of(rows: Sequence[Row], before: Columns | None) -> Columns | None:
    """The columns of a table: by its head, by those of the one before, by what stands in them."""
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        named = header_of(row, rows[at + 1 : at + 2])
        if named is not None:
            return named
    if before is not None and _fits(rows, before):
        return before
    return _guessed(rows)


def _fits(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a table without a head goes on with the columns of the one before."""
    width = max(len(row.cells) for row in rows)
    last = max(columns.unit, *columns.duties, columns.member or 0)
    return width in (columns.width, last + 1)


def _guessed(rows: Iterable[Row]) -> Columns | None:
    """The columns of a table without a head, from what stands in them."""
    filled = [row.cells for row in rows if len(row.cells) > 1]
    columns = list(zip_longest(*filled, fillvalue=""))
    numbers = _which(columns[:2], is_number, _MOSTLY)
    number = next(iter(numbers), None)
    units = _which(columns, _is_unit, _HALF, but=number)
    if not units:
        return None
    unit = units[0]
    duties = _which(columns, is_clause, _HALF, but=number)[-1:]
    if duties and duties[0] < unit:
        helpers = tuple(units[1:2])
        return Columns(number, unit, tuple(duties), None, None, {}, helpers)
    sizes = [sum(map(len, map(str.strip, cells))) for cells in columns]
    longest = max(sizes[unit + 1 :], default=0)
    if longest == 0:
        return None
    duty = sizes.index(longest, unit + 1)
    if duty == number:
        number = None
    return Columns(number, unit, (duty,), None, None, {})


def _is_unit(text: str) -> bool:
    return is_name(unit_name(text))


def _which(
    columns: Sequence[Sequence[str]],
    test: Callable[[str], bool],
    least: float,
    but: int | None = None,
) -> list[int]:
    """The places of the columns, but one, in which more than a share of the cells are so."""
    places = [at for at, cells in enumerate(columns) if _share(cells, test) > least]
    if but in places:
        places.remove(but)
    return places


def _share(cells: Iterable[str], test: Callable[[str], bool]) -> float:
    """How many of the cells with text are so."""
    filled = list(filter(None, map(str.strip, cells)))
    return sum(map(test, filled)) / max(1, len(filled))


def settled(columns: Columns | None, rows: Sequence[Row]) -> Columns | None:
    """The columns once the rows are known: a head may run over numbers and text, or two texts."""
    if columns is None:
        return None
    duties: list[int] = []
    for at in columns.duties:
        duties.append(at)
        behind = at + 1
        texts = [cell(row, behind).strip() for row in rows]
        if behind in columns.blank and any(texts):
            numbers = _share([cell(row, at) for row in rows], is_number)
            if numbers > _MOSTLY:
                duties.pop()
            duties.append(behind)
    return columns._replace(duties=tuple(duties))
