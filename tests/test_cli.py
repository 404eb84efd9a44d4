"""The command line as its users meet it: answers, refusals, exit codes (docs/design.md, Commands and what scripts read)."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, ROOT, UNIT, Golden, Run, smogctl
from smogctl.text.plain import width

QUESTIONS = ["units", "duties", "measures", "levels"]


def test_the_public_security_bureau_of_both_districts(run: Run) -> None:
    ended = run("duties", "--unit", "区公安局", "--format", "json")
    assert ended.code == 0
    duties = json.loads(ended.out)["duties"]
    assert [
        sum(one["district"] == name for one in duties) for name in ("kunqu", "jiangjin")
    ] == [
        7,
        5,
    ]


def test_candidates_are_listed_and_the_other_district_still_answers(run: Run) -> None:
    ended = run("duties", "--unit", "管理局", "-f", "json")
    assert ended.code == 2
    assert "区应急管理局、区市场监督管理局" in ended.err
    assert {one["unit"] for one in json.loads(ended.out)["duties"]} == {"区城市管理局"}
    nobody = run("duties", "--unit", "应急")
    assert (nobody.code, nobody.out) == (2, "")
    assert "应急指挥部、应急指挥部办公室、区应急管理局" in nobody.err


def test_a_unit_by_its_function_is_said(run: Run) -> None:
    ended = run("duties", "--unit", "住建局", "-f", "json")
    assert ended.code == 0
    assert "江津区：“住建局”按职能取“区住房城乡建委”" in ended.err
    units = {one["unit"] for one in json.loads(ended.out)["duties"]}
    assert units == {"区住建局", "区住房城乡建委"}


def test_a_body_outside_the_plan_is_said_to_be_none_of_its_units(run: Run) -> None:
    ended = run("duties", "--unit", "网信办", "-d", "昆区")
    assert (ended.code, ended.out) == (2, "")
    assert "预案点到“网信办”，它不是昆都仑区的成员单位。" in ended.err


def test_an_unknown_name_is_met_with_the_closest(run: Run) -> None:
    ended = run("duties", "--unit", "区公安居")
    assert (ended.code, ended.out) == (2, "")
    assert "是不是：区公安局？" in ended.err


def test_absent_in_one_district_is_fine_and_said(run: Run) -> None:
    ended = run("duties", "--unit", "供电公司")
    assert ended.code == 0
    assert "昆都仑区没有“供电公司”" in ended.err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["activate"], "缺少 --level"),
        (["activate", "--level", "purple"], "不认识的预警级别“purple”"),
        (["activate", "--level", "red", "--lift", "--from", "orange"], "给得不同"),
        (["activate", "--level", "red", "--lift", "--suspend"], "只能用一个"),
        (["activate", "--level", "red", "--changes"], "--from"),
        (["activate", "--level", "red", "--decide", "no.such"], "只对一个区县"),
        (["activate", "--level", "red", "--decide", "dust.sites=later"], "ID=hold"),
        (["activate", "--level", "red", "--from", "x"], "不认识的预警级别“x”"),
        (["activate", "--level", "blue"], "没有“blue”这一级"),
        (
            ["activate", "--level", "red", "--by", "day"],
            "unit（单位）、body（机构）、measure（措施）",
        ),
        (["duties", "--phase", "x"], "不认识的阶段"),
        (["duties", "--role", "x"], "不认识的角色"),
        (["duties", "--measure", "dust.sits"], "是不是：dust.sites"),
        (["duties", "--with", "铁路局"], "没有单位“铁路局”"),
        (["duties", "--district", "昆明"], "没有区县“昆明”"),
        (["duties", "--format", "xml"], "csv、html、json、md、table、text"),
        (
            ["checklist", "--level", "red", "--format", "csv"],
            "没有“csv”这种格式。有：text、md、html、docx、pdf、xlsx",
        ),
        (["duties", "--registries", "nowhere"], "没有文件夹“nowhere”"),
        (["duties", "--unti", "x"], "没有选项 --unti。是不是 --unit？"),
        (["duties", "x"], "多出了“x”"),
        (["duties", "--unit"], "选项 --unit 后面要有值"),
        (["dutys"], "没有命令“dutys”。是不是 duties？"),
        (["duties", "--unit", "公安局", "-u=教育局"], "选项 --unit 给了不止一次"),
        (["units", "-o", "x.docx"], "不知道后缀 .docx 是什么格式"),
        (["checklist", "-l", "红", "-o", "x.csv"], "不知道后缀 .csv 是什么格式"),
        (["units", "-o", ""], "文件名是空的"),
        (["duties", "--grep", " "], "--grep 后面没有文字"),
        (
            ["units", "--unit", "滨江新城建设管理中心"],
            "它是江津区的成员单位，但预案没有写它的职责",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(
    run: Run, arguments: list[str], part: str
) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_answer_says_so(run: Run, question: str) -> None:
    ended = run(question, "--grep", "此句预案中没有", "-d", "昆区")
    assert ended.code == 0
    assert "无。" in ended.out


KEYS = {
    "units": "district unit unit_id kind row bodies aliases duties file line",
    "duties": "district unit unit_id bodies id text role phases partners measures assignments note row file line",
    "measures": "district id name starts need lead joint support guide",
    "levels": "district id name response basis released_by proposed_by",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_the_contract(run: Run, question: str) -> None:
    data = json.loads(run(question, "--format", "json").out)
    assert list(data) == ["format", question]
    assert data["format"] == f"smogctl.{question}/1"
    assert {tuple(one) for one in data[question]} == {tuple(KEYS[question].split())}


def test_the_json_of_an_activation_is_the_contract(run: Run) -> None:
    data = json.loads(
        run("activate", "--level", "橙", "--from", "黄", "--format", "json").out
    )
    assert data["format"] == "smogctl.activation/1"
    responses = {"kunqu": "Ⅱ级响应", "jiangjin": "Ⅱ级应急响应"}
    for found in data["activations"]:
        assert list(found) == [
            "district",
            "plan",
            "file",
            "hash",
            "level",
            "response",
            "from",
            "event",
            "decisions",
            "units",
        ]
        assert (found["level"], found["response"], found["from"]) == (
            "orange",
            responses[found["district"]],
            "yellow",
        )
        for unit in found["units"]:
            assert list(unit) == [
                "unit",
                "unit_id",
                "bodies",
                "tasks",
                "named_in",
                "left_out",
            ]
            for task in unit["tasks"]:
                keys = "duty text role partners part acting_for state change measures basis note"
                assert list(task) == keys.split()
                for measure in task["measures"]:
                    assert list(measure) == [
                        "id",
                        "name",
                        "starts",
                        "stage",
                        "scope",
                        "parts",
                        "state",
                        "basis",
                        "ground",
                        "change",
                    ]


def test_files_and_lines_in_json_point_at_the_duty(run: Run) -> None:
    for duty in json.loads(run("duties", "--format", "json").out)["duties"]:
        lines = (ROOT / duty["file"]).read_text(encoding="utf-8").split("\n")
        assert lines[duty["line"] - 1].strip() == f"- id: {duty['id']}"


# each filter with a value, and what must be true of every duty that it lets through
FILTERS = [
    (["--unit", "公安局"], lambda one: one["unit"] == "区公安局"),
    (
        ["--measure", "mobile.restriction"],
        lambda one: "mobile.restriction" in one["measures"],
    ),
    (["--measure", "渣土"], lambda one: "mobile.spoil-trucks" in one["measures"]),
    (
        ["--measure", "dust"],
        lambda one: any(name.startswith("dust.") for name in one["measures"]),
    ),
    (["--phase", "准备"], lambda one: "prepare" in one["phases"]),
    (
        ["--role", "support"],
        lambda one: any(a["role"] == "support" for a in one["assignments"]),
    ),
    (
        ["--with", "市级部门"],
        lambda one: any(p["name"] == "市级部门" for p in one["partners"]),
    ),
    (["--grep", "大宗物料"], lambda one: "大宗物料" in one["text"]),
    (["--grep", "ＰＭ"], lambda one: False),
    (["--district", "江津"], lambda one: one["district"] == "jiangjin"),
    (
        ["--level", "yellow", "--measure", "停课"],
        lambda one: "public.school-suspension" in one["measures"],
    ),
]


@pytest.mark.parametrize(
    ("arguments", "holds"), FILTERS, ids=[" ".join(one[0]) for one in FILTERS]
)
def test_a_filter_lets_through_what_it_says_and_nothing_else(
    run: Run, arguments: list[str], holds: Callable[..., Any]
) -> None:
    everything = json.loads(run("duties", "-f", "json").out)["duties"]
    found = json.loads(run("duties", *arguments, "-f", "json").out)["duties"]
    assert all(holds(one) for one in found)
    assert 0 < len(found) < len(everything) or arguments[1] == "ＰＭ"
    if arguments[0] != "--level":
        assert [one for one in everything if holds(one)] == found


NARROWING = [arguments for arguments, _ in FILTERS if arguments[1] != "ＰＭ"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("arguments", NARROWING, ids=" ".join)
def test_every_question_takes_every_filter(
    run: Run, question: str, arguments: list[str]
) -> None:
    assert run(question, *arguments, "-f", "json").code == 0


def is_seen(question: Any, arguments: Any) -> Any:
    """Most duties are due at every level: a filter of duties leaves `levels` as it was."""
    return question != "levels" or arguments[0] in ("--district", "--level")


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        pytest.param(question, arguments, id=f"{question} {' '.join(arguments)}")
        for question in QUESTIONS
        for arguments in NARROWING
        if is_seen(question, arguments)
    ],
)
def test_a_filter_changes_the_answer(
    run: Run, question: str, arguments: list[str]
) -> None:
    narrowed = run(question, *arguments, "-f", "json").out
    assert narrowed != run(question, "-f", "json").out


def test_levels_by_what_is_due_there(run: Run) -> None:
    def due(*arguments: Any) -> Any:
        return [
            one["id"]
            for one in json.loads(
                run("levels", "-d", "昆区", *arguments, "-f", "json").out
            )["levels"]
        ]

    assert due() == ["yellow", "orange", "red"]
    assert due("--measure", "停课") == ["red"]
    assert due("--unit", "教育局") == ["yellow", "orange", "red"]
    assert due("--measure", "mobile.restriction") == ["orange", "red"]
    assert due("--level", "Ⅱ") == ["orange"]
    assert due("--grep", "没有这句") == []


def test_a_level_on_duties_is_what_activate_lists(run: Run) -> None:
    for level in ("yellow", "orange", "red"):
        listed = json.loads(run("duties", "--level", level, "-f", "json").out)["duties"]
        lists = json.loads(run("activate", "--level", level, "-f", "json").out)[
            "activations"
        ]
        tasks = {
            (found["district"], task["duty"])
            for found in lists
            for unit in found["units"]
            for task in unit["tasks"]
            if not task["acting_for"]
        }
        assert {(one["district"], one["id"]) for one in listed} == tasks


def test_csv_has_a_row_a_duty_and_its_file_a_bom(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "职责.csv"
    ended = run("duties", "-o", str(target))
    assert (ended.code, ended.out) == (0, "")
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    duties = json.loads(run("duties", "-f", "json").out)["duties"]
    assert len(rows) == 1 + len(duties)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not run("duties", "-f", "csv").out.startswith("\ufeff")


def test_the_format_of_a_file_is_that_of_its_name(run: Run, tmp_path: Path) -> None:
    run("units", "-o", str(tmp_path / "x.json"))
    assert (
        json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["format"]
        == "smogctl.units/1"
    )
    run("units", "-o", str(tmp_path / "x.md"))
    assert (tmp_path / "x.md").read_text(encoding="utf-8").startswith("# ")


def test_registries_before_and_after_the_command_and_by_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    for arguments in (
        ["--registries", str(tmp_path), "units"],
        ["units", "--registries", str(tmp_path)],
    ):
        assert "石山区" in run(*arguments).out
    monkeypatch.setenv("SMOGCTL_REGISTRIES", str(tmp_path))
    assert "石山区" in run("units").out
    monkeypatch.setenv("SMOGCTL_DISTRICT", "石山")
    assert "石山区" in run("units").out
    monkeypatch.setenv("SMOGCTL_DISTRICT", "昆区")
    assert run("units").code == 2


def test_the_nearest_registries_folder_and_else_the_packaged_copy_which_is_announced(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "registries").mkdir()
    (tmp_path / "registries" / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    ended = run("units", cwd=below)
    assert "石山区" in ended.out
    assert ended.err == ""
    (tmp_path / "registries").rename(tmp_path / "other")
    ended = run("units", cwd=below)
    assert "昆都仑区" in ended.out
    assert "随 smogctl 安装的登记册副本" in ended.err


def test_a_bad_file_is_said_with_its_places_and_the_good_ones_answer(
    run: Run, folder: Path
) -> None:
    (folder / "bad.yaml").write_text(
        HEAD.replace("smogctl/1", "smogctl/9") + UNIT + "    nam: x\n", encoding="utf-8"
    )
    ended = run("units", "--registries", str(folder))
    assert ended.code == 2
    assert "昆都仑区" in ended.out
    assert re.search(
        r"bad\.yaml:1:9: F203 format：应为 smogctl/1，现为“smogctl/9”。", ended.err
    )
    assert re.search(
        r"bad\.yaml:15:5: F202 .*没有“nam”这个字段。是不是“name”？", ended.err
    )


def test_no_registry_at_all(run: Run, tmp_path: Path) -> None:
    ended = run("units", "--registries", str(tmp_path))
    assert ended.code == 2
    assert "没有登记册" in ended.err
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    ended = run("units", "--registries", str(tmp_path))
    assert ended.code == 2
    assert "没有可用的登记册" in ended.err


def test_every_answer_for_people_is_headed(run: Run) -> None:
    for arguments in (
        ["duties"],
        ["units"],
        ["measures"],
        ["levels"],
        ["activate", "-l", "黄"],
    ):
        out = run(*arguments).out
        for word in (
            "昆都仑区",
            "昆都仑区重污染天气应急指挥部成员单位及职责（附件2）",
            "registries/kunqu.yaml",
        ):
            assert word in out, (arguments, word)
        assert re.search(r"校验：[0-9a-f]{12}", out)
    # paper has no path and no hash: its author is told
    printed = run("checklist", "-l", "黄")
    assert "registries/kunqu.yaml" in printed.err
    assert re.search("校验 [0-9a-f]{12}", printed.err)
    assert ".yaml" not in printed.out


GOLDENS = {
    "activate-orange": ["activate", "--level", "orange"],
    "activate-yellow-school": ["activate", "--level", "yellow", "--unit", "区教育局"],
    "activate-upgrade": [
        "activate",
        "--level",
        "red",
        "--from",
        "yellow",
        "-d",
        "昆区",
    ],
    "activate-downgrade": ["activate", "--level", "黄", "--from", "红", "-d", "江津"],
    "activate-lift": ["activate", "--lift", "--from", "橙", "-d", "江津"],
    "activate-by-body": [
        "activate",
        "--level",
        "橙",
        "--by",
        "body",
        "--unit",
        "交管大队",
    ],
    "activate-by-measure": [
        "activate",
        "--level",
        "橙",
        "--by",
        "measure",
        "-d",
        "江津",
    ],
    "duties-public-security": ["duties", "--unit", "区公安局"],
    "units": ["units"],
    "measures": ["measures", "-d", "昆区"],
    "levels": ["levels"],
    "checklist": ["checklist", "--level", "橙", "--unit", "公安局"],
}


@pytest.mark.parametrize("name", GOLDENS)
def test_what_people_read(golden: Golden, run: Run, name: str) -> None:
    golden(f"{name}.txt", re.sub("校验：[0-9a-f]+", "校验：□", run(*GOLDENS[name]).out))


@pytest.mark.parametrize(
    "name", ["activate-yellow-school", "duties-public-security", "levels", "checklist"]
)
def test_what_people_read_as_markdown(golden: Golden, run: Run, name: str) -> None:
    golden(
        f"{name}.md",
        re.sub("校验：[0-9a-f]+", "校验：□", run(*GOLDENS[name], "-f", "md").out),
    )


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize(
    "name", ["activate-yellow-school", "duties-public-security", "units", "levels"]
)
def test_what_people_read_on_a_terminal(
    golden: Golden, run: Run, name: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run(*GOLDENS[name], "-f", "table").out
    golden(f"{name}-{columns}.txt", re.sub("校验：[0-9a-f]+", "校验：□", out))


def test_an_answer_is_the_same_twice(run: Run) -> None:
    assert run("activate", "-l", "橙").out == run("activate", "-l", "橙").out


@pytest.mark.parametrize("command", ["", *QUESTIONS, "activate", "checklist"])
def test_help_is_chinese(run: Run, command: str) -> None:
    ended = run(*command.split(), "--help")
    assert ended.code == 0
    assert ended.out.startswith("用法：")
    assert not re.search(r"Usage|Show this|Options|default", ended.out)


def test_version(run: Run) -> None:
    assert re.fullmatch(r"smogctl \d+\.\d+\.\d+\n", run("--version").out)


def test_a_checklist_has_every_task_of_the_activation_once_with_a_box(run: Run) -> None:
    for level in ("yellow", "orange", "red"):
        out = run("checklist", "--level", level, "-d", "昆区").out
        found = json.loads(
            run("activate", "--level", level, "-d", "昆区", "-f", "json").out
        )["activations"][0]
        texts = [task["text"] for unit in found["units"] for task in unit["tasks"]]
        boxes = ["".join(one.split()) for one in out.split("\n□ ")[1:]]
        assert len(boxes) == len(texts)
        for box, text in zip(boxes, texts, strict=True):
            assert re.match(r"\d+" + re.escape("".join(text.split())), box)


COMPLETED = {
    "duties --unit 区公": ["区公安局"],
    "duties --unit 公安": ["公安局"],
    "duties --with 各镇": [
        "各镇（街）、工业园发展中心",
        "各镇（街）",
        "各镇政府",
        "各镇人民政府",
    ],
    "--registries registries activate --unit 河西": ["河西交管大队"],
    "units --district 昆": ["昆都仑区", "昆区"],
    "activate --level o": ["orange"],
    "activate --from 橙": ["橙色"],
    "duties --measure dust.": ["dust.sites", "dust.roads", "dust.stockpiles"],
    "duties --measure 弹性": ["弹性教学"],
    "duties --role l": ["lead"],
    "dut": ["duties"],
}


@pytest.mark.parametrize("typed", COMPLETED)
def test_the_shell_completes(typed: str) -> None:
    words = f"smogctl {typed}"
    env = {
        "_SMOGCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    ended = smogctl(env=env)
    assert ended.out.split() == COMPLETED[typed]
    assert ended.err == ""


def test_a_document_takes_its_format_from_the_files_ending(
    run: Run, tmp_path: Path
) -> None:
    run("checklist", "-l", "橙", "-o", str(tmp_path / "x.md"))
    assert (tmp_path / "x.md").read_text(encoding="utf-8").startswith("# ")
    assert run("units", "-o", "-").out == run("units").out


def test_under_a_measure_a_task_is_what_is_asked_of_that_measure(run: Run) -> None:
    """The clause is due for other measures; 停课 alone stands by at orange, and so it does under its own heading."""
    data = json.loads(
        run("activate", "-l", "橙", "--by", "measure", "-d", "昆区", "-f", "json").out
    )
    (held,) = [
        one
        for one in data["activations"][0]["units"]
        if one.get("measure") == "public.school-suspension"
    ]
    (task,) = held["tasks"]
    assert (task["part"], task["state"], [one["id"] for one in task["measures"]]) == (
        "hold",
        "standby",
        ["public.school-suspension"],
    )


def test_what_is_not_found_may_be_in_a_file_that_could_not_be_read(
    run: Run, folder: Path
) -> None:
    (folder / "kunqu.yaml").write_text("x", encoding="utf-8")
    for arguments in (["-d", "昆区"], ["-u", "区园林局"]):
        assert "可能在其中" in run("units", *arguments, "--registries", str(folder)).err


def test_two_files_of_one_district_are_said(run: Run, folder: Path) -> None:
    (folder / "copy.yaml").write_bytes((folder / "kunqu.yaml").read_bytes())
    ended = run("units", "--registries", str(folder))
    assert ended.code == 2
    assert "同为区县“kunqu”" in ended.err


def test_a_file_says_what_could_not_be_answered(run: Run, tmp_path: Path) -> None:
    ended = run("duties", "--unit", "管理局", "-o", str(tmp_path / "x.txt"))
    assert ended.code == 2
    assert "注意：昆都仑区：“管理局”可指 2 个单位" in (tmp_path / "x.txt").read_text(
        encoding="utf-8"
    )


def test_an_alias_that_led_to_a_unit_is_said(run: Run) -> None:
    assert (
        "由“临港产业城管委会”取“各镇（街）、工业园发展中心”"
        in run("units", "-u", "临港产业城").err
    )


def test_a_lift_without_a_level_says_which_it_took(run: Run) -> None:
    ended = run("activate", "--lift", "-d", "昆区")
    assert "解除红色预警" in ended.out
    assert "按最高一级" in ended.err
    assert run("activate", "--lift", "--from", "红", "-d", "昆区").err == ""


def test_a_checklist_can_be_for_a_lift(run: Run) -> None:
    out = run("checklist", "--lift", "--from", "橙", "-d", "昆区").out
    assert "解除橙色预警核对表" in out
    assert "总结评估" in out


def test_a_stage_that_changed_shows_both(run: Run) -> None:
    out = run("activate", "-l", "红", "--from", "黄", "-u", "区教育局").out
    assert "目录此级：停止户外活动（原为减少或停止户外活动）" in out


def test_a_measure_of_another_phase_is_named_so_that_its_box_is_not_ticked_for_it(
    run: Run,
) -> None:
    out = run("activate", "-l", "橙", "-u", "应急指挥部办公室").out
    assert "不在此列：总结评估（评估阶段）" in out


def test_an_option_is_counted_as_the_parser_reads_it(run: Run) -> None:
    assert run("duties", "-u公安局", "-u教育局").code == 2
    assert run("duties", "--grep", "-d", "-d", "昆区").code == 0


def test_a_question_that_fits_nobody_still_says_so(run: Run, tmp_path: Path) -> None:
    for name, unit in (("jia", "区甲局"), ("yi", "区乙局")):
        text = HEAD.replace("id: shi", f"id: {name}") + UNIT.replace("区教育局", unit)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    ended = run(
        "duties", "--unit", "区甲局", "--with", "区乙局", "--registries", str(tmp_path)
    )
    assert (ended.code, ended.out) == (0, "无。\n")


def test_by_measure_leaves_nothing_out_silently(run: Run) -> None:
    out = run("activate", "-l", "橙", "--by", "measure", "-d", "昆区").out
    whole = json.loads(run("activate", "-l", "橙", "-d", "昆区", "-f", "json").out)[
        "activations"
    ][0]["units"]
    left = sum(sum(one["left_out"].values()) for one in whole)
    said = re.search(r"未列出的职责：(.*)。", out)
    assert said is not None
    assert sum(map(int, re.findall(r"\d+", said[1]))) == left


def test_numbers_in_markdown_are_those_of_the_text(run: Run) -> None:
    arguments = ["activate", "-l", "黄", "-d", "昆区", "-u", "公安局"]
    text = re.findall(r"^  (\d+)\. ", run(*arguments).out, re.M)
    assert re.findall(r"^(\d+)\. ", run(*arguments, "-f", "md").out, re.M) == text


@pytest.mark.parametrize("columns", [56, 66, 80, 100, 140])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_table_loses_no_character(
    run: Run, question: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run(question, "-d", "昆区", "-f", "table").out
    assert "…" not in out
    if question == "units":
        flat = re.sub(r"\s", "", out)
        for char in "包头昆都仑经济技术开发区管理委员会":
            assert char in flat


def test_help_of_everything_lists_everything(run: Run) -> None:
    assert "  activate" in run("--help", "levels").out
    assert "是不是 activate？" in run("activat", "--unit", "units").err


def test_what_was_met_before_is_said_with_a_refusal(run: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text("x", encoding="utf-8")
    for arguments in (
        ["activate", "-l", "purple"],
        ["duties", "--phase", "x"],
        ["activate"],
    ):
        assert "bad.yaml" in run(*arguments, "--registries", str(folder)).err


def test_an_assignment_of_another_level_is_no_answer(run: Run) -> None:
    found = json.loads(
        run("measures", "--level", "黄", "-d", "昆区", "-f", "json").out
    )["measures"]
    assert "support.review" not in {one["id"] for one in found}


@pytest.mark.parametrize("levels", [("红", "黄"), ("橙", "红"), ("橙", "黄")])
def test_the_overview_of_changes_fits_one_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, levels: tuple[str, str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for district in ("昆区", "江津"):
        out = run(
            "activate",
            "-l",
            levels[0],
            "--from",
            levels[1],
            "--changes",
            "-d",
            district,
        ).out
        overview = out.split("\n\n")[:2]
        lines = "\n".join(overview).split("\n")
        assert len(lines) <= 24
        assert all(width(line) <= 80 for line in lines)
        listed = json.loads(
            run(
                *["activate", "-l", levels[0], "--from", levels[1], "--changes"],
                *["-d", district, "-f", "json"],
            ).out
        )
        tasks = [
            task for unit in listed["activations"][0]["units"] for task in unit["tasks"]
        ]
        assert tasks
        assert all(task["change"] != "kept" for task in tasks)


def test_a_measure_shows_on_what_its_start_rests(run: Run) -> None:
    out = run("measures", "--measure", "mobile.restriction", "-d", "昆区").out
    assert "黄色 14/61，橙色 32/84" in out
    out = run("measures", "--measure", "dust.sites", "-d", "昆区").out
    assert "部分：扬尘防治（解除后恢复日常）" in out
    assert "应急抢险、重点民生工程、混凝土连续浇筑除外" in out
    assert "目录：" not in run("measures", "-d", "昆区").out


def test_a_level_in_two_spellings_is_one(run: Run) -> None:
    both = run("activate", "--lift", "--from", "橙", "--level", "orange", "-d", "昆区")
    assert both.out == run("activate", "--lift", "--from", "橙", "-d", "昆区").out


def test_a_partner_is_named_as_the_clause_names_it(run: Run) -> None:
    out = run("activate", "-l", "橙", "-u", "区农业农村委", "-d", "江津").out
    assert "指导：各镇（街）\n" in out
    park = run(
        "activate", "-l", "橙", "--by", "body", "-u", "工业园发展中心", "-d", "江津"
    ).out
    assert "秸秆" not in park


def test_what_waits_is_listed_with_the_id_to_decide_it_by(run: Run) -> None:
    told = run("activate", "-l", "黄", "-d", "昆区", "-u", "区教育局").out
    waiting = "待指挥部决定 1 条（--decide 编号）：区教育局 education-2：停课。"
    assert waiting in told
    for paper in (
        ["checklist"],
        ["checklist", "--resume"],
        ["notice", "start"],
        ["notice", "resume"],
    ):
        ended = run(*paper, "-l", "黄", "-d", "昆区", "-u", "区教育局")
        assert "待指挥部决定" in ended.err
        assert "区教育局 education-2：停课" in ended.err
        assert "--decide" not in ended.out
    for paper in (["checklist", "--suspend"], ["checklist", "--lift"]):
        assert "待指挥部决定" not in run(*paper, "-l", "黄", "-d", "昆区").err
    out = run(
        "activate",
        "-l",
        "黄",
        "-d",
        "昆区",
        "-u",
        "区教育局",
        "--decide",
        "education-2",
    ).out
    assert "指挥部决定：education-2 执行。" in out
    assert "〔定〕停课　指挥部决定执行" in out
    assert "待指挥部决定" not in out


def test_decisions_travel_in_facts_and_lapse_on_an_upgrade(
    run: Run, tmp_path: Path
) -> None:
    first = tmp_path / "yellow.yaml"
    decided = ["--decide", "education-2", "--decide", "dust.sites=hold"]
    run(
        "notice",
        "start",
        "-d",
        "昆区",
        "-l",
        "黄",
        *decided,
        "--save-facts",
        str(first),
    )
    assert "decisions" in first.read_text(encoding="utf-8")
    upgraded = run(
        *["notice", "upgrade", "-d", "昆区", "-l", "橙", "-u", "区教育局"],
        *["--previous", str(first)],
    )
    assert "停课（区教育局）" in "".join(upgraded.out.split())
    assert "dust.sites" in upgraded.err


def test_help_has_every_command_in_one_group(run: Run) -> None:
    from smogctl.cli import commands
    from smogctl.system.shipped import groups_of, parts_of

    grouped = [name for names in commands.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted([*parts_of(commands), *groups_of(commands)])
    out = run("--help").out
    titles = [line.rstrip("：") for line in out.splitlines() if line and line[0] != " "]
    assert titles[1:] == [*commands.GROUPS, "选项"]


def test_help_of_a_command_by_its_name(run: Run) -> None:
    for words in (["duties"], ["incident"], ["incident", "open"], []):
        ended = run("help", *words)
        assert (ended.code, ended.out) == (0, run(*words, "--help").out)
    assert run("help", "nothing").code == 2


def test_version_in_short(run: Run) -> None:
    assert run("-V").out == run("--version").out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["duties", "公安局"], "--unit 公安局"),
        (["units", "教育局"], "--unit 教育局"),
        (["activate", "橙"], "--level 橙"),
        (["activate", "Ⅱ级"], "--level Ⅱ级"),
        (["gaps", "教育局"], "--unit 教育局"),
    ],
)
def test_a_word_alone_is_told_its_option(
    run: Run, words: list[str], meant: str
) -> None:
    ended = run(*words)
    assert ended.code == 2
    assert f"是不是 {meant}？" in ended.err


@pytest.mark.parametrize(
    "words", [["duties", "a", "b"], ["gaps", "橙"], ["levels", "\x1b[31m"]]
)
def test_no_option_is_named_that_cannot_be_meant(run: Run, words: list[str]) -> None:
    ended = run(*words)
    assert ended.code == 2 and "多出了" in ended.err
    assert "--level" not in ended.err and "\x1b" not in ended.err
