"""How the language of measures is read: which words, where they begin, what takes them away. Values in, values out."""

from smogctl.grammar.measures import (
    Named,
    maybe_named,
    named,
    passed_over,
    place_of,
)
from tables import each

EXACT: list[tuple[str, list[Named]]] = [
    ("停课", [Named("public.school-suspension", 0, "停课")]),
    ("负责停课", [Named("public.school-suspension", 2, "停课")]),
    # of words that begin at one place the longest are shown
    ("中小学停课", [Named("public.school-suspension", 0, "中小学…停课")]),
    ("道路一律洒水", [Named("dust.roads", 0, "道路…洒水")]),
    ("洒水降尘道路", [Named("dust.roads", 0, "洒水…道路")]),
    # in the order of the text, alike places by name
    (
        "停课，洒水降尘道路",
        [
            Named("public.school-suspension", 0, "停课"),
            Named("dust.roads", 3, "洒水…道路"),
        ],
    ),
    # two words with a character in common are no pair
    ("安排研学生活", []),
    # an act that is too far off hides no nearer one
    (f"洒水{'甲' * 20}道路一律洒水", [Named("dust.roads", 22, "道路…洒水")]),
    (
        "工业企业限产，驻厂监督",
        [
            Named("industry.curtailment", 0, "工业企业…限产"),
            Named("industry.inspection", 0, "工业企业…驻厂"),
        ],
    ),
    ("", []),
    ("加强领导", []),
]


@each(("text", "hits"), EXACT)
def test_the_words_and_where_they_begin(text: str, hits: list[Named]) -> None:
    assert list(named(text)) == hits


def ids(text: str) -> set[str]:
    return {hit.measure for hit in named(text)}


def test_an_object_and_an_act_stand_so_near_and_in_one_clause() -> None:
    # 14 characters between the two for roads
    for middle in ("", "甲" * 14):
        assert ids(f"道路{middle}洒水") == {"dust.roads"}
        assert ids(f"洒水{middle}道路") == {"dust.roads"}
        assert "dust.roads" in maybe_named(f"道路{middle}洒水")
    assert ids(f"道路{'甲' * 15}洒水") == set()
    assert "dust.roads" not in maybe_named(f"道路{'甲' * 15}洒水")
    assert ids("道路，洒水") == {"dust.roads"}
    for mark in "；;。":
        assert ids(f"道路{mark}洒水") == set()
        assert "dust.roads" in maybe_named(f"道路{mark}洒水")
    # one word may be both, and stands beside nothing then
    assert ids("道路") == set()
    assert ids("洒水") == set()


WHEN = "期间 之日起 过程中 情况下 时 后 前"
NOT_WHEN = "小时 及时 同时 随时 按时 准时 临时 定时 实时 适时 届时 落后 善后 此后 目前 提前 当前"


@each("words", WHEN.split())
def test_a_part_that_only_says_when(words: str) -> None:
    assert ids(f"道路洒水{words}，值守") == set()
    assert ids(f"道路洒水{words}") == {"dust.roads"}
    assert ids(f"道路洒水{words}；值守") == {"dust.roads"}
    assert ids(f"停课，道路洒水{words}，值守") == {"public.school-suspension"}
    assert ids(f"道路洒水{words}，道路洒水，值守") == {"dust.roads"}


@each("words", NOT_WHEN.split())
def test_a_part_that_ends_like_one(words: str) -> None:
    assert ids(f"道路洒水{words}，值守") == {"dust.roads"}


HEADINGS = [
    *[
        "附件1 道路洒水",
        "附件 二道路洒水",
        "附表A 道路洒水",
        "附录3道路洒水",
        "表2 道路洒水",
    ],
    *[
        "表 一道路洒水；停课",
        "一、道路洒水措施",
        "十二、道路洒水管理",
        "（二）道路洒水程序",
    ],
    *["(三)道路洒水追究", "1.道路洒水保障", "1.2.3 道路洒水条件", "1．道路洒水原则"],
    *["2、道路洒水要求", "3 道路洒水职责", "第三章 道路洒水范围", "第2节道路洒水分级"],
    *["一、道路洒水评估", "一、道路洒水会商", "一、道路洒水演练", "一、道路洒水引导"],
    *["一、道路洒水防护类", " 一、道路洒水措施 "],
]
NO_HEADINGS = [
    *[
        "道路洒水措施",
        "附件道路洒水",
        "附属道路洒水",
        "一、道路洒水",
        "一、道路，洒水措施",
    ],
    *[
        "一、道路洒水。措施",
        "一、道路洒水；措施",
        "一、道路洒水2次措施",
        "第三条 道路洒水措施",
    ],
    *["一、道路洒水措施落实", f"一、道路洒水{'甲' * 17}措施", "一道路洒水措施"],
]


@each("text", [*HEADINGS, *NO_HEADINGS])
def test_a_heading_orders_nothing(text: str) -> None:
    assert ids(text) == (set() if text in HEADINGS else {"dust.roads"})
    assert "dust.roads" in maybe_named(text)


ORDERS_NOTHING = [
    # a mask, in the midst, at the beginning or behind a mark
    "道路洒水（渣土车冲洗道路除外）",
    "除道路洒水外，停课",
    "停课，除道路洒水外",
    "停课；除道路洒水外",
    "停课。除道路洒水外",
    "在道路洒水前提下，停课",
    "根据《道路洒水办法》，停课",
    # a sentence that defines, a part that exempts
    "本预案所称应急车辆，是指道路洒水车；停课",
    "停课。道路洒水，值班电话见附件",
    "道路洒水不受影响，停课",
    "停课，道路洒水可不停",
]


@each("text", ORDERS_NOTHING)
def test_what_orders_nothing(text: str) -> None:
    rest = ids(text)
    assert rest == ({"public.school-suspension"} if "停课" in text else {"dust.roads"})
    assert "dust.roads" in maybe_named(text)


@each(
    "text",
    [
        # only the sentence, only the part in which such words begin
        "道路洒水。值班电话见附件",
        "道路洒水；是指",
        "值班电话见附件。道路洒水",
        "是指；道路洒水",
        "道路洒水，车辆不受影响",
        "车辆不受影响，道路洒水",
        "车辆不受影响；道路洒水",
        "拆除道路外护栏，道路洒水",
    ],
)
def test_what_orders_nothing_reaches_no_further(text: str) -> None:
    assert ids(text) == {"dust.roads"}


@each(
    ("text", "here"),
    [
        # a longer word that means another thing
        ("车辆冲洗道路", False),
        ("道路冲洗车辆", True),
        ("在建工地XX道路洒水", False),
        # a word in the same item that shows another meaning
        ("在建工地道路洒水", False),
        ("道路洒水、在建工地巡查", True),
        ("在建工地巡查、道路洒水", True),
        ("在建工地巡查，道路洒水", True),
        ("道路洒水，在建工地巡查", True),
        ("在建工地巡查并加强道路洒水", True),
        ("在建工地巡查并做好道路洒水", True),
        ("在建工地巡查并组织道路洒水", True),
        ("在建工地巡查并开展道路洒水", True),
        ("在建工地巡查并督促道路洒水", True),
        ("在建工地巡查并落实道路洒水", True),
        ("在建工地巡查并严格道路洒水", True),
        ("在建工地巡查并道路洒水", False),
        ("巡查、在建工地道路洒水、停课", False),
        ("道路洒水并严查在建工地", True),
    ],
)
def test_words_that_show_another_meaning(text: str, here: bool) -> None:
    assert ("dust.roads" in ids(text)) is here
    passed = [hit.measure for hit in passed_over(text)]
    assert ("dust.roads" in passed) is (not here and not text.startswith("车辆"))


@each(
    ("text", "here"),
    [
        # 渣土 beside it asks for a class of vehicles too
        ("机动车限行", True),
        ("渣土车限行", False),
        ("国三渣土车限行", True),
    ],
)
def test_a_measure_that_needs_a_word_more(text: str, here: bool) -> None:
    assert ("mobile.restriction" in ids(text)) is here


@each(
    ("text", "measures"),
    [
        # money takes what it is for, in its part of the sentence only
        ("安排道路洒水资金", {"support.funding"}),
        ("安排资金，道路洒水", {"support.funding", "dust.roads"}),
        ("道路洒水，安排资金", {"support.funding", "dust.roads"}),
        ("安排道路洒水资金，道路洒水", {"support.funding", "dust.roads"}),
        ("编制分预案并演练", {"support.own-plan"}),
    ],
)
def test_a_measure_that_takes_others(text: str, measures: set[str]) -> None:
    assert ids(text) == measures


def test_only_some_are_asked_for() -> None:
    text = "停课，道路洒水，安排工地洒水资金"
    roads = frozenset({"dust.roads"})
    assert [hit.measure for hit in named(text, roads)] == ["dust.roads"]
    # what another takes is taken, though that other is not asked for
    assert named("安排道路洒水资金", roads) == ()
    assert named(text, frozenset()) == ()
    assert named(text, frozenset({"area.burning"})) == ()


def test_what_is_passed_over_is_shown_in_order() -> None:
    assert passed_over("道路洒水") == ()
    assert passed_over("安排道路洒水资金") == (Named("dust.roads", 2, "道路洒水"),)
    hits = passed_over("除停课、道路洒水外，安排资金")
    assert Named("public.school-suspension", 1, "停课") in hits
    assert [hit.measure for hit in hits] == sorted(hit.measure for hit in hits)
    assert passed_over("加强领导") == ()


@each(
    ("measure", "text", "place"),
    [
        ("dust.roads", "停课，道路洒水，冲洗道路", 3),
        ("dust.roads", "道路洒水", 0),
        ("dust.roads", "停课", -1),
        ("dust.roads", "除道路洒水外，停课", -1),
        ("no.such", "道路洒水", -1),
    ],
)
def test_where_a_measures_words_begin(measure: str, text: str, place: int) -> None:
    assert place_of(measure, text) == place


def test_what_may_be_named() -> None:
    assert maybe_named("停课") == {"public.school-suspension"}
    assert maybe_named("道路") == set()
    assert maybe_named("洒水") == set()
    assert "dust.roads" in maybe_named("道路洒水")
