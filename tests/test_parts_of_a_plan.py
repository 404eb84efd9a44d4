"""Headings of a plan's parts, how far these reach, and lines of a table of contents."""

from smogctl.grammar.chapters import (
    ANNEX,
    LONGEST,
    Extent,
    Heading,
    Parts,
    heading_of,
    is_of_contents,
)
from tables import each

ANNEXES = "附件 附件1 附表二 附录３ 附件：停 附件1:停 附_件_1_：停 附件十二停 附件123停"


@each("text", ANNEXES.replace("_", " ").split(" 附"))
def test_what_begins_an_annex(text: str) -> None:
    line = text if text.startswith("附") else f"附{text}"
    hit = ANNEX.match(line)
    assert hit is not None
    assert line[hit.end() :] in ("", "停")


def test_what_begins_none() -> None:
    assert not ANNEX.match("附属医院")
    assert not ANNEX.match("见附件1")


HEADINGS: list[tuple[str, str, Heading | None]] = [
    ("一、总则", "", Heading(2, "总则")),
    ("  一、总则  ", "", Heading(2, "总则")),
    ("一、总则 3", "", Heading(2, "总则")),
    ("一、总则（试行） 12", "", Heading(2, "总则（试行）")),
    ("一、总则 1234", "", Heading(2, "总则 1234")),
    ("一、总则………3", "", Heading(2, "总则")),
    ("一、总则．3", "", Heading(2, "总则．3")),
    ("一、总则 ... 12", "", Heading(2, "总则")),
    ("一、总则···12", "", Heading(2, "总则")),
    ("一、总则\t12", "", Heading(2, "总则")),
    ("总则 3", "", None),
    ("（一）总则", "", Heading(4, "总则")),
    ("1.1.1 总则", "", Heading(4, "总则")),
    ("1.1.1.1 总则", "", None),
    ("1.总则", "", None),
    ("第一章 总则", "", Heading(1, "总则")),
    # no sentence, no unit's name
    *[
        (f"一、总则{mark}", "", None)
        for mark in ("；", ";", "。", "，", "：", "！", "？")
    ],
    ("一、总\t则", "", None),
    ("一、区教育局", "", None),
    ("一、区教育局职责", "", None),
    ("一、区教育局主要职责", "", None),
    ("一、区教育局工作职责", "", None),
    ("一、主要职责", "", Heading(2, "主要职责")),
    ("一、职责分工", "", Heading(2, "职责分工")),
    ("一、", "", None),
    # how long
    (f"一、{'甲' * 38}", "", Heading(2, "甲" * 38)),
    (f"一、{'甲' * 39}", "", None),
    (f"一、{'甲' * 38}………12", "", Heading(2, "甲" * 38)),
    (f"一、甲{'.' * 156}1", "", Heading(2, "甲")),
    (f"一、甲{'.' * 157}1", "", None),
    # of an annex, the line below where that is its title
    ("附件1", "任务分工", Heading(0, "任务分工")),
    ("附件1", "  任务分工 ", Heading(0, "任务分工")),
    ("附件1 任务分工", "停课", Heading(0, "任务分工")),
    ("附件1：任务分工", "停课", Heading(0, "任务分工")),
    ("附件1", "", Heading(0, "附件1")),
    ("附件1", "任务分工如下：", Heading(0, "附件1")),
    ("附件1", "停课。", Heading(0, "附件1")),
    ("附件1", "附件2", Heading(0, "附件1")),
    ("附件1", "任务\n分工；", Heading(0, "附件1")),
    ("附件1", "甲" * LONGEST, Heading(0, "甲" * LONGEST)),
    ("附件1", "甲" * (LONGEST + 1), Heading(0, "附件1")),
    ("附件1所列单位停产。", "", None),
]


@each(("line", "below", "heading"), HEADINGS)
def test_the_heading_that_a_line_is(
    line: str, below: str, heading: Heading | None
) -> None:
    assert heading_of(line, below) == heading


@each(
    ("line", "contents"),
    [
        ("总则………3", True),
        ("总则   3", True),
        (" 总则...3 ", True),
        ("总则\t3", True),
        ("总则  3", False),
        ("总则 3", False),
        ("一、总则 3", True),
        ("一、总则 123", True),
        ("一、总则 1234", False),
        ("一、PM 3", False),
        ("总则", False),
        (f"总则{'.' * 157}3", True),
        (f"总则{'.' * 158}3", False),
    ],
)
def test_a_line_of_a_table_of_contents(line: str, contents: bool) -> None:
    assert is_of_contents(line) is contents


PLAN = [
    "一、总则",  # 0: of the contents
    "二、职责",
    "一、总则",  # 2
    "（一）目的",
    "为了停工。",
    "（二）依据",
    "",
    "二、职责",  # 7
    "区教育局：停课。",
    "附件1",  # 9
    "",
    "任务分工",
    "停课。",
    "第一章 附则",  # 13
    "一、解释",
]


@each(
    ("title", "extent"),
    [
        ("一、总则", Extent(2, 7)),
        ("一、 总则", Extent(2, 7)),
        ("（一）目的", Extent(3, 5)),
        ("（二）依据", Extent(5, 7)),
        ("二、职责", Extent(7, 9)),
        ("附件1", Extent(9, 15)),
        ("第一章 附则", Extent(13, 15)),
        ("一、解释", Extent(14, 15)),
        # a line that heads nothing reaches to the next annex
        ("为了停工。", Extent(4, 9)),
        ("停课。", Extent(12, 15)),
        ("没有这行", None),
    ],
)
def test_how_far_a_part_reaches(title: str, extent: Extent | None) -> None:
    assert Parts(PLAN).extent(title) == extent


def test_the_parts_of_several_titles() -> None:
    parts = Parts(PLAN)
    titles = ["二、职责", "没有这行", "一、总则", "二、职责"]
    assert parts.extents(titles) == [Extent(2, 7), Extent(7, 9)]
    assert parts.extents([]) == []
    assert Parts([]).extent("一、总则") is None


def test_the_title_of_an_annex_is_the_next_line_with_text() -> None:
    alike = ["附件1", "", "任务分工", "附件2", "停课。"]
    assert Parts(alike).extent("附件1") == Extent(0, 3)
    assert heading_of("附件1", "任务分工") == Heading(0, "任务分工")
