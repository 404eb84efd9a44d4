"""Tables: which column is which, and entries from rows, whatever is merged, missing or broken."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from smogctl.grammar.bodies import called, is_name, outside_brackets, stacked
from smogctl.grammar.heads import number_style
from smogctl.grammar.levels import names_level
from smogctl.grammar.standing import is_routine
from smogctl.importing.pages import Row, joined
from smogctl.text.plain import fold

_NUMBER = re.compile(r"序号|编号|号|No\.?", re.I)
_UNIT = re.compile(
    r"(?:责任|成员|主要|组成|相关|有关|承担|实施)*(?:单位|部门|主体|机构)(?:名称)?|组别|工作组|组名|名称|(?:单位|部门)[（(].*[）)]|各?成员单位|成员"
)
_LEAD = re.compile(r"(?:牵头|组长|主责|责任)(?:单位|部门)")
_CARRIES_OUT = re.compile(r"(?:责任|实施|落实|执行|承办)(?:单位|部门|主体)")
"""Beside a column of leaders: who does it under them."""
_MEMBER = re.compile(r"(?:成员|配合|参与|参加|协办|协助)(?:单位|部门)")
_UNTIL = "(?:完成|办理|整改|执行|响应)?(?:时间|时限|期限)(?:要求|节点|安排)?"
_REMARK = re.compile(f"{_UNTIL}|备注|说明")
_CLASS = re.compile(
    "(?:措施|减排|污染源|任务|工作|管控)?(?:类别|类型|分类|领域|种类|源类)|(?:响应|预警|应急)?(?:级别|等级)"
)
_TERM = re.compile(
    f"{_UNTIL}|(?:责任|分管|包保)(?:人|领导)|备注|(?:联系|咨询)?电话|联系(?:人|方式)"
)
"""What stands beside duties and is none: until when, by whom, remarks."""
_DUTY = re.compile(
    r".{0,12}(?:职责|任务|分工|措施|工作内容|应急响应|响应|预警|职能|要求)"
    r"(?:分工|措施|(?:和|及|与)?(?:主要|具体)?内容)?(?:[（(].{0,20}[）)])?"
    r"|.{0,6}(?:预警|响应|应急|污染)(?:发布|启动|解除|终止|结束)?(?:前|期间|中|后|时)(?:的?(?:任务|措施|工作|职责))?"
)
_DIGITS = re.compile(
    r"[（(]?[0-9０-９]{1,4}[）)、.．]?|[（(]?[一二三四五六七八九十百]{1,4}[）)、.．]?"
)
_CONTINUED = re.compile(r"[（(](?:续|接上页|续表|续上表)[）)]")


_SHORTEST = 4
"""Characters that a clause has at least."""
_MOSTLY = 0.7
_HALF = 0.5


class Columns(NamedTuple):
    """Which column has what; None or empty: no such column."""

    number: int | None
    unit: int
    duties: tuple[int, ...]
    lead: int | None
    member: int | None
    grades: dict[int, str]
    """Columns whose head names a level, or sets apart what is owed all year, with that head."""
    helpers: tuple[int, ...] = ()
    """Who helps the unit with its duties, or carries them out under it."""
    blank: frozenset[int] = frozenset()
    """Columns without a head, which the head beside them may run over."""
    width: int = 0
    """How many columns the head has."""
    remarks: tuple[tuple[int, str], ...] = ()
    """Columns that say until when or while what lasts, or remark on the duty, with their heads."""
    classes: tuple[int, ...] = ()
    """What kind of measure, or at which level."""

    @property
    def by_measure(self) -> bool:
        """Whether rows are duties and not units, so that a unit may come again."""
        return self.duties[0] < self.unit


def header_of(row: Row, below: Sequence[Row] = ()) -> Columns | None:
    """The columns that a row names, if it is a table's head.

    A second row of the head may divide one of them.
    """
    words = _head_words(row, below)
    number = _first(words, _NUMBER)
    duties = tuple(
        at for at, word in enumerate(words) if at != number and _is_of_duties(word)
    )
    who = _who(words, duties) if duties else None
    if who is None:
        return None
    grades = {at: words[at] for at in duties if _is_grade(words[at])}
    found = Columns(number, who.unit, duties, who.lead, who.member, grades, who.helpers)
    return _beside(found, words)


def _beside(columns: Columns, words: Sequence[str]) -> Columns:
    """The columns with those that stand beside the duties."""
    return columns._replace(
        blank=frozenset(at for at, word in enumerate(words) if not word),
        width=len(words),
        remarks=tuple((at, words[at]) for at in _all(words, _REMARK)),
        classes=tuple(_all(words, _CLASS)),
    )


def _is_grade(word: str) -> bool:
    return names_level(word) or is_routine(word)


def _head_words(row: Row, below: Sequence[Row]) -> list[str]:
    """The words of a table's head, those of a second row of it in place of what they divide."""
    for second in below:
        if is_second(second):
            width = max(len(row.cells), len(second.cells))
            cells = tuple(
                cell(second, at).strip() or cell(row, at) for at in range(width)
            )
            row = row._replace(cells=cells)
    return [_CONTINUED.sub("", "".join(cell.split())) for cell in row.cells]


class _Who(NamedTuple):
    """The columns that name bodies: the unit, a group's leaders and members, the unit's helpers."""

    unit: int
    lead: int | None
    member: int | None
    helpers: tuple[int, ...]


def _who(words: Sequence[str], duties: Sequence[int]) -> _Who | None:
    lead, member = _first(words, _LEAD), _first(words, _MEMBER)
    helpers = () if member is None else (member,)
    units = [at for at in _all(words, _UNIT) if at not in duties]
    own = [at for at in units if at not in (lead, member)]
    if not own or lead is None:
        unit = next(iter([*own, *units]), lead)
        return None if unit is None else _Who(unit, None, None, helpers)
    if _CARRIES_OUT.fullmatch(words[own[0]]):
        return _Who(lead, None, None, (own[0], *helpers))
    return _Who(own[0], lead, member, ())


def _is_of_duties(word: str) -> bool:
    return _DUTY.fullmatch(word) is not None and not _TERM.fullmatch(word)


def _first(words: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next(iter(_all(words, pattern)), None)


def _all(words: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    return [at for at, word in enumerate(words) if word and pattern.fullmatch(word)]


def guessed(rows: Iterable[Row]) -> Columns | None:
    """The columns of a table without a head, from what stands in them."""
    columns = _columns([row for row in rows if len(row.cells) > 1])
    number = next(iter(_which(columns[:2], is_number, _MOSTLY)), None)
    units = _which(columns, _is_unit, _HALF, but=number)
    if not units:
        return None
    clauses = _which(columns, is_clause, _HALF, but=number)
    if clauses and clauses[-1] < units[0]:
        return Columns(
            number, units[0], (clauses[-1],), None, None, {}, tuple(units[1:2])
        )
    rest = [at for at, cells in enumerate(columns) if at > units[0] and any(cells)]
    if not rest:
        return None
    longest = max(rest, key=lambda at: sum(map(len, columns[at])))
    return Columns(number, units[0], (longest,), None, None, {})


def _which(
    columns: Sequence[Sequence[str]],
    test: Callable[[str], bool],
    least: float,
    but: int | None = None,
) -> list[int]:
    """The places of the columns, but one, in which more than a share of the cells are so."""
    shares = (
        (at, _share(cells, test)) for at, cells in enumerate(columns) if at != but
    )
    return [at for at, share in shares if share > least]


def _columns(rows: Sequence[Row]) -> list[list[str]]:
    """What stands in each column."""
    width = max((len(row.cells) for row in rows), default=0)
    return [[cell(row, at).strip() for row in rows] for at in range(width)]


def _share(cells: Sequence[str], test: object) -> float:
    filled = [cell for cell in cells if cell]
    return sum(bool(test(cell)) for cell in filled) / len(filled) if filled else 0.0  # type: ignore[operator]


def is_number(cell: str) -> bool:
    """Whether a cell holds a row's number."""
    return _DIGITS.fullmatch(cell.strip()) is not None


def _is_unit(cell: str) -> bool:
    return is_name(unit_name(cell))


def unit_name(cell: str) -> str:
    """The name in a unit's cell, without a number in front and a colon behind."""
    name = stacked(cell).strip("：: *【】")
    _, start = number_style(name)
    return name[start:].strip() if start and is_name(name[start:].strip()) else name


def row_number(cell: str) -> int | None:
    """The number of a row, where it is written with digits."""
    hit = re.fullmatch(r"[（(]?([0-9０-９]{1,4})[）)、.．]?", cell.strip())
    return int(hit[1]) if hit else None


def cell(row: Row, at: int | None) -> str:
    """A cell of a row, empty where the row is shorter."""
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def is_second(row: Row) -> bool:
    """Whether a row only names levels, as the second row of a head does."""
    filled = ["".join(one.split()) for one in row.cells if one.strip()]
    return len(filled) > 1 and all(
        len(one) <= 14 and names_level(one) and _DUTY.fullmatch(one) for one in filled
    )


def is_heading(row: Row, columns: Columns) -> bool:
    """Whether a row is one running over the table: a part's title, or the table's head again."""
    if header_of(row) or is_second(row):
        return True
    filled = [at for at, one in enumerate(row.cells) if one.strip()]
    if len(filled) != 1 or len(row.cells) < 2 or filled[0] in columns.duties:
        return False
    text = joined(row.cells[filled[0]])
    return not is_clause(text) and _runs_over(text, in_unit=filled[0] == columns.unit)


def _runs_over(text: str, *, in_unit: bool) -> bool:
    """Whether the only text of a row is a heading; `in_unit`: it stands in the units' column."""
    style, start = number_style(text)
    if in_unit and not style:
        return not is_name(outside_brackets(called(text).name))
    numbered = text[start:] == "" or style in ("一、", "（一）")
    return not in_unit or numbered or not is_name(text)


def is_clause(text: str) -> bool:
    """Whether a text is a clause and no heading or name: it is closed as one."""
    return (
        re.search("[；;。]$", text.strip()) is not None
        and len(text.strip()) > _SHORTEST
    )


def spanning(row: Row, columns: Columns) -> str:
    """The clause that a row is which runs over the table's columns; empty for any other row."""
    filled = [at for at, one in enumerate(row.cells) if one.strip()]
    if len(filled) != 1 or filled[0] in columns.duties:
        return ""
    text = row.cells[filled[0]]
    return text if is_clause(joined(text)) else ""


_LEADS_IN = re.compile(r"[：:]\s*$")


def leads_in(row: Row, columns: Columns, name: str) -> bool:
    """Whether a row of measures without a unit's name only introduces those below it."""
    text = cell(row, columns.duties[0])
    return columns.by_measure and not name and _LEADS_IN.search(text) is not None


def settled(columns: Columns | None, rows: Sequence[Row]) -> Columns | None:
    """The columns once the rows are known: a head may run over numbers and text, or two texts."""
    if columns is None:
        return None
    duties: list[int] = []
    for at in columns.duties:
        behind = at + 1
        if behind in columns.blank and any(cell(row, behind).strip() for row in rows):
            numbers = (
                _share([cell(row, at).strip() for row in rows], is_number) > _MOSTLY
            )
            duties += [behind] if numbers else [at, behind]
        else:
            duties.append(at)
    return columns._replace(duties=tuple(duties))


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same."""
    return fold(one) == fold(other)


def shifted(row: Row, columns: Columns) -> Row:
    """A row that lost its first cell: the unit stands where the number should."""
    if columns.number is None or columns.unit != columns.number + 1:
        return row
    number, unit = cell(row, columns.number).strip(), cell(row, columns.unit).strip()
    named = number and not is_number(number) and is_name(unit_name(number))
    if (
        named
        and re.search("[；;。，]", unit)
        and not cell(row, columns.unit + 1).strip()
    ):
        return row._replace(
            cells=(*row.cells[: columns.number], "", *row.cells[columns.number :])
        )
    return row


def mended(rows: Sequence[Row]) -> dict[Row, Row | None]:
    """Rows whose last cell is the beginning of a name that the next row's first cell ends."""
    found: dict[Row, Row | None] = {}
    for row, below in pairwise(rows):
        filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
        if row in found or len(below.cells) < 2 or len(filled) not in (1, 2):
            continue
        at = filled[-1]
        begun, ended = row.cells[at].strip(), below.cells[0].strip()
        if _is_broken_name(begun, ended):
            cells = (*row.cells[:at], begun + ended, *below.cells[1:])
            found[row], found[below] = row._replace(cells=cells), None
    return found


def _is_broken_name(begun: str, ended: str) -> bool:
    """Whether two texts are the halves of a name, and neither is a name or a number by itself."""
    if any(is_name(half) or is_number(half) for half in (begun, ended)):
        return False
    return 0 < len(ended) <= 6 and is_name(begun + ended)


def fits(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a table without a head goes on with the columns of the one before."""
    width = max(len(row.cells) for row in rows)
    return (
        width == columns.width
        or width == max(columns.unit, *columns.duties, columns.member or 0) + 1
    )


def columns_of(rows: Sequence[Row], before: Columns | None) -> Columns | None:
    """The columns of a table: by its head, by those of the one before, by what stands in them."""
    heads = (
        header_of(row, rows[at + 1 : at + 2])
        for at, row in enumerate(rows[:_HEAD_ROWS])
    )
    named = next((found for found in heads if found), None)
    return named or (before if before and fits(rows, before) else None) or guessed(rows)


_HEAD_ROWS = 6
"""Rows of a table among which its head stands."""
