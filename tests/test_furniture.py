"""What of a text is no word of it: tags, numbers, labels, blanks, a page's furniture."""

from smogctl.grammar.chapters import (
    CLOSED,
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
