"""Heads, names and layout as tables: values in, values out, written by somebody who had not seen the rules."""

from collections.abc import Sequence

import pytest
from _pytest.mark import ParameterSet

from smogctl.grammar.bodies import (
    Called,
    bodies_of,
    bodies_of_cell,
    called,
    is_collective,
    is_level,
    is_name,
    members_of,
    outside_brackets,
    stacked,
    without_seat,
)
from smogctl.grammar.chapters import Heading, heading_of, is_of_contents
from smogctl.grammar.heads import head_of, is_organ, number_of, number_style, rank_of
from smogctl.grammar.layout import bare, shortened, without_residue
from smogctl.grammar.mentions import Names
from smogctl.grammar.narrated import is_narrated, narrated, told_of
from smogctl.grammar.others import others
from smogctl.grammar.oversight import supervised


def not_yet(rows: Sequence[tuple[object, ...]]) -> list[ParameterSet]:
    """Rows that a careful reader wants and the library misreads: last in each, what comes out."""
    return [
        pytest.param(
            *values,
            marks=pytest.mark.xfail(
                strict=True, raises=AssertionError, reason=f"comes out: {found}"
            ),
        )
        for *values, found in rows
    ]


HEADS: list[tuple[str, str, str]] = [
    ("（三）区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("3.区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("3、区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("3．区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("三、区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("（3）区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("(4)区交通运输局:保障公共交通。", "区交通运输局", "保障公共交通。"),
    ("①区水务局：负责河道保洁。", "区水务局", "负责河道保洁。"),
    ("12. 县住房和城乡建设局：落实停工。", "县住房和城乡建设局", "落实停工。"),
    ("2.1 区城管局：增加洒水频次。", "区城管局", "增加洒水频次。"),
    ("2.3.14 区城管局：增加洒水频次。", "区城管局", "增加洒水频次。"),
    ("区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("区教育局:组织学校停课。", "区教育局", "组织学校停课。"),
    ("3、区教育局", "区教育局", ""),
    ("（三）区教育局", "区教育局", ""),
    ("【区教育局】", "区教育局", ""),
    ("【区教育局】负责组织学校停课。", "区教育局", "负责组织学校停课。"),
    ("（一）区教育局负责组织学校停课。", "区教育局", "负责组织学校停课。"),
    ("1.区气象局负责提供气象数据。", "区气象局", "负责提供气象数据。"),
    ("区教育局（体育局）：停止户外活动。", "区教育局（体育局）", "停止户外活动。"),
    (
        "区委宣传部、区委网信办：做好舆论引导。",
        "区委宣传部、区委网信办",
        "做好舆论引导。",
    ),
    ("各街道办事处：落实属地责任。", "各街道办事处", "落实属地责任。"),
    (
        "各乡镇人民政府、街道办事处：加强巡查。",
        "各乡镇人民政府、街道办事处",
        "加强巡查。",
    ),
    ("市生态环境局甲区分局：开展监测。", "市生态环境局甲区分局", "开展监测。"),
    ("8.国网甲县供电公司：落实停限电措施。", "国网甲县供电公司", "落实停限电措施。"),
    ("（十一）县消防救援大队：参与救援。", "县消防救援大队", "参与救援。"),
    ("中国移动甲县分公司：发送预警短信。", "中国移动甲县分公司", "发送预警短信。"),
    ("县人民政府办公室：负责综合协调。", "县人民政府办公室", "负责综合协调。"),
    ("县融媒体中心：发布健康提示。", "县融媒体中心", "发布健康提示。"),
    ("甲经济技术开发区管委会：组织停产。", "甲经济技术开发区管委会", "组织停产。"),
    ("县交警大队：实施限行。", "县交警大队", "实施限行。"),
    ("（三）区教育局。组织学校停课。", "区教育局", "组织学校停课。"),
    ("（三）区教育局——组织学校停课。", "区教育局", "组织学校停课。"),
    ("区教育局职责：组织学校停课。", "区教育局", "组织学校停课。"),
    ("● 区教育局：组织学校停课。", "区教育局", "组织学校停课。"),
    ("[区教育局]组织学校停课。", "区教育局", "组织学校停课。"),
    ("3\t区教育局\t组织学校停课。", "区教育局", "组织学校停课。"),
    ("县纪委监委：严肃问责。", "县纪委监委", "严肃问责。"),
    ("团县委：动员志愿者。", "团县委", "动员志愿者。"),
    ("县人武部：组织民兵。", "县人武部", "组织民兵。"),
    ("甲镇：加强巡查。", "甲镇", "加强巡查。"),
    ("各镇（街道）：加强巡查。", "各镇（街道）", "加强巡查。"),
    ("甲水泥有限公司：停产。", "甲水泥有限公司", "停产。"),
    ("县气象局：预报要素：风速、湿度。", "县气象局", "预报要素：风速、湿度。"),
]
"""Each line with the name, and the text behind the head."""
HEADS_NOT_YET = [
    ("-区教育局：组织学校停课。", "区教育局", "组织学校停课。", "name -区教育局"),
    (
        "［区教育局］组织学校停课。",
        "区教育局",
        "组织学校停课。",
        "None; []【】 are read",
    ),
    ("【3】区教育局：组织学校停课。", "区教育局", "组织学校停课。", "name 3】区教育局"),
]


@pytest.mark.parametrize(("line", "name", "rest"), [*HEADS, *not_yet(HEADS_NOT_YET)])
def test_a_line_that_heads_an_entry(line: str, name: str, rest: str) -> None:
    head = head_of(line, ())
    assert head is not None
    assert (head.name, line[head.offset :]) == (name, rest)


NO_HEADS = [
    "",
    "二、工作职责",
    "（二）主要职责",
    "附件2",
    "第三章 组织机构",
    "表1 成员单位职责分工",
    "一级响应：停止土石方作业。",
    "Ⅱ级响应措施：停止土石方作业。",
    "橙色预警期间：增加洒水频次。",
    "（三）红色预警：中小学停课。",
    "重点任务：加强巡查。",
    "责任单位：区教育局",
    "牵头单位：区教育局、区公安局",
    "注意事项：减少外出。",
    "主要职责：组织学校停课。",
    "联系电话：12345678",
    "备注：本表由区教育局填写。",
    "组长：区长",
    "2.5吨以上货车禁止通行。",
    "PM2.5浓度：每立方米75微克。",
    "1.强制性减排措施：企业停产。",
    "（1）健康防护引导措施：减少户外活动。",
    "（二）组织企业停产。",
    "1.加强施工工地巡查。",
    "各成员单位职责",
    "（二）成员单位职责",
    "组织中小学停止户外活动。",
    "配合区公安局查处渣土车。",
    "2024年1月1日起施行。",
    "区教育局负责组织学校停课。",
    "监督电话：12345678",
    "时间：8:00至18:00",
    "移动源：实施限行。",
    "1.扬尘管控：增加洒水频次。",
    "儿童、老年人：减少外出。",
    "抄送：区委办公室",
    "编制单位：市生态环境局甲区分局",
]
NO_HEADS_NOT_YET = [
    ("1.重点企业：落实减排措施。", "重点企业, though nothing was expected"),
    ("1.重点企业落实减排措施。", "重点企业, though nothing was expected"),
    ("1.施工单位：停止土石方作业。", "施工单位, though nothing was expected"),
    ("学校：停止户外活动。", "学校, though nothing was expected"),
    ("主送单位：各镇人民政府", "主送单位"),
]


@pytest.mark.parametrize("line", [*NO_HEADS, *not_yet(NO_HEADS_NOT_YET)])
def test_a_line_that_heads_no_entry(line: str) -> None:
    assert head_of(line, ()) is None


HEADS_SAID_OTHERWISE: list[tuple[str, str, str | None, bool]] = [
    (
        "区重污染天气应急指挥部办公室（以下简称区应急办）：负责协调。",
        "区重污染天气应急指挥部办公室",
        "区应急办",
        False,
    ),
    ("（三）区教育局（续）：停止户外活动。", "区教育局", None, True),
    ("（三）区教育局：停止户外活动。", "区教育局", None, False),
]


@pytest.mark.parametrize(("line", "name", "alias", "continued"), HEADS_SAID_OTHERWISE)
def test_what_a_head_says_of_its_name(
    line: str, name: str, alias: str | None, continued: bool
) -> None:
    head = head_of(line, ())
    assert head is not None
    assert (head.name, head.alias, head.continued) == (name, alias, continued)


HEADINGS_OF_A_BODY = [
    ("区指挥部职责", True),
    ("（一）区指挥部职责", True),
    ("（二）区指挥部办公室职责", True),
    ("（三）区教育局：停止户外活动。", False),
    ("3、区教育局", False),
]


@pytest.mark.parametrize(("line", "heading"), HEADINGS_OF_A_BODY)
def test_a_head_that_is_a_heading_of_its_own(line: str, heading: bool) -> None:
    head = head_of(line, ())
    assert head is not None
    assert head.heading is heading


def test_the_head_of_a_known_member() -> None:
    line = "甲城投：落实停工措施。"
    head = head_of(line, {"甲城投"})
    assert head is not None
    assert (head.name, line[head.offset :]) == ("甲城投", "落实停工措施。")


def test_a_head_without_number_and_colon() -> None:
    line = "区教育局负责组织学校停课。"
    head = head_of(line, (), bare=True)
    assert head is not None
    assert (head.name, line[head.offset :]) == ("区教育局", "负责组织学校停课。")


NEXT = [
    ("12.重点企业：落实减排措施。", "重点企业"),
    ("12.施工单位：落实减排措施。", "施工单位"),
    ("12.中小学校：落实停课措施。", "中小学校"),
]
NEXT_NOT_YET = [("12.医疗机构：增设门诊。", "医疗机构", "None")]


@pytest.mark.parametrize(("line", "name"), [*NEXT, *not_yet(NEXT_NOT_YET)])
def test_a_head_whose_number_is_the_next(line: str, name: str) -> None:
    head = head_of(line, (), expected=True)
    assert head is not None
    assert head.name == name


@pytest.mark.parametrize(
    ("line", "number"),
    [("3 区教育局：停课", 3), ("12\t区教育局\t停课", 12), ("区教育局：停课", None)],
)
def test_the_number_of_a_row(line: str, number: int | None) -> None:
    head = head_of(line, ())
    assert head is not None
    assert head.number == number


def test_a_head_that_looks_like_no_name() -> None:
    line = "甲城投：落实停工措施。"
    head = head_of(line, (), weak=True)
    assert head is not None
    assert (head.name, line[head.offset :]) == ("甲城投", "落实停工措施。")


NUMBERS = {
    "3.区教育局": 3,
    "3、区教育局": 3,
    "（十二）区教育局": 12,
    "（二十）区教育局": 20,
    "二十一、区教育局": 21,
    "(15)区教育局": 15,
    "3）区教育局": 3,
    "第三章 组织机构": 3,
    "第十条 区教育局": 10,
    "一百二十三、总则": 123,
    "第二百零五条 施行": 205,
    "一百一十、总则": 110,
    "第二百条 施行": 200,
    "一百、总则": 100,
    "第九十九条 施行": 99,
    "1.2.3 预警分级": 3,
    "4.12 预警解除": 12,
    "区教育局": 0,
    "": 0,
    "2024年1月1日起施行": 0,
    "24小时值班": 0,
    "100%达标": 0,
    "一级响应": 0,
    "三级网格员负责巡查": 0,
    "PM2.5浓度": 0,
}


NUMBERS_NOT_YET = [
    ("５．区教育局", 5, "0, while its style is 1．"),
    ("（５）区教育局", 5, "0, while its style is （1）"),
    ("①区教育局", 1, "0"),
    ("⑩区教育局", 10, "0"),
    ("2.5吨以上货车禁止通行", 0, "5"),
    ("10.5小时内办结", 0, "10"),
]


@pytest.mark.parametrize(
    ("line", "number"), [*NUMBERS.items(), *not_yet(NUMBERS_NOT_YET)]
)
def test_the_number_of_a_line(line: str, number: int) -> None:
    assert number_of(line) == number


RANKS = {
    "第一章 总则": 1,
    "第十二章 附则": 1,
    "一、总则": 2,
    "十一、附则": 2,
    "1 总则": 2,
    "1.1 编制目的": 3,
    "3.12 信息公开": 3,
    "（一）指挥机构": 4,
    "（十二）信息公开": 4,
    "1.预警分级": 5,
    "11.预警分级": 5,
    "（1）健康防护": 6,
    "（11）健康防护": 6,
}


@pytest.mark.parametrize(("line", "rank"), RANKS.items())
def test_how_high_a_numbering_stands(line: str, rank: int) -> None:
    assert rank_of(number_style(line)[0]) == rank


BELOW_A_CHAPTER_NOT_YET = [
    ("第二节 预警", "1, as high as a chapter"),
    ("第三条 区教育局", "1, as high as a chapter"),
]


@pytest.mark.parametrize("line", not_yet(BELOW_A_CHAPTER_NOT_YET))
def test_sections_and_articles_stand_below_a_chapter(line: str) -> None:
    assert rank_of(number_style(line)[0]) > rank_of(number_style("第一章 总则")[0])


@pytest.mark.parametrize("line", ["①健康防护", "1）健康防护"])
def test_other_numberings_stand_below(line: str) -> None:
    assert rank_of(number_style(line)[0]) > rank_of(number_style("（1）健康防护")[0])


STYLES = [
    ("（三）区教育局", "区教育局", "（十二）区公安局"),
    ("（3）区教育局", "区教育局", "（12）区公安局"),
    ("3.区教育局", "区教育局", "12.区公安局"),
    ("3、区教育局", "区教育局", "12、区公安局"),
    ("三、区教育局", "区教育局", "十二、区公安局"),
    ("1）区教育局", "区教育局", "2）区公安局"),
    ("第一章 总则", "总则", "第二章 组织机构"),
    ("第三条 区教育局", "区教育局", "第四条 区公安局"),
    ("1.1 编制目的", "编制目的", "2.3 编制依据"),
    ("1 总则", "总则", "2 组织机构"),
    ("1.1.1 预警分级", "预警分级", "2.3.4 预警发布"),
]
"""A line, what stands behind its number, and another line that is numbered alike."""
STYLES_NOT_YET = [
    ("①区教育局", "区教育局", "⑤区公安局", "① and ⑤, a style each"),
    ("⑴区教育局", "区教育局", "⑵区公安局", "⑴ and ⑵, a style each"),
    ("第 三 章 预警", "预警", "第 四 章 响应", "no style"),
]


@pytest.mark.parametrize(
    ("text", "behind", "alike"), [*STYLES, *not_yet(STYLES_NOT_YET)]
)
def test_how_a_line_is_numbered(text: str, behind: str, alike: str) -> None:
    style, at = number_style(text)
    assert style
    assert text[at:].strip() == behind
    assert number_style(alike)[0] == style


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（三）区教育局", "（3）区教育局"),
        ("（三）区教育局", "三、区教育局"),
        ("3.区教育局", "（3）区教育局"),
        ("1.1 编制目的", "1 总则"),
        ("①区教育局", "（1）区教育局"),
    ],
)
def test_lines_that_are_not_numbered_alike(one: str, other: str) -> None:
    assert number_style(one)[0] != number_style(other)[0]


UNNUMBERED = [
    "",
    "区教育局",
    "3.5万辆货车",
    "一级响应",
    "2024年1月",
    "24小时值班",
    "PM2.5",
]
UNNUMBERED_NOT_YET = [
    ("2.5吨以上货车", "1.1"),
    ("1.5米以上围挡", "1.1"),
    ("10.5小时内办结", "1."),
]


@pytest.mark.parametrize("text", [*UNNUMBERED, *not_yet(UNNUMBERED_NOT_YET)])
def test_a_line_without_a_number(text: str) -> None:
    assert number_style(text) == ("", 0)


ORGANS = {
    "区教育局": True,
    "县人民政府": True,
    "区委宣传部": True,
    "县卫生健康委": True,
    "区卫生健康委员会": True,
    "市生态环境局甲区分局": True,
    "城关街道办事处": True,
    "区消防救援支队": True,
    "国网甲县供电公司": True,
    "甲县热力有限公司": True,
    "甲工业园区管委会": True,
    "中小学校": False,
    "建设单位": False,
    "运输企业": False,
    "学校": False,
    "医院": False,
    "有关单位": False,
    "各成员单位": False,
}


ORGANS_NOT_YET = [
    ("重点企业", False, "True, while 减排企业 is False"),
    ("工业企业", False, "True, while 运输企业 is False"),
    ("重点排污单位", False, "True"),
    ("施工单位", False, "True, while 建设单位 is False"),
    ("医疗机构", False, "True, while 医院 is False"),
    ("公众", False, "True"),
    ("居民", False, "True"),
    ("相关部门", False, "True, while 有关单位 is False"),
]


@pytest.mark.parametrize(("name", "organ"), [*ORGANS.items(), *not_yet(ORGANS_NOT_YET)])
def test_a_name_that_is_an_organs_own(name: str, organ: bool) -> None:
    assert is_organ(name) is organ


CALLED = {
    "区教育局": Called("区教育局", None, False),
    "区教育局（以下简称教育局）": Called("区教育局", "教育局", False),
    "区教育局（以下简称“教育局”）": Called("区教育局", "教育局", False),
    "区教育局（简称教育局）": Called("区教育局", "教育局", False),
    "区教育局(以下简称教育局)": Called("区教育局", "教育局", False),
    "区教育局（以下简称：教育局）": Called("区教育局", "教育局", False),
    "区应急指挥部（以下称区指挥部）": Called("区应急指挥部", "区指挥部", False),
    "区应急指挥部（下称区指挥部）": Called("区应急指挥部", "区指挥部", False),
    "区教育局（续）": Called("区教育局", None, True),
    "区教育局(续)": Called("区教育局", None, True),
    "区教育局（体育局）": Called("区教育局（体育局）", None, False),
    "各县（市、区）": Called("各县（市、区）", None, False),
}


CALLED_NOT_YET = [
    (
        "区教育局（牵头单位）",
        Called("区教育局", None, False),
        "the bracket stays in the name",
    ),
    (
        "区应急办（设在区应急管理局，以下简称区办）",
        Called("区应急办", "区办", False),
        "the bracket stays in the name",
    ),
    (
        "区教育局（以下简称「教育局」）",
        Called("区教育局", "教育局", False),
        "the short form is 「教育局」",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*CALLED.items(), *not_yet(CALLED_NOT_YET)]
)
def test_what_a_bracket_calls_a_body(text: str, expected: Called) -> None:
    assert called(text) == expected


SHORT_OF_A_PART_NOT_YET = [
    ("区应急指挥部（以下简称区指挥部）办公室", "区指挥部", "the office is 区指挥部"),
]


@pytest.mark.parametrize(("text", "short"), not_yet(SHORT_OF_A_PART_NOT_YET))
def test_a_bracket_behind_a_part_of_the_name(text: str, short: str) -> None:
    assert called(text).alias != short


SEATS = {
    "区指挥部办公室（设在市生态环境局甲区分局）": "区指挥部办公室",
    "区指挥部办公室(设在区应急管理局)": "区指挥部办公室",
    "区指挥部办公室": "区指挥部办公室",
    "区教育局（体育局）": "区教育局（体育局）",
    "各县（市、区）": "各县（市、区）",
}


SEATS_NOT_YET = [
    (
        "区指挥部办公室（办公室设在区应急管理局）",
        "区指挥部办公室",
        "the bracket stays",
    ),
    ("区指挥部办公室（设于区应急管理局）", "区指挥部办公室", "the bracket stays"),
]


@pytest.mark.parametrize(("name", "without"), [*SEATS.items(), *not_yet(SEATS_NOT_YET)])
def test_a_name_without_its_seat(name: str, without: str) -> None:
    assert without_seat(name) == without


BRACKETS = {
    "各县（市、区）政府": "各县政府",
    "区教育局(体育局)负责停课": "区教育局负责停课",
    "甲（乙）丙（丁）戊": "甲丙戊",
    "甲（乙（丙）丁）戊": "甲戊",
    "停止施工": "停止施工",
    "（一）停止施工": "停止施工",
    "": "",
}


@pytest.mark.parametrize(("text", "outside"), BRACKETS.items(), ids=BRACKETS)
def test_a_text_outside_brackets(text: str, outside: str) -> None:
    assert outside_brackets(text) == outside


NAMES = {
    "区教育局": True,
    "区委宣传部": True,
    "区委宣传部、区委网信办": True,
    "区公安局、区交通运输局、区城管局": True,
    "县人民政府": True,
    "县人民政府办公室": True,
    "县卫生健康委": True,
    "市生态环境局甲区分局": True,
    "各街道办事处": True,
    "区应急指挥部办公室": True,
    "县消防救援大队": True,
    "县融媒体中心": True,
    "中国电信甲县分公司": True,
    "甲经济技术开发区管委会": True,
    "区教育局（体育局）": True,
    "团县委": True,
    "县纪委监委": True,
    "县人武部": True,
    "三大运营商": True,
    "加强巡查": False,
    "工作职责": False,
    "重点任务": False,
    "一级响应": False,
    "注意事项": False,
    "组织领导": False,
    "停止土石方作业": False,
    "预警信息发布": False,
    "落实停工、停产": False,
    "联系电话": False,
    "保障措施": False,
    "信息报送": False,
    "健康防护": False,
    "工业源": False,
    "总指挥": False,
    "": False,
}


@pytest.mark.parametrize(("text", "name"), NAMES.items(), ids=NAMES)
def test_a_text_that_reads_as_a_name(text: str, name: bool) -> None:
    assert is_name(text) is name


COLLECTIVES = {
    "各成员单位职责": True,
    "成员单位职责": True,
    "成员单位及职责": True,
    "成员单位主要职责": True,
    "成员单位职责分工": True,
    "区指挥部成员单位职责": True,
    "各有关部门职责": True,
    "区指挥部职责": False,
    "区指挥部办公室职责": False,
    "区教育局职责": False,
    "区教育局": False,
    "区公安局、区教育局": False,
    "各街道办事处": False,
}


COLLECTIVES_NOT_YET = [("有关部门和单位职责", True, "False")]


@pytest.mark.parametrize(
    ("text", "collective"), [*COLLECTIVES.items(), *not_yet(COLLECTIVES_NOT_YET)]
)
def test_a_heading_about_all_members(text: str, collective: bool) -> None:
    assert is_collective(text) is collective


LABELS = {
    "Ⅲ级响应": True,
    "III级响应": True,
    "一级响应": True,
    "Ⅱ级应急响应": True,
    "黄色预警期间": True,
    "红色预警": True,
    "红色预警时": True,
    "橙色预警（Ⅱ级响应）": True,
    "启动Ⅰ级响应后": True,
    "橙色及以上预警": True,
    "黄色、橙色预警": True,
    "Ⅱ级响应措施": True,
    "区教育局": False,
    "三级网格": False,
    "二级以上医院": False,
    "红色教育基地": False,
    "重点任务": False,
    "预警期间": False,
    "A级企业": False,
    "": False,
}


LABELS_NOT_YET = [
    ("达到红色预警条件时", True, "False"),
    ("解除红色预警", True, "False"),
]


@pytest.mark.parametrize(("text", "level"), [*LABELS.items(), *not_yet(LABELS_NOT_YET)])
def test_a_label_that_names_a_level(text: str, level: bool) -> None:
    assert is_level(text) is level


JOINT: dict[str, tuple[str, ...]] = {
    "区教育局": ("区教育局",),
    "各县（市、区）": ("各县（市、区）",),
    "各乡镇（街道）": ("各乡镇（街道）",),
    "区文化和旅游局": ("区文化和旅游局",),
    "区住房和城乡建设局": ("区住房和城乡建设局",),
    "县人力资源和社会保障局": ("县人力资源和社会保障局",),
    "区教育局（体育局）": ("区教育局（体育局）",),
    "区公安局和区交通运输局": ("区公安局", "区交通运输局"),
    "区公安局、区交通运输局": ("区公安局", "区交通运输局"),
    "区公安局及区交通运输局": ("区公安局", "区交通运输局"),
    "区公安局、区交通运输局和区城管局": ("区公安局", "区交通运输局", "区城管局"),
    "区委宣传部、区委网信办": ("区委宣传部", "区委网信办"),
    "区发展和改革局和区教育局": ("区发展和改革局", "区教育局"),
    "县农业农村局、县自然资源和规划局": ("县农业农村局", "县自然资源和规划局"),
    "公安、交通部门": ("公安部门", "交通部门"),
    "生态环境、气象部门": ("生态环境部门", "气象部门"),
    "各镇人民政府、各街道办事处": ("各镇人民政府", "各街道办事处"),
    "各县（市、区）、区教育局": ("各县（市、区）", "区教育局"),
    "区教育局与区体育局": ("区教育局", "区体育局"),
    "县审计局以及县财政局": ("县审计局", "县财政局"),
    "县公安局交警大队": ("县公安局交警大队",),
    "区教育局（区体育局）、区公安局": ("区教育局（区体育局）", "区公安局"),
}


JOINT_NOT_YET = [("县委、县政府", ("县委", "县政府"), "one: 县委、县政府")]


@pytest.mark.parametrize(("name", "bodies"), [*JOINT.items(), *not_yet(JOINT_NOT_YET)])
def test_the_bodies_of_a_joint_name(name: str, bodies: tuple[str, ...]) -> None:
    assert bodies_of(name) == bodies


STACKED = {
    "区教育局": "区教育局",
    "区住房和城\n乡建设局": "区住房和城乡建设局",
    "区文化\n和旅游局": "区文化和旅游局",
    "区住房\n和城乡\n建设局": "区住房和城乡建设局",
    "区卫生健\n康委": "区卫生健康委",
    "市生态环境局\n甲区分局": "市生态环境局甲区分局",
    "区教\n育局": "区教育局",
    "区教育局\n区体育局": "区教育局 区体育局",
    "区发展改革委\n区财政局\n区民政局": "区发展改革委 区财政局 区民政局",
    "区公安局、\n区教育局": "区公安局、区教育局",
    "区委宣传部\n区委网信办": "区委宣传部 区委网信办",
    "区应急\n管理局\n区气象局": "区应急管理局 区气象局",
    "县人民\n政府\n办公室": "县人民政府办公室",
    "县委\n宣传部": "县委宣传部",
    "各街道\n办事处": "各街道办事处",
}


@pytest.mark.parametrize(("cell", "name"), STACKED.items(), ids=STACKED.values())
def test_the_name_in_a_cell_of_several_lines(cell: str, name: str) -> None:
    assert stacked(cell) == name


CELLS: dict[str, tuple[str, ...]] = {
    "区教育局": ("区教育局",),
    "区教育局 区体育局": ("区教育局", "区体育局"),
    "区发展改革委 区财政局 区民政局": ("区发展改革委", "区财政局", "区民政局"),
    "区教育局、区体育局": ("区教育局", "区体育局"),
    "区公安局、区教育局 区体育局": ("区公安局", "区教育局", "区体育局"),
    "区文化和旅游局 区住房和城乡建设局": ("区文化和旅游局", "区住房和城乡建设局"),
    "各县（市、区）": ("各县（市、区）",),
}


@pytest.mark.parametrize(("name", "bodies"), CELLS.items(), ids=CELLS)
def test_the_bodies_of_a_cell(name: str, bodies: tuple[str, ...]) -> None:
    assert bodies_of_cell(name) == bodies


MEMBERS: list[tuple[str, tuple[tuple[str, str | None], ...]]] = [
    (
        "成员单位：区教育局、区公安局、区气象局。",
        (("区教育局", None), ("区公安局", None), ("区气象局", None)),
    ),
    (
        "成员单位包括区教育局、区公安局、区气象局等。",
        (("区教育局", None), ("区公安局", None), ("区气象局", None)),
    ),
    (
        "区指挥部成员单位由区教育局、区公安局、区气象局组成。",
        (("区教育局", None), ("区公安局", None), ("区气象局", None)),
    ),
    (
        "成员单位为区教育局、区文化和旅游局、国网甲区供电公司。",
        (("区教育局", None), ("区文化和旅游局", None), ("国网甲区供电公司", None)),
    ),
    (
        "成员单位：区教育局（以下简称教育局）、区公安局、区气象局。",
        (("区教育局", "教育局"), ("区公安局", None), ("区气象局", None)),
    ),
    (
        "成员：区教育局、区公安局、区气象局分管负责人。",
        (("区教育局", None), ("区公安局", None), ("区气象局", None)),
    ),
    ("责任单位：区教育局、区公安局、区气象局。", ()),
    ("", ()),
    ("区教育局：会同区公安局、区气象局开展检查。", ()),
    ("组织企业停产、工地停工、车辆限行。", ()),
    ("二、成员单位职责", ()),
    ("各成员单位按照职责分工落实应急措施。", ()),
]


MEMBERS_NOT_YET = [
    (
        "区指挥部由区教育局、区公安局、区气象局等部门和各街道办事处组成。",
        (
            ("区教育局", None),
            ("区公安局", None),
            ("区气象局", None),
            ("各街道办事处", None),
        ),
        "the third is 区气象局等部门",
    ),
    (
        "成员单位：区教育局 区公安局 区气象局",
        (("区教育局", None), ("区公安局", None), ("区气象局", None)),
        "none",
    ),
]


@pytest.mark.parametrize(("text", "members"), [*MEMBERS, *not_yet(MEMBERS_NOT_YET)])
def test_the_members_that_a_preamble_lists(
    text: str, members: tuple[tuple[str, str | None], ...]
) -> None:
    assert members_of(text) == members


HEADINGS: list[tuple[str, str, Heading | None]] = [
    ("第一章 总则", "", Heading(1, "总则")),
    ("一、总则", "", Heading(2, "总则")),
    ("二、工作职责", "", Heading(2, "工作职责")),
    ("1 总则", "", Heading(2, "总则")),
    ("1.1 编制目的", "", Heading(3, "编制目的")),
    ("（一）预警分级", "", Heading(4, "预警分级")),
    ("附件2", "成员单位职责分工", Heading(0, "成员单位职责分工")),
    ("附件", "成员单位职责分工", Heading(0, "成员单位职责分工")),
    ("附件1：成员单位职责分工", "", Heading(0, "成员单位职责分工")),
    ("附件1 成员单位职责分工", "", Heading(0, "成员单位职责分工")),
    ("附表1", "成员单位职责分工", Heading(0, "成员单位职责分工")),
    ("附件2所列单位应当落实减排措施。", "", None),
    ("（三）区教育局", "", None),
    ("3.区教育局", "负责组织学校停课。", None),
    ("（三）区教育局：组织学校停课。", "", None),
    ("一、各单位要加强领导，落实责任，确保各项措施落到实处。", "", None),
    ("（1）组织中小学停止户外活动。", "", None),
    ("组织中小学停止户外活动", "", None),
    ("", "", None),
]


HEADINGS_NOT_YET = [
    ("1.预警发布", "", Heading(5, "预警发布"), "None; the docstring excludes none"),
    ("（1）健康防护措施", "", Heading(6, "健康防护措施"), "None, as above"),
    ("2.5吨以上货车禁止通行", "", None, "rank 3, 吨以上货车禁止通行"),
    ("四、成员单位职责：", "", Heading(2, "成员单位职责"), "None"),
    ("第 三 章 预警", "", Heading(1, "预警"), "None"),
    ("附录A", "成员单位职责分工", Heading(0, "成员单位职责分工"), "text A"),
]


@pytest.mark.parametrize(
    ("line", "below", "heading"), [*HEADINGS, *not_yet(HEADINGS_NOT_YET)]
)
def test_the_heading_that_a_line_is(
    line: str, below: str, heading: Heading | None
) -> None:
    assert heading_of(line, below) == heading


CONTENTS = {
    "1.1 编制目的……………………1": True,
    "一、总则..........12": True,
    "第一章 总则 ……………… 3": True,
    "总则\t3": True,
    "附件1 成员单位职责分工…………28": True,
    "（一）指挥机构·················5": True,
    "一、总则": False,
    "附件1": False,
    "附件 2": False,
    "PM2.5": False,
    "本预案自2024年1月1日起施行。": False,
    "降低PM2.5和PM10": False,
    "": False,
}


CONTENTS_NOT_YET = [
    ("一、总则…………（1）", True, "False"),
    ("总则 - 1 -", True, "False"),
    ("5.2 预警分级_______9", True, "False"),
]


@pytest.mark.parametrize(
    ("line", "contents"), [*CONTENTS.items(), *not_yet(CONTENTS_NOT_YET)]
)
def test_a_line_of_a_table_of_contents(line: str, contents: bool) -> None:
    assert is_of_contents(line) is contents


BARE = {
    "区 教 育 局": "区教育局",
    "　区教育局　": "区教育局",
    "区教育\n局\t": "区教育局",
    "区\u00a0教育局": "区教育局",
    "区教育局": "区教育局",
    " \n": "",
}


@pytest.mark.parametrize(("text", "expected"), BARE.items())
def test_a_text_without_white_space(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区教育局" + " " * 5000 + "停课", "区教育局 停课"),
        ("甲" + " " * 5000 + "乙" + " " * 5000 + "丙", "甲 乙 丙"),
        ("区教育局 停课", "区教育局 停课"),
        ("区教育局", "区教育局"),
        ("", ""),
    ],
    ids=["one run", "two runs", "one blank", "none", "empty"],
)
def test_runs_of_very_many_blanks(text: str, expected: str) -> None:
    assert shortened(text) == expected


RESIDUE = {
    "停止施工": "停止施工",
    "停止施工。": "停止施工",
    "停止施工；": "停止施工",
    "停止施工;": "停止施工",
    "停止施工；。": "停止施工",
    "PM2.5<75时停止施工": "PM2.5<75时停止施工",
    "　停止施工；　": "停止施工",
    "<p>停止施工；</p>": "停止施工",
    "<b>停止</b>施工。": "停止施工",
    "停止施工<br/>": "停止施工",
    "停止施工（抢险除外）。": "停止施工（抢险除外）",
    "停止施工，增加洒水。": "停止施工，增加洒水",
    "": "",
}


RESIDUE_NOT_YET = [("停止施工.", "停止施工", "停止施工., while ; is taken off")]


@pytest.mark.parametrize(
    ("text", "clause"), [*RESIDUE.items(), *not_yet(RESIDUE_NOT_YET)]
)
def test_a_clause_without_residue(text: str, clause: str) -> None:
    assert without_residue(text) == clause


COMMAND = "县政府成立县应急指挥部，由县长任总指挥。"
SHORT = "县政府成立县应急指挥部（以下简称县指挥部），由县长任总指挥。"
OFFICE = "指挥部办公室设在县生态环境局，由局长任办公室主任。"
SET_UP = "县指挥部下设办公室，办公室设在县生态环境局，由局长任办公室主任。"

NARRATED: list[tuple[str, str, Called | None]] = [
    (COMMAND + "主要职责：", "统一领导。", Called("县应急指挥部", None, False)),
    (COMMAND, "主要职责：统一领导应急工作。", Called("县应急指挥部", None, False)),
    (SHORT + "主要职责：", "统一领导。", Called("县应急指挥部", "县指挥部", False)),
    ("县教育局：组织学校停课。", "", None),
    ("组织中小学停止户外活动。", "主要职责：统一领导。", None),
    ("二、工作职责", "主要职责：统一领导。", None),
    ("", "", None),
]


NARRATED_NOT_YET = [
    (
        COMMAND + "主要职责：统一领导应急工作。",
        "",
        Called("县应急指挥部", None, False),
        "None; the duties must be on the next line",
    ),
    (
        SHORT + "主要职责：统一领导应急工作。",
        "",
        Called("县应急指挥部", "县指挥部", False),
        "None; the duties must be on the next line",
    ),
]


@pytest.mark.parametrize(
    ("text", "below", "expected"), [*NARRATED, *not_yet(NARRATED_NOT_YET)]
)
def test_a_body_that_a_sentence_is_about(
    text: str, below: str, expected: Called | None
) -> None:
    assert narrated(text, below) == expected


TOLD = {
    COMMAND: "县应急指挥部",
    "区政府设立区应急指挥部，由区长任总指挥。": "区应急指挥部",
    "成立县应急指挥部，县长任总指挥，副县长任副总指挥。": "县应急指挥部",
    "县应急指挥部由县长任总指挥。": "县应急指挥部",
    "县教育局：组织学校停课。": "",
    "组织中小学停止户外活动。": "",
    "成立督查组，开展现场检查。": "",
    "二、工作职责": "",
    "": "",
}


TOLD_NOT_YET = [
    (OFFICE, "指挥部办公室", "none"),
    ("县应急指挥部总指挥由县长担任。", "县应急指挥部", "none"),
    ("县政府成立县指挥部，由县长任总指挥。", "县指挥部", "县政府成立县指挥部"),
    (
        "县政府成立县指挥部办公室，由局长任主任。",
        "县指挥部办公室",
        "县政府成立县指挥部办公室",
    ),
]


@pytest.mark.parametrize(("text", "name"), [*TOLD.items(), *not_yet(TOLD_NOT_YET)])
def test_whom_a_sentence_tells_of(text: str, name: str) -> None:
    assert told_of(text) == name


IS_TOLD = {text: bool(name) for text, name in TOLD.items()}
IS_TOLD_NOT_YET = [(OFFICE, True, "False"), (SET_UP, True, "False")]


@pytest.mark.parametrize(
    ("text", "expected"), [*IS_TOLD.items(), *not_yet(IS_TOLD_NOT_YET)]
)
def test_a_sentence_about_a_body(text: str, expected: bool) -> None:
    assert is_narrated(text) is expected


BODIES = Names(
    dict.fromkeys(["区气象局", "区公安局", "区教育局", "区城管局", "各街镇"], "known")
)

SUPERVISED: list[tuple[str, list[str]]] = [
    ("督促区教育局落实停课", ["区教育局"]),
    ("督促区公安局、区教育局落实措施", ["区公安局", "区教育局"]),
    ("督促各街镇加强巡查", ["各街镇"]),
    ("监督区城管局落实洒水", ["区城管局"]),
    ("对区教育局落实停课情况进行检查", ["区教育局"]),
    ("对区公安局、区教育局落实情况进行检查", ["区公安局", "区教育局"]),
    ("对各街镇落实情况进行督查", ["各街镇"]),
    ("对各街镇落实情况进行考核", ["各街镇"]),
    ("对各街镇、企业落实情况进行检查", ["各街镇"]),
    ("监督检查各街镇落实情况", ["各街镇"]),
    ("指导区教育局落实停课", []),
    ("督促企业停产", []),
    ("会同区公安局开展检查", []),
    ("配合区公安局查处渣土车", []),
    ("向区教育局通报预警信息", []),
    ("对施工工地进行检查", []),
    ("对区气象局提供的数据进行分析", []),
    ("停止施工", []),
]


SUPERVISED_NOT_YET = [
    ("督查区教育局落实停课", ["区教育局"], "none, while 对X进行督查 is read"),
    ("考核各街镇落实情况", ["各街镇"], "none, while 对X进行考核 is read"),
    ("对各街镇落实情况进行抽查", ["各街镇"], "none"),
    ("对企业、区城管局落实情况进行检查", ["区城管局"], "none"),
]


@pytest.mark.parametrize(("text", "found"), [*SUPERVISED, *not_yet(SUPERVISED_NOT_YET)])
def test_whom_a_clause_oversees(text: str, found: list[str]) -> None:
    assert [(one.relation, one.name) for one in supervised(text, BODIES)] == [
        ("guides", name) for name in found
    ]


OTHERS: list[tuple[str, list[str]]] = [
    ("组织查处渣土车，区公安局配合", ["区公安局"]),
    ("组织查处渣土车，区公安局、区城管局配合", ["区公安局", "区城管局"]),
    ("组织查处渣土车，区公安局予以配合", ["区公安局"]),
    ("落实停课，由区公安局负责维持秩序", ["区公安局"]),
    ("制定停课方案，由区教育局负责组织实施", ["区教育局"]),
    ("统筹扬尘管控，各街镇要加强巡查", ["各街镇"]),
    ("统筹扬尘管控，各街镇负责具体落实", ["各街镇"]),
    ("牵头查处渣土车，区公安局和区城管局参与", ["区公安局", "区城管局"]),
    ("组织查处渣土车，由区公安局牵头", []),
    ("组织企业停产，确保措施落实", []),
    ("会同区公安局开展检查", []),
    ("开展检查，并向区教育局通报", []),
    ("落实停课，做好宣传", []),
    ("停止施工", []),
]


OTHERS_NOT_YET = [
    (
        "组织查处，区公安局、区城管局按职责分工落实",
        ["区公安局", "区城管局"],
        "none",
    ),
    ("组织查处，区公安局（交警大队）配合", ["区公安局"], "none"),
    (
        "组织查处，必要时由区公安局协助",
        ["区公安局"],
        "an unknown body 必要时由区公安局",
    ),
]


@pytest.mark.parametrize(("text", "found"), [*OTHERS, *not_yet(OTHERS_NOT_YET)])
def test_who_acts_beside_a_clauses_unit(text: str, found: list[str]) -> None:
    assert [(one.relation, one.name) for one in others(text, BODIES)] == [
        ("convenes", name) for name in found
    ]
