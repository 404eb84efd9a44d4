"""What a first user met while bringing in three counties' annexes, each as a kind on texts of its own."""

import io
from pathlib import Path
from typing import Any

import pytest

from conftest import Ended, Run
from smogctl.cli.registries import district_names, means
from smogctl.importing.annotating import MeasureReading, Reading, read_clause
from smogctl.importing.bodies.table import Unit
from smogctl.importing.importer import Imported, import_bytes
from smogctl.importing.relations import Who
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import choose
from smogctl.plan.names import find_units
from smogctl.plan.organs import organ_of
from smogctl.plan.registry import District
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import Colour

WORDS: tuple[tuple[Colour, str, str], ...] = (
    ("yellow", "黄", "Ⅲ"),
    ("orange", "橙", "Ⅱ"),
    ("red", "红", "Ⅰ"),
)
LEVELS = tuple(
    Level(id=id_, name=f"{name}色预警", response=f"{roman}级响应")
    for id_, name, roman in WORDS
)
TITLE = "石山县重污染天气应急指挥部成员单位职责\n"


def read(text: str) -> tuple[Reading, dict[str, MeasureReading]]:
    reading = read_clause(text, [], LEVELS)
    return reading, {one.id: one for one in reading.measures}


def made(text: str, name: str = "a.txt", **more: str) -> Imported:
    return import_bytes(text.encode(), name, **more)


def test_a_level_in_front_of_the_last_act_is_its_alone() -> None:
    reading, measures = read("减少或停止学生户外活动，红色预警时组织停课")
    assert reading.levels == ()
    assert measures["public.school-outdoor"].levels == ()
    assert measures["public.school-suspension"].levels == ("red",)
    assert any("红色预警时" in doubt for doubt in reading.doubts)


def test_a_level_in_front_of_all_acts_is_of_all() -> None:
    reading, _ = read("红色预警时停止户外活动，组织停课")
    assert reading.levels == ("red",)


@pytest.mark.parametrize(
    ("text", "measure", "phases"),
    [
        (
            "制定机动车限行方案，并组织实施",
            "mobile.restriction",
            ("prepare", "respond"),
        ),
        ("制定机动车限行方案", "mobile.restriction", ("prepare",)),
    ],
)
def test_what_is_planned_and_carried_out_is_both(
    text: str, measure: str, phases: tuple[str, ...]
) -> None:
    reading, measures = read(text)
    assert (measures[measure].phases or reading.phases) == phases


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("督促港口码头落实防尘措施", ("料堆",)),
        ("责令码头、搅拌站停业", ("停业",)),
        ("停止混凝土搅拌站生产", ("停业",)),
    ],
)
def test_dust_at_a_quay_closes_no_quay(text: str, parts: tuple[str]) -> None:
    assert read(text)[1]["dust.stockpiles"].parts == parts


@pytest.mark.parametrize(
    ("text", "measure", "scope"),
    [
        ("停止土石方作业、建筑拆除、喷涂粉刷", "dust.sites", None),
        ("查处渣土车、混凝土罐车遗撒", "mobile.spoil-trucks", None),
        ("加强国省干线、县乡公路保洁", "dust.roads", "国省干线、县乡公路"),
        ("停止建筑拆除作业", "dust.sites", "建筑拆除"),
    ],
)
def test_one_thing_of_a_list_is_no_scope(
    text: str, measure: str, scope: str | None
) -> None:
    assert read(text)[1][measure].scope == scope


def test_safety_in_closed_firms_closes_none() -> None:
    assert set(read("督促限产、停产企业落实安全措施")[1]) == {"support.safety"}


UNITS = [
    Unit("office", "office", ("县指挥部办公室",)),
    Unit("police", "department", ("县公安局",)),
    Unit("traffic", "department", ("县交通运输局",)),
    Unit("towns", "territory", ("各乡镇",)),
    Unit("market", "department", ("县市场监管局",)),
    Unit("own", "department", ("县城管局",)),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "牵头查处渣土车，县公安局、县交通运输局配合",
            {("convenes", "police"), ("convenes", "traffic")},
        ),
        ("引导车辆绕行，由县公安局设置标志", {("convenes", "police")}),
        ("核查停用情况，由县交通运输局组织工地自查", {("convenes", "traffic")}),
        ("统筹渣土车停运，各乡镇要对消纳场逐一检查", {("convenes", "towns")}),
        ("与县公安局建立联动机制", {("shares", "police")}),
        ("发现问题报县公安局查处", {("reports_to", "police")}),
        ("配合市场监管部门抽检油品", {("supports", "market")}),
        ("由县公安局牵头，查处违规车辆", {("under", "police")}),
        ("每日向县指挥部办公室报送情况", {("reports_to", "office")}),
    ],
)
def test_whoever_acts_in_a_clause_is_named(
    text: str, found: set[tuple[str, str]]
) -> None:
    who = Who(UNITS)
    assert {
        (relation, body) for relation, body, _ in who.mentions_in(text, "own")
    } == found


def test_the_office_of_a_plan_without_one_is_no_command() -> None:
    who = Who(UNITS[1:])
    ((relation, body, sure),) = who.mentions_in("向区指挥部办公室报告", "own")
    assert (relation, sure) == ("reports_to", False)
    assert who.outside["区指挥部办公室"].id == body


@pytest.mark.parametrize(
    ("name", "function"),
    [("公安榆坞分局", "public-security"), ("交警高新大队", "traffic-police")],
)
def test_a_branch_has_its_organs_function(name: str, function: str) -> None:
    assert organ_of(name).functions == (function,)


def test_a_part_of_a_name_counts_behind_the_prefix() -> None:
    text = "石山区重污染天气应急指挥部成员单位职责\n区港航管理局：管控码头。\n区水务局：管控河道。\n"
    registry = made(text, id_="shishan", name="石山区").subject.registry
    assert registry is not None
    assert find_units(registry, "港航").hit is not None


def test_a_district_answers_to_its_name_without_its_rank() -> None:
    names = district_names(District(id="shishan", name="石山县"))
    assert means("石山", names)
    assert not means("山", names)


@pytest.mark.parametrize(
    "text", ["指挥长由县长担任", "办公室设在县环保局，县环保局局长兼任办公室主任"]
)
def test_who_makes_up_a_command_is_no_task(text: str) -> None:
    reading, measures = read(text)
    assert (reading.phases, measures, reading.doubts) == (("standing",), {}, ())


def test_the_district_is_the_one_that_the_text_names() -> None:
    text = (
        "首页 > 政务公开\n关于印发溪口县重污染天气应急预案的通知\n《溪口县重污染天气应急预案》如下：\n"
        "成员单位职责\n县教育局：停课。\n县公安局：限行。\n"
    )
    model = made(text).draft.model
    assert model.district.name == "溪口县"
    assert ">" not in model.plan.title


def test_a_placeholder_is_an_error() -> None:
    subject = made("某处职责\n教育局：停课。\n公安局：限行。\n").subject
    codes = [one.code for one in lint(subject, choose((), ()))]
    assert "F205" in codes


DRAFT = TITLE + "县教育局：组织停课；抓好落实见成效。\n县公安局：限行。\n"


@pytest.fixture(name="draft")
def _draft(tmp_path: Path) -> Any:
    folder = tmp_path / "registries"
    folder.mkdir()
    file = folder / "shishan.yaml"
    file.write_text(made(DRAFT, id_="shishan", name="石山县").text, encoding="utf-8")
    return file


def answered(
    run: Run, monkeypatch: pytest.MonkeyPatch, file: Path, *answers: str
) -> Ended:
    stdin = io.TextIOWrapper(
        io.BytesIO("\n".join([*answers, ""]).encode()), encoding="utf-8"
    )
    monkeypatch.setattr("sys.stdin", stdin)
    return run("review", str(file))


def _asked_until(text: str, words: str) -> int:
    """How many questions come before the one about some words."""
    before = text.split(words)[0].split("\n")
    return sum(line.strip().startswith("check:") for line in before[:-1])


def test_answers_are_taken_in_any_width_and_in_the_prompts_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    result = answered(
        run, monkeypatch, draft, "照此", "Ｙ", "是", "Ｙ", "Ｙ", "Ｙ", "Ｙ"
    )
    assert "都核过了" in result.out


def test_an_answer_about_another_field_leaves_the_question_open(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    skips = ["s"] * _asked_until(draft.read_text(encoding="utf-8"), "没有认出措施")
    answered(run, monkeypatch, draft, *skips, "角色＝配合", "q")
    text = draft.read_text(encoding="utf-8")
    assert "role: support" in text
    assert "没有认出措施" in text


def test_measures_are_added_and_taken_out_one_by_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    skips = ["s"] * _asked_until(draft.read_text(encoding="utf-8"), "没有认出措施")
    answered(run, monkeypatch, draft, *skips, "措施+=总结评估,support.supervision", "q")
    text = draft.read_text(encoding="utf-8")
    assert "measures: [support.review, support.supervision]" in text
    assert "没有认出措施" not in text


def test_what_is_no_duty_is_said_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    before = draft.read_text(encoding="utf-8")
    skips = ["s"] * _asked_until(before, "没有认出措施")
    answered(run, monkeypatch, draft, *skips, "1", "q")
    text = draft.read_text(encoding="utf-8")
    assert "phase: standing" in text
    assert "没有认出措施" not in text


def test_help_names_the_fields_in_chinese(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    result = answered(run, monkeypatch, draft, "?", "q")
    assert "能写的字段" in result.err
    assert "role" not in result.err


def test_a_file_that_cannot_be_written_ends_the_walk(
    run: Run, monkeypatch: pytest.MonkeyPatch, draft: Path
) -> None:
    draft.parent.chmod(0o500)
    try:
        result = answered(run, monkeypatch, draft, "y", "y")
    finally:
        draft.parent.chmod(0o700)
    if result.code == 0:
        pytest.skip("this user writes into any folder")
    assert result.code == 2


@pytest.mark.parametrize(
    "command", [("checklist", "-l", "橙"), ("notice", "start", "-l", "橙")]
)
def test_papers_of_a_draft_say_so_to_their_author(
    run: Run, draft: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, "-d", "石山", "--registries", str(draft.parent))
    assert "草稿" in result.err
    assert "草稿" not in result.out
