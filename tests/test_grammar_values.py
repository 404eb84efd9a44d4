"""Small pieces of the grammar as values: a unit's head however it is written, lines that are no text, names, marks."""

from smogctl.grammar.bodies import is_level, is_name, outside_brackets
from smogctl.grammar.episode import own_words
from smogctl.grammar.layout import ENUMERATOR, FURNITURE, RESIDUE
from smogctl.grammar.levels import names_level
from smogctl.grammar.unit_heads import UnitHead
from tables import each

HEADS = [
    # name, row, line: what stands behind the head; None where it heads it not
    ("区教育局", None, "区教育局：停课", "停课"),
    ("区教育局", None, "区教育局 停课", "停课"),
    ("区教育局", None, "区教育局", ""),
    ("区教育局", None, "区 教 育 局：停课", "停课"),
    ("区教育局", None, "3.区教育局：停课", "停课"),
    ("区教育局", None, "（三）区教育局：停课", "停课"),
    ("区教育局", None, "第三条 区教育局：停课", "停课"),
    ("区教育局", None, "3｜区教育局｜停课", "停课"),
    ("区教育局", None, "【区教育局】停课", "停课"),
    ("区教育局", None, "3、【区教育局】：停课", "停课"),
    ("区教育局", None, "区教育局（以下简称教育局）：停课", "停课"),
    ("区教育局", None, "区教育局（续）：停课", "停课"),
    ("区教育局", None, "区教育局主要职责是：停课", "停课"),
    ("区教育局", None, "区教育局履行下列职责：停课", "停课"),
    ("区教育局", None, "区教育局——停课", "停课"),
    ("区教育局", 12, "12区教育局：停课", "停课"),
    ("区教育局", 12, "１２区教育局：停课", "停课"),
    ("区教育局", 2, "02 区教育局：停课", "停课"),
    # its own number stands there, and no other does
    ("区教育局", 12, "13区教育局：停课", None),
    ("区教育局", None, "12区教育局：停课", None),
    ("区教育局", None, "区教育局停课", None),
    ("区教育局", None, "区教育厅：停课", None),
    ("区教育局", None, "由区教育局：停课", None),
    ("区教育局", None, "区教育", None),
    # a name that is a number in its beginning
    ("一中", None, "一中：停课", "停课"),
    ("一中", None, "一、一中：停课", "停课"),
    ("110指挥中心", None, "110指挥中心：出警", "出警"),
    ("110指挥中心", 3, "3 110指挥中心：出警", "出警"),
]


@each(("name", "row", "line", "rest"), HEADS)
def test_where_an_entry_begins_behind_its_head(
    name: str, row: int | None, line: str, rest: str | None
) -> None:
    end = UnitHead(name, row).end_in(line)
    assert (line[end:] if end else None) == rest


@each(
    ("lines", "rest"),
    [
        (["区教", "育局：停课"], "停课"),
        (["区", "教", "育", "局：停课"], "停课"),
        (["区教育局：停课", "停工"], None),
        (["3 区教", "育局：停课"], "停课"),
    ],
)
def test_a_name_that_is_broken_over_lines(lines: list[str], rest: str | None) -> None:
    end = UnitHead("区教育局", None).end_broken(lines)
    assert ("\n".join(lines)[end:] if end else None) == rest


@each(
    ("line", "way", "rest"),
    [
        ("责任单位：区教育局：停课", "end_behind_label", "停课"),
        ("成员 区教育局：停课", "end_behind_label", None),
        ("学校类|区教育局|停课", "end_behind_label", "停课"),
        ("学校类\t区教育局\t停课", "end_behind_label", "停课"),
        ("区教育局：停课", "end_behind_label", None),
        ("一、区教育局职责", "end_in_heading", ""),
        ("一、区教育局主要职责：", "end_in_heading", ""),
        ("一、区教育局职责：停课", "end_in_heading", None),
        ("（一）区教育局负责停课", "end_run_on", "负责停课"),
        ("区教育局（以下简称教育局）负责停课", "end_run_on", "负责停课"),
        ("由区教育局负责停课", "end_run_on", None),
    ],
)
def test_a_head_in_its_other_places(line: str, way: str, rest: str | None) -> None:
    end = getattr(UnitHead("区教育局", None), way)(line)
    assert (line[end:] if end else None) == rest


def test_a_repeated_head_goes() -> None:
    head = UnitHead("区教育局", 3)
    assert head.without_repeat("3 区教育局：停课") == "停课"
    assert head.without_repeat("停课") == "停课"


@each(
    ("line", "none"),
    [
        *[(line, True) for line in ("- 3 -", "— 12 —", "·5·", "3", " 12 ", "3/7")],
        *[
            (line, True)
            for line in ("第3页", "第 三 页", "第3页 共9页", "第3页，共 9 页")
        ],
        *[
            (line, True)
            for line in ("Page 3", "page 3 of 9", "─────", "| | |", "+---+")
        ],
        *[
            (line, False)
            for line in ("3 区教育局", "第3条", "停课", "- 3", "12345", "")
        ],
    ],
)
def test_a_line_that_is_no_text(line: str, none: bool) -> None:
    assert bool(FURNITURE.fullmatch(line)) is none


@each(
    ("line", "rest"),
    [
        *[(f"{mark}停课", "停课") for mark in ("1.", "1、", "（1）", "(一)", "①", "⑴")],
        *[(f"{mark}停课", "停课") for mark in ("1.2.3", "1．2．3 ", "一是", "十二是")],
        *[(f"{mark}停课", "停课") for mark in ("十二、", "一百零二、", "－ ", "● ")],
        *[(line, None) for line in ("停课", "一是", "2024年", "-停课", "1停课")],
    ],
)
def test_what_numbers_a_clause(line: str, rest: str | None) -> None:
    hit = ENUMERATOR.match(line)
    assert (line[hit.end() :] if hit else None) == rest


def test_what_is_stripped_of_a_line() -> None:
    for blank in (" ", "\t", "\n", "\u3000", "\u2003", "\xa0"):
        assert f"{blank}停课。{blank}".strip(RESIDUE) == "停课"


@each(
    ("text", "is_one"),
    [
        *[(text, True) for text in ("区教育局", "区教育局、区公安局", "各有关单位")],
        *[
            (text, False)
            for text in ("Ⅲ级响应", "橙色预警", "负责", "按照职责", "局", "")
        ],
    ],
)
def test_what_reads_as_a_name(text: str, is_one: bool) -> None:
    assert is_name(text) is is_one


def test_brackets_within_brackets() -> None:
    assert outside_brackets("甲（乙（丙）丁）戊") == "甲戊"
    # so deep nobody writes: what is inside of four goes
    assert outside_brackets("甲（（（（（乙）））））丙") == "甲（）丙"


@each(
    ("text", "level"),
    [
        ("Ⅲ级响应", True),
        ("黄色预警期间", True),
        ("三级", True),
        ("区教育局", False),
        ("Ⅲ级响应" + "时" * 26, True),
        ("Ⅲ级响应" + "时" * 27, False),
    ],
)
def test_what_names_a_level(text: str, level: bool) -> None:
    assert is_level(text) is level
    assert names_level(text) is level or len(text) > 30


def test_a_scope_at_the_beginning_counts_before_the_measures_words() -> None:
    text = "机关带头，道路洒水"
    assert own_words(text, "机关", "dust.roads") == "机关带头"
    assert own_words(text, None, "dust.roads") == "道路洒水"
