"""Holding a registry against its text without a pattern a unit: the same as with one."""

import re
import sys
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from smogctl.grammar import unit_heads
from smogctl.grammar.layout import bare
from smogctl.grammar.levels import begins_with_level, spelled
from smogctl.grammar.measures import maybe_named, named
from smogctl.grammar.unit_heads import UnitHead
from smogctl.lint.nearest import Texts
from smogctl.lint.placed import Searched
from smogctl.text.plain import fold

NAMES = [
    "区教育局",
    "三河镇",
    "七里河街道",
    "一中",
    "第一中学",
    "12345热线",
    "市交管大队",
    "区教育局、区体育局",
    "区(县)局",
    "C++公司",
    "区*局",
    "[甲]单位",
    "区|局",
    "一",
    "12",
    "百",
    "第一条",
    "（一）",
    "·",
    "\\d+局",
    "区局区局",
    "是",
    "1.1",
    "区\u3000教育局",
    "|甲",
]
PIECES = [
    *"一二1２12.、（）()区局第条·｜|①：:-【】[]0百，。—\t\n 　",
    *(
        "  ",
        "职责",
        "负责",
        "成员单位：",
        "政府部门\t",
        "（续）",
        "（简称甲）",
        "——",
        "的主要职责是：",
    ),
]


def as_one_pattern(
    name: str, row: int | None, start: str, behind: str
) -> re.Pattern[str]:
    """A head as one pattern, the name in it: what `UnitHead` stands for."""
    digits = "".join(f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in str(row))
    own = rf"[（(]?0?{digits}[\s.、．|｜│┃）)]*|" if row is not None else ""
    any_number = f"{unit_heads._UNANCHORED}|{unit_heads._BARE_NUMBER}"
    number = rf"[\s|｜│┃]*(?:{own}{any_number})?[\s|｜│┃【\[]*"
    return re.compile(f"{start}{number}{written(name)}{behind}")


def written(name: str) -> str:
    return r"\s*".join(map(re.escape, bare(name)))


@st.composite
def heads(draw: Any) -> Any:
    """A name, a row and a text that may begin with its head, blanks in the name."""
    name = draw(
        st.one_of(
            st.sampled_from(NAMES), st.text("一12.区局第条（|", min_size=1, max_size=3)
        )
    )
    row = draw(st.sampled_from((None, 0, 1, 2, 12, 105)))
    spaced = "".join(
        char + draw(st.sampled_from(("", "", "", " ", "\n"))) for char in name
    )
    pieces = st.lists(st.sampled_from([*PIECES, name, spaced, str(row)]), max_size=7)
    return (
        name,
        row,
        "".join(draw(pieces))
        + draw(st.sampled_from((name, spaced, "")))
        + draw(st.sampled_from(("：", "\t", "", "职责", "负责", "。", "】"))),
    )


@given(heads())
@example(("一", 1, "一 一："))
@example(("百", 2, "2百　百-2"))
@example(("1", 105, "\t1\t）1051"))
@example(("（一）", 105, "\n（一）（\n一）条105（一）是"))
@example(("|甲", None, "3——\t|甲\t"))
@example((" ", 2, " ① 安 "))
@example(("区教育局", 5, "０5区教育局："))
@example(("区教育局", 5, "05区教育局："))
@example(("区教育局", 5, "005区教育局："))
def test_law_a_head_ends_where_its_pattern_would(drawn: Any) -> None:
    name, row, text = drawn
    head = UnitHead(name, row)
    for found, behind in (
        (head.end_in, unit_heads._ENDED),
        (head.end_run_on, unit_heads._RUN_ON),
        (head.end_in_heading, unit_heads._HEADING_ENDED),
    ):
        hit = as_one_pattern(name, row, "", behind.pattern).match(text)
        assert found(text) == (hit.end() if hit else 0)
    assume(
        not head.end_in(text)
    )  # one with a label is looked for where there is no better
    labelled = as_one_pattern(
        name, row, unit_heads._LABEL, unit_heads._ENDED.pattern
    ).match(text)
    assert head.end_behind_label(text) == (labelled.end() if labelled else 0)


def test_no_pattern_is_made_for_a_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []

    def compiled(*args: object) -> float:
        made.append(args)
        return 1 / 0

    monkeypatch.setattr(f"{unit_heads.__name__}.re.compile", compiled)
    for number in range(50):
        head = UnitHead(f"三{number}河镇", number)
        for text in (
            f"{number} 三{number}河镇：负责",
            f"三{number}\n河镇｜",
            "区教育局：",
        ):
            head.end_in(text), head.end_run_on(text), head.end_behind_label(text)
    assert made == []


TEXTS = st.text(" \n\t　路清扫，1", max_size=30)


@given(TEXTS, st.text("路清扫，1 ", min_size=1, max_size=6), st.integers(0, 20))
def test_law_a_clause_is_found_where_its_pattern_would(
    text: str, wanted: Any, start: Any
) -> None:
    wanted = wanted.strip()
    assume(wanted and start <= len(text))
    direct = text.find(wanted, start)
    hit = re.compile(written(wanted)).search(text, start)
    expected = (hit.start(), len(hit[0])) if hit else (-1, 0)
    if direct >= 0 or not ("\n" in text or "\t" in text):
        expected = direct, len(wanted)
    assert Searched(text).find(wanted, start) == expected


def slowly(text: str, clauses: list[str]) -> str:
    """The nearest clause, all of them measured."""
    scored = [
        (SequenceMatcher(None, text, clause, autojunk=False).ratio(), clause)
        for clause in clauses
        if clause
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] > 0.6 else ""


@given(
    st.lists(st.text("路清扫，督促检查1", max_size=14), max_size=9),
    st.lists(
        st.text("路清扫，督促检查12", min_size=1, max_size=14), min_size=1, max_size=4
    ),
)
@example(["路清", "清路"], ["路清扫"])
@example(["路路路清", "清路路路"], ["路路路"])
def test_law_the_nearest_text_is_the_one_that_measuring_all_gives(
    clauses: Any, asked: Any
) -> None:
    texts = Texts(clauses)
    assert [texts.nearest(text) for text in asked] == [
        slowly(text, clauses) for text in asked
    ]


@given(st.data())
@settings(deadline=None)
def test_law_the_nearest_of_clauses_with_a_few_characters_changed(
    data: st.DataObject,
) -> None:
    clauses = [
        f"对{a}号路{b}号工地增加机械化清扫和洒水频次"
        for a in range(6)
        for b in range(3)
    ]
    text = data.draw(st.sampled_from(clauses))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text) - 1))
        text = (
            text[:at]
            + data.draw(st.sampled_from(("", "在", "清", "1")))
            + text[at + 1 :]
        )
        assume(text)
    assert Texts(clauses).nearest(text) == slowly(text, clauses)


def test_few_of_many_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred changed clauses in a unit: nearly each is measured against its own clause only."""
    measured: list[SequenceMatcher[str]] = []

    class Counted(SequenceMatcher[str]):
        def ratio(self) -> float:
            measured.append(self)
            return super().ratio()

    monkeypatch.setattr("smogctl.lint.nearest.SequenceMatcher", Counted)
    words = "清扫洒水检查督促组织停止加强巡查公布调度路面工地企业学校渣土车辆"
    clauses = [
        "".join(words[(a * 7 + b * b) % len(words)] for b in range(a % 5 + 20)) + str(a)
        for a in range(200)
    ]
    texts = Texts(clauses)
    for clause in clauses:
        changed = clause[:9] + clause[10:]
        assert texts.nearest(changed) == clause
    assert len(measured) < 3 * len(clauses)


def test_bare_takes_away_what_patterns_call_blank() -> None:
    blanks = [
        chr(code) for code in range(sys.maxunicode + 1) if re.match(r"\s", chr(code))
    ]
    assert all(char.isspace() and bare(f"a{char}b") == "ab" for char in blanks)
    assert len(blanks) == sum(chr(code).isspace() for code in range(sys.maxunicode + 1))


@given(st.text("黄橙红色预警响应Ⅲ级二3以上及、启动在当發级 （）", max_size=10))
def test_law_a_text_begins_with_the_first_level_that_it_names(text: str) -> None:
    start = re.match(r"\s*(?:启动|发布|在|当)?", text)
    assert start is not None
    first = next(spelled(text), None)
    assert begins_with_level(text) is (first is not None and first.at <= start.end())


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_a_measure_that_is_named_has_its_words(
    district: str, request: pytest.FixtureRequest
) -> None:
    registry = request.getfixturevalue(district)
    texts = [duty.text for unit in registry.units for duty in unit.duties]
    assert sum(len(named(text)) for text in texts) > 50
    for text in texts:
        assert {one.measure for one in named(text)} <= set(maybe_named(text))


def test_folding_leaves_ideographs_as_they_are() -> None:
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    assert fold(every) == every == fold(f" {every}")
