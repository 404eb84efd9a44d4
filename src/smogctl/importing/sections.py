"""Which part of a plan says who owes what: a whole plan's chapters by their headings.

A file that holds a whole plan has chapters of other matters (总则, 监测预警, 应急响应, 附则) beside
the duties. What they name is no unit's entry: 区财政局要保障经费 in the chapter of 保障措施 is the
plan's, not a duty of the list. A file that is only an annex has no such chapters, and is all
duties.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from smogctl.grammar.chapters import heading_of
from smogctl.importing.pages import Row
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_DUTIES = re.compile(
    "(?!.*(?:名单|电话|通讯录|联系)).*(?:职责|分工|责任清单|任务清单|任务分解"
    "|组织(?:机构|体系|指挥|领导)|(?:指挥|领导|办事|日常工作)(?:机构|体系)|机构(?:设置|组成))",
    re.S,
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
    headings = list(_headings(rows))
    if wanted is not None:
        headings = _only(headings, wanted)
    elif not _is_whole_plan(headings):
        return Sections(frozenset(), (), ())
    return _divided(rows, headings)


def _only(headings: Sequence[_Heading], wanted: str) -> list[_Heading]:
    """The headings, and only those with some words as of duties.

    Raises Refusal where none has them.
    """
    chosen = [heading._replace(duties=wanted in heading.text) for heading in headings]
    if any(heading.duties for heading in chosen):
        return chosen
    shown = [f"“{clip(heading.text, 20)}”" for heading in headings[:_SHOWN]]
    known = "、".join(shown) or "没有认出标题"
    raise Refusal(f"没有标题含“{clip(wanted)}”的部分。原文的标题：{known}。")


def _divided(rows: Sequence[Row], headings: Sequence[_Heading]) -> Sections:
    ends = [heading.at for heading in headings[1:]]
    ends.append(len(rows))
    shut = set(range(headings[0].at))
    taken: list[tuple[int, str]] = []
    passed: list[tuple[int, str]] = []
    is_open, rank, listed = False, 0, 99
    for heading, end in zip(headings, ends, strict=True):
        was_open = is_open
        # one that does not tell stays in the part above it, or ends one of its rank
        if heading.duties is not None or heading.rank <= rank:
            is_open, rank = bool(heading.duties), heading.rank
        part = taken
        if not is_open:
            part = passed
            shut.update(range(heading.at, end))
        if was_open != is_open or heading.rank <= listed:
            part.append((rows[heading.at].line, heading.text))
            listed = heading.rank
    return Sections(frozenset(shut), tuple(taken), tuple(passed))


def _is_whole_plan(headings: Sequence[_Heading]) -> bool:
    """Whether chapters of other matters stand beside one of duties."""
    if not any(heading.duties for heading in headings):
        return False
    others: set[str] = set()
    annexes = 0
    for heading in headings:
        annexes += heading.rank == 0
        if heading.duties is False:
            others.add("".join(heading.text.split()))
    chapters = len(list(filter(_CHAPTERS.search, others)))
    orders = any(map(_ORDERS.fullmatch, others))
    return orders or chapters >= 2 or annexes >= 2


def _headings(rows: Sequence[Row]) -> Iterator[_Heading]:
    """The rows that are headings, and whether these are of duties."""
    texts = [row.text for row in rows]
    for at, (text, below) in enumerate(pairwise([*texts, ""])):
        heading = heading_of(text, below)
        if heading is None:
            continue
        words = heading.text
        if heading.rank > 0:
            words = "".join(words.split())
        duties = None
        if _DUTIES.match(words):
            duties = True
        elif heading.rank == 0 or _OTHER.search(words):
            duties = False
        yield _Heading(at, heading.rank, heading.text, duties)
