"""A whole plan as source: the parts that are taken, its response chapter, its name, number and day."""

from datetime import date
from pathlib import Path

import pytest

from conftest import Run
from smogctl.importing.importer import Imported, import_bytes, leftover
from smogctl.importing.pages import characters

PLAN = """青岚县人民政府办公室关于印发《青岚县重污染天气应急预案》的通知

青政办发〔2023〕12号

各乡镇人民政府，县直各单位：
现将《青岚县重污染天气应急预案》印发给你们。

青岚县人民政府办公室
2023年11月5日

青岚县重污染天气应急预案

1 总则
1.1 编制目的
为有效应对重污染天气，制定本预案。
2 组织机构与职责
2.1 成员单位职责
（1）县教育局：指导学校减少户外活动；必要时停课。
（2）县住建局：督促工地停止土石方作业。
（3）县公安局：负责货车限行。
3 监测预警
3.1 预警分级
预警分为黄色、橙色、红色三级。
4 应急响应
4.1 响应启动
发布预警时启动响应。
4.2 响应措施
4.2.1 Ⅲ级响应措施
1.健康防护引导措施
提醒儿童、老年人减少户外活动。
2.强制性减排措施
县住建局督促停止土石方作业；县公安局、县教育局加强宣传。
4.2.2 Ⅱ级响应措施
（1）中小学停止户外活动。（责任单位：县教育局）
（2）由县公安局对货车限行。
4.2.3 Ⅰ级响应措施
机动车单双号行驶。
4.3 响应终止
预警解除后，县教育局组织复课。
5 附则
本预案自发布之日起施行。
"""


@pytest.fixture(scope="module")
def made() -> Imported:
    return import_bytes(PLAN.encode(), "a.txt", id_="qinglan")


def test_the_parts_that_are_taken(made: Imported) -> None:
    assert made.draft.model.plan.sections == ("2 组织机构与职责", "4.2 响应措施")
    assert made.findings == ()


def test_the_units_are_those_of_the_duties(made: Imported) -> None:
    found = {
        unit.name: [duty.text for duty in unit.duties]
        for unit in made.draft.model.units
    }
    assert found == {
        "县教育局": ["指导学校减少户外活动", "必要时停课"],
        "县住建局": ["督促工地停止土石方作业"],
        "县公安局": ["负责货车限行"],
    }


def test_the_response_chapter(made: Imported) -> None:
    found = [
        (one.id, one.text, one.units, tuple(entry.id for entry in one.measures))
        for one in made.draft.model.responses
    ]
    assert found == [
        ("r-yellow-1", "提醒儿童、老年人减少户外活动", (), ("public.health-advice",)),
        ("r-yellow-2", "县住建局督促停止土石方作业", ("housing",), ("dust.sites",)),
        (
            "r-yellow-3",
            "县公安局、县教育局加强宣传",
            ("public-security", "education"),
            (),
        ),
        (
            "r-orange-1",
            "中小学停止户外活动。（责任单位：县教育局）",
            ("education",),
            ("public.school-outdoor",),
        ),
        (
            "r-orange-2",
            "由县公安局对货车限行",
            ("public-security",),
            ("mobile.restriction",),
        ),
        ("r-red-1", "机动车单双号行驶", (), ("mobile.odd-even",)),
    ]


def test_the_plan_is_cited(made: Imported) -> None:
    of = made.draft.model.plan.of
    assert of is not None
    assert (of.name, of.number, of.issued) == (
        "青岚县重污染天气应急预案",
        "青政办发〔2023〕12号",
        date(2023, 11, 5),
    )
    assert of.basis == "stated"


def test_the_other_parts_are_listed_and_counted(made: Imported) -> None:
    parts = {aside.place: aside.text for aside in made.left}
    assert any("为有效应对重污染天气" in text for text in parts.values())
    assert any("县教育局组织复课" in text for text in parts.values())
    listed = sum(characters("".join(parts.values())).values())
    layout = leftover(made).total() - listed
    assert 0 <= layout < 60


def test_the_report_says_so(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")
    said = run("import", str(file), "--id", "qinglan").err
    assert "3 个单位、4 条职责、响应措施 6 条" in said
    assert "不是职责的部分" in said


def test_the_orders_reach_the_night(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert (
        run(
            "import",
            str(file),
            "--id",
            "qinglan",
            "--into",
            str(tmp_path / "registries"),
        ).code
        == 0
    )
    words = (
        "activate",
        "--level",
        "yellow",
        "--unit",
        "县公安局",
        "--registries",
        str(tmp_path / "registries"),
    )
    assert "待定" in run(*words).out
    words = (
        "activate",
        "--level",
        "orange",
        "--unit",
        "县公安局",
        "--registries",
        str(tmp_path / "registries"),
    )
    assert "执行" in run(*words).out


def test_a_registry_of_a_whole_plan_is_held_against_its_parts(
    tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PLAN, encoding="utf-8")
    folder = tmp_path / "registries"
    run("import", str(file), "--id", "qinglan", "--into", str(folder))
    target = folder / "qinglan.yaml"
    whole = target.read_text(encoding="utf-8")
    assert " T3" not in run("lint", "--no-cache", "--ignore", "T311", str(target)).out
    target.write_text(whole.replace("负责货车限行", "负责客车限行"), encoding="utf-8")
    assert "T301" in run("lint", "--no-cache", str(target)).out
    without = "\n".join(line for line in whole.split("\n") if "r-red-1" not in line)
    target.write_text(without, encoding="utf-8")
    assert "T302" in run("lint", "--no-cache", str(target)).out


def test_an_annex_has_no_sections() -> None:
    made = import_bytes("区教育局：停课。\n区公安局：限行。\n".encode(), "a.txt")
    assert made.draft.model.plan.sections == ()
    assert made.draft.model.responses == ()


def test_a_page_without_line_breaks_stays_whole() -> None:
    made = import_bytes("".join(PLAN.split("\n")).encode(), "a.txt", id_="qinglan")
    assert made.draft.model.plan.sections == ()


@pytest.mark.parametrize(
    ("head", "of"),
    [
        (
            "附件2\n青岚县重污染天气应急指挥部成员单位职责",
            ("青岚县重污染天气应急预案", None, "inferred"),
        ),
        (
            "根据《青岚县重污染天气应急预案》（青政办〔2020〕7号），明确职责如下。",
            ("青岚县重污染天气应急预案", "青政办〔2020〕7号", "stated"),
        ),
        (
            "关于调整青岚县重污染天气应急指挥部成员单位职责的通知\n青政办函〔2024〕3号",
            ("青岚县重污染天气应急预案", None, "inferred"),
        ),
    ],
)
def test_what_an_annex_says_of_its_plan(
    head: str, of: tuple[str, str | None, str]
) -> None:
    text = f"{head}\n（一）县教育局：停课。\n（二）县公安局：限行。\n"
    plan = import_bytes(text.encode(), "a.txt", name="青岚县", id_="a").draft.model.plan
    assert plan.of is not None
    assert (plan.of.name, plan.of.number, plan.of.basis) == of


def test_the_chapter_of_the_brief() -> None:
    path = (
        Path(__file__).parents[2]
        / "shared"
        / "cases"
        / "chapter"
        / "sources"
        / "shiwan.txt"
    )
    if not path.is_file():
        pytest.skip("needs the brief's cases beside the clone")
    responses = import_bytes(
        path.read_bytes(), "a.txt", id_="shiwan"
    ).draft.model.responses
    assert [(one.level, one.text, one.units) for one in responses] == [
        ("yellow", "停止土石方作业", ()),
        ("orange", "中小学停止户外活动", ()),
        ("orange", "县住建局停止拆除作业", ("housing",)),
        ("red", "机动车单双号行驶", ()),
    ]
