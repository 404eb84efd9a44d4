"""The desk: what it holds, who may read it, and what papers take from it."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from conftest import ROOT, Run

TIMES = ["--issued", "2026-12-01T20:00", "--start", "2026-12-02T00:00"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The example's registries and desks in a folder of one's own."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "office")
    return tmp_path / "office"


def at(office: Path) -> list[str]:
    return ["--registries", str(office / "registries")]


def test_the_example_is_clean(run: Run) -> None:
    ended = run("lint", *at(ROOT / "docs" / "examples"), "--no-cache")
    assert (ended.code, ended.out) == (0, "无。\n")
    assert "2 个文件：错误 0，警告 0，提示 0。" in ended.err


def test_what_is_set_and_what_is_missing(run: Run, office: Path) -> None:
    ended = run("desk", *at(office), "--today", "2026-11-26")
    assert ended.code == 0
    for said in (
        "青岚区重污染天气应急指挥部办公室",
        "青气应办〔{year}〕{n}号",
        "下达后 2 小时",
        "未设 3 项：邮箱、地址、豁免。",
        "没有电话的机构 1 个：区应急指挥部办公室。",
        "电话半年以上没有核对的机构 1 个：区城市管理局。",
    ):
        assert said in ended.out


def test_where_nothing_is_set_the_defaults_are_named(run: Run, office: Path) -> None:
    (office / "desks" / "qinglan.yaml").unlink()
    data = json.loads(run("desk", *at(office), "-f", "json").out)
    (desk,) = data["desks"]
    facts = {one["field"]: (one["value"], one["source"]) for one in desk["facts"]}
    assert desk["file"] is None
    assert facts["deadlines.receipt"] == (1, "default")
    assert facts["deadlines.report"] == (24, "default")
    assert facts["daily"] == (["17:00"], "default")
    assert facts["office.name"] == ("区应急指挥部办公室", "registry")
    assert facts["office.seal"] == (None, None)
    assert "用 smogctl desk --new -d qinglan" in run("desk", *at(office)).out


def test_a_new_desk_is_for_its_owner_and_overwrites_nothing(
    run: Run, office: Path
) -> None:
    shutil.rmtree(office / "desks")
    ended = run("desk", "--new", *at(office))
    path = office / "desks" / "qinglan.yaml"
    assert (ended.code, ended.out) == (0, "")
    assert "已写入" in ended.err
    assert (office / "desks" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    written = path.read_bytes()
    assert run("lint", str(path)).code == 0
    again = run("desk", "--new", *at(office))
    assert again.code == 2
    assert "没有写入" in again.err
    assert path.read_bytes() == written


def test_a_new_desk_becomes_one_by_taking_off_the_marks(run: Run, office: Path) -> None:
    (office / "desks" / "qinglan.yaml").unlink()
    run("desk", "--new", *at(office))
    path = office / "desks" / "qinglan.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("# office:")
    lines = [line.removeprefix("# ") for line in f"# office:{rest}".splitlines()]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    assert run("lint", str(path)).out == "无。\n"
    (desk,) = json.loads(run("desk", *at(office), "-f", "json").out)["desks"]
    assert {one["source"] for one in desk["facts"]} == {None, "default", "registry"}
    assert all(one["phone"] is None for one in desk["contacts"])


def test_another_districts_desk_signs_nothing(run: Run, office: Path) -> None:
    path = office / "desks" / "qinglan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("district: qinglan", "district: other"), encoding="utf-8"
    )
    ended = run("notice", "start", "--level", "橙", *at(office))
    assert (ended.code, ended.out) == (2, "")
    assert "写的是区县 other，不是 qinglan" in ended.err


def test_a_link_to_nowhere_and_a_blank_are_told(run: Run, office: Path) -> None:
    path = office / "desks" / "qinglan.yaml"
    path.unlink()
    path.symlink_to(office / "nowhere")
    assert run("notice", "start", "--level", "橙", *at(office)).code == 2
    path.unlink()
    path.write_text(
        'format: smogctl.desk/1\ndistrict: qinglan\noffice: {name: "  "}\n',
        encoding="utf-8",
    )
    ended = run("notice", "start", "--level", "橙", *at(office))
    assert "署名用的是登记册里的“区应急指挥部办公室”" in ended.err


def test_a_makeshift_signature_is_not_handed_on(
    run: Run, office: Path, tmp_path: Path
) -> None:
    desk = office / "desks" / "qinglan.yaml"
    text = desk.read_text(encoding="utf-8")
    desk.unlink()
    saved = tmp_path / "saved.yaml"
    run(
        "notice",
        "start",
        "--level",
        "橙",
        *TIMES,
        "--save-facts",
        str(saved),
        *at(office),
    )
    assert "office:" not in saved.read_text(encoding="utf-8")
    desk.write_text(text, encoding="utf-8")
    ended = run("notice", "lift", "--previous", str(saved), *at(office))
    assert "青岚区重污染天气应急指挥部办公室" in ended.out


def test_a_registries_folder_of_another_name(run: Run, office: Path) -> None:
    (office / "registries").rename(office / "plans")
    assert run("lint", "--registries", str(office / "plans")).out == "无。\n"
    assert "青气应办" in run("desk", "--registries", str(office / "plans")).out


def test_who_signs_otherwise_has_a_seal_and_a_telephone_of_its_own(
    run: Run, office: Path
) -> None:
    ended = run(
        "notice", "start", "--level", "橙", "--office", "丙办", *TIMES, *at(office)
    )
    assert "临沅市生态环境局" not in ended.out
    assert "0000-0000001" not in ended.out


def test_one_district_at_a_time(run: Run) -> None:
    ended = run("desk", "--new", "--registries", str(ROOT / "registries"))
    assert ended.code == 2
    assert "--district" in ended.err
    assert not (ROOT / "desks").exists()


def test_papers_take_what_nobody_said(run: Run, office: Path) -> None:
    ended = run(
        "notice", "start", "--level", "橙", "--number", "3", *TIMES, *at(office)
    )
    assert "青气应办〔2026〕3号" in ended.out
    assert "青岚区重污染天气应急指挥部办公室" in ended.out
    assert "区应急指挥部各成员单位：" in ended.out
    assert "批准机关“副指挥长”取自值班设置，请确认已经批准。" in ended.err


def test_options_and_facts_go_before_the_desk(
    run: Run, office: Path, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        'format: smogctl.facts/1\noffice: "甲办"\nseal: "乙局"\n', encoding="utf-8"
    )
    arguments = ["--facts", str(facts), "--office", "丙办", "--authority", "指挥长"]
    ended = run("notice", "start", "--level", "橙", *arguments, *TIMES, *at(office))
    assert "丙办" in ended.out
    assert "乙局" in ended.out
    assert "临沅市生态环境局" not in ended.out
    assert "取自值班设置" not in ended.err


def test_a_number_needs_its_year(run: Run, office: Path) -> None:
    ended = run("notice", "start", "--level", "橙", "--number", "3", *at(office))
    assert (ended.code, ended.out) == (2, "")
    assert "--issued" in ended.err
    whole = run(
        "notice", "start", "--level", "橙", "--number", "青气〔2026〕3号", *at(office)
    )
    assert "青气〔2026〕3号" in whole.out


def test_the_receipt_has_the_telephones(run: Run, office: Path) -> None:
    ended = run("notice", "receipt", "--level", "橙", "-f", "md", *at(office))
    assert "0000-0000011" in ended.out
    assert "0000-0000022" in ended.out


def test_the_red_head_is_the_desks_unless_another_signs(run: Run, office: Path) -> None:
    arguments = [
        "notice",
        "start",
        "--level",
        "橙",
        "--red-head",
        "-f",
        "md",
        *at(office),
    ]
    assert "青岚区重污染天气应急指挥部办公室文件" in run(*arguments).out
    assert "办公室文件" not in run(*arguments, "--office", "丙办").out


def test_a_desk_with_a_fault_writes_no_paper(run: Run, office: Path) -> None:
    path = office / "desks" / "qinglan.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("17:00", "25:00"), encoding="utf-8"
    )
    for command in (
        ["notice", "start", "--level", "橙"],
        ["checklist", "--level", "橙"],
        ["desk"],
    ):
        ended = run(*command, *at(office))
        assert (ended.code, ended.out) == (2, "")
        assert "没有这个时刻" in ended.err
    assert run("lint", str(path)).code == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("unit: education", "unit: edukation", "D602"),
        ("body: 区城市管理局", "body: 区城管局", "D602"),
        ("district: qinglan", "district: elsewhere", "D601"),
        ("〔{year}〕{n}号", "〔2026〕{n}号", "D603"),
        (", checked: 2026-11-02}", "}", "D604"),
        ("unit: housing, body: 区城市管理局", "unit: education", "D605"),
        ("receipt: 2", "receipt: 0", "F203"),
        ('phone: "0000-0000001"', 'phones: "0000-0000001"', "F202"),
        ("yellow: 指挥部办公室主任", "purple: 指挥部办公室主任", "F203"),
        ("checked: 2026-11-02", "checked: 今天", "F203"),
    ],
)
def test_lint_finds_what_is_wrong(
    run: Run, office: Path, old: str, new: str, code: str
) -> None:
    path = office / "desks" / "qinglan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    ended = run("lint", *at(office), "-f", "json")
    found = json.loads(ended.out)["findings"]
    assert {one["code"] for one in found} == {code}
    assert all(
        one["file"].endswith("qinglan.yaml") and one["line"] > 1 for one in found
    )


def test_an_edit_of_the_registry_is_seen_by_the_desks_lint(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SMOGCTL_CACHE", str(tmp_path / "cache"))
    assert run("lint", *at(office)).code == 0
    registry = office / "registries" / "qinglan.yaml"
    text = registry.read_text(encoding="utf-8").replace(
        "id: education\n", "id: school\n"
    )
    registry.write_text(text, encoding="utf-8")
    found = json.loads(run("lint", *at(office), "-f", "json").out)["findings"]
    assert "D602" in {one["code"] for one in found}
