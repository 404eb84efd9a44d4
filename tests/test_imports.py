"""What real files hold besides text: each was met, each is read, or said to be left out.

`tests/data/imports/` are the files of the project's brief; what is expected of each stands here.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from smogctl.importing.importer import Imported, import_bytes, leftover
from smogctl.importing.layouts import laid_out
from smogctl.importing.misread import put_right
from smogctl.importing.pages import Page, Row, characters
from smogctl.importing.readers import read_page
from smogctl.importing.sections import sections_of
from smogctl.importing.softbreaks import SOFT, flowing
from smogctl.importing.suspicions import suspicions
from smogctl.importing.symbols import symbol
from smogctl.importing.walk.walking import outline
from smogctl.values.findings import Refusal

FILES = Path(__file__).parent / "data" / "imports"

TABLE = [
    (
        "pb_row.docx",
        {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课"]},
        "第 5 行",
    ),
    (
        "pb_tbl.docx",
        {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课"]},
        "第 6 行",
    ),
    (
        "colspantd.html",
        {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课"]},
        "第 5 行",
    ),
    (
        "rowspanshort.html",
        {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课", "开展健康宣传"]},
        "第 7 行",
    ),
    ("headspan.docx", {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课"]}, ""),
    ("headspan2.docx", {"区教育局": ["指导学校制定预案", "红色预警时组织停课"]}, ""),
    ("hiddenrow.docx", {"区公安分局": ["实施机动车限行"]}, "隐藏的表格行"),
    (
        "vanish.docx",
        {"区教育局": ["指导学校减少户外活动", "开展健康宣传"]},
        "隐藏的文字",
    ),
    ("picture.docx", {"区公安分局": ["实施机动车限行"]}, "1 处图片"),
    ("placeholder.docx", {"区商务局": []}, "没有填写的占位提示"),
    (
        "softbreaks.docx",
        {
            "区教育局": [
                "指导中小学校和幼儿园减少户外体育活动",
                "红色预警时按照指挥部要求组织停课",
                "开展健康防护知识宣传",
            ]
        },
        "",
    ),
    ("smartart.docx", {"区公安分局": ["实施机动车限行"]}, "区气象局：开展会商研判"),
    (
        "strike.docx",
        {"区教育局": ["指导学校减少户外活动", "组织全区学校停课", "开展健康宣传"]},
        "被划掉：“组织全区学校停课”",
    ),
    ("sym.docx", {"区公安分局": ["AQI≥200时实施机动车限行"]}, ""),
    ("document2.docx", {"区公安分局": ["实施机动车限行"]}, ""),
    ("ltattr.html", {"区教育局": ["指导学校减少户外活动"]}, ""),
    (
        "ol.html",
        {"区教育局": ["指导学校减少户外活动", "红色预警时组织停课"]},
        "编号不是文字",
    ),
    ("divtable.html", {"区教育局": ["指导学校减少户外活动"]}, ""),
]


def said_of(made: Imported) -> str:
    """Everything that is said of an import, as one text."""
    asides = [f"{aside.what}：{aside.text}" for aside in made.left]
    doubts = [doubt.why for doubt in made.draft.doubts]
    return "\n".join([*made.page.notices, *asides, *doubts])


@pytest.mark.parametrize(
    ("name", "units", "said"), TABLE, ids=[one[0] for one in TABLE]
)
def test_what_real_files_hold(name: str, units: dict[str, Any], said: str) -> None:
    made = import_bytes((FILES / name).read_bytes(), name)
    have = {
        unit.name: [duty.text for duty in unit.duties]
        for unit in made.draft.model.units
    }
    for unit, clauses in units.items():
        assert have[unit] == clauses
    assert said in said_of(made)
    assert "区商务局" not in have or name == "placeholder.docx"
    assert not [finding for finding in made.findings if finding.code.startswith("T")]


def test_a_web_archive_is_named() -> None:
    with pytest.raises(Refusal, match="MHTML"):
        import_bytes((FILES / "page.mht").read_bytes(), "page.mht")


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B3", "≥"),
        ("symbol", "B3", "≥"),
        ("Wingdings", "F081", "①"),
        ("Wingdings", "F08A", "⑩"),
        ("Wingdings", "F0FF", ""),
        ("Webdings", "F081", ""),
        ("Symbol", "x", ""),
    ],
)
def test_symbols(font: str, code: str, shown: str) -> None:
    assert symbol(font, code) == shown


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["指导中小学校和幼儿", "园减少户外体育活动", "；组织停课。"], "指导中小学校和幼儿园减少户外体育活动；组织停课。"),
        (["指导学校", "组织线上教学答疑", "通报"], "指导学校\n组织线上教学答疑\n通报"),
        (["1.指导学校减少活动", "2.组织线上教学答疑", "3.通报各校落实情况"], "1.指导学校减少活动\n2.组织线上教学答疑\n3.通报各校落实情况"),
        (["指导学校减少活动；", "组织线上教学答疑；", "通报各校落实情况。"], "指导学校减少活动；\n组织线上教学答疑；\n通报各校落实情况。"),
        (["指导学校减少活动", "组织线上教学"], "指导学校减少活动\n组织线上教学"),
    ],
)  # fmt: skip
def test_soft_breaks(lines: list[str], text: str) -> None:
    found = list(flowing([((SOFT.join(lines), "x"), 1, frozenset())]))
    assert found == [((text, "x"), 1, frozenset())]


def test_a_pdfs_marks_are_put_right_and_said() -> None:
    page = put_right(
        Page("txt", "", "停课ꎬ复课ꎻ会商ꎮ", (Row(1, ("停课ꎬ复课ꎻ会商ꎮ",)),))
    )
    assert page.text == "停课，复课；会商。"
    assert page.rows == (Row(1, ("停课，复课；会商。",)),)
    assert "3 处" in page.notices[0]


def test_a_text_in_yi_stays_as_it_is() -> None:
    text = "ꆈꌠꉙꎬ停课"
    assert put_right(Page("txt", "", text, ())).text == text


HEAD = "序号 成员单位 应急职责\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "负责停课ꎻ\n1 区教育局\n组织教学。\n2 区水务局 督促停工。\n",
            [
                ("1", "区教育局", "负责停课；组织教学。"),
                ("2", "区水务局", "督促停工。"),
            ],
        ),
        (
            "牵头落实减排，督促行业\n区工业和信息\n1 停产、限产；开展核查\n化局\n并通报。\n",
            [
                (
                    "1",
                    "区工业和信息化局",
                    "牵头落实减排，督促行业停产、限产；开展核查并通报。",
                )
            ],
        ),
        (
            "负责停课；\n1 区城管局、\n区环卫中心\n组织教学。\n2 区水务局 督促停工。\n",
            [
                ("1", "区城管局、区环卫中心", "负责停课；组织教学。"),
                ("2", "区水务局", "督促停工。"),
            ],
        ),
        (
            "负责停课；\n1 区教育局\n组织教学。\n- 3 -\n序号 成员单位 应急职责\n督促停工；\n2 区水务局\n覆盖裸土。\n",
            [
                ("1", "区教育局", "负责停课；组织教学。"),
                ("2", "区水务局", "督促停工；覆盖裸土。"),
            ],
        ),
    ],
)
def test_rows_of_a_pdfs_table(text: str, rows: list[tuple[str, str, str]]) -> None:
    page = laid_out(read_page((HEAD + text).encode(), "x.txt"))
    found = [row.cells for row in page.rows if row.table and row.cells[0] != "序号"]
    assert found == rows
    assert any("归位" in said for said in page.notices)


@pytest.mark.parametrize(
    "rows", ["负责停课\n1 区教育局\n组织教学\n2 区水务局\n督促停工\n", HEAD, ""]
)
def test_a_table_that_does_not_come_out_stays_as_it_is(rows: str) -> None:
    text = f"{HEAD}{rows}"
    page = read_page(text.encode(), "x.txt")
    assert laid_out(page).text == page.text


WIDE = "为确保全县重污染天气应急响应工作高效有序开展县指挥部办公室下设六个工"


def test_lines_that_a_pdf_broke_are_one_paragraph() -> None:
    lines = [
        WIDE,
        "作组。",
        WIDE,
        "作组。",
        WIDE,
        "作组。",
        WIDE,
        "（一）区教委：停课。",
    ]
    page = laid_out(read_page("\n".join(lines).encode(), "x.txt"))
    assert [row.cells[0] for row in page.rows] == [f"{WIDE}作组。"] * 3 + [
        WIDE,
        "（一）区教委：停课。",
    ]


PLAN = """某区重污染天气应急预案
一、总则
二、组织机构与职责
（一）区教委：停课。
三、监测预警
区气象局要加强监测。
四、应急响应
区水务局督促停工。
五、附则
"""


def test_only_the_chapter_of_duties_has_units() -> None:
    page = laid_out(read_page(PLAN.encode(), "x.txt"))
    found = sections_of(page.rows)
    assert found.taken == ((3, "组织机构与职责"),)
    assert [text for _, text in found.passed] == [
        "总则",
        "监测预警",
        "应急响应",
        "附则",
    ]
    parts = outline(page)
    assert [entry.name for entry in parts.entries] == ["区教委"]
    assert "区气象局要加强监测。" in parts.frame


def test_the_one_part_that_was_asked_for_has_units() -> None:
    page = laid_out(read_page(PLAN.encode(), "x.txt"))
    assert sections_of(page.rows, "监测").taken == ((5, "监测预警"),)


def test_a_part_that_is_not_there_is_refused_with_those_that_are(run: Run) -> None:
    path = FILES.parents[1] / "layouts" / "l" / "01.txt"
    found = run("import", str(path), "--section", "没有这一章")
    assert found.code == 2
    assert "没有标题含“没有这一章”的部分" in found.err
    assert "“成员单位职责”" in found.err
    assert run("import", str(path), "--section", "成员单位职责").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（一）区教委：停课。\n", "只认出一个单位"),
        (
            "（一）区教委：停课。\n（二）区水务局：停工。\n（四）区气象局：会商。\n",
            "编号从 2 跳到 4",
        ),
        (
            f"（一）区教委：停课。\n（二）区水务局：{'督促工地停工，' * 60}。\n（三）区气象局：会商。\n",
            "第 2 行区水务局的条文有",
        ),
        ("（一）区教委：停课。\n（二）区水务局：停工。\n", None),
    ],
)
def test_what_looks_as_if_a_unit_had_not_been_seen(text: str, said: str | None) -> None:
    found = list(
        suspicions(outline(laid_out(read_page(text.encode(), "x.txt"))).entries)
    )
    if said is None:
        assert found == []
    else:
        assert said in "\n".join(found)


@pytest.mark.parametrize("name", [one[0] for one in TABLE])
def test_the_reports_arithmetic(name: str) -> None:
    made = import_bytes((FILES / name).read_bytes(), name)
    left = leftover(made)
    listed = sum(
        (characters(aside.text) for aside in made.outline.left), characters("")
    )
    assert listed <= left
    words = re.sub("[^\u4e00-\u9fff]", "", "".join((left - listed).elements()))
    assert words == ""
