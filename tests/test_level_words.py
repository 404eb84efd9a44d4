"""Levels as texts spell them, as whole values: where, which words, and whether what stands above or below is meant too."""

from typing import NamedTuple

from smogctl.grammar.levels import (
    Spelled,
    begins_with_level,
    named,
    names_level,
    spelled,
)
from smogctl.values.vocabulary import Colour
from tables import each


class Level(NamedTuple):
    id: Colour
    response: str


FOUR = [
    Level("blue", "Ⅳ级响应"),
    Level("yellow", "Ⅲ级响应"),
    Level("orange", "Ⅱ级响应"),
    Level("red", "Ⅰ级响应"),
]


def letters(text: str) -> str:
    """The levels that a text names, in its order, by their first letters."""
    return "".join(colour[0] for _, colour in named(text, FOUR))


SPELLED = [
    ("黄色预警", "黄"),
    ("黄警", "黄"),
    ("橙级响应", "橙"),
    ("橙色级预警", "橙"),
    ("橙级", "橙"),
    ("黄橙红预警", "黄橙红"),
    ("黄橙色预警", "黄橙"),
    ("橙响应", "橙"),
    ("橙应急响应", "橙"),
    ("橙警报", "橙"),
    ("橙色警", "橙"),
    ("Ⅳ级响应", "Ⅳ"),
    ("四级响应", "四"),
    ("4级响应", "4"),
    ("４级响应", "4"),
    ("２級響應", "2"),
    ("黃色预警", "黄"),
    ("紅色預警", "红"),
    ("ⅳ级响应", "Ⅳ"),
    ("ⅰ级响应", "Ⅰ"),
    ("ⅲ级响应", "Ⅲ"),
    # what a bracket repeats is the same level
    ("Ⅲ级（黄色）响应", "Ⅲ"),
    ("Ⅲ级（黄色预警）响应", "Ⅲ"),
    ("橙色（Ⅱ级）预警", "橙"),
    ("橙色 ( Ⅱ级响应 ) 预警", "橙"),
    ("橙色（二）预警", "橙"),
    ("Ⅱ级（橙）措施", "Ⅱ"),
    ("Ⅱ级（橙色）网格", "Ⅱ"),
    # joined
    ("黄、橙色预警", "黄橙"),
    ("黄色和橙色预警", "黄橙"),
    ("黄色与橙色预警", "黄橙"),
    ("黄色及橙色预警", "黄橙"),
    ("黄色/橙色预警", "黄橙"),
    ("黄色／橙色预警", "黄橙"),
    ("黄色或橙色预警", "黄橙"),
    ("黄色或者橙色预警", "黄橙"),
    ("黄色以及橙色预警", "黄橙"),
    ("黄色预警、橙色预警", "黄橙"),
    ("黄色 应急响应 、 橙色预警", "黄橙"),
    ("Ⅲ、Ⅱ、Ⅰ级响应", "ⅢⅡⅠ"),
    ("三、二级响应", "三二"),
    ("黄色、橙色、红色三级预警", "黄橙红"),
    ("黄色、橙色二级响应", "黄橙"),
    ("黄色（Ⅲ级）、橙色（Ⅱ级）预警", "黄橙"),
    # between two
    ("黄色至红色预警", "黄至红"),
    ("黄色到红色预警", "黄到红"),
    ("黄色-红色预警", "黄-红"),
    ("Ⅲ级—Ⅰ级响应", "Ⅲ-Ⅰ"),
    ("Ⅲ级～Ⅰ级响应", "Ⅲ-Ⅰ"),
    ("Ⅲ级~Ⅰ级响应", "Ⅲ-Ⅰ"),
    ("Ⅲ级〜Ⅰ级响应", "Ⅲ-Ⅰ"),
    ("Ⅲ级－Ⅰ级响应", "Ⅲ-Ⅰ"),
]
"""Each text with the words of its one spelling, which stands at its beginning."""


@each(("text", "words"), SPELLED)
def test_the_words_of_a_level(text: str, words: str) -> None:
    plain = Spelled(at=0, words=tuple(words), above=False, below=False)
    assert list(spelled(text)) == [plain]
    assert list(spelled(f"启动{text}")) == [plain._replace(at=2)]


RANGES = [
    "以上",
    " 以上",
    "及以上",
    "及其以上",
    "和以上",
    "级别以上",
    "级别及以上",
    "（含）以上",
    "（含橙色）及以上",
    "含及以上",
    "以上（含）",
    "以上（含橙色）",
    "以上含",
    "起",
    "预警起",
    "预警及以上",
    "预警（Ⅱ级）及以上",
    "”及以上",
    "（Ⅱ级）及以上",
]


@each("behind", RANGES)
def test_what_stands_above_too(behind: str) -> None:
    here = Spelled(at=0, words=("橙",), above=True, below=False)
    assert list(spelled(f"橙色{behind}预警")) == [here]
    assert letters(f"橙色{behind}预警") == "or"


@each("behind", ["以下", "及以下", "及其以下", "（含）以下", "含以下", "预警及以下"])
def test_what_stands_below_too(behind: str) -> None:
    here = Spelled(at=0, words=("橙",), above=False, below=True)
    assert list(spelled(f"橙色{behind}预警")) == [here]
    assert letters(f"橙色{behind}预警") == "oby"


@each(
    ("text", "above", "below"),
    [
        ("不低于橙色预警", True, False),
        ("不低于橙色", True, False),
        ("不高于橙色预警", False, True),
        ("不超过橙色预警", False, True),
        ("不超过橙色", False, True),
        ("等于橙色预警", False, False),
    ],
)
def test_not_lower_and_not_higher(text: str, above: bool, below: bool) -> None:
    (hit,) = spelled(text)
    assert (hit.words, hit.above, hit.below) == (("橙",), above, below)


@each(
    ("text", "named_here"),
    [
        ("蓝色预警", "b"),
        ("Ⅳ级响应", "b"),
        ("IV级响应", "b"),
        ("四级响应", "b"),
        ("4级响应", "b"),
        ("III级响应", "y"),
        ("II级响应", "o"),
        ("I级响应", "r"),
        ("蓝色至红色预警", "byor"),
        ("Ⅳ级至Ⅱ级响应", "byo"),
        ("蓝色至黄色预警", "by"),
        ("Ⅰ级至Ⅲ级响应", "yor"),
        ("黄色至三级响应", "y"),
        ("蓝色、红色预警", "br"),
        ("黄色及以上预警", "yor"),
        ("蓝色及以上预警", "byor"),
        ("红色及以下预警", "rbyo"),
        ("黄色及以下预警", "yb"),
        ("五级响应", ""),
    ],
)
def test_the_levels_of_a_district_of_four(text: str, named_here: str) -> None:
    assert letters(text) == named_here


def test_a_level_without_a_numeral_has_its_colour() -> None:
    levels = [Level("yellow", "启动应急响应"), Level("orange", "Ⅱ级响应")]
    assert named("黄色预警", levels) == [(0, "yellow")]
    assert named("三级响应", levels) == []
    assert named("停工，橙色预警及二级以上响应", levels) == [(3, "orange")]


ENDS = {
    "橙色": [
        "时",
        "期",
        "期间",
        "）停课",
        "：停课",
        ":停课",
        "，停课",
        "。",
        "；停课",
        "、停课",
        "（停课）",
        "清单",
        "阶段",
        "级别",
        "及时",
    ],
    "Ⅱ级": [
        "时",
        "：停课",
        ":停课",
        "，停课",
        "。",
        "；停课",
        "）停课",
        "期间",
        "措施",
        "阶段",
    ],
    "二级": ["：停课", ":停课", "（停课）", "）停课"],
    "Ⅱ级以上": [
        "时",
        "：停课",
        ":停课",
        "，停课",
        "。",
        "；停课",
        "）停课",
        "期间",
        "启动",
    ],
    "二级以上": ["时", "：停课", "期间", "启动"],
    "橙色以上": ["医院", "停产", "道路"],
    "Ⅱ级响应": ["医院", "停产"],
    "橙色预警": ["医院", "停产"],
    "不低于二级": ["医院", "停产"],
}
"""Levels that nothing else says to be some, with what may stand behind them."""


@each("level", ENDS)
def test_what_may_stand_behind_a_level(level: str) -> None:
    for behind in ENDS[level]:
        assert len(list(spelled(f"{level}{behind}"))) == 1, behind
    alone = level not in ("二级",)
    assert len(list(spelled(level))) == alone


NONE = [
    "红色教育",
    "橙色汽车",
    "黄标车",
    "Ⅱ级教育",
    "Ⅱ级清单",
    "二级时",
    "二级，停课",
    "二级期间",
    "三级甲等医院",
    "二级以上医院",
    "Ⅱ级以上医院",
    "二级清单",
    "橙色级别的",
    "橙级别",
    "一、二、三",
    # of another matter
    "省级响应",
    "市一级响应",
    "市、区三级响应",
    "区和一级响应",
    "县二级响应",
    "镇三级响应",
    "乡三级响应",
    "村三级响应",
    "街三级响应",
    "社区三级响应",
    "旗一级响应",
    "两三级响应",
    "防汛二级响应",
    "抗旱二级响应",
    "高温橙色预警",
    "低温橙色预警",
    "暴雨橙色预警",
    "暴雪橙色预警",
    "沙尘黄色预警",
    "沙尘暴黄色预警",
    "大风黄色预警",
    "寒潮黄色预警",
    "大雾黄色预警",
    "台风黄色预警",
    "雷电黄色预警",
    "冰雹黄色预警",
    "大雾天气黄色预警",
    "沙尘暴天气、黄色预警",
    "非红色预警",
    "低于橙色预警",
    "未达到橙色预警",
    "在Ⅲ级响应基础上",
    "在Ⅲ级响应措施的基础上",
    "除Ⅲ级响应外",
    "除落实好本区的Ⅲ级响应外",
    "除Ⅲ级响应规定的各项措施外",
    # no sign of a level at all
    "预警期间停课",
    "",
]


@each("text", NONE)
def test_what_is_no_level(text: str) -> None:
    assert list(spelled(text)) == []
    assert begins_with_level(text) is False


@each(
    ("text", "begin"),
    [
        ("除，Ⅲ级响应外", 2),
        ("除九个字以上的很多措施Ⅲ级响应外", 11),
        ("除保障民生的Ⅲ级响应，其他外", 6),
        ("沙尘暴，黄色预警", 4),
        ("非道路机械黄色预警", 5),
        ("Ⅲ级响应，在此基础上", 0),
    ],
)
def test_what_stands_too_far_off_to_deny_a_level(text: str, begin: int) -> None:
    assert [hit.at for hit in spelled(text)] == [begin]


def test_a_list_of_eight_and_a_last() -> None:
    (hit,) = spelled("黄、" * 8 + "橙色预警")
    assert (hit.at, len(hit.words)) == (0, 9)
    (hit,) = spelled("黄、" * 9 + "橙色预警")
    assert (hit.at, len(hit.words)) == (2, 9)


def test_a_numeral_of_letters_is_one_word() -> None:
    (hit,) = spelled("IV级、III级和橙色及二级 以上响应")
    assert (hit.words, hit.above) == (("IV", "III", "橙", "二"), True)


def test_several_in_one_text() -> None:
    text = "省级响应，三级响应时洒水；橙色及以上预警停工"
    assert list(spelled(text)) == [
        Spelled(5, ("三",), above=False, below=False),
        Spelled(13, ("橙",), above=True, below=False),
    ]
    assert named(text, FOUR) == [(5, "yellow"), (13, "orange"), (13, "red")]


BEGINS = [
    "Ⅱ级响应",
    "启动Ⅱ级响应",
    "发布橙色预警",
    "在橙色预警",
    "当橙色预警",
    "橙色期间",
]


@each("text", [*BEGINS, "  橙色预警", " 启动Ⅱ级响应"])
def test_a_text_that_begins_with_a_level(text: str) -> None:
    assert begins_with_level(text) is True


@each(
    "text",
    [
        "停课，橙色预警",
        "解除橙色预警",
        "启动 二级网格，橙色预警",
        "三级网格、橙色预警",
        "启动了橙色预警",
    ],
)
def test_a_text_that_begins_otherwise(text: str) -> None:
    assert begins_with_level(text) is False


def test_a_label_ends_where_its_text_does() -> None:
    assert names_level("三级")
    assert names_level("落实三级")
    assert names_level("Ⅱ级响应职责")
    assert not names_level("三级网格")
    assert not names_level("成员单位")
