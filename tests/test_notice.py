"""`notice` and `checklist` as files: each opened again by an independent reader; checks, batches, facts, previous."""

import io
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import browser
from conftest import HEAD, ROOT, Golden, Run, smogctl
from smogctl.documents.kinds import notices
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.tasks import TaskList
from smogctl.values.vocabulary import Colour

docxtpl = pytest.importorskip(
    "docxtpl", reason="docxtpl is not installed (smogctl[docx])"
)

FACTS = [
    "--issued",
    "2026-12-01T08:00",
    "--start",
    "2026-12-01T12:00",
    "--authority",
    "区政府",
    "--number",
    "昆气应办〔2026〕1号",
]
LISTING = ("start", "upgrade", "downgrade", "relay", "supervision")
"""The kinds that carry every task of the units."""
FULL = ("suspend", "resume", "lift", "extend")
"""Those that do so when asked for the full text."""

AFTER = {"lift": lift, "suspend": suspend, "resume": resume}
MOVES: dict[str, tuple[Colour, Colour]] = {
    "upgrade": ("red", "yellow"),
    "downgrade": ("yellow", "red"),
}
LEVEL = {
    kind: ["--level", level, "--from", origin]
    for kind, (level, origin) in MOVES.items()
}
FORMATS = ("text", "md", "html", "docx")


def asked(kind: str, district: str, *more: str) -> list[str]:
    return [
        "notice",
        kind,
        "-d",
        district,
        *LEVEL.get(kind, ["--level", "orange"]),
        *FACTS,
        *more,
    ]


def lists_of(kind: str, registry: Registry) -> list[TaskList]:
    """The lists of all but the command and the office, who give the order."""
    measures = catalogue.measures()
    if kind in AFTER:
        lists = AFTER[kind](registry, measures, "orange").lists
    elif kind in MOVES:
        lists = activate(registry, measures, *MOVES[kind]).lists
    else:
        lists = activate(registry, measures, "orange").lists
    return [entry for entry in lists if entry.unit.kind not in ("command", "office")]


def tasks(kind: str, registry: Registry) -> list[str]:
    """The texts that a document of a kind must have, in order: what is due, routine last."""
    due = [
        task
        for entry in lists_of(kind, registry)
        for task in entry.tasks
        if task.state == "due" and not task.acting_for
    ]
    first = [task.duty.text for task in due if task.part != "routine"]
    routine = [task.duty.text for task in due if task.part == "routine"]
    return first if kind == "supervision" else [*first, *routine]


def all_tasks(kind: str, registry: Registry) -> list[str]:
    """The texts of all tasks of the lists, whatever becomes of them."""
    return [
        task.duty.text for entry in lists_of(kind, registry) for task in entry.tasks
    ]


def flat(text: str) -> str:
    return "".join(text.split())


def in_order(texts: list[str], whole: str) -> None:
    """Whether all texts stand in the whole, one behind the other."""
    at = 0
    whole = flat(whole)
    for text in texts:
        at = whole.find(flat(text), at)
        assert at >= 0, text
        at += len(flat(text))


class Words(HTMLParser):
    def __init__(self, text: Any) -> None:
        super().__init__()
        self.words, self.skip = "", 0
        self.bad: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skip += tag in ("style", "title")
        if tag in ("script", "img", "iframe", "link") or any(
            name.startswith("on") for name, _ in attrs
        ):
            self.bad.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        self.words += "" if self.skip else data


def words_of(path: Path, form: str) -> str:
    """What an independent reader finds in a file."""
    if form == "docx":
        from docx import Document

        return "\n".join(
            "".join(
                node.text or ""
                for node in p.iter(
                    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
                )
            )
            for p in Document(str(path)).element.body.iter(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
            )
        )
    text = path.read_text(encoding="utf-8")
    if form == "html":
        found = Words(text)
        assert found.bad == []
        return found.words
    return (
        re.sub(r"\\([\\`*_{}\[\]<>#|~&!.)+-])", r"\1", text) if form == "md" else text
    )


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
@pytest.mark.parametrize("kind", notices())
@pytest.mark.parametrize("form", FORMATS)
def test_every_task_is_there_in_order_and_nothing_is_evaluated(
    run: Run,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    kind: str,
    district: str,
    form: str,
) -> None:
    path = tmp_path / f"x.{form}"
    ended = run(*asked(kind, district), "-f", form, "-o", str(path))
    assert (ended.code, ended.out) == (0, ""), ended.err
    words = words_of(path, form)
    assert "{{" not in words
    assert "{%" not in words
    if kind in LISTING:
        registry = request.getfixturevalue(district)
        wanted = tasks(kind, registry)
        in_order(wanted, words)
        whole = flat(words)
        for text in set(wanted):
            assert whole.count(flat(text)) >= wanted.count(text)
    for mark in (
        "〔通〕",
        "〔推〕",
        "〔原〕",
        "〔待〕",
        "未列出",
        "校验",
        ".yaml",
        "目录",
        "标有",
    ):
        assert mark not in words


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
@pytest.mark.parametrize("kind", FULL)
def test_the_full_text_has_every_task(
    run: Run, request: pytest.FixtureRequest, kind: str, district: str
) -> None:
    words = run(*asked(kind, district), "--full").out
    in_order(all_tasks(kind, request.getfixturevalue(district)), words)
    short = flat(run(*asked(kind, district)).out)
    texts = {flat(text) for text in all_tasks(kind, request.getfixturevalue(district))}
    assert not any(text in short for text in texts if len(text) > 12)


@pytest.mark.parametrize("form", ["text", "md", "html", "docx", "xlsx"])
def test_a_checklist_has_every_task(
    run: Run, tmp_path: Path, kunqu: Registry, form: str
) -> None:
    path = tmp_path / f"x.{form}"
    ended = run("checklist", "-d", "kunqu", "-l", "orange", "-f", form, "-o", str(path))
    assert ended.code == 0, ended.err
    if form == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.load_workbook(path)
        rows = [row for page in book for row in page.iter_rows()]
        words = "\n".join(str(cell.value or "") for row in rows for cell in row)
        assert len(book.worksheets) == len(
            activate(kunqu, catalogue.measures(), "orange").lists
        )
    else:
        words = words_of(path, form)
    lists = activate(kunqu, catalogue.measures(), "orange").lists
    in_order([task.duty.text for entry in lists for task in entry.tasks], words)


def test_a_sheet_is_text_with_a_frozen_head_and_choices(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = folder / "kunqu.yaml"
    clause = "text: 牵头做好能源活动管理"
    path.write_text(
        path.read_text(encoding="utf-8").replace(clause, "text: =HYPERLINK(1)"),
        encoding="utf-8",
    )
    for kind in ("supervision", "receipt", "checklist"):
        out = tmp_path / f"{kind}.xlsx"
        command = (
            ["checklist", "-l", "橙"]
            if kind == "checklist"
            else ["notice", kind, "-l", "橙", *FACTS]
        )
        ended = run(
            *command, "-d", "kunqu", "--registries", str(folder), "-o", str(out)
        )
        assert ended.code == 0, ended.err
        pages = openpyxl.load_workbook(out).worksheets
        for page in pages:
            assert page.freeze_panes
            assert page.print_title_rows
            assert page.page_setup.orientation == "landscape"
        cells = [cell for page in pages for row in page.iter_rows() for cell in row]
        assert all(
            cell.data_type in ("s", "n", "inlineStr")
            and not (cell.data_type == "n" and cell.value)
            for cell in cells
        )
        if kind != "receipt":
            assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
            (choice,) = page.data_validations.dataValidation
            assert "未落实" in choice.formula1


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "text", "cap"])
def test_the_same_inputs_give_the_same_bytes(
    run: Run, tmp_path: Path, form: str
) -> None:
    kind = "supervision" if form == "xlsx" else "start"
    made = []
    for at in range(2):
        path = tmp_path / f"{at}.{form}"
        assert run(*asked(kind, "kunqu"), "-f", form, "-o", str(path)).code == 0
        made.append(path.read_bytes())
    assert made[0] == made[1]


HOSTILE = (
    HEAD
    + """units:
  - id: office
    name: "办公室&<b>x</b>{{777*777}}"
    kind: department
    duties:
      - id: a-1
        text: "PM2.5 & O3 <超标>，{{ 777*777 }}{% if x %}，]]> '\\"=1+1 | #title x"
        measures: [dust.sites]
"""
)


@pytest.fixture
def hostile_notice(run: Run, tmp_path: Path) -> Any:
    """A notice of a registry and a forecast whose words are out to get each format."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "shi.yaml").write_text(HOSTILE, encoding="utf-8")
    more = [
        "--forecast",
        "<script>alert(1)</script>&{{1+1}}",
        "--registries",
        str(tmp_path / "r"),
    ]

    def written(form: Any) -> Any:
        path = tmp_path / f"x.{form}"
        ended = run(
            "notice", "start", "-l", "red", *FACTS, *more, "-f", form, "-o", str(path)
        )
        assert ended.code == 0, ended.err
        return path

    return written


def test_hostile_text_stays_text_in_cap(hostile_notice: Any) -> None:
    words = "".join(ET.fromstring(hostile_notice("cap").read_bytes()).itertext())
    assert "<script>alert(1)</script>&{{1+1}}" in words


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_stays_text(hostile_notice: Any, form: str) -> None:
    words = words_of(hostile_notice(form), form)
    assert flat(
        "PM2.5 & O3 <超标>，{{ 777*777 }}{% if x %}，]]> '\"=1+1 | #title x"
    ) in flat(words)
    assert flat("<script>alert(1)</script>&{{1+1}}") in flat(words)
    assert "603729" not in words


CAP = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}


def message(
    run: Run, tmp_path: Path, kind: str, *more: str, district: Any = "kunqu"
) -> bytes:
    path = tmp_path / f"{kind}.xml"
    ended = run("notice", kind, "-d", district, *more, "-o", str(path))
    assert ended.code == 0, ended.err
    return path.read_bytes()


def test_cap_messages_are_valid_and_refer_to_each_other(
    run: Run, tmp_path: Path
) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(
        etree.parse(str(ROOT / "tests" / "data" / "CAP-v1.2-schema.xsd"))
    )
    start, up = tmp_path / "start.yaml", tmp_path / "up.yaml"
    first = message(
        run, tmp_path, "start", "--level", "yellow", *FACTS, "--save-facts", str(start)
    )
    later = ["--issued", "2026-12-02T08:00", "--start", "2026-12-02T12:00"]
    second = message(
        run,
        tmp_path,
        "upgrade",
        "--level",
        "red",
        *later,
        "--previous",
        str(start),
        "--save-facts",
        str(up),
    )
    end = ["--issued", "2026-12-04T08:00", "--start", "2026-12-04T10:00"]
    third = message(run, tmp_path, "lift", *end, "--previous", str(up), "--drill")
    fourth = message(
        run,
        tmp_path,
        "public",
        "--level",
        "yellow",
        *FACTS,
        "--until",
        "2026-12-05T00:00",
    )
    fifth = message(
        run, tmp_path, "downgrade", "--level", "yellow", *end, "--previous", str(up)
    )
    found = []
    for data in (first, second, third, fourth, fifth):
        tree = etree.fromstring(data)
        schema.assertValid(tree)
        found.append(
            {
                name: tree.findtext(f"c:{name}", namespaces=CAP)
                for name in ("identifier", "status", "msgType", "references", "sent")
            }
        )
    assert [one["msgType"] for one in found] == [
        "Alert",
        "Update",
        "Cancel",
        "Alert",
        "Update",
    ]
    assert [one["status"] for one in found] == [
        "Actual",
        "Actual",
        "Exercise",
        "Actual",
        "Actual",
    ]
    assert (
        found[1]["references"]
        == f"CN-150203,{found[0]['identifier']},{found[0]['sent']}"
    )
    # an end takes back the whole chain
    assert found[2]["references"].split(" ") == [
        f"CN-150203,{one['identifier']},{one['sent']}" for one in found[:2]
    ]
    assert (
        found[4]["references"]
        == f"CN-150203,{found[1]['identifier']},{found[1]['sent']}"
    )
    info = etree.fromstring(second).find("c:info", CAP)
    assert info.findtext("c:severity", namespaces=CAP) == "Extreme"
    assert info.findtext("c:onset", namespaces=CAP) == "2026-12-02T12:00:00+08:00"
    assert info.findtext("c:area/c:geocode/c:value", namespaces=CAP) == "150203000000"
    assert "演练" in etree.fromstring(third).findtext(
        "c:info/c:headline", namespaces=CAP
    )


def test_a_message_refers_through_a_suspension(run: Run, tmp_path: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    files = [tmp_path / f"{at}.yaml" for at in range(4)]
    day = 1
    for at, (kind, more) in enumerate(
        [("start", ["-l", "橙"]), ("suspend", ["--reason", "转好"]), ("resume", [])]
    ):
        before = ["--previous", str(files[at - 1])] if at else []
        times = [
            "--issued",
            f"2026-12-0{day}T08:00",
            "--start",
            f"2026-12-0{day}T12:00",
        ]
        saved = ["--save-facts", str(files[at])]
        assert (
            run("notice", kind, "-d", "kunqu", *more, *before, *times, *saved).code == 0
        )
        day += 1
    end = ["--issued", "2026-12-05T08:00", "--start", "2026-12-05T10:00"]
    third = message(run, tmp_path, "lift", *end, "--previous", str(files[2]))
    (reference,) = (
        etree.fromstring(third).findtext("c:references", namespaces=CAP).split(" ")
    )
    assert (
        reference
        == "CN-150203,150203-202612010800-start-orange,2026-12-01T08:00:00+08:00"
    )


def test_several_notices_before_make_one_chain(run: Run, tmp_path: Path) -> None:
    files = []
    for number, level in ((1, "黄"), (2, "橙")):
        files.append(tmp_path / f"{number}.yaml")
        kind = ["start"] if number == 1 else ["upgrade", "--from", "黄"]
        times = [
            "--issued",
            f"2026-12-0{number}T08:00",
            "--start",
            f"2026-12-0{number}T12:00",
        ]
        run(
            *["notice", *kind, "-d", "kunqu", "-l", level, *times],
            *[
                "--number",
                f"昆气应办〔2026〕{number}号",
                "--save-facts",
                str(files[-1]),
            ],
        )
    both = [word for file in reversed(files) for word in ("--previous", str(file))]
    ended = run("notice", "解除", *both, "--start", "2026-12-04T10:00")
    text = flat(ended.out)
    first, second = (text.index(f"昆气应办〔2026〕{number}号") for number in (1, 2))
    assert first < second
    assert "解除重污染天气橙色预警" in text
    again = ["--number", "昆气应办〔2026〕2号", "--issued", "2026-12-04T08:00"]
    assert "先前的通知已经用过" in run("notice", "解除", *both, *again).err


def test_the_note_holds_what_the_paper_does_not(
    run: Run, tmp_path: Path, kunqu: Registry
) -> None:
    note = tmp_path / "note.txt"
    ended = run(*asked("start", "kunqu"), "--note", str(note))
    assert ended.err.strip() == f"起草说明已写入 {note}。"
    text = note.read_text(encoding="utf-8")
    assert re.search("registries/kunqu.yaml，校验 [0-9a-f]{12}", text)
    assert "待指挥部决定 1 条" in text
    assert "没有会商结论，文中留空" in text
    own = [duty.text for unit, duty in kunqu.duties() if unit.kind == "command"]
    assert all(clause in text and clause not in ended.out for clause in own)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["notice", "start"], "请用 --district 指明"),
        (["notice", "strat", "-d", "kunqu"], "不认识的公文种类“strat”"),
        (["notice", "start", "-d", "kunqu"], "缺少 --level"),
        (["notice", "start", "-d", "kunqu", "-l", "blue"], "没有“blue”这一级"),
        (
            ["notice", "start", "-d", "kunqu", "-l", "红", "-f", "cap"],
            "CAP 必须有发布时间",
        ),
        (
            [
                "notice",
                "upgrade",
                "-d",
                "kunqu",
                "-l",
                "红",
                "--from",
                "黄",
                *FACTS,
                "-f",
                "cap",
            ],
            "--previous",
        ),
        (["notice", "daily", "-d", "kunqu", "-l", "红", "-f", "cap"], "CAP 只用于"),
        (
            [
                "notice",
                "start",
                "-d",
                "kunqu",
                "-l",
                "红",
                "-f",
                "xlsx",
                "-o",
                "x.xlsx",
            ],
            "xlsx 只用于",
        ),
        (
            ["notice", "start", "-d", "kunqu", "-l", "红", "--short", "-f", "md"],
            "--short 只用于",
        ),
        (
            ["notice", "start", "-d", "kunqu", "-l", "红", "--all-bodies"],
            "请用 -o 指明",
        ),
        (["notice", "start", "-d", "kunqu", "-l", "红", "--start", "明天"], "不是时间"),
        (
            ["notice", "start", "-d", "kunqu", "-l", "红", "--facts", "no.yaml"],
            "no.yaml",
        ),
        (
            ["notice", "start", "-d", "kunqu", "-l", "红", "--templates", "nowhere"],
            "不是文件夹",
        ),
        (["checklist", "-l", "红", "-f", "html"], "请用 --district 指明"),
        (["templates", "check", "nowhere"], "不是文件夹"),
        (["templates", "make", "."], "可写：check"),
    ],
)
def test_what_cannot_be_written_is_said(
    run: Run, arguments: list[str], part: str
) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err


CHECKS = [
    (
        "start",
        ["--start", "2026-12-01T07:00"],
        "启动时间（2026年12月1日7时）早于发布时间（2026年12月1日8时）",
    ),
    (
        "start",
        ["--until", "2026-12-01T10:00"],
        "结束时间（2026年12月1日10时）不晚于启动时间",
    ),
    ("start", ["--number", "昆气应办[2026]1号"], "年份要用六角括号〔〕"),
    ("start", ["--number", "昆气应办〔2026〕第1号"], "不用“第”"),
    ("start", ["--number", "昆气应办〔2026〕01号"], "序号不编虚位"),
    (
        "start",
        ["--number", "昆气应办〔2025〕1号"],
        "文号的年份 2025 与发布时间 2026 年不同",
    ),
    ("start", ["--forecast", "预计(PM2.5)超标"], "会商结论里有半角括号"),
    ("upgrade", ["--from", "red"], "升级通知却是由红色到橙色"),
    ("upgrade", [], "没有写明原来是哪一级"),
    ("downgrade", ["--from", "yellow"], "降级通知却是由黄色到橙色"),
    ("extend", [], "延长没有写明到何时"),
]


@pytest.mark.parametrize(("kind", "more", "part"), CHECKS)
def test_facts_that_contradict_are_said_and_strict_refuses(
    run: Run, kind: str, more: list[str], part: str
) -> None:
    base = [*FACTS]
    for name in more[::2]:
        if name in base:
            at = base.index(name)
            del base[at : at + 2]
    arguments = ["notice", kind, "-d", "kunqu", "--level", "orange", *base, *more]
    ended = run(*arguments)
    assert ended.code == 0
    assert part in ended.err
    strict = run(*arguments, "--strict")
    assert (strict.code, strict.out) == (2, "")
    assert part in strict.err


def test_only_what_the_level_asks_for_is_suspended(run: Run) -> None:
    out = flat(run(*asked("suspend", "kunqu")).out)
    paused = out[out.index("暂停的措施") :]
    assert "高排放车辆限行禁行（区公安局配合）" in paused
    assert "医疗救治与健康影响监测" not in paused
    assert "统一领导" not in out
    assert "空气质量监测、医疗救治和日常监管照常进行" in out


def test_an_approval_is_for_one_step(run: Run, tmp_path: Path) -> None:
    first = tmp_path / "y.yaml"
    run(
        "notice",
        "start",
        "-d",
        "江津",
        "--level",
        "yellow",
        *FACTS,
        "--save-facts",
        str(first),
    )
    ended = run(
        "notice",
        "upgrade",
        "-d",
        "江津",
        "--level",
        "red",
        "--previous",
        str(first),
        "--start",
        "2026-12-03T00:00",
    )
    assert "经〔    〕批准" in flat(ended.out).replace("〔〕", "〔    〕")
    assert "另经批准" in ended.err


def test_facts_of_another_district_are_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "j.yaml"
    run(*asked("start", "jiangjin"), "--save-facts", str(path))
    for option in ("--previous", "--facts"):
        ended = run("notice", "lift", "-d", "kunqu", option, str(path))
        assert (ended.code, ended.out) == (2, "")
        assert "区县 jiangjin 的" in ended.err


def test_what_cannot_follow_is_said(run: Run, tmp_path: Path) -> None:
    start, end = tmp_path / "s.yaml", tmp_path / "l.yaml"
    run(*asked("start", "kunqu"), "--save-facts", str(start))
    later = ["--issued", "2026-12-04T08:00", "--start", "2026-12-04T10:00"]
    run(
        "notice",
        "lift",
        "-d",
        "kunqu",
        "--previous",
        str(start),
        *later,
        "--save-facts",
        str(end),
    )
    assert (
        "lift 不能接在它后面"
        in run("notice", "lift", "-d", "kunqu", "--previous", str(end), *later).err
    )
    public = flat(
        run("notice", "public", "-d", "kunqu", "--previous", str(end), *later).out
    )
    assert "关于解除重污染天气橙色预警的公告" in public
    assert "发布" not in public.replace("此件公开发布", "")
    extend = [
        "notice",
        "extend",
        "-d",
        "kunqu",
        "--previous",
        str(start),
        "--until",
        "2026-12-01T00:00",
    ]
    assert run(*extend, "--issued", "2026-12-02T08:00", "--strict").code == 2


def test_facts_that_could_not_be_read_again_are_not_saved(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.yaml"
    ended = run(
        *asked("start", "kunqu"), "--contact", "长" * 300, "--save-facts", str(path)
    )
    assert ended.code == 2
    assert not path.exists()
    assert (
        run(*asked("start", "kunqu"), "-o", str(path), "--save-facts", str(path)).code
        == 2
    )
    assert (
        run(
            *asked("start", "kunqu"),
            "-o",
            str(tmp_path / "no" / "x.txt"),
            "--save-facts",
            str(path),
        ).code
        == 2
    )
    assert not path.exists()
    assert (
        run("checklist", "-d", "kunqu", "-l", "橙", "--save-facts", str(path)).code == 0
    )
    assert 'kind: "checklist"' in path.read_text(encoding="utf-8")


def test_cap_is_one_message_without_blanks(run: Run) -> None:
    base = ["notice", "start", "-d", "kunqu", "--level", "red", *FACTS, "-f", "cap"]
    text = run(*base).out
    assert "〔" not in text
    assert "\\u{a}" not in text
    assert "资金保障" not in text
    for more in (["--unit", "区教育局"], ["--all-bodies", "-o", "x"]):
        assert run(*base, *more).code == 2


def printed_pages(path: Path) -> int:
    """How many sheets a page takes when it is printed."""
    pdfplumber = pytest.importorskip("pdfplumber")
    pdf = path.with_suffix(".pdf")
    browser.chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", path.as_uri())
    with pdfplumber.open(pdf) as book:
        return len(book.pages)


def test_what_is_printed_small_begins_no_sheet(run: Run, tmp_path: Path) -> None:
    """Set as plain text, which is larger, details take no fewer sheets."""
    path, plain = tmp_path / "x.html", tmp_path / "plain.html"
    ended = run(*asked("start", "kunqu"), "--full", "-f", "html", "-o", str(path))
    assert ended.code == 0, ended.err
    text = path.read_text(encoding="utf-8")
    assert text.count('class="detail"') > 3
    plain.write_text(text.replace('class="detail"', 'class="p"'), encoding="utf-8")
    assert printed_pages(path) <= printed_pages(plain)


def test_a_receipt_has_a_line_for_each_body(run: Run) -> None:
    out = run(*asked("receipt", "kunqu")).out
    assert "河西交管大队（属“区交管大队、河西交管大队”）" in flat(out)
    assert "应急指挥部\n" not in out


def test_markdown_numbers_are_no_list_and_show_no_backslash(run: Run) -> None:
    out = run(*asked("start", "kunqu", "--full"), "-f", "md").out
    assert "- 1.负责组织" in out
    assert "\\1" not in out


def test_the_words_children_stand_in_the_order_of_the_schema() -> None:
    from docx import Document

    sys.path.insert(0, str(ROOT / "tools"))
    import make_word_template

    for style in Document(str(ROOT / "templates" / "notice.docx")).styles:
        for parent in style.element.iter():
            names = make_word_template.ORDERS.get(parent.tag.split("}")[1], "").split()
            tags = [child.tag.split("}")[1] for child in parent]
            if names and style.name.startswith("公文"):
                assert tags == sorted(tags, key=names.index), (style.name, tags)


def test_a_lift_without_a_colour_is_said(run: Run) -> None:
    ended = run("notice", "lift", "-d", "kunqu", *FACTS)
    assert ended.code == 0
    assert "解除没有写明是哪一级" in ended.err
    assert "解除重污染天气〔〕" in flat(ended.out)


def test_the_approval_that_the_plan_asks_for(run: Run) -> None:
    arguments = ["notice", "start", "-d", "江津", "--level", "orange", *FACTS[:4]]
    assert "预案写明橙色预警由区指挥部办公室提出建议、另经批准" in run(*arguments).err
    assert "另经批准" not in run(*arguments, "--authority", "区政府").err
    assert (
        "另经批准"
        not in run("notice", "start", "-d", "江津", "--level", "yellow", *FACTS[:4]).err
    )


def test_missing_facts_are_blanks_and_are_told_once(run: Run) -> None:
    ended = run("notice", "start", "-d", "kunqu", "-l", "橙")
    assert ended.code == 0
    for option in (
        "--start",
        "--number",
        "--authority",
        "--forecast",
        "--contact",
        "--phone",
        "--issued",
    ):
        assert ended.err.count(f"请用 {option} 给出") == 1
    assert "〔    〕" in ended.out


def test_facts_go_out_and_come_in_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    more = [
        "--cc",
        "市生态环境局；区人大",
        "--forecast",
        "预计“重污染”: #x",
        "--contact",
        "值班室",
    ]
    first = run(*asked("start", "kunqu"), *more, "--save-facts", str(path))
    again = run("notice", "start", "-d", "kunqu", "--facts", str(path))
    assert again.out == first.out
    assert "抄送：市生态环境局、区人大。" in again.out
    follow = run(
        "notice",
        "lift",
        "-d",
        "kunqu",
        "--previous",
        str(path),
        "--start",
        "2026-12-04T10:00",
    )
    assert (
        "此前，2026年12月1日12时起发布橙色预警、启动响应（昆气应办〔2026〕1号）。"
        in flat(follow.out)
    )
    assert "关于解除重污染天气橙色预警终止Ⅱ级响应的通知" in flat(follow.out)
    bad = tmp_path / "bad.yaml"
    bad.write_text('format: "smogctl.facts/1"\nlevle: red\n', encoding="utf-8")
    ended = run("notice", "start", "-d", "kunqu", "--facts", str(bad))
    assert ended.code == 2
    assert "bad.yaml:2:1" in ended.err


def test_a_drill_says_so_everywhere(run: Run, tmp_path: Path) -> None:
    for form in FORMATS:
        path = tmp_path / f"x.{form}"
        assert (
            run(*asked("start", "kunqu", "--drill"), "-f", form, "-o", str(path)).code
            == 0
        )
        assert words_of(path, form).count("演练") >= 6
    path = tmp_path / "x.docx"
    run(*asked("start", "kunqu", "--drill"), "-o", str(path))
    heads = [name for name in zipfile.ZipFile(path).namelist() if "header" in name]
    assert all("演练" in zipfile.ZipFile(path).read(name).decode() for name in heads)
    assert "【演练】" in run(*asked("start", "kunqu", "--drill"), "--short").out


def test_the_short_form_fits_a_message(run: Run) -> None:
    out = run(*asked("start", "kunqu"), "--short", "-u", "区教育局").out
    assert len(out) < 300
    assert out.count("\n") == 1
    assert "1.落实重污染天气时中小学、幼儿园等教育机构减少户外活动及听课措施" in out
    many = run(
        *asked("start", "kunqu"),
        "--short",
        "-u",
        "区工信局",
        "--contact",
        "值班室" * 20,
    ).out
    assert len(many) < 300
    assert re.search("你单位任务[0-9]+项，见附件", many)


def bodies_at(run: Run, level: Any) -> Any:
    """Who has a task of 昆都仑区 at a level: each gets a paper of its own."""
    data = json.loads(run("activate", "-d", "kunqu", "-l", level, "-f", "json").out)
    units = data["activations"][0]["units"]
    return {body for unit in units for body in unit["bodies"] if unit["tasks"]}


def test_messages_go_out_one_a_body(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = run(*asked("start", "kunqu"), "--short", "--all-bodies", "-o", str(out))
    assert ended.code == 0, ended.err
    texts = [path.read_text(encoding="utf-8") for path in out.glob("*.txt")]
    assert len(texts) == len(bodies_at(run, "orange"))
    assert max(map(len, texts)) < 300


def test_a_paper_that_is_there_is_not_replaced_unasked(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("签过的", encoding="utf-8")
    ended = run(*asked("start", "kunqu"), "-o", str(path))
    assert (ended.code, path.read_text(encoding="utf-8")) == (2, "签过的")
    assert "--force" in ended.err
    assert run(*asked("start", "kunqu"), "-o", str(path), "--force").code == 0
    assert "橙色预警" in path.read_text(encoding="utf-8")


def test_a_batch_is_whole_or_not_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = run(*asked("start", "kunqu"), "--all-bodies", "-f", "docx", "-o", str(out))
    assert ended.code == 0, ended.err
    names = sorted(path.name for path in out.iterdir() if path.name != ".smogctl")
    assert len(names) == len(bodies_at(run, "orange"))
    assert names[12] == "13-区交管大队.docx"
    assert all(re.fullmatch(r'[^\\/:*?"<>|]+', name) for name in names)
    words = words_of(out / "13-区交管大队.docx", "docx")
    assert "区交管大队：" in words
    assert "大宗物料错峰运输" in words
    again = run(*asked("start", "kunqu"), "--all-bodies", "-f", "docx", "-o", str(out))
    assert again.code == 2
    assert "--force" in again.err


def test_own_templates_take_the_place_of_single_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "start.j2").write_text(
        "#title 我区的{{ level.name }}\n{% include '_tasks.j2' %}\n", encoding="utf-8"
    )
    out = run(*asked("start", "kunqu"), "--templates", str(tmp_path)).out
    assert "我区的橙色预警" in out
    assert "负责组织昆区" in out
    assert "关于解除" in run(*asked("lift", "kunqu"), "--templates", str(tmp_path)).out


def test_templates_beside_the_registries_are_found(run: Run, folder: Path) -> None:
    beside = folder.parent / "templates"
    beside.mkdir()
    (beside / "start.j2").write_text("#title 旁边的\n", encoding="utf-8")
    out = run(*asked("start", "kunqu"), "--registries", str(folder)).out
    assert out.strip() == "旁边的"


def test_a_missing_extra_is_said_with_what_to_type(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['docxtpl'] = None; sys.modules['xlsxwriter'] = None\n"
        "from smogctl.cli.app import run\n"
        "print(run(['notice', 'start', '-d', 'kunqu', '-l', '橙', '-o', sys.argv[1] + '/x.docx']))\n"
        "print(run(['notice', 'receipt', '-d', 'kunqu', '-l', '橙', '-o', sys.argv[1] + '/x.xlsx']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split() == ["2", "2"]
    assert ' "docxtpl>=0.20.2"\n' in done.stderr.decode()
    assert ' "xlsxwriter>=3.2"\n' in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


STORY = [
    *("--forecast", "预计12月1日至3日受静稳天气影响，我区将出现中度以上污染过程"),
    *(
        "--pollutant",
        "PM2.5",
        "--area",
        "全区",
        "--episode",
        "2",
        "--phone",
        "023-47500000",
    ),
    *(
        "--basis",
        "渝气应办〔2026〕1号",
        "--contact",
        "值班室",
        "--reason",
        "重大活动保障",
    ),
]


@pytest.mark.parametrize(
    "kind",
    ["start", "upgrade", "suspend", "lift", "approval", "receipt", "public", "daily"],
)
def test_golden(golden: Golden, run: Run, kind: str) -> None:
    golden(f"notice-{kind}.txt", run(*asked(kind, "jiangjin"), *STORY).out)


def test_the_word_page_is_that_of_the_standard() -> None:
    from docx import Document

    document = Document(str(ROOT / "templates" / "notice.docx"))
    section = document.sections[0]
    mm = [
        round(getattr(section, f"{side}_margin").mm)
        for side in ("top", "bottom", "left", "right")
    ]
    assert mm == [37, 35, 28, 26]
    body = document.styles["公文正文"]
    assert body.font.size.pt == 16
    assert 22 * body.paragraph_format.line_spacing.pt <= 225 / 25.4 * 72
    fonts = body.element.rPr.rFonts
    assert (
        fonts.get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
        )
        == "仿宋_GB2312"
    )


def test_the_word_template_is_fresh() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import make_word_template

    fresh, kept = (
        make_word_template.template(),
        (ROOT / "templates" / "notice.docx").read_bytes(),
    )
    parts = [zipfile.ZipFile(io.BytesIO(data)) for data in (fresh, kept)]
    assert parts[0].namelist() == parts[1].namelist()
    for name in parts[0].namelist():
        if name.endswith(".xml") and "docProps/app" not in name:
            assert parts[0].read(name) == parts[1].read(name), (
                f"{name}: run python tools/make_word_template.py"
            )


def test_the_pdf_has_every_task_and_twenty_two_lines(
    run: Run, tmp_path: Path, kunqu: Registry
) -> None:
    browser.need("soffice", "libreoffice")
    pdftotext = browser.need("pdftotext")
    path = tmp_path / "x.pdf"
    assert (
        run(
            *asked("start", "kunqu"),
            "--forecast",
            "预计我区将出现重污染天气过程。" * 90,
            "-o",
            str(path),
        ).code
        == 0
    )
    text = subprocess.run(
        [pdftotext, "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(path) as book:
        rows = [
            row
            for page in book.pages
            for table in page.extract_tables()
            for row in table
        ]
    cells = [flat(cell or "") for row in rows for cell in row]
    assert not [text for text in tasks("start", kunqu) if flat(text) not in cells]
    second = [
        line
        for line in text.split("\f")[1].split("\n")
        if line.strip() and "—" not in line
    ]
    assert len(second) == 22
    full = [
        line.strip() for line in second if re.fullmatch("[^\\x00-\\x7f]+", line.strip())
    ]
    assert max(map(len, full)) == 28


def test_json_is_not_a_document(run: Run, tmp_path: Path) -> None:
    assert run("notice", "start", "-d", "kunqu", "-l", "橙", "-f", "json").code == 2
    # that none of ours has troubles is asked in test_documents
    shutil.copy(ROOT / "templates" / "start.j2", tmp_path)
    told = run("templates", "check", str(tmp_path), "-f", "json")
    assert json.loads(told.out)["troubles"] == []


def test_a_pipe_takes_a_binary_file() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "smogctl", *asked("start", "kunqu"), "-f", "docx"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert zipfile.is_zipfile(io.BytesIO(ended.stdout)), ended.stderr.decode()
    assert smogctl("notice", "start", "-d", "kunqu", "-l", "橙").code == 0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于启动橙色预警的通知", ["关于启动橙色预警的通知"]),
        (
            "江津区重污染天气橙色预警（Ⅱ级响应）督查表",
            ["江津区重污染天气橙色预警", "（Ⅱ级响应）督查表"],
        ),
        (
            "关于将重污染天气橙色预警升级为红色预警（Ⅰ级响应）的通知",
            ["关于将重污染天气橙色预警升级为", "红色预警（Ⅰ级响应）的通知"],
        ),
    ],
)
def test_a_long_title_is_broken_evenly(title: str, lines: list[str]) -> None:
    from smogctl.documents.headlines import balanced

    assert balanced(title) == lines
    for length in range(1, 200):
        found = balanced("字" * length)
        assert "".join(found) == "字" * length
        assert max(map(len, found)) <= 19


def test_without_libreoffice_pdf_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    ended = run(*asked("start", "kunqu"), "-o", str(tmp_path / "x.pdf"))
    assert ended.code == 2
    assert "这台机器没有安装" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_fact_that_goes_nowhere_is_said(run: Run) -> None:
    assert "启动通知里不写签发人" in run(*asked("start", "kunqu"), "--signer", "某").err
    assert (
        "没有用上"
        not in run(*asked("start", "kunqu"), "--cc", "市局", "--until", "另行通知").err
    )
    assert "没有用上" not in run(*asked("approval", "kunqu"), "--signer", "某").err


def test_a_fact_is_used_however_a_template_writes_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "start.j2").write_text(
        "{% from '_x.j2' import line with context %}#title x\n#p {{ facts['phone'] }}{{ line() }}\n"
    )
    (tmp_path / "_x.j2").write_text(
        "{% macro line() %}{{ facts['contact'] }}{% endmacro %}"
    )
    given = (
        "--phone",
        "1",
        "--contact",
        "甲",
        "--signer",
        "乙",
        "--templates",
        str(tmp_path),
    )
    told = run(*asked("start", "kunqu"), *given).err
    assert "不写联系" not in told
    assert "启动通知里不写签发人，给的没有用上。" in told
