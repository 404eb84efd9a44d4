"""Where words stand in a text, and which scope and which parts of a measure it names."""

from typing import Any

from smogctl.grammar.parts import parts_of
from smogctl.grammar.scopes import scope_of
from smogctl.grammar.words import BLANK, Lexicon, Span, blanked, next_at
from smogctl.text.patterns import later
from tables import each

PLACES: list[tuple[list[str], str, dict[str, list[Span]]]] = [
    (["甲…乙"], "甲乙", {"甲…乙": [Span(0, 2)]}),
    (["甲…乙"], "甲一二三乙", {"甲…乙": [Span(0, 5)]}),
    (["甲…乙"], "甲一二三四乙", {}),
    (["甲…乙"], "甲一乙一乙", {"甲…乙": [Span(0, 3)]}),
    (["甲…乙…丙"], "甲一乙二丙", {"甲…乙…丙": [Span(0, 5)]}),
    *[(["甲…乙"], f"甲{mark}乙", {}) for mark in ("，", "；", ";", "。", BLANK)],
    (["甲…乙"], "甲、乙", {"甲…乙": [Span(0, 3)]}),
    (["甲…"], "甲", {"甲…": [Span(0, 1)]}),
    (["甲.…乙"], "甲.一乙甲一乙", {"甲.…乙": [Span(0, 4)]}),
    (["甲…乙.", "甲"], "甲乙一", {"甲": [Span(0, 1)]}),
    (
        ["甲乙", "甲", "乙"],
        "甲乙",
        {"甲": [Span(0, 1)], "甲乙": [Span(0, 2)], "乙": [Span(1, 2)]},
    ),
    (["甲乙丙"], "甲乙丁甲乙丙", {"甲乙丙": [Span(3, 6)]}),
    (["甲…乙", "甲…丙"], "甲一乙丙", {"甲…乙": [Span(0, 3)], "甲…丙": [Span(0, 4)]}),
    (["甲乙…丙"], "甲乙一丙", {"甲乙…丙": [Span(0, 4)]}),
    ([], "甲", {}),
    (["甲"], "", {}),
]


@each(("words", "text", "places"), PLACES)
def test_where_words_stand(words: list[str], text: str, places: dict[str, Any]) -> None:
    assert Lexicon(zip(words, words, strict=True), 3).places(text) == places


def test_a_word_of_several_keys_and_a_key_of_several_words() -> None:
    lexicon = Lexicon([("甲", 1), ("甲", 2), ("乙", 1), ("甲…乙", 3)], 3)
    assert lexicon.places("甲乙") == {
        1: [Span(0, 1), Span(1, 2)],
        2: [Span(0, 1)],
        3: [Span(0, 2)],
    }


def test_places_beside_each_other() -> None:
    first, second, inner = Span(2, 5), Span(5, 7), Span(3, 5)
    assert not first.meets(second)
    assert not second.meets(first)
    assert first.meets(Span(4, 6))
    assert Span(4, 6).meets(first)
    assert first.meets(first)
    assert first.holds(inner)
    assert first.holds(first)
    assert not inner.holds(first)
    assert not first.holds(Span(2, 6))
    assert not first.holds(Span(1, 5))
    assert not first.holds(Span(3, 3))
    assert first.gap(second) == second.gap(first) == 0
    assert first.gap(Span(8, 9)) == Span(8, 9).gap(first) == 3
    assert first.gap(Span(4, 6)) == -1


def test_what_is_blanked_keeps_marks_and_places() -> None:
    assert blanked("停产，停工；停课。洒水", [Span(1, 8)]) == (
        f"停{BLANK}，{BLANK * 2}；{BLANK * 2}。洒水"
    )
    assert blanked("停产", []) == "停产"
    assert blanked("停XX产", [Span(1, 3), Span(3, 4)]) == f"停{BLANK * 3}"


def test_the_next_of_a_pattern_between_two_places() -> None:
    comma = later("，")
    assert next_at(comma, "停，停，停", 0, 5) == 1
    assert next_at(comma, "停，停，停", 2, 5) == 3
    assert next_at(comma, "停，停，停", 2, 3) == 3
    assert next_at(comma, "停，停，停", 4, 5) == 5


SCOPES = [
    ("dust.sites", "拆迁工地停工", "拆迁工地"),
    ("dust.sites", "房屋、市政工程停工", "房屋、市政工程"),
    ("dust.sites", "房屋和市政工程停工", "房屋和市政工程"),
    ("dust.sites", "房屋及市政工程停工", "房屋及市政工程"),
    ("dust.sites", "房屋与市政工程停工", "房屋与市政工程"),
    ("dust.sites", "房屋等工程停工", "房屋等工程"),
    ("dust.sites", "水利工程和公路工程停工", "水利工程和公路工程"),
    ("dust.sites", "水利工程和工地停工", "水利工程和工地"),
    ("dust.sites", "水利工程，公路工程停工", None),
    ("dust.sites", "水利工程，水利工程停工", "水利工程"),
    ("dust.sites", "水利工程单位停工", None),
    ("dust.sites", "工地停工", None),
    ("area.cooking", "餐饮油烟、烧烤", "餐饮油烟"),
    ("mobile.odd-even", "水利工程", None),
    ("no.such", "水利工程", None),
]


@each(("measure", "text", "scope"), SCOPES)
def test_the_scope_that_a_text_gives(
    measure: str, text: str, scope: str | None
) -> None:
    assert scope_of(measure, text) == scope


@each(
    ("measure", "text", "parts"),
    [
        ("dust.sites", "工地停工", ("停工",)),
        ("dust.sites", "扬尘防治", ("扬尘防治",)),
        ("dust.sites", "扬尘防治，停工", ()),
        ("dust.sites", "巡查", ()),
        ("dust.roads", "清扫", ()),
    ],
)
def test_the_parts_that_a_text_names(
    measure: str, text: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(measure, text) == parts
