"""What a first user stumbled over in one night (docs/reading/user-night-e.md), each as a value."""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from smogctl.grammar.measures import named
from smogctl.plan import catalogue


@pytest.mark.parametrize(
    ("clause", "is_ordered"),
    [
        ("负责高排放车辆限行", True),
        ("落实高排放车辆限行措施", True),
        ("组织实施车辆限行", True),
        ("严格落实高排放车辆限行管控措施", True),
        ("车辆限行期间加强宣传", False),
        ("停产、车辆限行期间，做好保供", False),
        ("受车辆限行影响的乘客，加开公交", False),
        ("做好车辆限行的宣传解释工作", False),
    ],
)
def test_vehicles_kept_off_the_road_are_the_measure_of_that_name(
    clause: str, is_ordered: bool
) -> None:
    measures = {hit.measure for hit in named(clause)}
    assert ("mobile.restriction" in measures) == is_ordered


def test_a_clause_that_says_a_measures_own_name_names_it() -> None:
    for measure in catalogue.measures().values():
        clause = f"负责{measure.name}"
        assert measure.id in {hit.measure for hit in named(clause)}, clause


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("负责我区空气重污染天气应对工作的组织领导", "（待填）"),
        ("指导该区重污染天气应急工作", "（待填）"),
        ("组织领导青岚区重污染天气应对工作", "青岚区"),
        ("负责青岚区重污染天气应对工作", "青岚区"),
    ],
)
def test_a_verb_is_no_part_of_a_districts_name(
    run: Run, tmp_path: Path, sentence: str, name: str
) -> None:
    plan = tmp_path / "职责.txt"
    plan.write_text(f"一、指挥部职责\n{sentence}。\n二、区教委职责\n停课。\n", "utf-8")
    assert f"  name: {name}\n" in run("import", str(plan), "--id", "a").out


def test_the_text_that_comes_with_the_project_is_of_its_own_district(run: Run) -> None:
    done = run("import", str(ROOT / "registries" / "sources" / "jiangjin.txt"))
    assert "  id: jiangjin\n  name: 江津区\n" in done.out


AT = "2026-12-01T18:30"
LACKING = (
    "没有写文号（--number）、谁批准的（--authority）：公文中留空，可在 notice 时补写。"
)
BY_DESK = (
    "没有写文号（--number）：公文中留空，可在 notice 时补写。\n"
    "没有写谁批准的（--authority）：公文按值班设置写“指挥长”，请确认已经批准。"
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in ("registries", "desks"):
        shutil.copytree(ROOT / "docs" / "guide" / "files" / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("approvals", "remark"),
    [
        ("{orange: 指挥长, red: 总指挥}", BY_DESK),
        ("{red: 总指挥}", LACKING),
        # a faulty desk keeps nobody from recording that the warning is out
        ("[]", LACKING),
    ],
)
def test_an_order_is_told_blank_only_of_what_its_paper_leaves_blank(
    run: Run, office: Path, approvals: str, remark: str
) -> None:
    desk = office / "desks" / "qinglan.yaml"
    desk.write_text(
        f"format: smogctl.desk/1\ndistrict: qinglan\napprovals: {approvals}\n", "utf-8"
    )
    line = ("-d", "青岚", "--now", AT)
    opened = run("incident", "open", "-l", "橙", *line, cwd=office)
    assert (opened.code, opened.err.strip()) == (0, remark)


def test_a_change_of_level_is_approved_by_who_approves_the_new_one(
    run: Run, office: Path
) -> None:
    run("incident", "open", "-l", "橙", "-d", "青岚", "--now", AT, cwd=office)
    desk = office / "desks" / "qinglan.yaml"
    desk.write_text(
        "format: smogctl.desk/1\ndistrict: qinglan\n"
        "approvals: {orange: 指挥长, red: 总指挥}\n",
        "utf-8",
    )
    for line, who in (
        (("extend", "--until", "12月5日20时"), "指挥长"),
        (("upgrade", "-l", "红"), "总指挥"),
        (("lift",), "总指挥"),
    ):
        done = run("incident", *line, "--now", "2026-12-02T18:30", cwd=office)
        assert f"公文按值班设置写“{who}”，请确认已经批准。" in done.err
