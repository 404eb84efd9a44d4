"""`gaps` and `compare` as their users meet them: filters, waivers by the day, exit codes, many districts."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, ROOT, UNIT, Ended, Golden, Run

KEYS = [
    "district",
    "kind",
    "severity",
    "measure",
    "scope",
    "unit",
    "other",
    "duty",
    "message",
    "closes",
    "waived",
    "file",
    "line",
]
WAIVER = "waivers:\n  - {gap: unled, measure: mobile.non-road, reason: 市级统一监管, until: 2027-03-31}\n"


def found(run: Run, *arguments: str) -> tuple[Ended, dict[str, Any]]:
    ended = run("gaps", *arguments, "--format", "json")
    return ended, json.loads(ended.out)


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_golden(golden: Golden, run: Run, ending: str) -> None:
    golden(
        f"gaps.{ending}",
        run(
            "gaps",
            "--format",
            "text" if ending == "txt" else ending,
            "--today",
            "2026-12-01",
        ).out,
    )


def test_the_contract(run: Run) -> None:
    ended, data = found(run)
    assert ended.code == 1
    assert list(data) == ["format", "gaps", "coverage", "totals"]
    assert data["format"] == "smogctl.gaps/1"
    assert all(list(one) == KEYS for one in data["gaps"])
    assert data["coverage"][0] == {
        "district": "jiangjin",
        "level": "yellow",
        "core_led": 18,
        "core_total": 18,
    }
    for district in ("kunqu", "jiangjin"):
        own = [one for one in data["gaps"] if one["district"] == district]
        total = next(one for one in data["totals"] if one["district"] == district)
        assert sum(
            value for key, value in total.items() if key not in ("district", "waived")
        ) == len(own)
        grave = [["error", "warning", "note"].index(one["severity"]) for one in own]
        assert grave == sorted(grave)


def test_a_gap_stands_at_the_line_of_its_clause(run: Run) -> None:
    _, data = found(run)
    for one in data["gaps"]:
        line = (
            (ROOT / one["file"])
            .read_text(encoding="utf-8")
            .split("\n")[one["line"] - 1]
        )
        assert (
            one["line"] == 1
            or (one["duty"] or one["unit"] or "") in line
            or "id:" in line
        )


@pytest.mark.parametrize(
    ("arguments", "count", "code"),
    [
        (["-d", "kunqu", "--severity", "error"], 3, 1),
        (["-d", "kunqu", "--severity", "error", "--exit-zero"], 3, 0),
        (["-d", "昆区", "--severity", "警告"], 13, 0),
        (["--kind", "unled"], 2, 1),
        (["--kind", "无人牵头、多头牵头"], 3, 1),
        (["--kind", "idle,unlisted"], 2, 0),
        (["--kind", "partial"], 8, 0),
        (["-d", "昆区", "--kind", "部分无人"], 4, 0),
        (["--measure", "mobile.non-road"], 2, 1),
        (["--measure", "mobile"], 10, 1),
        (["--unit", "滨江新城建设管理中心"], 1, 0),
        (["--unit", "区农牧局"], 3, 1),
        (["--unit", "各镇（街）"], 3, 0),
        (["-d", "kunqu", "--unit", "网信办"], 1, 0),
        (["-d", "kunqu", "--unit", "区公安局"], 0, 0),
    ],
)
def test_filters(run: Run, arguments: list[str], count: int, code: int) -> None:
    ended, data = found(run, *arguments)
    assert (len(data["gaps"]), ended.code) == (count, code)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--kind", "x"], "不认识的缺口种类“x”"),
        (["--kind", ","], "缺口种类是空的"),
        (["--severity", "fatal"], "不认识的程度"),
        (["--today", "2026-13-01"], "不认识的日期“2026-13-01”"),
        (["--measure", "dust.sits"], "是不是：dust.sites"),
        (["--unit", "铁路局"], "没有单位“铁路局”"),
        (["--district", "昆明"], "没有区县“昆明”"),
    ],
)
def test_what_is_not_known_is_refused(
    run: Run, arguments: list[str], part: str
) -> None:
    ended = run("gaps", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err


@pytest.fixture
def waived(folder: Path) -> list[str]:
    path = folder / "kunqu.yaml"
    path.write_text(path.read_text(encoding="utf-8") + WAIVER, encoding="utf-8")
    return ["--registries", str(folder), "-d", "kunqu"]


@pytest.mark.parametrize(
    ("today", "standing", "said"),
    [
        ("2027-03-01", 2, ""),
        ("2027-03-16", 2, ""),
        ("2027-03-17", 2, "还有 14 天到期（2027-03-31）"),
        ("2027-03-31", 2, "今天到期"),
        ("2027-04-01", 3, "已于 2027-03-31 到期，1 处缺口重新列出"),
    ],
)
def test_a_waiver_holds_through_its_day(
    run: Run, waived: list[str], today: str, standing: int, said: str
) -> None:
    ended, data = found(run, *waived, "--today", today)
    assert sum(one["severity"] == "error" for one in data["gaps"]) == standing
    assert ("豁免" in ended.err) is bool(said)
    assert said in ended.err
    assert data["totals"][0]["waived"] == 3 - standing


def test_waived_gaps_are_counted_and_shown_on_request(
    run: Run, waived: list[str]
) -> None:
    text = run("gaps", *waived, "--today", "2026-12-01").out
    assert "已豁免 1（--show-waived 列出）" in text
    assert "〔已豁免〕" not in text
    shown = run("gaps", *waived, "--today", "2026-12-01", "--show-waived").out
    assert "〔已豁免〕 无人牵头" in shown
    assert "已豁免，到 2027-03-31：市级统一监管" in shown
    _, data = found(run, *waived, "--today", "2026-12-01", "--show-waived")
    assert [one["measure"] for one in data["gaps"] if one["waived"]] == [
        "mobile.non-road"
    ]


def test_an_error_that_is_waived_does_not_fail(run: Run, waived: list[str]) -> None:
    arguments = [*waived, "--kind", "unled", "--measure", "mobile.non-road"]
    assert run("gaps", *arguments, "--today", "2026-12-01").code == 0
    assert run("gaps", *arguments, "--today", "2027-12-01").code == 1


def test_a_narrowed_answer_says_so(run: Run) -> None:
    text = run("gaps", "-d", "kunqu", "-u", "区财政局", "--severity", "error").out
    assert "只列：单位 区财政局，程度 错误。" in text
    assert "核心措施" not in text
    assert text.endswith("缺口（按上述条件）：错误 0，警告 0，提示 0。\n无。\n")


def test_a_unit_that_has_a_part_sees_the_gap(run: Run) -> None:
    ended, data = found(run, "-d", "kunqu", "-u", "区住建局")
    assert [one["measure"] for one in data["gaps"]] == [
        "mobile.non-road",
        "dust.sites",
    ]
    assert ended.code == 1


def test_a_waiver_that_matches_nothing_is_said(run: Run, folder: Path) -> None:
    path = folder / "kunqu.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + WAIVER.replace("non-road", "non-raod"),
        encoding="utf-8",
    )
    ended = run("gaps", "--registries", str(folder), "-d", "kunqu")
    assert "没有相合的缺口，不起作用" in ended.err


def test_the_terminal_shows_how_grave_a_gap_is(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("60", "80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        assert run("gaps", "-d", "kunqu", "-f", "table").out.count("〔错误〕") == 3


def test_a_bad_file_is_said_and_the_others_answered(run: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text("a: 1", encoding="utf-8")
    ended, data = found(run, "--registries", str(folder))
    assert ended.code == 2
    assert {one["district"] for one in data["gaps"]} == {"kunqu", "jiangjin"}
    assert "有错，未用于作答" in ended.err


def test_csv_has_a_row_a_gap(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("gaps", "-f", "csv").out)))
    _, data = found(run)
    assert len(rows) == 1 + len(data["gaps"])
    assert rows[0][:3] == ["区县", "程度", "种类"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Forty districts made of the two."""
    target = tmp_path / "registries"
    shutil.copytree(ROOT / "registries" / "sources", target / "sources")
    for number in range(40):
        name = ("kunqu", "jiangjin")[number % 2]
        text = (ROOT / "registries" / f"{name}.yaml").read_text(encoding="utf-8")
        text = re.sub(rf"\bid: {name}\b", f"id: d{number:02}", text, count=1)
        text = re.sub(r"  name: .*区", rf"  name: {number}号区", text, count=1)
        (target / f"d{number:02}.yaml").write_text(text, encoding="utf-8")
    return target


def test_many_districts_are_ranked_and_not_listed(run: Run, many: Path) -> None:
    text = run("gaps", "--registries", str(many), "-f", "text").out
    assert "〔错误〕" not in text
    assert re.search(r"非道路移动机械管控 +mobile.non-road +20 +20 +0 +0 +100%", text)
    worst = re.search(r"核心有牵头\n(\S+) +3 ", text)
    assert worst
    assert worst[1] == "0号区"
    assert re.search(r"^40 个区县 +80 +480 +320 ", text, re.M)
    assert "其余 20 个有缺口的区县未列" in text
    data = json.loads(run("gaps", "--registries", str(many), "-f", "json").out)
    _, of_the_two = found(run)
    assert len(data["gaps"]) == 20 * len(of_the_two["gaps"])
    one = run("gaps", "--registries", str(many), "-d", "d07", "-f", "text").out
    assert "7号区" in one
    assert "〔错误〕" in one


def test_few_hits_among_many_files_are_still_listed(run: Run, many: Path) -> None:
    """A filter or broken files leave few districts: the answer lists them."""
    for number in range(2, 40):
        (many / f"d{number:02}.yaml").write_text("a: 1", encoding="utf-8")
    ended = run("gaps", "--registries", str(many), "-f", "text")
    assert ended.code == 2
    assert ended.out.count("〔错误〕") == 4


def test_a_renewed_waiver_is_no_trouble(run: Run, folder: Path) -> None:
    path = folder / "kunqu.yaml"
    one = "  - {gap: uncovered, measure: support.warning, reason: x, until: %s}\n"
    text = (
        path.read_text(encoding="utf-8")
        + "waivers:\n"
        + one % "2026-01-31"
        + one % "2027-01-31"
    )
    path.write_text(text, encoding="utf-8")
    base = ["gaps", "--registries", str(folder), "-d", "kunqu"]
    assert "豁免" not in run(*base, "--today", "2026-02-01").err
    assert "还有 11 天到期" in run(*base, "--today", "2027-01-20").err


def test_column_heads_are_escaped(run: Run, tmp_path: Path) -> None:
    for name, said in (("a", "甲\\u001b[2J\\u202e|区"), ("b", "乙区")):
        text = (
            HEAD.replace(
                "id: shi, name: 石山区, short: 石山", f'id: {name}, name: "{said}"'
            )
            + UNIT
        )
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    for form in ("text", "md", "html", "table"):
        out = run("compare", "a", "b", "--registries", str(tmp_path), "-f", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert form != "md" or "| 甲\\\\u" in out or "\\|区" in out


def test_compare_two(run: Run) -> None:
    data = json.loads(
        run("compare", "kunqu", "江津", "-m", "mobile.non-road", "-f", "json").out
    )
    assert list(data) == [
        "format",
        "districts",
        "measures",
        "only_a",
        "only_b",
        "roles",
        "clauses",
    ]
    (measure,) = data["measures"]
    assert measure["verdict"] == "only_a"
    assert [one["unit"] for one in measure["a"]] == ["区工信局", "区住建局", "区农牧局"]
    assert measure["a"][1]["scopes"] == ["施工工地工程机械"]
    assert {one["unit_id"] for one in data["only_b"]} >= {"cyberspace", "meteorology"}
    assert next(one["duty"] for one in data["clauses"][0]["a"]) == "industry-8"
    back = json.loads(run("compare", "江津", "kunqu", "-f", "json").out)
    forth = json.loads(run("compare", "kunqu", "江津", "-f", "json").out)
    swap = {"only_a": "only_b", "only_b": "only_a"}
    assert [swap.get(one["verdict"], one["verdict"]) for one in back["measures"]] == [
        one["verdict"] for one in forth["measures"]
    ]
    assert {
        (one["unit_id"], one["measure"], tuple(one["b"])) for one in back["roles"]
    } == {(one["unit_id"], one["measure"], tuple(one["a"])) for one in forth["roles"]}


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_compare_golden(golden: Golden, run: Run, ending: str) -> None:
    arguments = ["compare", "kunqu", "jiangjin", "-m", "mobile"]
    golden(
        f"compare.{ending}",
        run(*arguments, "-f", "text" if ending == "txt" else ending).out,
    )


def test_one_against_all(run: Run, many: Path) -> None:
    data = json.loads(
        run("compare", "d00", "--registries", str(many), "-f", "json").out
    )
    assert len(data["others"]) == 39
    same = next(one for one in data["others"] if one["district"] == "d02")
    assert (same["only_a"], same["only_b"], same["other"], same["roles"]) == (
        0,
        0,
        0,
        0,
    )
    text = run("compare", "d00", "--registries", str(many), "-f", "text").out
    assert text.count("号区") > 40


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["kunqu", "nosuch"], "没有区县“nosuch”"),
        (["kunqu", "昆区"], "两个区县是同一个"),
        (["nosuch"], "没有区县“nosuch”"),
        ([], "缺少"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    run: Run, arguments: list[str], part: str
) -> None:
    ended = run("compare", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err


def test_a_file_that_is_written_although_it_ends_with_1_is_said(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "缺口.csv"
    ended = run("gaps", "-o", str(path))
    assert (ended.code, ended.out) == (1, "")
    assert path.is_file()
    assert f"已写入 {path}。里面有错误级的发现或逾期，所以退出码为 1。" in ended.err
