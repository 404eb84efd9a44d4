"""What the first user of the guide stumbled over (docs/reading/guide-first-use.md), each as a value."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run

GUIDE = ROOT / "docs" / "guide" / "files"
SAID = "响应措施要求而没有写给哪个单位 2 项，不在任务单里：停办大型户外活动（r-red-1：健康防护：停止举办大型户外活动）；机动车单双号限行（r-red-2：机动车管控：城区实行机动车单双号限行）。"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in ("registries", "desks"):
        shutil.copytree(GUIDE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def run(run: Run, office: Path) -> Callable[..., Any]:
    """The command line in the office's folder."""
    return partial(run, cwd=office)


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        (["activate", "-l", "红"], True),
        (["activate", "-l", "红", "--by", "measure"], True),
        (["activate", "-l", "红", "--from", "橙", "--changes"], True),
        (["activate", "--resume", "-l", "红"], True),
        (["activate", "-l", "橙"], False),
        (["activate", "--lift", "--from", "红"], False),
        (["activate", "--suspend", "-l", "红"], False),
        (["checklist", "-l", "红"], True),
        (["notice", "start", "-l", "红"], True),
        (["notice", "start", "-l", "橙"], False),
        (["notice", "public", "-l", "红"], False),
    ],
)
def test_what_the_plan_orders_of_nobody_is_said_where_tasks_are_listed(
    run: Run, office: Path, line: list[str], is_said: bool
) -> None:
    done = run(*line)
    assert done.code == 0
    assert (SAID in done.out + done.err) == is_said


def test_it_stands_in_the_drafting_note_and_not_in_the_paper(
    run: Run, office: Path
) -> None:
    run("notice", "start", "-l", "红", "-o", "a.txt", "--note", "note.txt")
    assert SAID in (office / "note.txt").read_text("utf-8")
    assert "没有写给哪个单位" not in (office / "a.txt").read_text("utf-8")


def opened(run: Run, *more: str) -> None:
    done = run(
        *("incident", "open", "-d", "青岚", "-l", "橙", "--until", "2035-12-04T20:00"),
        *("--forecast", "预计加重", "--now", "2035-12-01T20:00", *more),
    )
    assert done.code == 0, done.err


def test_the_announcement_takes_its_facts_from_the_ledger(
    run: Run, office: Path
) -> None:
    opened(run)
    run("incident", "issue", "--now", "2035-12-01T20:05")
    paper = run("notice", "公告", "-i", "current")
    assert paper.code == 0
    assert "预计加重" in paper.out
    assert "2035年12月1日20时" in paper.out
    assert "2035年12月4日20时" in paper.out
    assert "〔    〕" not in paper.out
    run("incident", "upgrade", "-l", "红", "--now", "2035-12-02T09:00")
    assert "2035年12月2日9时" in run("notice", "公告", "-i", "current").out


def test_who_forgot_that_it_is_a_drill_is_told(run: Run, office: Path) -> None:
    opened(run, "--drill", "--title", "练手")
    for line in (["receipt", "教育局"], ["issue"], ["status"]):
        done = run("incident", *line)
        assert done.code == 2
        assert "未关闭的有" in done.err
        assert "加 --drill" in done.err
    assert "不写 --drill" not in run("incident", "status").err


def test_a_new_desk_is_filled_in_by_taking_the_signs_away(
    run: Run, office: Path
) -> None:
    """Literally: the sign at the beginning of a line, and nothing else."""
    (office / "desks/qinglan.yaml").unlink()
    assert run("desk", "--new", "-d", "青岚").code == 0
    path = office / "desks/qinglan.yaml"
    lines = path.read_text("utf-8").split("\n")
    head, fields = lines[:5], lines[5:]
    filled = [line.removeprefix("#") for line in fields]
    path.write_text("\n".join([*head, *filled]), "utf-8")
    findings = json.loads(run("lint", "desks", "--format", "json").out)["findings"]
    assert [one for one in findings if one["severity"] == "error"] == []
    wanted = ("#office:", "#  phone:")
    only = [
        line.removeprefix("#") if line.startswith(wanted) else line for line in fields
    ]
    path.write_text("\n".join([*head, *only]), "utf-8")
    assert run("lint", "desks").code == 0


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("20时", "20时"),
        ("20:30", "20时30分"),
        ("今晚8点", "20时"),
        ("明天8时", "8时"),
        ("12月1日20时", "12月1日20时"),
    ],
)
def test_a_paper_takes_times_as_the_ledger_does(
    run: Run, office: Path, typed: str, shown: str
) -> None:
    done = run("notice", "start", "-l", "橙", "--start", typed)
    assert done.code == 0, done.err
    assert f"{shown}起启动" in done.out.replace("\n", "").replace(" ", "")


def test_a_time_that_is_none_is_not_said_to_lack_its_year(
    run: Run, office: Path
) -> None:
    done = run("notice", "start", "-l", "橙", "--start", "11月27日晚8点钟")
    assert done.code == 2
    assert "要写年份" not in done.err


def test_a_district_that_stands_alone_is_told_its_option(
    run: Run, office: Path
) -> None:
    assert "是不是 --district 青岚？" in run("gaps", "青岚").err
    assert "是不是 --unit 教育局？" in run("duties", "教育局").err


def test_a_wrong_number_is_not_asked_for_its_own_option(run: Run, office: Path) -> None:
    opened(run)
    said = run("incident", "report", "-u", "公安局", "--people", "30人").err
    assert "应是整数" in said
    assert "是不是" not in said


def test_an_upgrade_that_is_typed_twice_voids_nothing(run: Run, office: Path) -> None:
    opened(run)
    run("incident", "issue", "--now", "2035-12-01T20:05")
    once = run("incident", "upgrade", "-l", "红", "--now", "2035-12-02T09:00")
    twice = run("incident", "upgrade", "-l", "红", "--now", "2035-12-02T09:00")
    assert (once.code, twice.code) == (0, 2)
    assert "现在就是红色预警，第3条登记的" in twice.err
    assert "correct" not in twice.err


def test_a_new_clause_of_an_edition_waits_for_a_reader(run: Run, office: Path) -> None:
    text = (office / "registries/sources/qinglan.txt").read_text("utf-8")
    assert "开展网格巡查" in text
    (office / "new.txt").write_text(
        text.replace("开展网格巡查", "开展网格巡查；开展夜间巡查"), "utf-8"
    )
    done = run(
        "import", "new.txt", "--update", "registries/qinglan.yaml", "-o", "new.yaml"
    )
    assert done.code == 0
    made = (office / "new.yaml").read_text("utf-8")
    assert made.count("check: [新版新增的条文，标注是按字样拟的") == 1
    assert made.count("check:") == 1
    assert "待核 1 处" in done.err


def test_help_may_stand_behind_the_ledger(run: Run) -> None:
    assert run("incident", "help", "open").out == run("incident", "open", "--help").out
    assert run("help", "incident", "open").out == run("incident", "open", "--help").out


def test_a_rule_s_number_alone_finds_its_letters(run: Run) -> None:
    assert "是不是 R302、T302？" in run("explain", "302").err
