"""Which part of a plan says who owes what: a whole plan's chapters by their headings.

A file that holds a whole plan has chapters of other matters (总则, 监测预警, 应急响应, 附则) beside
the duties. What they name is no unit's entry: 区财政局要保障经费 in the chapter of 保障措施 is the
plan's, not a duty of the list. A file that is only an annex has no such chapters, and is all
duties.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.grammar.chapters import heading_of
from smogctl.importing.pages import Row
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_DUTIES = re.compile(
    "职责|分工|责任清单|任务清单|任务分解|组织(?:机构|体系|指挥|领导)|(?:指挥|领导|办事|日常工作)(?:机构|体系)|机构(?:设置|组成)"
)
_OTHER = re.compile(
    "总则|附则|编制|适用范围|工作原则|指导思想|预案体系|监测|预警|会商|响应|减排|措施|保障|演练|培训|宣传|宣教|监督|督[查导]|考核|问责|奖惩"
    "|评估|总结|善后|信息(?:公开|报送|报告)|名单|名录|电话|通讯录|联系|清单|流程|附录|术语|名词|解释|实施时间|预案管理|目录|附图|附表|样式|格式"
)
_CHAPTERS = re.compile(
    r"总\s*则|附\s*则|编制(?:目的|依据)|适用范围|(?:应急|预警)?响应(?:措施|分级)?|(?:应急)?保障(?:措施)?"
    "|预警(?:分级|发布|级别)?|监测(?:与|和)?(?:预报|预警)"
)
_ORDERS = re.compile("(?:应急)?响应措施")
"""The chapter that is enough to make a file a plan and no annex."""
_SHOWN = 30
"""Headings that a refusal lists."""


class Sections(NamedTuple):
    """Which rows of a page may hold entries."""

    shut: frozenset[int]
    """Places in the rows that are of other matters."""
    taken: tuple[tuple[int, str], ...]
    """Line and heading of each part that the duties are from; empty: the file is all duties."""
    passed: tuple[tuple[int, str], ...]
    """Line and heading of each part that was passed over."""


class _Heading(NamedTuple):
    at: int
    rank: int
    text: str
    duties: bool | None
    """Whether it is of duties; None where its words do not tell."""


def sections_of(rows: Sequence[Row], wanted: str | None = None) -> Sections:
    """The parts of a page. `wanted`: words of the heading of the one part to be taken.

    Raises Refusal where no heading has them.
    """
    headings = [
        found for at, row in enumerate(rows) if (found := _heading(rows, at, row))
    ]
    if wanted is not None:
        headings = _only(headings, wanted)
    elif not _is_whole_plan(headings):
        return Sections(frozenset(), (), ())
    return _divided(rows, headings)


def _only(headings: Sequence[_Heading], wanted: str) -> list[_Heading]:
    chosen = [one._replace(duties=wanted in one.text) for one in headings]
    if not any(one.duties for one in chosen):
        known = (
            "、".join(f"“{clip(one.text, 20)}”" for one in headings[:_SHOWN])
            or "没有认出标题"
        )
        raise Refusal(f"没有标题含“{clip(wanted)}”的部分。原文的标题：{known}。")
    return chosen


def _divided(rows: Sequence[Row], headings: Sequence[_Heading]) -> Sections:
    shut: set[int] = set()
    taken: list[tuple[int, str]] = []
    passed: list[tuple[int, str]] = []
    open_, rank, listed = False, 0, 99
    for heading, end in zip(
        headings, [*(one.at for one in headings[1:]), len(rows)], strict=True
    ):
        was = open_
        if heading.duties is not None:
            open_, rank = heading.duties, heading.rank
        elif heading.rank <= rank:
            open_, rank = False, heading.rank
        if not open_:
            shut.update(range(heading.at, end))
        if was != open_ or heading.rank <= listed:
            (taken if open_ else passed).append((rows[heading.at].line, heading.text))
            listed = heading.rank
    shut.update(range(headings[0].at))
    return Sections(frozenset(shut), tuple(taken), tuple(passed))


def _is_whole_plan(headings: Sequence[_Heading]) -> bool:
    """Whether chapters of other matters stand beside one of duties."""
    others = {"".join(one.text.split()) for one in headings if one.duties is False}
    chapters = sum(bool(_CHAPTERS.search(text)) for text in others)
    annexes = sum(one.rank == 0 for one in headings)
    orders = any(_ORDERS.fullmatch(text) for text in others)
    return any(one.duties for one in headings) and (
        chapters >= 2 or annexes >= 2 or orders
    )


def _heading(rows: Sequence[Row], at: int, row: Row) -> _Heading | None:
    """The heading that a row is, and whether it is of duties."""
    if row.table:
        return None
    below = (
        rows[at + 1].cells[0] if at + 1 < len(rows) and not rows[at + 1].table else ""
    )
    found = heading_of(row.cells[0], below)
    if found is None:
        return None
    duties = _is_of_duties(found.text) if found.rank == 0 else _class(found.text)
    return _Heading(at, found.rank, found.text, duties)


def _class(text: str) -> bool | None:
    text = "".join(text.split())
    if _is_of_duties(text):
        return True
    return False if _OTHER.search(text) else None


def _is_of_duties(text: str) -> bool:
    return _DUTIES.search(text) is not None and not re.search(
        "名单|电话|通讯录|联系", text
    )
