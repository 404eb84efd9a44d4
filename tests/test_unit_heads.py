"""Heads of a unit whose name is known: each mark, label and number that may stand around it, and the near misses."""

import pytest

from smogctl.grammar.unit_heads import MOST_LINES, UnitHead
from tables import each

NAME = "区教育局"


def rest(
    line: str, name: str = NAME, row: int | None = None, way: str = "end_in"
) -> str | None:
    """What stands behind the head; None where the line is not headed by it."""
    end = getattr(UnitHead(name, row), way)(line)
    return line[end:] if end else None


BEFORE = [
    # blanks, rules of a table, brackets
    "",
    " ",
    "　",
    "|",
    "｜ ",
    "│",
    "┃",
    "【",
    "[",
    "| 【",
    # a number in brackets or with a mark
    "（三）",
    "(三)",
    "（3）",
    "（３）",
    "3、",
    "3.",
    "3．",
    "3）",
    "十二、",
    "一百零二、",
    "1.2.3 ",
    "1.2.3. ",
    "2.1 ",
    "①",
    "⑿",
    "⒊",
    "㈢",
    "● ",
    "●",
    "— ",
    "3.1.",
    # a number that only a blank or a rule parts from the name
    "3 ",
    "3　",
    "３ ",
    "3｜",
    "3|",
    "3│",
    "3┃",
    "第3 ",
    "第三 ",
    "3、 ",
    "3．|",
    "十二 ",
    "第3条",
    "第三条",
    "第三条 ",
    "第三条：",
    "第三条:",
    "第三条、",
    "第３条　",
    "第一百零二条",
    "第〇条",
    "（三）【",
    "3、[",
    "| 3、| ",
]


@each("before", BEFORE)
def test_what_may_stand_before_a_name(before: str) -> None:
    assert rest(f"{before}{NAME}：停课") == "停课"
    assert rest(f"{before}{NAME}负责停课", way="end_run_on") == "负责停课"


@each(
    "before",
    [
        "3",
        "第3",
        "第三",
        "三",
        "由",
        "会同",
        "(",
        "（",
        "“",
        "条",
        "是",
        "：",
        "，",
        "第 3 条",
        "第三章",
        "3-",
        "3、4、",
        "一是二是",
        "第123456条",
        "123456 ",
        "各",
        "副",
    ],
)
def test_what_may_not(before: str) -> None:
    assert rest(f"{before}{NAME}：停课") is None
    assert rest(f"{before}{NAME}负责停课", way="end_run_on") is None


BEHIND = [
    "：",
    ":",
    "： ",
    " ：",
    "　：",
    "】",
    "】：",
    "] :",
    "|",
    "｜",
    "│",
    "┃",
    "\t",
    "。",
    "——",
    " ",
    "　",
    "\n",
    "职责：",
    "的职责：",
    "主要职责：",
    "工作职责：",
    "具体职责：",
    "主要工作职责：",
    "主要任务：",
    "职责分工：",
    "职责是：",
    "主要职责为：",
    "履行下列职责：",
    "承担以下任务：",
    "行使如下职责：",
    "的主要职责是:",
    "（以下简称教育局）：",
    "(以下统称教育局):",
    "（简称教育局）：",
    "（统称教育局）：",
    "（称教育局）：",
    " （以下称教育局）：",
    "（续）：",
    "（接上页）：",
    "（续表）：",
    "（续上表）：",
    "(接上表)：",
    "（以下简称教育局）（续）：",
    "（以下简称教育局） ",
    "（续）\t",
]


@each("behind", BEHIND)
def test_what_may_stand_behind_a_name(behind: str) -> None:
    assert rest(f"{NAME}{behind}停课") == "停课"


@pytest.mark.xfail(
    strict=True, reason="履行 is read with 下列, 以下, 如下 behind it only"
)
@pytest.mark.parametrize("behind", ["履行职责：", "承担职责：", "行使职责："])
def test_duties_that_are_only_fulfilled(behind: str) -> None:
    assert rest(f"{NAME}{behind}停课") == "停课"


@each(
    "behind",
    [
        "",
        "、",
        "，",
        "-",
        "—",
        "（体育局）：",
        "（以下简称教育局）",
        "（续）",
        "职责",
        "职责分工",
        "工作：",
        "负责：",
        "下列职责：",
        "应急职责：",
        "（以下简称教育局",
        "（以下）：",
        "（转下页）：",
        "和区体育局：",
        "；",
    ],
)
def test_what_may_not_stand_behind_it(behind: str) -> None:
    assert rest(f"{NAME}{behind}停课") is None


def test_a_short_form_of_more_than_forty_characters_is_none() -> None:
    assert rest(f"{NAME}（以下简称{'甲' * 40}）：停课") == "停课"
    assert rest(f"{NAME}（以下简称{'甲' * 41}）：停课") is None


LABELS = [
    "牵头单位：",
    "组长单位：",
    "主责部门：",
    "责任单位：",
    "成员单位：",
    "配合部门：",
    "参与单位：",
    "参加机构：",
    "协办单位：",
    "单位：",
    "单位名称：",
    "部门名称 ：",
    "机构:",
    " 责任单位 :",
    # the cell of a class of units
    "政府部门\t",
    "政府部门|",
    "| 政府部门 |",
    "｜政府部门\t",
    "学校类 |",
    "二字|",
    "十二个字的一类单位的名称|",
]


@each("label", LABELS)
def test_a_head_behind_a_label(label: str) -> None:
    way = "end_behind_label"
    assert rest(f"{label}{NAME}：停课", way=way) == "停课"
    assert rest(f"{label}3、{NAME}\t停课", way=way) == "停课"
    assert rest(f"{label}{NAME}停课", way=way) is None
    assert rest(f"{label}区体育局：停课", way=way) is None


@each(
    "label",
    [
        "",
        "成员：",
        "牵头单位",
        "牵头单位  ：",
        "主送单位：",
        "单位名字：",
        "一|",
        "十三个字的一类单位的那名称|",
        "停课。类|",
        "停课；类|",
        "停课：类|",
        "政府 部门|",
        "政府部门，",
    ],
)
def test_what_is_no_label(label: str) -> None:
    assert rest(f"{label}{NAME}：停课", way="end_behind_label") is None


HEADINGS = [
    "",
    "职责",
    "的职责",
    "主要职责",
    "工作职责",
    "具体任务",
    "基本职责",
    "的主要职责",
    "履行下列职责",
    "承担以下职责",
    "行使如下任务",
    "职责任务",
    "任务职责",
    "职责分工",
    "职责：",
    "职责:",
    "：",
    "（续）",
    "（以下简称教育局）职责",
    " ",
    "职责： ",
]


@each("behind", HEADINGS)
def test_a_head_that_is_a_heading(behind: str) -> None:
    way = "end_in_heading"
    assert rest(f"一、{NAME}{behind}", way=way) == ""
    assert rest(f"{NAME}{behind}\n", way=way) == ""
    assert rest(f"一、{NAME}{behind}停课", way=way) is None


@each("behind", ["方案", "应急职责", "的", "下列职责", "（体育局）"])
def test_what_is_no_heading_of_a_unit(behind: str) -> None:
    assert rest(f"一、{NAME}{behind}", way="end_in_heading") is None


ROWS = [
    # its own number needs no mark
    (12, "12区教育局：停课", "停课"),
    (12, "１２区教育局：停课", "停课"),
    (12, "（12区教育局：停课", "停课"),
    (12, "(12)区教育局：停课", "停课"),
    (12, "| 12 区教育局：停课", "停课"),
    (12, "12.、区教育局：停课", "停课"),
    (12, "12．│┃区教育局：停课", "停课"),
    (12, "12｜【区教育局】停课", "停课"),
    (2, "02区教育局：停课", "停课"),
    (0, "0区教育局：停课", "停课"),
    (1, "1区教育局：停课", "停课"),
    (345, "345区教育局：停课", "停课"),
    (678, "６７８区教育局：停课", "停课"),
    (9, "９区教育局：停课", "停课"),
    # no other's does
    (12, "13区教育局：停课", None),
    (12, "112区教育局：停课", None),
    (12, "2区教育局：停课", None),
    (2, "002区教育局：停课", None),
    (20, "2区教育局：停课", None),
    (12, "12第区教育局：停课", None),
    (12, "由12区教育局：停课", None),
    (None, "0区教育局：停课", None),
    (None, "1区教育局：停课", None),
    # with a mark any number may stand there
    (12, "13、区教育局：停课", "停课"),
]


@each(("row", "line", "behind"), ROWS)
def test_the_number_of_a_row_before_its_name(
    row: int | None, line: str, behind: str | None
) -> None:
    assert rest(line, row=row) == behind


@pytest.mark.xfail(strict=True, reason="only 0 is taken off, not ０")
def test_a_wide_naught_before_the_number_of_a_row() -> None:
    assert rest("０２区教育局：停课", row=2) == "停课"


NUMBERS_AS_NAMES: list[tuple[str, int | None, str, str | None]] = [
    ("一", None, "一：出动", "出动"),
    ("一", None, "一、一：出动", "出动"),
    ("一", None, "一 一：出动", "出动"),
    ("一", 3, "3一：出动", "出动"),
    ("1", 2, "２1：出动", "出动"),
    ("1", 2, "02 1：出动", "出动"),
    ("1", 1, "1：出动", "出动"),
    ("1", 1, "11：出动", "出动"),
    ("1", 1, "(1) 1：出动", "出动"),
    ("1", 1, "１.1：出动", "出动"),
    ("1", 12, "121：出动", "出动"),
    ("1", 12, "１２1：出动", "出动"),
    ("1", 12, "131：出动", None),
    ("1", None, "11：出动", None),
    ("1", None, "1 1：出动", "出动"),
    ("1", None, "| 1 | 1：出动", "出动"),
    ("", 3, "3：出动", "出动"),
    ("", None, "3、：出动", "出动"),
    ("", None, "出动", None),
    ("", 3, "【：出动", "出动"),
]


@each(("name", "row", "line", "behind"), NUMBERS_AS_NAMES)
def test_a_name_that_is_itself_a_number_or_nothing(
    name: str, row: int | None, line: str, behind: str | None
) -> None:
    assert rest(line, name, row) == behind


@each(
    ("line", "name", "behind"),
    [
        ("区 教 育 局：停课", NAME, "停课"),
        ("区　教\n育局：停课", NAME, "停课"),
        ("区教育 局：停课", NAME, "停课"),
        ("区教 育局：停课", "区 教育局", "停课"),
        ("区教育：停课", NAME, None),
        ("区教体局：停课", NAME, None),
        ("区", NAME, None),
        ("", NAME, None),
        ("C++公司：停产", "C++公司", "停产"),
        ("CCC公司：停产", "C++公司", None),
        ("区(县)局：停课", "区(县)局", "停课"),
    ],
)
def test_a_name_with_blanks_or_signs_in_it(
    line: str, name: str, behind: str | None
) -> None:
    assert rest(line, name) == behind


def test_over_how_many_lines_a_name_may_be_broken() -> None:
    head = UnitHead(NAME, None)
    assert MOST_LINES == 4
    assert head.end_broken(["区", "教", "育", "局：停课"]) == len("区\n教\n育\n局：")
    assert head.end_broken(["区", "教", "育", "局", "：停课"]) == len("区\n教\n育\n局")
    assert head.end_broken(["区", "教", " ", "育", "局：停课"]) == 0
    assert head.end_broken(["区教育局：停课"]) == 0
    assert head.end_broken(["区教育局：", "停课"]) == 0
    assert head.end_broken(["", "区教育局：停课"]) == 0
    assert head.end_broken([]) == 0


def test_a_head_that_a_page_break_repeats() -> None:
    head = UnitHead(NAME, 3)
    assert head.without_repeat("（三）区教育局（续）：停课") == "停课"
    assert head.without_repeat("3区教育局 停课") == "停课"
    assert head.without_repeat("会同区教育局：停课") == "会同区教育局：停课"
    assert head.bare == NAME
    assert UnitHead("区 教育局\n", None).bare == NAME
