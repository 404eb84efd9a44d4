"""What the importer makes of kinds of writing that many annexes share: levels over units, labels, empty cells."""

import pytest

from smogctl.importing.clauses import NUMBERED, clauses_of
from smogctl.importing.importer import Imported, import_bytes
from smogctl.importing.layouts.assigned import assigned
from smogctl.importing.pages import Row
from smogctl.schema.registry import Unit


def drafted(text: str) -> Imported:
    return import_bytes(text.encode(), "甲县 附件.txt")


def units(text: str) -> dict[str, Unit]:
    return {unit.name: unit for unit in drafted(text).draft.model.units}


def levels(unit: Unit) -> list[tuple[str, tuple[str, ...]]]:
    return [(duty.text, tuple(duty.levels or ())) for duty in unit.duties]


def test_a_chapter_s_level_holds_for_all_units_below_it() -> None:
    made = units("""
甲县重污染天气部门职责
一、Ⅲ级响应
县教育局：减少户外活动。
二、Ⅱ级响应：在Ⅲ级响应的基础上，增加以下措施
县教育局：停止户外活动；做好宣传。
三、其他职责
县教育局：编制预案。
""")
    assert levels(made["县教育局"]) == [
        ("减少户外活动", ("yellow",)),
        ("停止户外活动", ("orange",)),
        ("做好宣传", ("orange",)),
        ("编制预案", ()),
    ]


def test_a_level_s_heading_inside_an_entry_is_none_of_another_matter() -> None:
    made = units("""
甲县重污染天气部门职责
一、县住建局
（一）黄色预警
1.工地每日洒水。
2.覆盖裸土。
（二）橙色预警
1.停止喷涂作业。
（三）日常工作
1.建立台账。
二、县气象局
1.发布预报。
""")
    assert levels(made["县住建局"]) == [
        ("工地每日洒水", ("yellow",)),
        ("覆盖裸土", ("yellow",)),
        ("停止喷涂作业", ("orange",)),
        ("建立台账", ()),
    ]
    assert levels(made["县气象局"]) == [("发布预报", ())]


@pytest.mark.parametrize(
    ("unit", "first", "second", "clause"),
    [
        ("一、", "（一）日常职责", "（二）应急职责", "1."),
        ("一、", "（一）预案管理", "（二）应急处置", "1."),
        ("（一）", "1.日常工作", "2.应急响应", "（1）"),
        ("1.", "（1）平时任务", "（2）战时任务", "①"),
    ],
)
def test_headings_inside_an_entry_are_frame_and_what_is_below_is_the_unit_s(
    unit: str, first: str, second: str, clause: str
) -> None:
    text = (
        f"甲县重污染天气部门职责\n{unit}县教育局\n{first}\n{clause}编制预案。\n"
        f"{second}\n{clause}组织停课。\n"
    )
    made = drafted(text + text.split("\n", 1)[1].replace("教育局", "气象局"))
    model = made.draft.model
    assert [[duty.text for duty in unit.duties] for unit in model.units] == [
        ["编制预案", "组织停课"],
        ["编制预案", "组织停课"],
    ]
    assert list(model.plan.frame) == [first, second, first, second]
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


def test_units_below_a_unit_are_no_headings_of_its_entry() -> None:
    made = units("""
甲县重污染天气组织体系
一、县指挥部
统一指挥应急工作。
（一）县教育局
1.组织停课。
2.开展宣传。
（二）县气象局
1.发布预报。
2.联合会商。
""")
    assert list(made) == ["县指挥部", "县教育局", "县气象局"]
    assert [duty.text for duty in made["县气象局"].duties] == ["发布预报", "联合会商"]


def test_levels_above_the_rows_of_a_list_of_measures_change_with_their_heading() -> (
    None
):
    made = units("""
甲县重污染天气应急响应措施分工
一、Ⅲ级响应措施
（一）学校减少户外活动。（责任单位：县教育局）
（二）工地增加洒水。（责任单位：县住建局）
二、Ⅱ级响应措施
（一）学校停止户外活动。（责任单位：县教育局）
（二）工地停止土石方作业。（责任单位：县住建局）
""")
    assert [level for _, level in levels(made["县教育局"])] == [
        ("yellow",),
        ("orange",),
    ]


@pytest.mark.parametrize("empty", ["—", "/", "无", "--"])
def test_an_empty_cell_is_no_body(empty: str) -> None:
    made = drafted(
        "甲县工作组职责\n组别\t牵头单位\t成员单位\t职责\n"
        f"监测组\t县生态环境局\t{empty}\t开展监测。\n"
        "宣传组\t县委宣传部\t县融媒体中心\t开展宣传。\n"
    )
    model = made.draft.model
    assert [[body.name for body in unit.bodies] for unit in model.units] == [
        ["县生态环境局"],
        ["县委宣传部", "县融媒体中心"],
    ]
    assert list(model.outside) == []


def test_a_label_with_blanks_inside_is_the_label() -> None:
    made = units("""
甲县重污染天气应急工作组及职责
（一）综合协调组
组  长：县生态环境局局长
成　　员：县生态环境局、县气象局
职    责：综合协调；上报信息。
（二）督导检查组
组  长：王某
成  员：李某、张某
职  责：督查各单位。
""")
    group = made["综合协调组"]
    assert [body.name for body in group.bodies] == ["县生态环境局", "县气象局"]
    assert [duty.text for duty in group.duties] == ["综合协调", "上报信息"]
    # persons are no bodies
    assert list(made["督导检查组"].bodies) == []
    assert [duty.text for duty in made["督导检查组"].duties] == ["督查各单位"]


@pytest.mark.parametrize(
    "sentence",
    [
        "由县自然资源和规划局牵头，县文化和旅游局、县工业和信息化局参加。",
        "县自然资源和规划局牵头，县文化和旅游局和县工业和信息化局配合。",
        "召集人单位：县自然资源和规划局\n成员单位：县文化和旅游局、县工业和信息化局\n",
    ],
)
def test_the_bodies_of_a_group_however_it_says_them(sentence: str) -> None:
    made = units(
        f"甲县工作组职责\n（一）扬尘管控组\n{sentence}主要职责：检查矿山；开展宣传。\n"
        "（二）监测组\n牵头单位：县生态环境局\n主要职责：开展监测。\n"
    )
    group = made["扬尘管控组"]
    assert [body.name for body in group.bodies] == [
        "县自然资源和规划局",
        "县文化和旅游局",
        "县工业和信息化局",
    ]
    assert [duty.text for duty in group.duties] == ["检查矿山", "开展宣传"]


def test_circled_numbers_in_their_order_part_clauses() -> None:
    made = units("""
甲县重污染天气部门职责
一、县气象局：①发布预报 ②联合会商 ③开展人工增雨
二、县教育局：按第 ② 类措施停课；执行 ③ 类措施。
""")
    assert [duty.text for duty in made["县气象局"].duties] == [
        "发布预报",
        "联合会商",
        "开展人工增雨",
    ]
    assert [duty.text for duty in made["县教育局"].duties] == [
        "按第 ② 类措施停课",
        "执行 ③ 类措施",
    ]


def test_what_points_to_another_clause_is_asked_about_and_none_is_no_clause() -> None:
    made = units("""
甲县重污染天气部门职责
一、县教育局
日常职责：无。
应急职责：组织停课。
二、县气象局
日常职责：发布预报。
应急职责：同上。
""")
    assert [duty.text for duty in made["县教育局"].duties] == ["组织停课"]
    pointing = made["县气象局"].duties[1]
    assert pointing.text == "同上"
    assert pointing.check == ("“同上”指的是哪一条，原文没有写在这里",)


def cells(*lines: str) -> list[tuple[str, ...]]:
    """The rows that lines of text become, tables alone."""
    rows = [Row(at, (line,)) for at, line in enumerate(lines, 1)]
    return [row.cells for row in assigned(rows) if row.table]


def test_whose_a_measure_is_may_stand_behind_it_without_brackets_or_below() -> None:
    assert cells(
        "1.开展执法检查。责任单位：县生态环境局。",
        "2.城区道路增加洒水2次。",
        "责任单位：县城管局",
        "3.禁止渣土车上路行驶。",
        "责任单位：县公安局",
        "配合单位：县城管局、县交通运输局",
        "4.学校停止户外活动。（县教育局负责）",
    ) == [
        ("1.开展执法检查。", "县生态环境局", ""),
        ("2.城区道路增加洒水2次。", "县城管局", ""),
        ("3.禁止渣土车上路行驶。", "县公安局", "县城管局、县交通运输局"),
        ("4.学校停止户外活动。", "县教育局", ""),
    ]


def test_a_group_s_leader_and_a_remark_in_brackets_are_no_assignment() -> None:
    assert (
        cells(
            "（一）综合协调组。",
            "牵头单位：县生态环境局",
            "（二）宣传组。",
            "牵头单位：县委宣传部",
            "（三）监测组。",
            "牵头单位：县气象局",
            "停止户外活动（体育课由学校自行负责）",
            "加强巡查（每日两次，全面落实）",
        )
        == []
    )


def test_the_heading_of_an_entry_is_nobody_s_line() -> None:
    made = drafted("""
甲县重污染天气部门职责
一、县教育局职责
组织停课。
二、县公安局职责
限行；会同县交通运输局查处违规渣土车。
三、县气象局职责
发布预报。
注：本附件由县生态环境局负责解释。
""")
    assert [text for _, text in made.outline.loose] == [
        "注：本附件由县生态环境局负责解释。"
    ]


def test_a_line_of_helpers_that_ends_with_departments_is_no_chapter() -> None:
    made = drafted("""
甲县重污染天气应急工作组职责
（一）综合组
组长单位：县政府办
成员单位：县财政局、县气象局等。
工作职责：统筹协调；信息报送。
（二）执法组
牵头部门：县公安局
配合部门：县交通局、县城管局、各有关部门
工作职责：路检路查。
""")
    model = made.draft.model
    assert [[body.name for body in unit.bodies] for unit in model.units] == [
        ["县政府办", "县财政局", "县气象局"],
        ["县公安局", "县交通局", "县城管局", "各有关部门"],
    ]
    assert [[duty.text for duty in unit.duties] for unit in model.units] == [
        ["统筹协调", "信息报送"],
        ["路检路查"],
    ]
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


@pytest.mark.parametrize("verb", ["主要承担以下", "依法履行下列", "承担如下", ""])
def test_a_sentence_that_leads_in_is_a_head(verb: str) -> None:
    made = drafted(f"""
甲县重污染天气应急职责
县教育局{verb}职责：
1、组织停课。
2、健康宣传。
县公安局{verb}职责：
1、限行管控。
""")
    assert {
        unit.name: [duty.text for duty in unit.duties]
        for unit in made.draft.model.units
    } == {"县教育局": ["组织停课", "健康宣传"], "县公安局": ["限行管控"]}
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


def test_a_cell_as_above_is_whose_the_row_above_is() -> None:
    made = drafted(
        "甲县职责分工表\n序号\t措施\t责任单位\t配合单位\n"
        "1\t学校停课\t县教育局\t县卫健局\n2\t减少户外活动\t同上\t同上\n"
        "3\t道路洒水\t县城管局\t—\n4\t清扫道路\t县城管局\t同上\n"
    )
    model = made.draft.model
    assert [
        (unit.name, [(duty.text, len(duty.convenes or ())) for duty in unit.duties])
        for unit in model.units
    ] == [
        ("县教育局", [("学校停课", 1), ("减少户外活动", 1)]),
        ("县城管局", [("道路洒水", 0), ("清扫道路", 0)]),
    ]
    assert [body.name for body in model.outside] == ["县卫健局"]
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


def test_a_column_of_levels_is_carried_by_the_duties_levels() -> None:
    made = drafted(
        "甲县职责\n| 单位 | 级别 | 措施 |\n|---|---|---|\n"
        "| 县教育局 | 黄色 | 减少户外活动 |\n|  | 橙色、红色 | 停止户外活动 |\n"
        "| 县城管局 | Ⅲ级 | 洒水1次 |\n"
    )
    assert [levels(unit) for unit in made.draft.model.units] == [
        [("减少户外活动", ("yellow",)), ("停止户外活动", ("orange", "red"))],
        [("洒水1次", ("yellow",))],
    ]
    said = {aside.what for aside in made.left}
    assert said == {"级别栏，记在职责的 levels 里"}
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "一是组织停课，二是健康宣传，三是报送信息。",
        "（一）组织停课，（二）健康宣传，（三）报送信息。",
        "1、组织停课 2、健康宣传 3、报送信息",
        "①组织停课，②健康宣传；③报送信息。",
    ],
)
def test_a_series_inside_a_line_parts_clauses(sentence: str) -> None:
    made = drafted(
        f"甲县重污染天气部门职责\n一、县教育局：{sentence}\n二、县气象局：发布预报，共2、3次。\n"
    )
    first, second = made.draft.model.units
    assert [duty.text for duty in first.duties] == ["组织停课", "健康宣传", "报送信息"]
    assert [duty.text for duty in second.duties] == ["发布预报，共2、3次"]
    assert [finding.code for finding in made.findings if finding.code < "T304"] == []


def test_a_row_that_adds_up_is_no_unit() -> None:
    made = units(
        "甲县职责分工表\n单位\t职责\n县教育局\t组织停课\n县公安局\t限行管控\n合计\t2个单位\n"
    )
    assert list(made) == ["县教育局", "县公安局"]


@pytest.mark.parametrize(
    "title", ["甲县部门职责", "甲县有关部门职责分工", "甲县各乡镇（街道）和部门职责"]
)
def test_an_annex_s_title_is_no_unit(title: str) -> None:
    made = units(f"{title}\n县教育局——组织停课；健康宣传。\n县公安局——限行管控。\n")
    assert list(made) == ["县教育局", "县公安局"]


def test_what_parts_a_series_is_told_as_it_is() -> None:
    text = "一是组织停课，二是健康宣传。"
    assert [(clause.text, clause.end) for clause in clauses_of(text)] == [
        ("组织停课", NUMBERED),
        ("健康宣传", "。"),
    ]
