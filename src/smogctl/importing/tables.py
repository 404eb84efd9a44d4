"""Tables: what the head of one names, and what a row is, whatever is merged, missing or broken."""

import re
from collections.abc import Sequence
from itertools import compress, count, pairwise, zip_longest
from operator import not_
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
_DUTIES = re.compile(rf"(?=(?:{_DUTY.pattern})\Z)(?!(?:{_TERM.pattern})\Z).*")
"""What heads a column of duties."""
_DUTY_OF_LEVEL = re.compile(rf"(?=.{{1,14}}\Z)(?:{_DUTY.pattern})")
"""What heads a part of such a column."""
_DIGITS = re.compile(
    r"[（(]?[0-9０-９]{1,4}[）)、.．]?|[（(]?[一二三四五六七八九十百零〇]{1,5}[）)、.．]?"
)
_CONTINUED = re.compile(r"[（(](?:续|接上页|续表|续上表)[）)]")
_LEADS_IN = re.compile(r"[：:]\s*$")
_SHORTEST = 4
"""Characters that a clause has at least."""
_LONGEST_END = 6
"""Characters that the end of a broken name has at most."""


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
    duties = _all(words, _DUTIES)
    if not duties:
        return None
    who = _who(words, duties)
    if who.unit is None:
        return None
    grades: dict[int, str] = {}
    for at in duties:
        if names_level(words[at]) or is_routine(words[at]):
            grades[at] = words[at]
    return Columns(
        number=_first(words, _NUMBER),
        unit=who.unit,
        duties=duties,
        lead=who.lead,
        member=who.member,
        grades=grades,
        helpers=who.helpers,
        blank=frozenset(compress(count(), map(not_, words))),
        width=len(words),
        remarks=tuple((at, words[at]) for at in _all(words, _REMARK)),
        classes=_all(words, _CLASS),
    )


def _head_words(row: Row, below: Sequence[Row]) -> list[str]:
    """The words of a table's head, those of a second row of it in place of what they divide."""
    cells = row.cells
    for second in filter(is_second, below):
        both = zip_longest(cells, second.cells, fillvalue="")
        cells = tuple(under.strip() or above for above, under in both)
    return [_CONTINUED.sub("", "".join(text.split())) for text in cells]


class _Who(NamedTuple):
    """The columns that name bodies: the unit, a group's leaders and members, the unit's helpers."""

    unit: int | None
    lead: int | None
    member: int | None
    helpers: tuple[int, ...]


def _who(words: Sequence[str], duties: Sequence[int]) -> _Who:
    lead = _first(words, _LEAD)
    members = _all(words, _MEMBER)[:1]
    units = set(_all(words, _UNIT)).difference(duties)
    own = units.difference((lead, *members))
    if lead is None or not own:
        unit = min(own or units, default=lead)
        return _Who(unit, None, None, members)
    unit = min(own)
    if _CARRIES_OUT.fullmatch(words[unit]):
        return _Who(lead, None, None, (unit, *members))
    return _Who(unit, lead, _first(words, _MEMBER), ())


def _first(words: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next(iter(_all(words, pattern)), None)


def _all(words: Sequence[str], pattern: re.Pattern[str]) -> tuple[int, ...]:
    """The places of the words that are so."""
    return tuple(compress(count(), map(pattern.fullmatch, words)))


def is_number(cell: str) -> bool:
    """Whether a cell holds a row's number."""
    return _DIGITS.fullmatch(cell.strip()) is not None


def unit_name(cell: str) -> str:
    """The name in a unit's cell, without a number in front and a colon behind."""
    name = stacked(cell).strip("：: *【】")
    _, start = number_style(name)
    behind = name[start:].strip()
    return behind if start and is_name(behind) else name


def row_number(cell: str) -> int | None:
    """The number of a row, where it is written with digits."""
    hit = re.fullmatch(r"[（(]?([0-9０-９]{1,4})[）)、.．]?", cell.strip())
    return int(hit[1]) if hit else None


def cell(row: Row, at: int | None) -> str:
    """A cell of a row, empty where the row is shorter."""
    if at is None or at >= len(row.cells):
        return ""
    return row.cells[at]


def is_second(row: Row) -> bool:
    """Whether a row only names levels, as the second row of a head does."""
    words = ["".join(row.cells[at].split()) for at in row.filled]
    levels = list(filter(names_level, filter(_DUTY_OF_LEVEL.fullmatch, words)))
    return 1 < len(words) == len(levels)


def is_heading(row: Row, columns: Columns) -> bool:
    """Whether a row is one running over the table: a part's title, or the table's head again."""
    if header_of(row) or is_second(row):
        return True
    at = _only_text(row, columns)
    if at is None or len(row.cells) < 2:
        return False
    text = joined(row.cells[at])
    if is_clause(text):
        return False
    return at != columns.unit or _is_title(text)


def _only_text(row: Row, columns: Columns) -> int | None:
    """The place of the only text of a row; None where there is more, or where it is a duty."""
    filled = row.filled
    if len(filled) != 1 or filled[0] in columns.duties:
        return None
    return filled[0]


def _is_title(text: str) -> bool:
    """Whether the only text of a row is a heading, though it stands in the units' column."""
    style, start = number_style(text)
    if not style:
        return not is_name(outside_brackets(called(text).name))
    only_a_number = start == len(text)
    return only_a_number or style in ("一、", "（一）") or not is_name(text)


def is_clause(text: str) -> bool:
    """Whether a text is a clause and no heading or name: it is closed as one."""
    text = text.strip()
    return len(text) > _SHORTEST and text.endswith(("；", ";", "。"))


def spanning(row: Row, columns: Columns) -> str:
    """The clause that a row is which runs over the table's columns; empty for any other row."""
    at = _only_text(row, columns)
    text = cell(row, at)
    return text if is_clause(joined(text)) else ""


def leads_in(row: Row, columns: Columns, name: str) -> bool:
    """Whether a row of measures without a unit's name only introduces those below it."""
    if name or not columns.by_measure:
        return False
    text = cell(row, columns.duties[0])
    return _LEADS_IN.search(text) is not None


def same_name(name: str, other: str) -> bool:
    """Whether two names are the same."""
    return fold(name) == fold(other)


def shifted(row: Row, columns: Columns) -> Row:
    """A row that lost its first cell: the unit stands where the number should."""
    start = columns.unit - 1
    if columns.number != start:
        return row
    number, unit, behind = (cell(row, start + n).strip() for n in range(3))
    if is_number(number) or not is_name(unit_name(number)):
        return row
    if behind or not re.search("[；;。，]", unit):
        return row
    return row._replace(cells=(*row.cells[:start], "", *row.cells[start:]))


def mended(rows: Sequence[Row]) -> dict[Row, Row | None]:
    """Rows whose last cell is the beginning of a name that the next row's first cell ends."""
    whole: dict[Row, Row | None] = {}
    for row, below in pairwise(rows):
        filled = row.filled
        if row in whole or len(below.cells) < 2 or len(filled) not in (1, 2):
            continue
        at = filled[-1]
        begun = row.cells[at].strip()
        ended = below.cells[0].strip()
        if _is_broken_name(begun, ended):
            cells = (*row.cells[:at], begun + ended, *below.cells[1:])
            whole[row] = row._replace(cells=cells)
            whole[below] = None
    return whole


def _is_broken_name(begun: str, ended: str) -> bool:
    """Whether two texts are the halves of a name, and neither is a name or a number by itself."""
    halves = (begun, ended)
    if any(map(is_name, halves)) or any(map(is_number, halves)):
        return False
    return 0 < len(ended) <= _LONGEST_END and is_name(begun + ended)
