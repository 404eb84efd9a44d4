"""What of a text is layout: headings and how far their parts reach, contents, tags, numbers, labels, a page's furniture."""

from smogctl.grammar.chapters import (
    ANNEX,
    CLOSED,
    LONGEST,
    Extent,
    Heading,
    Parts,
    heading_of,
    is_of_contents,
)
from smogctl.grammar.layout import (
    BULLETS,
    CONTINUED,
    DASHES,
    ENDS,
    ENUMERATOR,
    FURNITURE,
    GRADE,
    GROUP,
    LAYOUT,
    OWN_DUTIES,
    TAG,
    bare,
    shortened,
    without_residue,
)
from smogctl.text.patterns import later
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


@each(
    ("text", "rest"),
    [
        *[(f"{mark}停课", "停课") for mark in BULLETS],
        *[(f" {mark} 停课", "停课") for mark in BULLETS],
        *[(f"{mark} 停课", "停课") for mark in DASHES],
        *[(f" {mark}{mark}　停课", "停课") for mark in DASHES],
        *[(f"{mark}停课", None) for mark in DASHES],
        *[(f"{mark} 2", None) for mark in DASHES],
        *[(f"{mark}停课", "停课") for mark in ("一是", " 十二是", "三是")],
        ("百是停课", None),
        ("一是 停课", None),
        *[
            (f"{mark}停课", "停课")
            for mark in ("1.2.3", "1.2.3.", "1.2.3、", "1．2．3．4 ", " 12.3.4.5.6 ")
        ],
        *[
            (f"{mark}停课", "停课")
            for mark in (
                "（1）",
                "( 12 )",
                "１２３、",
                "1)",
                "一、",
                "（十二）",
                "三．",
            )
        ],
        *[
            (f"{mark}停课", "停课")
            for mark in ("一百、", "（九百零九）", "二百〇三.", "1.2.", "1、2.3. ")
        ],
        *[(f"{mark} 停课", "停课") for mark in "①⑳⑴⒇⒈⒛㈠㈩"],
        *[(f"{mark} 停课", "停课") for mark in ("1.2", "1．2．3.4.5", " 1.2")],
        *[
            (text, None)
            for text in ("1.2停课"[1:], "1停课", "1234、停课", "停课1、", "百一、停课")
        ],
        ("X停课", None),
        ("X 停课", None),
    ],
)
def test_what_numbers_a_clause(text: str, rest: str | None) -> None:
    hit = ENUMERATOR.match(text)
    assert (text[hit.end() :] if hit else None) == rest


@each(
    ("text", "tag"),
    [
        *[
            (text, text)
            for text in ("<p>", "</p>", "<br/>", "<BR />", '<td colspan="2">', "<h1>")
        ],
        *[(text, text) for text in ("<o:p>", "<a href=x class='y'>", "<hr noshade>")],
        *[(text, text) for text in ("<my-tag>", "<td\nwidth=3>", "<p a:b.c-d =2>")],
        *[
            (text, "")
            for text in ("<PM2.5浓度>", "<AQI 指数>", "<AQI <p", "< p>", "<>", "<1>")
        ],
        *[(text, "") for text in ("<p", "p>", "<AQI=50>", "停课")],
    ],
)
def test_the_tag_of_a_page(text: str, tag: str) -> None:
    hit = TAG.match(text)
    assert (hit[0] if hit else "") == tag
    assert without_residue(f"停{text}课") == ("停课" if tag else f"停{text}课")
    assert bool(LAYOUT.fullmatch(text)) is bool(tag)


def test_what_parts_words_and_is_none() -> None:
    for char in " \t\n　；;。：:|｜│┃.．":
        assert LAYOUT.fullmatch(char), char
        assert LAYOUT.fullmatch(f"{char}<p>") is None
    for char in "，、停X-":
        assert not LAYOUT.match(char), char
    assert "".join(LAYOUT.split("停。 <p>课；")) == "停课"
    assert ENDS == "；;。"


LINES = [
    *["- 3 -", "-3-", "— 12 —", "–1234–", "－３－", "―1―", "·5·", "•5•", "3", " 12 "],
    *["1234", "第3页", "第 三 页", "第十二页", "第一百页", "第３页", "第3页共9页"],
    *["第3页 共 9 页", "第3页，共9页", "第3页,共9页", "第3页/共9页", "第3页、共9页"],
    *["3/7", "12 / 34", "Page 3", "PAGE3", "page 3 of 9", "Page3of9"],
    *["───", "| | |", "+---+", "====", "____", "：:"[1:], "━┄┈┌┐└┘├┤┬┴┼╋", "｜│┃", "—"],
]
TEXTS = [
    *[
        "",
        "停课",
        "12345",
        "- 3",
        "3 -",
        "第3条",
        "第页",
        "第3页共页",
        "3/",
        "Page",
        "3 of 9",
    ],
    *["3 区教育局", "页3", "3X", "- 12345 -", "---停"],
]


@each("line", [*LINES, *TEXTS])
def test_a_line_that_is_no_text(line: str) -> None:
    assert bool(FURNITURE.fullmatch(line)) is (line in LINES)


GROUPS = "牵头 组长 主责 主办 主要责任 第一责任 责任 成员 配合 参与 参加 协办 协助 组成 副组长"


@each("word", GROUPS.split())
def test_what_stands_before_a_group(word: str) -> None:
    for body in ("", "单位", "部门"):
        assert GROUP.fullmatch(f"{word}{body}：")
        assert GROUP.fullmatch(f"{word}{body} :")
        assert not GROUP.match(f"{word}{body}区教育局")
    assert not GROUP.fullmatch(f"{word}机构：")


DUTIES = [
    *[
        "主要职责：",
        "职责:",
        "职 责：",
        "工作职责 ：",
        "任务：",
        "工作：",
        "职责分工：",
    ],
    *[
        "其主要职责：",
        "日常职责：",
        "平时职责：",
        "应急响应职责：",
        "响应工作：",
        "预警任务：",
    ],
    *[
        "常态职责：",
        "常态化职责：",
        "战时职责：",
        "基本职责：",
        "具体任务：",
        "职责是：",
    ],
    *[
        "职责为：",
        "职责如下：",
        "依法履行下列职责：",
        "具体承担以下任务：",
        "行使如下职责：",
    ],
    *[
        "指挥部职责：",
        "区指挥部的主要职责：",
        "区领导小组职责：",
        "区指挥部办公室的职责：",
    ],
    *[" 　主要职责：", "3.1 职责：停", "3.1.2主要职责。停", "3．1工作职责: 停"],
]
NO_DUTIES = [
    *[
        "主要职责",
        "区教育局职责：",
        "停课，主要职责：",
        "主要职责停课：",
        "停课职责：",
        "其：",
    ],
    *["3.1 职责", "3 职责。停", "3.1 职责。3", "停3.1 职责：停", "指挥部："],
]


@each("text", [*DUTIES, *NO_DUTIES])
def test_what_stands_before_the_clauses_of_an_entry(text: str) -> None:
    assert bool(OWN_DUTIES.match(text)) is (text in DUTIES)
    for before in ("停课。", "停课；", "停课;", "停课。\n"):
        hit = OWN_DUTIES.search(f"{before}{text}")
        assert bool(hit) is (text in DUTIES and (text[0] != "3" or "\n" in before))
    assert not OWN_DUTIES.search(f"停课{text}") or text[0] in "指区"


@each(
    ("text", "grade"),
    [
        ("【黄色预警】", "黄色预警"),
        ("【 各级响应 】：", "各级响应 "),
        ("【Ⅲ级】 : ", "Ⅲ级"),
        ("【橙色预警期间】停课", "橙色预警期间"),
        ("【预警】", "预警"),
        ("【停课】", None),
        ("【甲局，预警】", None),
        ("【九个字以上的很多级】", "九个字以上的很多级"),
        ("【停课预警五个字之后】", None),
        ("[黄色预警]", None),
        ("黄色预警", None),
    ],
)
def test_the_label_of_a_level_inside_an_entry(text: str, grade: str | None) -> None:
    hit = GRADE.match(text)
    assert (hit[1] if hit else None) == grade


@each(
    ("text", "rest"),
    [
        *[
            (f"（{word}）停", "停")
            for word in ["续", "接上页", "续表", "续上表", "接上表"]
        ],
        ("( 续 )停", "停"),
        ("（续写）停", "（续写）停"),
        ("停", "停"),
    ],
)
def test_what_says_that_an_entry_goes_on(text: str, rest: str) -> None:
    hit = later(CONTINUED).match(text)
    assert hit is not None
    assert text[hit.end() :] == rest


def test_blanks() -> None:
    assert shortened(f"停{' ' * 60}课") == "停 课"
    assert shortened(f"停{' ' * 59}课") == f"停{' ' * 59}课"
    assert shortened(f"停{'　' * 60}课") == "停 课"
    assert shortened(f"停{chr(10) * 60}课") == f"停{chr(10) * 60}课"
    assert bare(" 停　课\n") == "停课"
    assert CLOSED.search("停，课")
    assert not CLOSED.search("停、课")
    for char in " \t　；;。\u2003\xa0":
        assert without_residue(f"{char}停{char}课{char}") == f"停{char}课", char
    for char in "，、：-":
        assert without_residue(f"{char}停") == f"{char}停", char
