"""Which unit a typed name means, and which level (docs/design.md, What the answers mean)."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import HEAD, ROOT, registry
from smogctl.plan.levels import find_level, is_level
from smogctl.plan.names import Hit, find_units
from smogctl.plan.registry import Registry
from smogctl.text.pinyin import spells
from smogctl.text.plain import HAZARDS, clip, closest, fold, visible, width
from smogctl.text.wrapping import wrap


def ids(registry: Registry, word: str) -> list[str]:
    return [hit.unit for hit in find_units(registry, word).hits]


@pytest.mark.parametrize(
    ("word", "kunqu_ids", "jiangjin_ids"),
    [
        ("区公安局", ["public-security"], ["public-security"]),
        ("公安局", ["public-security"], ["public-security"]),
        ("区公安", ["public-security"], ["public-security"]),
        ("gaj", ["public-security"], ["public-security"]),
        ("GONGANJU", ["public-security"], ["public-security"]),
        ("qugonganju", ["public-security"], ["public-security"]),
        ("public-security", ["public-security"], ["public-security"]),
        ("河西交管大队", ["traffic-police"], []),
        ("河西 交管大队", ["traffic-police"], []),
        ("宣传部门", ["publicity"], ["publicity"]),
        ("各街镇", ["townships"], ["townships"]),
        ("德感工业园发展中心", [], ["townships"]),
        ("供电公司", [], ["power-supply"]),
        ("市场监管局", ["market"], ["market"]),
        ("区市场监管局", ["market"], ["market"]),
        ("江津区市场监管局", [], ["market"]),
        ("气象局", [], ["meteorology"]),
        ("昆区教育局", ["education"], []),
        (
            "应急",
            ["command", "office", "emergency"],
            ["command", "office", "emergency"],
        ),
        ("区公安居", [], []),
        ("", [], []),
        ("　", [], []),
        # as copied from a PDF, and with full-width letters and brackets
        ("区⺠政局", [], []),
        ("应急指挥部", ["command"], ["command"]),
        ("各镇(街)", [], ["townships"]),
        ("ＧＡＪ", ["public-security"], ["public-security"]),
        ("区公\u200b安局", ["public-security"], ["public-security"]),
    ],
)
def test_who_is_meant(
    kunqu: Registry,
    jiangjin: Registry,
    word: str,
    kunqu_ids: list[str],
    jiangjin_ids: list[str],
) -> None:
    assert ids(kunqu, word) == kunqu_ids
    assert ids(jiangjin, word) == jiangjin_ids


def test_radicals_that_nfkc_leaves_are_the_characters_they_look_like() -> None:
    found = registry(
        HEAD
        + "units: [{id: civil, name: 区⺠政局, kind: department}, {id: cars, name: 车⻋长⻓, kind: park}]\n"
    )
    assert ids(found, "区民政局") == ["civil"]
    assert ids(found, "⻋车⻓长") == ["cars"]
    assert fold("⼤气（Ａ）") == "大气(a)"


def hit_of(district: Registry, words: str) -> Hit:
    hit = find_units(district, words).hit
    assert hit is not None, words
    return hit


def test_a_body_is_known_as_itself(kunqu: Registry) -> None:
    hit = hit_of(kunqu, "河西交管大队")
    assert (hit.unit, hit.body) == ("traffic-police", "河西交管大队")
    assert hit_of(kunqu, "交管大队").body is None
    assert hit_of(kunqu, "昆北").body == "昆北办事处"
    assert hit_of(kunqu, "昆河镇、卜尔汉图镇、昆北办事处").body is None


TABLE = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


def of_annex(stem: str) -> Registry:
    """An annex of tests/annexes as its JSON has it, so that names are judged without the importer."""
    annex = json.loads(
        (ROOT / "tests" / "annexes" / f"{stem}.json").read_text(encoding="utf-8")
    )
    units = [
        {
            "id": f"u{number}",
            "name": "".join(unit["name"].split()),
            "kind": "department",
            "bodies": list(map("".join, map(str.split, unit["joint_of"] or ()))),
        }
        for number, unit in enumerate(annex["units"])
    ]
    place = annex["place"].partition("（")[0]
    head = HEAD.replace("石山区, short: 石山}", f"{place}}}")
    assert place in head
    return registry(head + f"units: {json.dumps(units, ensure_ascii=False)}\n")


@pytest.fixture(scope="module")
def districts(kunqu: Registry, jiangjin: Registry) -> dict[str, Registry]:
    stems = {district for _, district, _, _ in TABLE} - {"kunqu", "jiangjin"}
    return {"kunqu": kunqu, "jiangjin": jiangjin} | {
        stem: of_annex(stem) for stem in stems
    }


def shown(registry: Registry, hit: Hit) -> str:
    """The name of what is meant: the body's, else the unit's, as the plan writes it."""
    return hit.body or next(unit.name for unit in registry.units if unit.id == hit.unit)


@pytest.mark.parametrize("district", sorted({row[1] for row in TABLE}))
def test_typed_names_as_a_reader_understood_them(
    districts: dict[str, Registry], district: str
) -> None:
    there = districts[district]
    rows = [(word, told) for word, where, told, _ in TABLE if where == district]
    for word, told in rows:
        found = {shown(there, hit) for hit in find_units(there, word).hits}
        assert found == set(filter(None, told.split("|"))), word


def test_the_table_of_names_is_a_table_worth_having() -> None:
    assert len({word for word, *_ in TABLE}) >= 400
    assert {district for _, district, _, _ in TABLE} >= {
        "kunqu",
        "jiangjin",
        "12_lanxi",
    }


def test_a_word_of_several_functions_is_never_one_unit(kunqu: Registry) -> None:
    only = registry(
        HEAD + "units: [{id: emergency, name: 区应急管理局, kind: department}]\n"
    )
    found = find_units(only, "应急办")
    assert [hit.unit for hit in found.hits] == ["emergency"]
    assert found.hit is None
    bare = find_units(kunqu, "区委")
    assert [hit.unit for hit in bare.hits] == ["publicity"]
    assert bare.hit is None


@pytest.mark.parametrize(
    ("word", "found"),
    [
        # a higher organ is neither the district's own nor its branch here
        ("市生态环境局", []),
        ("市公安局", []),
        ("生态环境局", ["市生态环境局石山分局"]),
        ("南京市生态环境局石山分局", ["市生态环境局石山分局"]),
        # a second nameplate counts
        ("体育局", ["区教育局（体育局）"]),
        # of another place, of another kind
        ("国网北京市电力公司", []),
        ("国网石山供电公司", ["国网石山供电公司"]),
        ("高新区", []),
        ("经开区", ["石山经济技术开发区管委会"]),
        ("石山镇政府", []),
        ("西河镇政府", ["西河镇"]),
        ("乡镇", ["西河镇"]),
        # an id is asked whole
        ("h", []),
    ],
)
def test_no_word_finds_a_unit_that_it_does_not_mean(
    word: str, found: list[str]
) -> None:
    names = [
        "市生态环境局石山分局",
        "区教育局（体育局）",
        "国网石山供电公司",
        "石山经济技术开发区管委会",
        "西河镇",
        "统筹城乡发展局",
    ]
    units = [
        {"id": f"h{at}", "name": name, "kind": "department"}
        for at, name in enumerate(names)
    ]
    there = registry(HEAD + f"units: {json.dumps(units, ensure_ascii=False)}\n")
    assert [hit.name for hit in find_units(there, word).hits] == found


def test_initials_of_a_usual_name_are_told_and_stay_ambiguous() -> None:
    there = registry(
        HEAD + "units: [{id: emergency, name: 区应急管理局, kind: department}]\n"
    )
    found = find_units(there, "yjb")
    assert found.by_function
    assert found.hit is None


def test_a_body_outside_the_plan_is_no_unit(kunqu: Registry) -> None:
    found = find_units(kunqu, "网信办")
    assert (found.hits, found.outside) == ((), "网信办")


def test_an_exact_name_wins_over_a_part_of_others(kunqu: Registry) -> None:
    assert ids(kunqu, "应急指挥部") == ["command"]
    assert ids(kunqu, "指挥部") == ["command"]


@pytest.mark.parametrize(
    ("word", "name", "fits"),
    [
        ("gonganju", "公安局", True),
        ("gaj", "公安局", True),
        ("gongan", "公安局", False),
        ("ga", "公安局", False),
        ("chongqing", "重庆", True),
        ("danxian", "单县", True),
        ("shanxian", "单县", True),
        ("lvyouju", "旅游局", True),
        ("gwzqjjgdgs", "国网重庆江津供电公司", True),
        ("x", "", False),
    ],
)
def test_pinyin_takes_every_reading(word: str, name: str, fits: bool) -> None:
    assert spells(word, name) is fits


WORDS = [
    "yellow",
    "Yellow",
    "ＹＥＬＬＯＷ",
    "黄",
    "黄色",
    "黄色预警",
    "黄色预警（Ⅲ级响应）",
]
NUMERALS = [
    "Ⅲ",
    "III",
    "iii",
    "ⅲ",
    "3",
    "3级",
    "３级",
    "三级",
    "三",
    "Ⅲ级",
    "Ⅲ级响应",
    "三级响应",
]


@pytest.mark.parametrize("word", WORDS + NUMERALS)
def test_a_level_in_any_writing(kunqu: Registry, word: str) -> None:
    assert find_level(kunqu, word) == "yellow"


@pytest.mark.parametrize(
    ("word", "colour"),
    [
        ("Ⅰ", "red"),
        ("1级", "red"),
        ("二级", "orange"),
        ("II", "orange"),
        ("橙", "orange"),
    ],
)
def test_other_levels(kunqu: Registry, word: str, colour: str) -> None:
    assert find_level(kunqu, word) == colour


@pytest.mark.parametrize("word", ["蓝", "blue", "Ⅳ", "黄Ⅱ"])
def test_a_level_that_the_district_does_not_have(kunqu: Registry, word: str) -> None:
    assert is_level(word)
    assert find_level(kunqu, word) is None


@pytest.mark.parametrize(
    "word", ["", "purple", "黄橙", "5级", "级", "预警", "0", "yellowish", "iiii"]
)
def test_no_level(word: str) -> None:
    assert not is_level(word)


def test_a_numeral_means_what_it_opens_here() -> None:
    found = registry(
        "format: smogctl/1\ndistrict: {id: old, name: 老区}\nplan: {title: 预案, scheme: cq-2014}\n"
        "levels: [{id: yellow, name: 黄色预警, response: Ⅱ级响应}, {id: orange, name: 橙色预警, response: Ⅰ级响应}]\n"
        "units: [{id: a, name: 甲局, kind: department}]\n"
    )
    assert find_level(found, "Ⅱ级") == "yellow"
    assert find_level(found, "一级") == "orange"
    assert find_level(found, "三级") is None


def test_suggestions_are_names_as_written() -> None:
    assert closest("区公安居", ["区公安局", "区教育局"], 1) == ["区公安局"]
    assert closest("铁路", ["区公安局"]) == []
    assert closest("公安居", {"公安局": "区公安局", "区公安局": "区公安局"}) == [
        "区公安局"
    ]


@pytest.mark.parametrize(
    "char",
    "\x00\x07\x1b\x7f\x9b\u200b\u200e\u202e\u2028\u2066\ufeff\u00ad\ufffe\U000e0041\ud800\u3164\ufe0f",
)
def test_hazards_are_shown_by_number(char: str) -> None:
    assert visible(f"区{char}局") == f"区\\u{{{ord(char):x}}}局"


@given(st.text())
def test_law_nothing_hazardous_is_left_and_nothing_else_is_touched(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not re.search(f"[{HAZARDS}]", shown)
    if text.isascii() and text.isprintable():
        assert shown == text


@given(
    st.text("区公安局，。（）ab 1", max_size=60), st.integers(8, 40), st.integers(0, 4)
)
def test_law_wrapping_loses_nothing_but_blanks_and_keeps_its_width(
    text: str, columns: int, hanging: Any
) -> None:
    lines = wrap(text, columns, hanging)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)


def test_no_line_begins_with_closing_punctuation() -> None:
    assert wrap("加强督导检查，落实措施", 12) == ["加强督导检", "查，落实措施"]
    assert wrap("依据PM2.5浓度。", 8) == ["依据", "PM2.5浓", "度。"]


def test_clipping_marks_the_cut() -> None:
    assert clip("区公安局", 3) == "区公…"
    assert clip("区公安局", 4) == "区公安局"
