"""Bodies that a clause names: the relation, the name, who is meant and where it stands; every word of the patterns."""

import pytest

from smogctl.grammar.mentions import (
    Mention,
    Names,
    list_at,
    mentions,
    read_at,
    unknown_at,
)
from smogctl.values.vocabulary import Relation
from tables import each

NAMES = Names(
    {
        "区政府": "government",
        "政府督查室": "inspection",
        "区公安局": "police",
        "区教育局": "education",
        "区文化和旅游局": "culture",
        "交警": "traffic",
        "应急": "emergency",
        " 区气象局 ": "weather",
        "气象局": "weather",
        "XX局": "placeholder",
        "": "nobody",
    }
)


def told(text: str) -> list[tuple[str, str, str | None]]:
    hits = list(mentions(text, NAMES))
    for hit in hits:
        assert text[hit.at : hit.end] == hit.name
    return [(hit.relation, hit.name, hit.who) for hit in hits]


POLICE = "区公安局", "police"
SCHOOLS = "区教育局", "education"
GOVERNMENT = "区政府", "government"

KNOWN: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("会同区公安局查处渣土车", [("convenes", *POLICE)]),
    ("协同区公安局查处渣土车", [("convenes", *POLICE)]),
    ("联合区公安局查处渣土车", [("convenes", *POLICE)]),
    ("商区公安局确定限行路段", [("convenes", *POLICE)]),
    ("配合区公安局查处渣土车", [("supports", *POLICE)]),
    ("协助区公安局查处渣土车", [("supports", *POLICE)]),
    ("支持区公安局查处渣土车", [("supports", *POLICE)]),
    ("指导区公安局做好限行", [("guides", *POLICE)]),
    ("督导区公安局做好限行", [("guides", *POLICE)]),
    ("指导督促区公安局做好限行", [("guides", *POLICE)]),
    ("指导、督促区公安局做好限行", [("guides", *POLICE)]),
    ("督促指导区公安局做好限行", [("guides", *POLICE)]),
    ("督促、指导区公安局做好限行", [("guides", *POLICE)]),
    ("与区公安局共同检查", [("shares", *POLICE)]),
    ("和区公安局共同检查", [("shares", *POLICE)]),
    ("同区公安局共同检查", [("shares", *POLICE)]),
    ("由区公安局牵头限行", [("under", *POLICE)]),
    ("由区公安局组织限行", [("under", *POLICE)]),
    ("由区公安局负责统一调度", [("under", *POLICE)]),
    ("向区政府报告", [("reports_to", *GOVERNMENT)]),
    ("报请区政府批准", [("reports_to", *GOVERNMENT)]),
    ("提请区政府审定", [("reports_to", *GOVERNMENT)]),
    ("报区政府备案", [("reports_to", *GOVERNMENT)]),
    # several acts, each with its bodies; a list behind one of them
    (
        "配合区公安局会同区教育局检查",
        [("supports", *POLICE), ("convenes", *SCHOOLS)],
    ),
    (
        "支持散煤治理，配合区公安局查处",
        [("supports", *POLICE)],
    ),
    (
        "对拒不配合检查的，不协助区教育局，会同区公安局查处",
        [("convenes", *POLICE)],
    ),
    (
        "会同区公安局、区教育局和区气象局会商",
        [
            ("convenes", *POLICE),
            ("convenes", *SCHOOLS),
            ("convenes", "区气象局", "weather"),
        ],
    ),
    ("会同区公安局及区教育局检查", [("convenes", *POLICE), ("convenes", *SCHOOLS)]),
    ("会同区公安局与区教育局检查", [("convenes", *POLICE), ("convenes", *SCHOOLS)]),
    ("会同区公安局以及区教育局检查", [("convenes", *POLICE), ("convenes", *SCHOOLS)]),
    # an act's word inside a name opens nothing
    ("会同区文化和旅游局共同检查", [("convenes", "区文化和旅游局", "culture")]),
    # a comma joins whom one reports to, known bodies only
    (
        "向区政府，区公安局报告",
        [("reports_to", *GOVERNMENT), ("reports_to", *POLICE)],
    ),
    ("会同区政府，区公安局检查", [("convenes", *GOVERNMENT)]),
    ("向区政府，某某局报告", []),
    # of names that begin alike the longest counts; blanks around a name in the table do not
    ("会同区气象局会商", [("convenes", "区气象局", "weather")]),
    ("会同气象局会商", [("convenes", "气象局", "weather")]),
]


@each(("text", "bodies"), KNOWN)
def test_known_bodies_and_their_relation(
    text: str, bodies: list[tuple[str, str, str | None]]
) -> None:
    assert told(text) == bodies


CLOSINGS: dict[Relation, tuple[str, str]] = {
    "shares": (
        "与区公安局{}",
        "共同检查 联合检查 一起检查 一道检查 会商 建立联动机制 建立会商制度 建立机制 保持密切联系 保持沟通"
        " 等部门共同检查 等有关部门联合检查 等相关单位会商",
    ),
    "under": ("由区公安局{}", "牵头 组织 统一调度 负责牵头 负责组织 等部门牵头"),
    "reports_to": (
        "向区公安局{}",
        "报告 汇报 报送 上报 提出建议 批准 审批 审定 审议 同意 备案 核准 批复 查处 反馈 反映 移交"
        " 及时报告 如实反映 等有关部门报送",
    ),
}


@each("relation", CLOSINGS)
def test_the_words_behind_the_names_that_make_a_relation(relation: Relation) -> None:
    clause, words = CLOSINGS[relation]
    for word in words.split():
        assert told(clause.format(word)) == [(relation, *POLICE)], word


@each(
    "text",
    [
        # words behind the names that make none
        "与区公安局联合印发通知",
        "与区公安局联合制定方案",
        "与区公安局联合下发文件",
        "与区公安局联合出台办法",
        "与区公安局联合发布的通告",
        "与区公安局有别",
        "由区公安局负责",
        "由区公安局处置",
        "向区公安局学习",
        "向区公安局通报并于次日再行报告",
        # beside an act of its own that is another's part of the sentence
        "制定方案，由区公安局组织查处",
        "制定方案，由区公安局负责",
        # providing is reporting to a command or a government only
        "向区公安局提供数据",
        # what stands before the word
        "面向区公安局报告",
        "拒不配合区公安局查处",
        "不协助区公安局查处",
        "不会同区公安局查处",
        "不协同区公安局查处",
        "督促企业配合区公安局检查",
        "组织学生协助区公安局检查",
        "要求各企业会同区公安局检查",
        "引导群众协同区公安局检查",
        "动员志愿者配合区公安局检查",
        "安排保安配合区公安局检查",
        "指导物业配合区公安局检查",
        "监督业主配合区公安局检查",
        "督导商户配合区公安局检查",
        # words of many meanings need a name that is known
        "支持某某局检查",
        "联合某某局检查",
        "商某某局确定",
        "报某某局备案",
        "报请某某局批准",
        "提请某某局批准",
        # whom one guides has its rank in front
        "指导某某局检查",
        "督导X局检查",
        # no body is named
        "配合做好检查",
        "与企业共同落实",
        "抄送区公安局",
        "",
    ],
)
def test_a_clause_that_names_no_body_by_a_relation(text: str) -> None:
    assert told(text) == []


@each(
    ("text", "relation"),
    [
        ("制定方案，由区公安局牵头查处", "under"),
        ("制定方案，由区公安局等部门牵头", "under"),
        ("制定方案，由区公安局等有关单位负责牵头", "under"),
        ("制定方案，由区公安局统一", "under"),
        # so far before it an act of another is no longer its
        ("督促辖区内所有工业企业以及施工工地和各商户配合区公安局检查", "supports"),
        ("督促企业，配合区公安局检查", "supports"),
        ("督促企业落实并配合区公安局检查", "supports"),
        ("不，配合区公安局检查", "supports"),
        ("区公安局当面向区公安局报告", None),
    ],
)
def test_the_place_of_an_act(text: str, relation: str | None) -> None:
    assert [hit.relation for hit in mentions(text, NAMES)] == (
        [relation] if relation else []
    )


PROVIDED = "区指挥部 区领导小组 区指挥部办公室 区政府 省级部门 市级部门 上级 上级单位"


@each("name", PROVIDED.split())
def test_to_whom_providing_is_reporting(name: str) -> None:
    known = Names({name: "above"})
    hits = list(mentions(f"向{name}提供数据", known))
    assert hits == [Mention("reports_to", name, "above", 1)]


LONGER = [
    # another body's name only begins with a known one
    ("配合区政府督查室检查", [("supports", "区政府督查室", "inspection")]),
    ("配合区政府督导组检查", [("supports", "区政府督导组", None)]),
    ("配合区公安局办公室检查", [("supports", "区公安局办公室", None)]),
    ("配合区公安局分局检查", [("supports", "区公安局分局", None)]),
    ("配合交警大队检查", [("supports", "交警大队", None)]),
    ("配合交警支队检查", [("supports", "交警支队", None)]),
    ("配合应急办检查", [("supports", "应急办", None)]),
    ("配合XX局办公室检查", [("supports", "XX局办公室", None)]),
    # what follows is an act and no part of the name
    ("配合区公安局办理案件", [("supports", *POLICE)]),
    ("配合区公安局办好案件", [("supports", *POLICE)]),
    ("配合交警检查", [("supports", "交警", "traffic")]),
    # several, whoever they are
    ("配合区公安局主管部门检查", [("supports", "区公安局主管部门", "?collective")]),
    (
        "配合区政府有关行业主管部门检查",
        [("supports", "区政府有关行业主管部门", "?collective")],
    ),
]


@each(("text", "bodies"), LONGER)
def test_a_name_that_begins_as_a_known_one(
    text: str, bodies: list[tuple[str, str, str | None]]
) -> None:
    assert told(text) == bodies


@pytest.mark.xfail(strict=True, reason="read as 区公安局, of nobody")
def test_an_inspection_room_of_a_known_body() -> None:
    assert told("配合区公安局督查室检查") == [("supports", "区公安局督查室", None)]


UNKNOWN = [
    "县应急委员会",
    "县政府办公室",
    "县防汛指挥部",
    "指挥部",
    "领导小组",
    "县扫黑领导小组",
    "开发区管委会",
    "县水利局",
    "市生态环境分局",
    "武装部",
    "县疾控中心",
    "消防大队",
    "武警支队",
    "县供热公司",
    "甲镇政府",
    "甲街道办事处",
    "县气象台",
    "县督导组",
    "县督查组",
    "县政府督导组",
    "专项工作组",
    "甲街道",
    "甲镇",
    "甲乡",
    "执法队",
    "特巡队",
    "县政府督查室",
    "电视台",
    "县信访办",
    "县卫健委",
    "县发展和改革局",
    "县工业和信息化局",
    "县经济和信息化局",
    "县科技和信息化局",
    "县住房和城乡建设局",
    "县文化和旅游局",
    "县人力资源和社会保障局",
    "县规划和自然资源局",
    "县自然资源和规划局",
    "县林业和草原局",
    "县教育和体育局",
    "县商务和投资促进局",
    "县应急和安全局",
    "县体育和旅游局",
]


@each("name", UNKNOWN)
def test_what_reads_as_the_name_of_a_body(name: str) -> None:
    assert unknown_at(f"会同{name}检查", 2) == name
    assert read_at(f"会同{name}检查", 2) == (name, None)
    nobody = Names({})
    hits = list(mentions(f"会同{name}、丙局检查", nobody))
    assert hits == [
        Mention("convenes", name, None, 2),
        Mention("convenes", "丙局", None, len(name) + 3),
    ]


@each(
    "text",
    [
        "有关部门落实",
        "相关部门落实",
        "其他单位的部门",
        "各部门落实",
        "本部门落实",
        "属地政府",
        "当地政府",
        "所在地政府",
        "辖区派出所分局",
        "做好部门协调",
        "落实部门责任",
        "开展部门会商",
        "建立部门联动",
        "组织部门会商",
        "推进部门联动",
        "加强部门联动",
        "完成部门任务",
        "实施部门联动",
        "编制部门预案",
        "并部门",
        "配合部门",
        "全区部署",
        "我局公章",
        "县局属单位",
        "县、局",
        "“县局",
        "县（局",
        "县等局",
        "县和局",
        "我局会所",
        "企业停产",
        "",
    ],
)
def test_what_reads_as_no_body(text: str) -> None:
    assert unknown_at(text, 0) == ""
    assert read_at(text, 0) is None


def test_a_name_of_more_than_fourteen_characters_is_none() -> None:
    assert unknown_at("甲" * 14 + "局", 0) == "甲" * 14 + "局"
    assert unknown_at("甲" * 15 + "局", 0) == ""


@each(
    ("text", "place", "pair"),
    [
        ("区政府督查室", 0, ("区政府", "government")),
        ("区政府督查室", 1, ("政府督查室", "inspection")),
        ("区政府督查室", 2, None),
        ("区政府督查室", 6, None),
        ("区气象局", 0, ("区气象局", "weather")),
    ],
)
def test_the_longest_name_at_a_place(
    text: str, place: int, pair: tuple[str, str] | None
) -> None:
    assert NAMES.at(text, place) == pair


def test_of_names_that_begin_alike_the_longest_counts() -> None:
    names = Names({"区应急": "a", "区应急指挥部": "b", "区应急局": "c"})
    assert names.at("区应急指挥部", 0) == ("区应急指挥部", "b")
    assert names.at("区应急局", 0) == ("区应急局", "c")
    assert names.at("区应急办", 0) == ("区应急", "a")


def test_a_list_ends_where_no_body_follows() -> None:
    text = "区公安局、区教育局、企业"
    bodies = list_at(text, 0, "convenes", NAMES, lambda at: NAMES.at(text, at))
    assert bodies == [
        Mention("convenes", *POLICE, 0),
        Mention("convenes", *SCHOOLS, 5),
    ]
    assert list_at(text, 10, "convenes", NAMES, lambda at: NAMES.at(text, at)) == []
