"""The ledger from the command line: a scripted night, its papers, its answers, its screen, its mistakes."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import browser
from conftest import ROOT, Ended, Golden, Run, smogctl
from recount import recount, total
from smogctl.text.plain import width

DESK = """format: smogctl.desk/1
district: {id}
office:
  name: {name}重污染天气应急指挥部办公室
  number: {mark}气应办〔{{year}}〕{{n}}号
  contact: 值班室
  phone: 0472-2100000
deadlines: {{receipt: 2, report: 12}}
daily: ["09:00", "17:00"]
exempt: [A级企业]
contacts:
  - {{unit: public-security, name: 张三, phone: "13900000001"}}
  - {{unit: education, phone: "13900000002"}}
"""


@pytest.fixture(name="office", params=["kunqu", "jiangjin"])
def _office(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return office_of(tmp_path, request.param)


@pytest.fixture(name="kunqu_office")
def _kunqu_office(tmp_path: Path) -> Any:
    return office_of(tmp_path, "kunqu")


def office_of(folder: Path, district: str) -> Path:
    """An office's folder: the registry of one district, and its desk."""
    (folder / "registries" / "sources").mkdir(parents=True)
    for name in (f"{district}.yaml", f"sources/{district}.txt"):
        shutil.copy(ROOT / "registries" / name, folder / "registries" / name)
    names = {"kunqu": ("昆都仑区", "昆"), "jiangjin": ("江津区", "津")}
    name, mark = names[district]
    (folder / "desks").mkdir()
    text = DESK.format(id=district, name=name, mark=mark)
    (folder / "desks" / f"{district}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(name="duty")
def _duty(run: Run) -> Any:
    """An officer's command in an office: `duty(office, "17:00", "open", …)`; must end with `code`."""

    def call(office: Any, at: Any, verb: Any, *words: Any, code: Any = 0) -> Any:
        now = at if "-" in at else f"2026-12-01T{at}"
        at_ = ["--now", now] if verb not in READERS else []
        ended = run("incident", verb, *words, *at_, cwd=office)
        assert ended.code == code, (verb, words, ended.out, ended.err)
        assert "Traceback" not in ended.err
        return ended

    return call


READERS = ("log", "export", "merge", "verify", "backup")


def status(
    run: Run, office: Path, now: str, *words: str, code: int | None = 0
) -> dict[str, Any]:
    ended = run("incident", "status", "--now", now, "-f", "json", *words, cwd=office)
    assert code is None or ended.code == code, ended.err
    found: dict[str, Any]
    (found,) = json.loads(ended.out)["incidents"]
    return found


# --- the night

COMMANDS = [
    ["open", "-l", "黄", "--start", "2026-12-01T20:00", "--number", "12"],
    ["issue"],
    ["upgrade", "-l", "橙", "--start", "2026-12-02T12:00", "--number", "13"],
    ["issue"],
    [
        "suspend",
        "--start",
        "2026-12-03T08:00",
        "--reason",
        "冷空气过境",
        "--number",
        "14",
    ],
    ["resume", "--start", "2026-12-03T20:00", "--number", "15"],
    ["lift", "--start", "2026-12-05T00:00", "--number", "16"],
    ["issue"],
    ["close"],
]
"""The night of the documents' issue: nine commands besides receipts and reports."""
TIMES = [
    "2026-12-01T17:00",
    "2026-12-01T17:05",
    "2026-12-02T09:00",
    "2026-12-02T09:10",
    "2026-12-03T07:00",
    "2026-12-03T18:00",
    "2026-12-04T22:00",
    "2026-12-04T22:05",
    "2026-12-06T10:00",
]


def night(duty: Callable[..., Ended], office: Path) -> None:
    """The whole night, with answers of some bodies in between."""
    assert len(COMMANDS) <= 10
    for at, words in zip(TIMES, COMMANDS, strict=True):
        duty(office, at, *words)
        if words[0] == "issue":
            answers(duty, office, at)


def answers(duty: Callable[..., Ended], office: Path, at: str) -> None:
    """Three bodies sign, one late; two report, one of them twice, one report is sent back."""
    day, hour = at[:10], int(at[11:13])
    duty(
        office,
        f"{day}T{hour:02}:30",
        "receipt",
        "-u",
        "公安局",
        "教育局",
        "--channel",
        "微信",
    )
    late = (
        "2026-12-02T08:00" if day == "2026-12-01" else f"{day}T{min(hour + 3, 23)}:59"
    )
    duty(office, late, "receipt", "-u", "财政局", "--channel", "电话", "--name", "李四")
    if day == "2026-12-04":
        return
    report = [
        "report",
        "-u",
        "公安局",
        "--people",
        "30",
        "--vehicles",
        "6",
        "--found",
        "3",
    ]
    duty(office, f"{day}T23:00", *report, "--fixed", "2")
    duty(
        office,
        f"{day}T23:10",
        "report",
        "-u",
        "教育局",
        "--sites",
        "0",
        "--people",
        "4",
    )
    duty(office, f"{day}T23:20", "reject", "-u", "教育局", "--reason", "没有签字")
    duty(office, f"{day}T23:40", "report", "-u", "教育局", "--people", "5", "--signed")


def test_a_night_and_its_summary_against_a_recount(
    run: Run, duty: Callable[..., Ended], office: Path
) -> None:
    night(duty, office)
    (exported,) = office.glob("ledger/*.jsonl")
    rows = recount(exported.read_text("utf-8").splitlines())
    sums = total(rows)
    assert (
        sums["people"]
        and sums["reports"] == 4
        and 0 < sums["in_time"] < sums["received"]
    )
    ended = run(
        "notice",
        "summary",
        "-i",
        "current",
        "--forecast",
        "静稳",
        "-f",
        "md",
        cwd=office,
    )
    assert ended.code == 0, ended.err
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ended.out.splitlines()
        if line.startswith("|") and len(line.split("|")) == 13
    ]
    printed = {row[1]: row[2:] for row in table if row[1] and "---" not in row[1]}
    printed.pop("单位")
    assert printed == {
        name: shown(row) for name, row in [*rows.items(), ("合计", sums)]
    }
    assert "按时" in ended.out


def shown(row: dict[str, Any]) -> list[str]:
    """A row of the recount as the table prints it."""
    counted = [
        row[name] for name in ("people", "vehicles", "firms", "sites", "found", "fixed")
    ]
    cells = ["—" if one is None else str(one) for one in counted]
    return [
        f"{row['received']}/{row['asked']}",
        str(row["in_time"]),
        str(row["reports"]),
        *cells,
    ]


def test_the_export_of_all_agrees_with_the_one_at_closing(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    night(duty, kunqu_office)
    (one,) = kunqu_office.glob("ledger/*.jsonl")
    whole = duty(kunqu_office, "", "export").out.splitlines()
    assert [json.loads(line)["hash"] for line in whole[1:]] == [
        json.loads(line)["hash"] for line in one.read_text("utf-8").splitlines()[1:]
    ]
    assert recount(whole) == recount(one.read_text("utf-8").splitlines())
    script = [sys.executable, str(ROOT / "tests" / "recount.py"), str(one)]
    done = subprocess.run(script, capture_output=True, check=True, cwd=ROOT)
    assert "合计" in done.stdout.decode()


PAPERS = {
    "start": [
        "自2026年12月1日20时起启动Ⅲ级",
        "气应办〔2026〕12号",
        "2026年第1次",
        "2026年12月1日印发|2026年12月1日",
    ],
    "upgrade": [
        "自2026年12月2日12时起",
        "升级为橙色预警",
        "气应办〔2026〕13号",
        "2026年12月1日20时起发布黄色预警",
    ],
    "suspend": [
        "自2026年12月3日8时起暂停",
        "因冷空气过境",
        "2026年12月2日12时起升级为橙色预警",
    ],
    "resume": ["自2026年12月3日20时起恢复", "2026年12月3日8时起暂停响应"],
    "lift": [
        "自2026年12月5日0时起解除",
        "气应办〔2026〕16号",
        "2026年12月3日20时起恢复响应",
    ],
    "receipt": ["气应办〔2026〕16号", "橙色预警"],
    "public": ["橙色预警"],
    "summary": [
        "2026年第1次",
        "启动",
        "升级",
        "暂停",
        "恢复",
        "解除",
        "气应办〔2026〕16号",
    ],
    "approval": ["☑解除", "气应办〔2026〕16号"],
}


def test_every_paper_of_the_night_from_the_ledger_with_nothing_retyped(
    run: Run, duty: Callable[..., Ended], office: Path
) -> None:
    night(duty, office)
    for kind, wanted in PAPERS.items():
        ended = run("notice", kind, "-i", "current", cwd=office)
        assert ended.code == 0, (kind, ended.err)
        text = "".join(ended.out.split())
        missing = [
            one for one in wanted if not re.search(one.replace("〔", "〔"), text)
        ]
        assert missing == [], kind
        assert "红色" not in text or kind in ("public", "approval"), kind


def test_a_fact_that_differs_is_refused(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(
        kunqu_office,
        "17:00",
        "open",
        "-l",
        "黄",
        "--start",
        "2026-12-01T20:00",
        "--number",
        "12",
    )
    for words in (
        ["-l", "橙"],
        ["--number", "13"],
        ["--start", "2026-12-01T21:00"],
        ["--issued", "2026-12-01T18:00"],
        ["--episode", "2"],
        ["--until", "2026-12-09T00:00", "-l", "红"],
        ["--decide", "education-2"],
    ):
        ended = run("notice", "start", "-i", "current", *words, cwd=kunqu_office)
        assert (ended.code, ended.out) == (2, ""), words
        assert "台账" in ended.err or "决定" in ended.err
    same = [
        "-l",
        "黄",
        "--number",
        "12",
        "--start",
        "12月1日20时",
        "--issued",
        "2026-12-01T17:00",
    ]
    ended = run("notice", "start", "-i", "current", *same, cwd=kunqu_office)
    assert ended.code == 0, ended.err
    facts = kunqu_office / "f.yaml"
    facts.write_text("format: smogctl.facts/1\nlevel: orange\n", encoding="utf-8")
    ended = run(
        "notice", "start", "-i", "current", "--facts", str(facts), cwd=kunqu_office
    )
    assert ended.code == 2 and "--facts" in ended.err


def test_a_paper_of_what_was_not_ordered_is_refused(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    for kind in ("lift", "upgrade", "suspend", "supervise", "circulate", "urge"):
        ended = run(
            "notice",
            kind,
            "-i",
            "current",
            "--issued",
            "2026-12-01T17:00",
            cwd=kunqu_office,
        )
        assert ended.code == 2, kind


def test_a_daily_report_is_of_its_time_and_of_its_day(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    night(duty, kunqu_office)
    at = ["--issued", "2026-12-02T08:55", "--forecast", "转差"]
    ended = run("notice", "daily", "-i", "current", *at, "-f", "md", cwd=kunqu_office)
    assert ended.code == 0, ended.err
    text = ended.out
    assert "升级" not in text and "黄色预警" in text
    assert "2026年12月1日17时至2026年12月2日9时" in text
    assert re.search(r"\| 区公安局 \| 30 \| 6 \| — \| — \| 3 \| 2 \|", text), text
    assert re.search(r"\| 合计 \| 35 \| 6 \| — \| — \| 3 \| 2 \|", text)
    at = ["--issued", "2026-12-02T17:00", "--forecast", "转差"]
    later = run(
        "notice", "daily", "-i", "current", *at, "-f", "md", cwd=kunqu_office
    ).out
    assert "升级为橙色预警" in later
    assert re.search(r"\| 合计 \| — \| — \| — \| — \| — \| — \|", later)


# --- what is refused, and what is once


def test_the_same_again_is_said_and_not_written(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    opening = ["open", "-l", "黄", "--start", "2026-12-01T20:00"]
    duty(kunqu_office, "17:00", *opening)
    assert "已于12月1日17:00登记，第1条" in duty(kunqu_office, "17:01", *opening).out
    duty(kunqu_office, "17:05", "issue")
    assert "第2条" in duty(kunqu_office, "17:06", "issue").out
    receipt = ["receipt", "-u", "gaj", "教育局", "--channel", "微信"]
    duty(kunqu_office, "17:20", *receipt)
    again = duty(kunqu_office, "17:40", *receipt)
    assert again.out.count("这次没有再记") == 2
    other = duty(
        kunqu_office, "17:41", "receipt", "-u", "gaj", "--channel", "电话", code=2
    )
    assert (
        "已登记 “微信”" in other.err and "这次 “电话”" in other.err and other.out == ""
    )
    report = ["report", "-u", "gaj", "--people", "3"]
    duty(kunqu_office, "18:00", *report)
    assert "这次没有再记" in duty(kunqu_office, "18:10", *report).out
    duty(
        kunqu_office,
        "18:20",
        "report",
        "-u",
        "gaj",
        "--people",
        "4",
        "--slot",
        "first",
        code=2,
    )
    assert len(duty(kunqu_office, "", "export").out.splitlines()) == 6


REFUSED = [
    (["receipt", "-u", "gaj"], "还没有下达"),
    (["upgrade", "-l", "黄"], "现在就是黄色预警"),
    (["downgrade", "-l", "红"], "不低于"),
    (["upgrade", "-l", "紫"], "不认识的预警级别"),
    (["resume"], "暂停中"),
    (["close"], "还没有解除"),
    (["extend"], "--until"),
    (["lift", "-l", "橙"], "现在是黄色预警"),
    (["lift", "--start", "2026-12-01T19:00"], "早于上一道命令"),
    (["note", "坏\x1b[31m"], "不能保存的字符"),
    (["note", "将来", "--observed", "2026-12-02T00:00"], "还没有到"),
    (["open", "-l", "橙", "--start", "2026-12-02T00:00"], "已有一次未关闭"),
    (["open", "-l", "橙", "-i", "abcd"], "不用 -i"),
    (["decide", "no-such-1"], "没有这样的职责"),
    (["correct", "99", "--reason", "错"], "没有“99”"),
    (["correct", "1"], "--reason"),
    (["report", "-u", "gaj"], "反馈是空的"),
    (["handover"], "--to"),
    (["attach", "no-such-file"], "读不了"),
    (["upgrade", "-l", "橙", "--start", "2062-12-02T00:00"], "年月写对没有"),
    (["status", "-i", "beef"], "没有事件"),
    (["status", "--drill"], "没有未关闭的演练"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Run,
    duty: Callable[..., Ended],
    kunqu_office: Path,
    words: list[str],
    said: str,
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄", "--start", "2026-12-01T20:00")
    ended = duty(kunqu_office, "17:10", *words, code=2)
    assert said in ended.err
    assert ended.out == ""
    assert len(duty(kunqu_office, "", "export").out.splitlines()) == 2


def test_one_of_several_that_cannot_be_writes_none(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    ended = duty(
        kunqu_office, "17:06", "receipt", "-u", "gaj", "教育局", "交管大队", code=2
    )
    assert "区交管大队、河西交管大队" in ended.err
    assert len(duty(kunqu_office, "", "export").out.splitlines()) == 3


def test_a_correction_strikes_through_and_frees(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "17:20", "receipt", "-u", "gaj", "--channel", "微信")
    duty(kunqu_office, "17:30", "correct", "3", "--reason", "是教育局")
    assert status(run, kunqu_office, "2026-12-01T17:31")["counts"]["received"] == 0
    duty(kunqu_office, "17:40", "receipt", "-u", "gaj", "--channel", "电话")
    found = status(run, kunqu_office, "2026-12-01T17:41")
    (body,) = [one for one in found["bodies"] if one["body"] == "区公安局"]
    assert body["receipt"] == {
        "at": "2026-12-01T17:40:00+08:00", "by": None, "channel": "电话", "seq": 5,
    }  # fmt: skip
    text = duty(kunqu_office, "", "log").out
    assert "〔作废〕12月1日17:20　签收　区公安局（微信）" in text and "是教育局" in text
    assert "~~" in duty(kunqu_office, "", "log", "-f", "md").out
    assert "<s>" in duty(kunqu_office, "", "log", "-f", "html").out
    refused = duty(kunqu_office, "17:50", "correct", "2", "--reason", "错", code=2)
    assert "就不成立了" in refused.err
    data = json.loads(duty(kunqu_office, "", "log", "-f", "json").out)["events"]
    assert data[2]["corrected_by"] == data[3]["hash"]


def test_an_upgrade_is_not_received_before_it_is_issued(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "17:20", "receipt", "-u", "gaj")
    duty(kunqu_office, "18:00", "upgrade", "-l", "橙")
    found = status(run, kunqu_office, "2026-12-01T18:01")
    assert found["level"] == "orange"
    assert {one["state"] for one in found["bodies"]} == {"unissued"}
    refused = duty(kunqu_office, "18:02", "receipt", "-u", "gaj", code=2)
    assert "还没有下达" in refused.err
    duty(kunqu_office, "18:10", "issue")
    duty(kunqu_office, "18:20", "receipt", "-u", "gaj")
    found = status(run, kunqu_office, "2026-12-01T18:21")
    assert found["counts"]["received"] == 1


def test_a_decision_reaches_those_whose_tasks_it_changes(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:05", "issue")
    for name in ("gaj", "教育局"):
        duty(kunqu_office, "17:10", "receipt", "-u", name)
    duty(kunqu_office, "17:20", "decide", "education-2")
    again = duty(kunqu_office, "17:21", "issue")
    assert "向1个机构下达" in again.out
    states = {
        one["body"]: one["state"]
        for one in status(run, kunqu_office, "2026-12-01T17:22")["bodies"]
    }
    assert (states["区公安局"], states["区教育局"]) == ("received", "waiting")
    ended = run(
        "notice", "start", "-i", "current", "--save-facts", "s.yaml", cwd=kunqu_office
    )
    assert ended.code == 0
    assert "education-2" in (kunqu_office / "s.yaml").read_text("utf-8")


def test_editing_the_registry_after_the_issue_changes_nothing(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    before = status(run, kunqu_office, "2026-12-01T17:10")
    path = kunqu_office / "registries" / "kunqu.yaml"
    path.write_text(
        path.read_text("utf-8").replace("区公安局", "区公共安全局"), "utf-8"
    )
    assert status(run, kunqu_office, "2026-12-01T17:10") == before
    duty(kunqu_office, "17:20", "receipt", "-u", "区公安局")
    assert status(run, kunqu_office, "2026-12-01T17:21")["counts"]["received"] == 1


# --- the screen


def test_the_screen_has_eighty_columns_and_a_line_a_body(
    golden: Golden, run: Run, duty: Callable[..., Ended], office: Path
) -> None:
    duty(office, "17:00", "open", "-l", "橙", "--start", "2026-12-01T17:00")
    duty(office, "17:05", "issue")
    duty(office, "17:20", "receipt", "-u", "公安局", "--channel", "微信")
    duty(office, "19:30", "remind", "-u", "教育局", "--channel", "电话")
    now = ["--now", "2026-12-01T20:00"]
    ended = run("incident", "status", *now, "-f", "table", cwd=office)
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert max(map(width, lines)) <= 80
    rows = [line.strip() for line in lines if "！" in line or "√" in line]
    found = status(run, office, "2026-12-01T20:00", code=1)
    bodies = found["bodies"]
    assert len([row for row in rows if "个机构" not in row]) == len(bodies)
    assert (
        rows[1].split()[0] != "区公安局"
        and "区公安局" in rows[-1]
        and "13900000001" in rows[-1]
    )
    golden(f"incident-status-{found['district']}.txt", ended.out)


def test_what_the_group_the_wall_and_the_phone_get(
    golden: Golden,
    run: Run,
    duty: Callable[..., Ended],
    kunqu_office: Path,
    tmp_path: Path,
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙", "--start", "2026-12-01T17:00")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "17:20", "receipt", "-u", "公安局")
    now = ["--now", "2026-12-01T20:00"]
    text = run("incident", "status", *now, "-f", "text", cwd=kunqu_office).out
    golden("incident-status-group.txt", text)
    assert "逾期未签收（20）" in text and "1390000" not in text
    overdue = run("incident", "overdue", *now, cwd=kunqu_office)
    assert overdue.code == 1
    golden("incident-overdue.txt", overdue.out)
    page = kunqu_office / "wall.html"
    ended = run("incident", "status", *now, "-o", str(page), cwd=kunqu_office)
    assert ended.code == 1
    html = page.read_text("utf-8")
    assert "<script" not in html and "区公安局" in html
    assert (
        run("incident", "overdue", "--now", "2026-12-01T17:30", cwd=kunqu_office).code
        == 0
    )


def test_the_page_for_the_wall_prints(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙", "--start", "2026-12-01T17:00")
    duty(kunqu_office, "17:05", "issue")
    page = kunqu_office / "wall.html"
    run(
        "incident",
        "status",
        "-o",
        str(page),
        "--now",
        "2026-12-01T17:30",
        cwd=kunqu_office,
    )
    sheet = kunqu_office / "wall.pdf"
    browser.chromium(f"--print-to-pdf={sheet}", "--no-pdf-header-footer", page.as_uri())
    told = subprocess.run(
        [browser.need("pdfinfo"), str(sheet)], capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r"Pages:\s+1\n", told)


# --- answers from files


def answers_of(
    run: Run, office: Path, name: str, *words: str, code: int
) -> dict[str, Any]:
    now = ["--now", "2026-12-01T18:00"]
    ended = run("incident", "import", name, *now, *words, "-f", "json", cwd=office)
    assert ended.code == code, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def test_a_filled_receipt_sheet_comes_back(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙", "--number", "12")
    duty(kunqu_office, "17:05", "issue")
    sheet = kunqu_office / "签收.xlsx"
    assert (
        run(
            "notice", "receipt", "-i", "current", "-o", str(sheet), cwd=kunqu_office
        ).code
        == 0
    )
    book = openpyxl.load_workbook(sheet)
    rows = {row[1].value: row for row in book.active.iter_rows() if row[1].value}
    names = [name for name in rows if name.startswith(("区公安局", "河西"))]
    for name in names:
        rows[name][2].value, rows[name][3].value = "王五", "17:30"
    book.save(sheet)
    seen = answers_of(run, kunqu_office, sheet.name, code=0)
    assert [row["verdict"] for row in seen["rows"]] == ["new", "new"]
    assert seen["blank"] == 19 and not seen["confirmed"]
    assert status(run, kunqu_office, "2026-12-01T18:00")["counts"]["received"] == 0
    answers_of(run, kunqu_office, sheet.name, "--confirm", code=0)
    again = answers_of(run, kunqu_office, sheet.name, "--confirm", code=0)
    assert [row["verdict"] for row in again["rows"]] == ["known", "known"]
    found = status(run, kunqu_office, "2026-12-01T18:00")
    told = {one["body"]: one["receipt"] for one in found["bodies"] if one["receipt"]}
    assert set(told) == {"区公安局", "河西交管大队"}
    assert told["区公安局"]["by"] == "王五" and told["区公安局"]["at"].startswith(
        "2026-12-01T17:30"
    )
    book.active.cell(rows[names[0]][0].row, 3).value = "赵六"
    book.save(sheet)
    other = answers_of(run, kunqu_office, sheet.name, "--confirm", code=2)
    assert [row["verdict"] for row in other["rows"]] == ["differs", "known"]


def test_a_filled_daily_sheet_comes_back_as_csv_too(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    sheet = kunqu_office / "日报.xlsx"
    at = ["--issued", "2026-12-01T17:30"]
    ended = run(
        "notice", "daily", "-i", "current", *at, "-o", str(sheet), cwd=kunqu_office
    )
    assert ended.code == 0, ended.err
    book = openpyxl.load_workbook(sheet)
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    for row in rows:
        if row[1] == "区公安局":
            row[2:8] = [30, 6, "", "", 3, 2]
        if row[1] == "区教育局":
            row[2] = "约10"
    out = io.StringIO()
    csv.writer(out).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    (kunqu_office / "日报.csv").write_bytes(out.getvalue().encode("gbk"))
    seen = answers_of(run, kunqu_office, "日报.csv", "--confirm", code=2)
    assert {row["who"]: row["verdict"] for row in seen["rows"]}["区公安局"] == "new"
    assert "unread" in {row["verdict"] for row in seen["rows"]}
    found = status(run, kunqu_office, "2026-12-01T18:00")
    reports = {one["body"]: one["reports"] for one in found["bodies"]}
    assert [one["state"] for one in reports["区公安局"] if one["slot"] == "first"] == [
        "in"
    ]
    assert [one["state"] for one in reports["区教育局"] if one["slot"] == "first"] == [
        "waiting"
    ]


def test_a_chat_list_comes_back_and_grows(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    chat = kunqu_office / "群.txt"
    chat.write_text(
        "#接龙\n请签收\n1. 区公安局 已收到 张三 17:20\n2、王五\n3. 交管大队 收到\n",
        "utf-8",
    )
    seen = answers_of(run, kunqu_office, "群.txt", "--confirm", code=2)
    verdicts = {row["who"]: row["verdict"] for row in seen["rows"]}
    assert verdicts == {"区公安局": "new", "王五": "unknown", "交管大队": "unknown"}
    chat.write_text(
        "#接龙\n1. 区公安局 已收到 张三 17:20\n2. 住建局 收到 李四\n", "utf-8"
    )
    seen = answers_of(run, kunqu_office, "群.txt", "--confirm", code=0)
    assert [row["verdict"] for row in seen["rows"]] == ["known", "new"]
    log = duty(kunqu_office, "", "export").out
    assert "群.txt" in log and "王五" not in log


# --- drills, copies, the rest


def test_drills_and_real_ones_never_mix(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "--drill", "--title", "秋季演练", "-l", "橙")
    duty(kunqu_office, "17:01", "issue", "--drill")
    duty(kunqu_office, "17:10", "open", "-l", "黄")
    duty(kunqu_office, "17:11", "issue")
    assert "2026年第1次" in duty(kunqu_office, "17:12", "receipt", "-u", "gaj").out
    drill = duty(kunqu_office, "17:13", "receipt", "-u", "gaj", "教育局", "--drill").out
    assert drill.startswith("【演练】昆都仑区2026年演练第1次“秋季演练”")
    assert status(run, kunqu_office, "2026-12-01T17:14")["counts"]["received"] == 1
    of_drill = status(run, kunqu_office, "2026-12-01T17:14", "--drill")
    assert (of_drill["counts"]["received"], of_drill["drill"]) == (2, True)
    assert of_drill == status(run, kunqu_office, "2026-12-01T17:14", "-i", "秋季演练")
    listed = run("incident", "list", cwd=kunqu_office).out
    assert (
        listed.index("实际事件")
        < listed.index("2026年第1次")
        < listed.index("演练第1次")
    )
    assert "演练第" not in run("incident", "list", "--real", cwd=kunqu_office).out
    for verb in ("supervise", "circulate"):
        words = [verb, "-u", "gaj", "--matter", "未落实"]
        assert "第1号" in duty(kunqu_office, "17:20", *words).out
        assert "第1号" in duty(kunqu_office, "17:21", *words, "--drill").out
        assert (
            "第2号"
            in duty(kunqu_office, "17:22", *words[:3], "--matter", "又未落实").out
        )
    paper = run("notice", "start", "-i", "current", "--drill", cwd=kunqu_office)
    assert "【演练】" in paper.out and "橙色" in paper.out
    assert (
        "【演练】" not in run("notice", "start", "-i", "current", cwd=kunqu_office).out
    )
    cap = run(
        "notice", "start", "-i", "current", "--drill", "-f", "cap", cwd=kunqu_office
    ).out
    assert "<status>Exercise</status>" in cap
    duty(kunqu_office, "18:00", "lift", "--drill")
    duty(kunqu_office, "18:01", "close", "--drill")
    (kept,) = (kunqu_office / "ledger").glob("kunqu-2026-drill-1-*.jsonl")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_papers_of_supervision_are_written_with_the_event(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    out = kunqu_office / "p"
    out.mkdir()
    duty(kunqu_office, "20:00", "remind", "-u", "财政局", "--paper", str(out / "1.txt"))
    term = ["--until", "2026-12-02T10:00"]
    duty(
        kunqu_office,
        "20:10",
        "supervise",
        "-u",
        "财政局",
        *term,
        "--paper",
        str(out / "2.txt"),
    )
    words = ["circulate", "-u", "财政局", "--matter", "未按时签收"]
    duty(kunqu_office, "20:20", *words, "--paper", str(out / "3.docx"))
    urge, supervise = ((out / name).read_text("utf-8") for name in ("1.txt", "2.txt"))
    assert "催办通知单" in urge and "1小时" not in urge.split("签收")[0]
    assert "区财政局" in urge and "区公安局" not in urge
    assert (
        "2026年第1号" in supervise
        and "逾期未签收" in supervise
        and "2026年12月2日10时" in supervise
    )
    again = duty(kunqu_office, "20:30", *words, "--paper", str(out / "3.docx"), code=2)
    assert "没有登记" in again.err
    text = run("notice", "circulate", "-i", "current", cwd=kunqu_office).out
    assert "通报" in text and "未按时签收" in text


def test_a_copied_ledger_branches_and_comes_together(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path, tmp_path: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    other = tmp_path / "stick.db"
    shutil.copy(kunqu_office / "ledger" / "ledger.db", other)
    duty(kunqu_office, "17:20", "receipt", "-u", "gaj", "--channel", "微信")
    duty(
        kunqu_office,
        "17:10",
        "receipt",
        "-u",
        "gaj",
        "--channel",
        "电话",
        "--ledger",
        str(other),
    )
    duty(kunqu_office, "17:30", "receipt", "-u", "教育局", "--ledger", str(other))
    assert "并入 2 条" in duty(kunqu_office, "", "merge", str(other)).out
    assert "并入 0 条" in duty(kunqu_office, "", "merge", str(other)).out
    found = status(run, kunqu_office, "2026-12-01T17:40")
    told = {one["body"]: one["receipt"] for one in found["bodies"] if one["receipt"]}
    assert told["区公安局"]["channel"] == "电话" and set(told) == {
        "区公安局",
        "区教育局",
    }
    assert found["flags"] == []
    duty(kunqu_office, "", "verify")
    lines = duty(kunqu_office, "", "export").out
    (kunqu_office / "all.jsonl").write_text(lines, "utf-8")
    third = ["--ledger", str(tmp_path / "third.db")]
    assert "并入 5 条" in duty(kunqu_office, "", "merge", "all.jsonl", *third).out
    assert (
        duty(kunqu_office, "", "export", *third).out.splitlines()[1:]
        == lines.splitlines()[1:]
    )


def test_times_as_they_are_typed(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙", "--start", "2026-12-01T24:00")
    data = json.loads(duty(kunqu_office, "", "log", "-f", "json").out)["events"][0]
    assert data["data"]["start"] == "2026-12-02T00:00:00+08:00"
    assert data["data"]["clock"] == "given"
    duty(kunqu_office, "2026-12-02T00:20", "note", "昨晚的事", "--observed", "23:50")
    data = json.loads(duty(kunqu_office, "", "log", "-f", "json").out)["events"][1]
    assert data["observed"] == "2026-12-01T23:50:00+08:00"
    assert "补录" not in duty(kunqu_office, "", "log").out
    late = duty(
        kunqu_office,
        "2026-12-02T00:25",
        "note",
        "早的事",
        "--observed",
        "2026-12-01T23:00",
    )
    assert "补录" in late.out and "补录" in duty(kunqu_office, "", "log").out


def test_numbers_follow_the_year(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    def incident(year: Any, *words: Any) -> Any:
        duty(kunqu_office, f"{year}-12-01T17:00", "open", "-l", "橙", *words)
        duty(kunqu_office, f"{year}-12-01T18:00", "lift")
        return duty(kunqu_office, f"{year}-12-01T19:00", "close").out

    assert "2026年第1次" in incident(2026)
    duty(kunqu_office, "2026-12-03T17:00", "open", "-l", "橙", "--episode", "1", code=2)
    assert "2027年第1次" in incident(2027)
    assert "2027年第5次" in incident_later(duty, kunqu_office)


def incident_later(duty: Callable[..., Ended], office: Path) -> str:
    return duty(office, "2027-12-03T17:00", "open", "-l", "橙", "--episode", "5").out


def test_what_is_for_its_owner_and_beside_the_registries(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    ledger = kunqu_office / "ledger" / "ledger.db"
    assert ledger.stat().st_mode & 0o777 == 0o600
    assert (kunqu_office / "ledger" / ".gitignore").read_text() == "*\n"
    assert (
        run(
            "--registries",
            str(kunqu_office / "registries"),
            "incident",
            "list",
            cwd=ROOT,
        ).code
        == 0
    )
    packaged = smogctl(
        "incident", "list", cwd=kunqu_office.parent, env={"SMOGCTL_REGISTRIES": ""}
    )
    assert packaged.code == 2


def test_an_assessment_is_recorded(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    words = [
        "--aqi",
        "210,220,230",
        "--from",
        "2026-12-01",
        "--scheme",
        "national-2024",
    ]
    ended = run("assess", *words, "-i", "current", cwd=kunqu_office)
    assert "研判" in ended.err and "12-01 AQI210" in ended.err
    assert "研判" in duty(kunqu_office, "", "log").out


def test_another_file_is_left_alone(
    run: Run, kunqu_office: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database, but long enough to be read as one " * 40)
    words = ["--ledger", str(other), "--now", "2026-12-01T17:00"]
    ended = run("incident", "open", "-l", "橙", *words, cwd=kunqu_office)
    assert ended.code == 2 and "Traceback" not in ended.err
    assert other.read_bytes().startswith(b"not a database")
    (tmp_path / "ledger (conflicted copy).db").write_bytes(b"")
    words = ["--ledger", str(tmp_path / "ledger.db"), "--now", "2026-12-01T17:00"]
    ended = run("incident", "open", "-l", "橙", *words, cwd=kunqu_office)
    assert ended.code == 2 and "冲突副本" in ended.err


# --- what a first user and a second reader found (docs/reading/ledger-first-use.md)


def told_of(run: Run, office: Path, now: str, body: str) -> dict[str, Any]:
    found = status(run, office, now, code=None)
    return next(one for one in found["bodies"] if one["body"] == body)


def test_an_order_before_the_first_issue_does_not_hide_the_level(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:01", "extend", "--until", "2026-12-05T12:00")
    duty(kunqu_office, "17:02", "issue")
    duty(kunqu_office, "17:03", "receipt", "-u", "gaj")
    assert status(run, kunqu_office, "2026-12-01T17:04")["counts"]["received"] == 1
    again = duty(kunqu_office, "17:05", "issue").out
    assert "第2条" not in again and "下达" in again
    duty(kunqu_office, "17:10", "lift", "--start", "2026-12-01T17:10")


def test_a_hold_reaches_the_body_and_a_change_of_mind_too(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:01", "issue")
    for act in ("hold", "start", "hold"):
        duty(kunqu_office, "17:02", "decide", f"finance-1={act}")
        assert "向1个机构下达" in duty(kunqu_office, "17:03", "issue").out
    duty(kunqu_office, "17:04", "issue")
    assert len(duty(kunqu_office, "", "export").out.splitlines()) == 9


def test_reports_go_where_they_are_owed(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:01", "issue")
    day = "2026-12-02T"
    report = ["report", "-u", "gaj", "--people"]
    assert "（初报）" in duty(kunqu_office, day + "11:00", *report, "5").out
    assert "9日" not in duty(kunqu_office, day + "16:30", *report, "6").out
    assert (
        "12月3日09:00日报"
        in duty(kunqu_office, "2026-12-03T11:00", *report, "7", "--slot", "9:00").out
    )
    duty(kunqu_office, "2026-12-03T12:00", "lift")
    duty(kunqu_office, "2026-12-03T12:05", "issue")
    assert "（终报）" in duty(kunqu_office, "2026-12-04T08:00", *report, "9").out


def test_other_figures_are_a_correction_or_one_more_and_never_both(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:01", "issue")
    report = ["report", "-u", "gaj", "--people"]
    duty(kunqu_office, "18:00", *report, "3000")
    refused = duty(kunqu_office, "18:10", *report, "30", code=2)
    assert "--replace" in refused.err and "--slot extra" in refused.err
    duty(kunqu_office, "18:20", *report, "30", "--replace")
    at = ["--issued", "2026-12-01T18:30", "--forecast", "差", "-f", "md"]
    daily = run("notice", "daily", "-i", "current", *at, cwd=kunqu_office).out
    assert "| 区公安局 | 30 |" in daily and "3030" not in daily
    duty(kunqu_office, "18:40", "reject", "-u", "gaj", "--reason", "没有签字")
    assert (
        "未重报"
        in run("incident", "status", "--now", "2026-12-01T18:41", cwd=kunqu_office).out
    )
    duty(kunqu_office, "18:50", *report, "30")
    said = run("incident", "status", "--now", "2026-12-01T18:51", cwd=kunqu_office).out
    assert "未重报" not in said


def test_each_report_is_in_one_day_and_the_days_are_the_summary(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:01", "issue")
    for at, people in (
        ("2026-12-02T04:00", 1),
        ("2026-12-02T16:50", 10),
        ("2026-12-02T17:20", 100),
    ):
        duty(
            kunqu_office,
            at,
            "report",
            "-u",
            "gaj",
            "--people",
            str(people),
            "--slot",
            "extra",
        )
    duty(kunqu_office, "2026-12-03T08:50", "report", "-u", "gaj", "--people", "1000")
    sums = []
    for at in ("2026-12-02T09:05", "2026-12-02T17:30", "2026-12-03T09:00"):
        words = ["--issued", at, "--forecast", "差", "-f", "md"]
        text = run("notice", "daily", "-i", "current", *words, cwd=kunqu_office).out
        said = re.search(r"\| 合计 \| (\S+) \|", text)
        assert said is not None
        sums.append(said[1])
    assert sums == ["1", "10", "1100"]
    words = ["--issued", "2026-12-03", "--forecast", "差", "-f", "md"]
    text = run("notice", "summary", "-i", "current", *words, cwd=kunqu_office).out
    assert re.search(r"\| 合计 \| \S+ \| \S+ \| 4 \| 1111 \|", text)


def test_a_figure_that_was_corrected_later_is_in_no_paper_of_before(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "黄")
    duty(kunqu_office, "17:01", "issue")
    duty(kunqu_office, "18:00", "report", "-u", "gaj", "--people", "9999")
    words = ["report", "-u", "gaj", "--people", "9", "--observed", "18:00", "--replace"]
    duty(kunqu_office, "21:00", *words)
    at = ["--issued", "2026-12-01T19:00", "--forecast", "差", "-f", "md"]
    text = run("notice", "daily", "-i", "current", *at, cwd=kunqu_office).out
    assert "| 区公安局 | 9 |" in text


def test_one_bad_row_keeps_no_other_from_being_recorded(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    (kunqu_office / "d.csv").write_text(
        "序号,单位,出动人员,发现问题,已整改\n1,区教育局,,1,5\n2,区公安局,7,,\n3,区公安局,70,,\n",
        "utf-8",
    )
    seen = answers_of(run, kunqu_office, "d.csv", code=2)
    assert [row["verdict"] for row in seen["rows"]] == ["unread", "new", "differs"]
    done = answers_of(run, kunqu_office, "d.csv", "--confirm", code=2)
    assert [row["verdict"] for row in done["rows"]] == ["unread", "new", "differs"]
    assert "人员7" in duty(kunqu_office, "", "log").out


def test_the_usual_form_of_a_chat_is_read_and_no_line_vanishes(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    (kunqu_office / "c.txt").write_text(
        "1 公安局收到\n2 教育局已收到！\n3 住建局👌\n4 财政局：收到\n", "utf-8"
    )
    seen = answers_of(run, kunqu_office, "c.txt", "--confirm", code=0)
    bodies = [row["body"] for row in seen["rows"]]
    assert bodies == ["区公安局", "区教育局", "区住建局", "区财政局"]


def test_long_and_odd_words_are_keys_too(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    for text in ("改为A~1", "改为A", "长" * 3990, "甲公司~2"):
        duty(kunqu_office, "17:10", "note", text)
        assert "没有再记" in duty(kunqu_office, "17:10", "note", text).out
    duty(kunqu_office, "17:20", "correct", "4", "--reason", "太长")
    duty(kunqu_office, "17:21", "exempt", "甲公司~2")
    duty(kunqu_office, "17:21", "exempt", "甲公司")
    assert (
        "次"
        in duty(
            kunqu_office, "17:22", "correct", "9" * 5000, "--reason", "错", code=2
        ).err
    )


def test_a_restored_backup_and_its_source_come_together(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "", "backup", "b.db")
    duty(kunqu_office, "17:10", "receipt", "-u", "gaj")
    shutil.copyfile(kunqu_office / "ledger" / "ledger.db", kunqu_office / "stick.db")
    shutil.copyfile(kunqu_office / "b.db", kunqu_office / "ledger" / "ledger.db")
    duty(kunqu_office, "17:20", "receipt", "-u", "教育局")
    assert "并入 1 条" in duty(kunqu_office, "", "merge", "stick.db").out
    duty(kunqu_office, "", "verify")
    refused = duty(kunqu_office, "", "backup", "no/such/b.db", code=2)
    assert "没有文件夹" in refused.err and not (kunqu_office / "no").exists()


def test_what_follows_a_closing_is_a_note_or_a_correction(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "18:00", "lift")
    closed = duty(kunqu_office, "19:00", "close")
    assert "解除还没有下达" in closed.err and "未办结" in closed.err
    for words in (
        ["receipt", "-u", "gaj"],
        ["report", "-u", "gaj", "--people", "1"],
        ["issue"],
    ):
        assert (
            "已关闭" in duty(kunqu_office, "19:10", *words, "-i", "current", code=2).err
        )
    duty(kunqu_office, "19:20", "note", "补记", "-i", "current")


def test_closing_says_it_closed_whatever_becomes_of_the_archive(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "lift")
    (one,) = json.loads(run("incident", "list", "-f", "json", cwd=kunqu_office).out)[
        "incidents"
    ]
    (kunqu_office / "ledger" / f"kunqu-2026-1-{one['id'][:8]}.jsonl").mkdir()
    closed = duty(kunqu_office, "17:10", "close")
    assert "没有写成" in closed.err and "已登记" in closed.out


def test_a_paper_that_cannot_be_refuses_the_event_too(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    words = ["remind", "-u", "财政局", "--paper", "cui.docx"]
    duty(kunqu_office, "17:10", *words, code=2)
    assert len(duty(kunqu_office, "", "export").out.splitlines()) == 3
    assert not (kunqu_office / "cui.docx").exists()


def test_hints_can_be_typed_as_they_stand(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "--drill", "-l", "橙", "--title", "甲")
    text = duty(kunqu_office, "17:01", "status", "--drill").out
    assert "smogctl incident issue --drill" in text
    duty(kunqu_office, "17:02", "open", "--drill", "-l", "橙", "--title", "甲", code=2)
    duty(kunqu_office, "17:02", "open", "--drill", "-l", "橙", "--title", "乙")
    both = duty(kunqu_office, "17:03", "note", "哪一次", "--drill", code=2)
    assert "2 次" in both.err
    none = duty(kunqu_office, "17:04", "status", code=2)
    assert "smogctl incident open 启动" in none.err
    duty(kunqu_office, "17:05", "open", "-l", "橙")
    assert "另有未关闭的" in duty(kunqu_office, "17:06", "note", "实际").err
    duty(kunqu_office, "17:07", "note", "x", "-i", "2026-1")
    duty(kunqu_office, "17:07", "note", "y", "-i", "演练2026-1")
    duty(kunqu_office, "17:07", "note", "z", "-i", "2026-2", "--drill")


def test_an_opening_with_other_facts_is_no_repetition(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    words = ["open", "-l", "橙", "--start", "2026-12-01T20:00"]
    duty(kunqu_office, "17:00", *words, "--number", "12")
    other = duty(kunqu_office, "17:01", *words, "--number", "18", code=2)
    assert "12号" in other.err and "18号" in other.err


def test_the_times_of_papers_are_as_they_were_typed(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    term = ["--start", "12月1日24时", "--until", "2026-12-03T24:00"]
    duty(kunqu_office, "17:00", "open", "-l", "橙", *term, "--number", "12")
    text = "".join(
        run("notice", "start", "-i", "current", cwd=kunqu_office).out.split()
    )
    assert "自2026年12月1日24时起" in text and "预计2026年12月3日24时解除" in text
    duty(kunqu_office, "2026-12-02T09:00", "upgrade", "-l", "红", "--number", "13")
    text = "".join(
        run("notice", "upgrade", "-i", "current", cwd=kunqu_office).out.split()
    )
    assert "预计2026年12月3日24时解除" in text
    used = duty(
        kunqu_office, "2026-12-02T10:00", "suspend", "--reason", "x", "--number", "13"
    )
    assert "已经用过" in used.err and "--authority" in used.err


def test_a_drills_number_is_its_own_in_every_paper(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "--drill", "-l", "橙", "--number", "1")
    text = "".join(
        run("notice", "start", "-i", "current", "--drill", cwd=kunqu_office).out.split()
    )
    assert "2026年演练第1次重污染天气" in text and "2026年第1次" not in text


def test_a_void_drill_is_listed_with_its_name(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "--drill", "-l", "橙", "--title", "甲")
    duty(kunqu_office, "17:01", "correct", "1", "--reason", "开错了", "--drill")
    text = run("incident", "list", cwd=kunqu_office).out
    assert (
        "实际事件" not in text
        and "甲" in text
        and "2026年演练第1次" in text
        and "作废" in text
    )
    assert (
        "2026年演练第1次"
        in duty(kunqu_office, "17:02", "open", "--drill", "-l", "橙").out
    )


def test_a_supervision_falls_due_and_ends_with_a_report(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    duty(kunqu_office, "17:10", "receipt", "-u", "财政局")
    term = ["--matter", "未落实", "--until", "18:00"]
    duty(kunqu_office, "17:20", "supervise", "-u", "财政局", *term)
    assert told_of(run, kunqu_office, "2026-12-01T17:30", "区财政局")["supervised"] == 1
    late = run("incident", "overdue", "--now", "2026-12-01T18:30", cwd=kunqu_office)
    assert late.code == 1 and "督办逾期1件" in late.out
    said = run("incident", "status", "--now", "2026-12-01T18:30", cwd=kunqu_office).out
    assert "督办第1号未反馈，应于2026年12月1日18时前办结，已逾期" in said
    duty(kunqu_office, "18:40", "report", "-u", "财政局", "--text", "已落实")
    assert (
        run("incident", "overdue", "--now", "2026-12-01T18:41", cwd=kunqu_office).code
        == 0
    )


TYPED = {
    "20时50分": "20:50", "20：52": "20:52", "26日20时5分": "20:05", "8点50": "08:50", "晚上8点": "20:00",
    "昨天20:00": "20:00", "今天8时半": "08:30", "11月26日20时52分": "20:52", "2026-11-26T20:52": "20:52",
    "20:50:00": "20:50", "下午3时": "15:00",
}  # fmt: skip


@pytest.mark.parametrize(("word", "clock"), TYPED.items())
def test_times_as_officers_type_them(word: str, clock: str) -> None:
    from datetime import datetime

    from smogctl.cli.clocks import observed_asked

    found = observed_asked(word, datetime(2026, 11, 26, 21, 30))
    assert (f"{found:%H:%M}", found.month) == (clock, 11)
    assert found.day == (25 if word.startswith("昨") else 26)


@pytest.mark.parametrize(
    "word", ["23:50", "25:00", "20:61", "2052", "明天8:00", "随便", "12月1日"]
)
def test_times_that_are_none_or_not_yet(word: str) -> None:
    from datetime import datetime

    from smogctl.cli.clocks import observed_asked
    from smogctl.values.findings import Refusal

    with pytest.raises(Refusal):
        observed_asked(word, datetime(2026, 11, 26, 20, 45))


def test_a_file_of_events_can_be_checked(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    duty(kunqu_office, "17:05", "issue")
    text = duty(kunqu_office, "", "export").out
    (kunqu_office / "all.jsonl").write_text(text, "utf-8")
    assert "没有发现" in duty(kunqu_office, "", "verify", "all.jsonl").out
    (kunqu_office / "all.jsonl").write_text(
        text.replace("橙", "橘", 1).replace("Ⅱ", "Ⅲ", 1), "utf-8"
    )
    assert "被改过" in duty(kunqu_office, "", "verify", "all.jsonl", code=1).out
    cut = "\n".join(text.splitlines()[:2]) + "\n"
    (kunqu_office / "all.jsonl").write_text(cut, "utf-8")
    assert "缺了" in duty(kunqu_office, "", "verify", "all.jsonl", code=1).out


def test_a_conflict_copy_keeps_nobody_from_reading(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    (kunqu_office / "ledger" / "ledger (conflicted copy).db").write_bytes(b"")
    assert run("incident", "log", cwd=kunqu_office).code == 0
    assert "移到别的文件夹" in duty(kunqu_office, "17:10", "note", "x", code=2).err


def test_numbers_that_are_none_are_refused_in_chinese(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    for value in ("三十", "3人", "-3", "1.5"):
        refused = duty(
            kunqu_office, "17:10", "report", "-u", "gaj", f"--people={value}", code=2
        )
        assert "--people" in refused.err and "nput" not in refused.err, value


def test_the_screen_renews_itself_until_somebody_stops_it(
    duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    process = subprocess.Popen(
        [sys.executable, "-m", "smogctl", "incident", "status", "--watch", "1"],
        cwd=kunqu_office,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    seen = b""
    while seen.count("橙色预警".encode()) < 2:
        seen += os.read(process.stdout.fileno(), 4096)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, b"")


def test_what_cannot_be_watched(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙")
    for words in (["-f", "json"], ["--now", "2026-12-01T18:00"], ["-o", "x.txt"]):
        ended = run("incident", "status", "--watch", "1", *words, cwd=kunqu_office)
        assert ended.code == 2 and "--watch" in ended.err


def test_what_was_said_at_the_issue_is_in_the_paper(
    run: Run, duty: Callable[..., Ended], kunqu_office: Path
) -> None:
    duty(kunqu_office, "17:00", "open", "-l", "橙", "--number", "12")
    said = [
        "--authority",
        "区人民政府",
        "--basis",
        "市局通知",
        "--forecast",
        "静稳天气持续",
    ]
    duty(kunqu_office, "17:05", "issue", *said)
    text = "".join(
        run("notice", "start", "-i", "current", cwd=kunqu_office).out.split()
    )
    assert (
        "经区人民政府批准" in text and "根据市局通知" in text and "静稳天气持续" in text
    )
