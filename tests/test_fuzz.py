"""The laws of the ways in (tools/fuzzing/targets/) for every input that was kept, and a short fuzz of each."""

import importlib
import io
import random
import re
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from smogctl.grammar.layout import without_residue
from smogctl.grammar.levels import spelled
from smogctl.importing.importer import carried, import_bytes
from smogctl.importing.layouts.run_together import laid
from smogctl.importing.office.events import parse_xml
from smogctl.importing.pages import Page, Row, characters
from smogctl.incident.event import Event
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.ledger.table import Tip
from smogctl.incident.merging import merge
from smogctl.incident.verifying import Fault, is_readable
from smogctl.plan.building import build
from smogctl.plan.catalogue import measures
from smogctl.schema.registry import UNTITLED
from smogctl.values.findings import Refusal
from smogctl.wording.desks import new_desk
from smogctl.wording.verified import fault_said
from smogctl.yamlfile.reader import parse

sys.path.insert(0, str(ROOT / "tools"))
from fuzzing import calling, seeds
from fuzzing.target import Broken, Target
from fuzzing.targets import TARGETS

fuzz: Any = importlib.import_module("fuzz")
KEPT = ROOT / "tests" / "fuzz"
FINDINGS = sorted(path for path in KEPT.glob("*/*") if path.is_file())
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the timer that stops an input is Unix's"
)
LASTING = ("render", "pdf")
"""Targets that cost a process or a large library: not in the short fuzz."""


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As the tool's own process: no program on the path, files in a folder of its own, a limit in time."""
    for name, value in calling.isolated().items():
        monkeypatch.setenv(name, value)
    before = signal.signal(signal.SIGVTALRM, fuzz.too_long)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(
    "path", FINDINGS, ids=[path.relative_to(KEPT).as_posix() for path in FINDINGS]
)
def test_what_was_kept(path: Path) -> None:
    _, violation = fuzz.tried(TARGETS[path.parent.name], path.read_bytes())
    assert violation is None, violation.trace


def test_the_kept_are_of_targets_that_there_are() -> None:
    assert {path.name for path in KEPT.iterdir()} <= {*TARGETS}


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in LASTING])
def test_a_short_fuzz(name: str) -> None:
    made = fuzz.fuzzed(TARGETS[name], 25, 0.2, random.Random(f"7 {name}"))
    assert made.executions > 0
    assert [violation.trace for violation in made.violations.values()] == []


def broken(data: bytes) -> str:
    """A law that one byte breaks."""
    if b"!" in data:
        raise Broken("a sign")
    return "fine"


def test_a_violation_is_kept_small_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def planted(data: bytes, *_: Any) -> bytes:
        return b"many words! and more of them"

    monkeypatch.setattr(fuzz, "KEPT", tmp_path)
    monkeypatch.setattr(fuzz, "prepare", lambda: None)
    planted_target = Target("planted", lambda: [b"good"], broken, planted)
    monkeypatch.setitem(TARGETS, "planted", planted_target)
    code = fuzz.main(["--target", "planted", "--executions", "5", "--seed", "1"])
    assert code == 1
    (path,) = (tmp_path / "planted").iterdir()
    assert path.read_bytes() == b"!"
    assert "a sign" in capsys.readouterr().err


def endless(data: bytes) -> str:
    """A reader that swallows what it can and never ends."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


def test_what_takestoo_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "STOPPED", 0.05)
    target = Target("endless", lambda: [b""], endless)
    _, violation = fuzz.tried(target, b"")
    assert violation is not None
    assert violation.what.startswith("TooLong")


def test_a_seed_has_no_time_of_its_making() -> None:
    """A workbook had: the same seed of chance gave other inputs a second later."""
    data = seeds.sheet([["单位", "职责"]])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        core = package.read("docProps/core.xml").decode()
    assert {*re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", core)} == {"2026-12-01"}


def test_the_command_line_that_is_fuzzed_writes_nothing() -> None:
    for words in (["lint", "f", "--fix"], ["import", "f", "-ox"], ["init"], ["lsp"]):
        assert TARGETS["command"].attempt("\0".join(words).encode()) == "not run"
    assert TARGETS["command"].attempt(b"levels\0--format\0json").startswith("levels 0")


# ----- what it found, each as its kind -----


def test_an_event_of_no_day_is_not_merged() -> None:
    """`incident log` had a traceback of an event, sealed by another hand, of the thirteenth month."""
    event = Event(
        **dict.fromkeys(("origin", "incident", "key", "by", "prev", "hash"), "a"),
        seq=1,
        turn=1,
        recorded="2026-12-01T20:00:00+08:00",
        observed="2026-12-01T20:00:00+08:00",
        drill=0,
        kind="note",
        data="{}",
    )
    assert is_readable(event)
    for wrong in ("2026-13-01T20:00:00+08:00", "2026-12-01T25:00:00+08:00"):
        assert not is_readable(event._replace(observed=wrong))
        assert not is_readable(event._replace(recorded=wrong))
    assert not is_readable(event._replace(recorded=f"{event.recorded}\n"))


@pytest.mark.parametrize("text", ["a: {b:[c]}\n", "a: {b:{c: d}}\n", "[a:, b]\n"])
def test_a_colon_before_a_bracket_is_read_alike(text: str) -> None:
    """libyaml refuses what the pure parser reads; the answer hung on what is installed."""
    data = text.encode()
    assert parse(data, "x") == parse(data, "x", pure=True)


def test_what_only_looks_like_a_tag_is_text() -> None:
    text = "成员单位职责\n区教育局：当<PM2.5浓度>超标时停课；<b>限行</b>。\n区公安局：查处渣土车。\n"
    made = import_bytes(text.encode())
    clauses = [duty.text for unit in made.draft.model.units for duty in unit.duties]
    assert clauses == ["当<PM2.5浓度>超标时停课", "限行", "查处渣土车"]


@pytest.mark.parametrize("name", ["", "a.html"])
@pytest.mark.parametrize("words", ["<AQI 指数>", "<AQI 大于 200>", "<AQI =高值>"])
def test_what_only_begins_like_a_tag_stays_in_its_clause(words: str, name: str) -> None:
    """A blank behind Latin letters made a tag of it, which was left out of the clause without a word."""
    text = f"成员单位职责\n区教育局：当{words}超标时停课；\n区公安局：限行。\n"
    if name:
        lines = text.replace("<", "&lt;").replace(">", "&gt;").splitlines()
        text = "".join(f"<p>{line}</p>" for line in lines)
    made = import_bytes(text.encode(), name)
    clauses = [duty.text for unit in made.draft.model.units for duty in unit.duties]
    assert clauses == [f"当{words}超标时停课", "限行"]


def test_tags_with_attributes_are_still_none_of_a_clauses_words() -> None:
    for tag in (
        "<p>",
        "<br />",
        '<p class="正文" x>',
        "<td nowrap>",
        "</b>",
        "<a href=/路>",
    ):
        assert without_residue(f"{tag}停课{tag}；") == "停课"


def test_a_heading_that_is_title_and_part_besides_counts_once() -> None:
    text = "附件1 云溪区成员单位及职责\n附件1 职责\n区教育局：停课\n区公安局：限行\n"
    made = import_bytes(text.encode())
    plan = made.draft.model.plan
    assert plan.title == "云溪区成员单位及职责"
    counted = carried(made.draft.model, made.page.text)
    assert not counted - characters(made.page.text)
    # where it stands a second time it is carried twice
    assert (carried(made.draft.model, f"{text}{plan.title}") - counted)["溪"] == 1


def test_a_cell_is_the_rows_number_or_its_duty() -> None:
    made = import_bytes("<table><td>区教育局<td>2".encode(), "a.html")
    (unit,) = made.draft.model.units
    assert (unit.row, [duty.text for duty in unit.duties]) == (None, ["2"])


def test_the_members_of_a_group_without_a_leader_are_its_bodies() -> None:
    text = (
        "四、移动源管控组\n成员单位：市交通运输局、市生态环境局\n组织停驶检查。\n"
        "五、工业源管控组\n督促企业限产。\n成员单位：市工信局、各街道\n"
        "六、区农业局\n管控秸秆焚烧。\n配合单位：区公安局\n"
    )
    made = import_bytes(text.encode(), "a.txt", id_="beiqu", name="北区")
    units = made.draft.model.units
    bodies = [[body.name for body in unit.bodies] for unit in units]
    assert bodies == [["市交通运输局", "市生态环境局"], ["市工信局", "各街道"], []]
    assert "配合单位：区公安局" in made.draft.model.plan.frame
    assert [finding.code for finding in made.findings] == ["F205"]


def test_a_long_row_of_blanks_costs_no_more_than_its_length() -> None:
    text = f"区教育局：停课。{chr(32) * 60_000}上一篇：通知"
    page = Page("html", "utf-8", text, (Row(1, (text,)),))
    began = time.process_time()
    pieces = [piece.cells[0] for piece in laid(page).rows]
    assert pieces == ["区教育局：停课。", "上一篇：通知"]
    assert time.process_time() - began < 0.5


def test_a_parts_heading_is_not_the_title_besides() -> None:
    """Both carried the line, and lint said that the source has no such title."""
    text = "1 总则\n2.1 成员单位职责\n县教育局：停课。\n县公安局：限行。\n5 附则\n"
    made = import_bytes(text.encode())
    plan = made.draft.model.plan
    assert plan.sections == ("2.1 成员单位职责",)
    assert plan.title == UNTITLED
    assert not carried(made.draft.model, made.page.text) - characters(made.page.text)


def test_an_annexs_number_over_the_duties_stays_and_is_counted_once() -> None:
    """It names the plan's part, and what of the text was taken."""
    made = import_bytes((ROOT / "tests" / "layouts" / "m" / "05.txt").read_bytes())
    plan = made.draft.model.plan
    assert (plan.part, plan.sections) == ("附件1", ("附件1",))
    assert not carried(made.draft.model, made.page.text) - characters(made.page.text)


def test_a_cell_of_names_that_holds_none_is_listed() -> None:
    """A text too long for a name went without a word."""
    text = "云溪区职责分工\n序号\t工作任务\t责任单位\t协助单位\n1\t停课。\t区教育局\t{}\n2\t限行。\t区公安局\t\n"
    long = "由各相关单位根据实际情况自行确定人选并及时报送" * 5
    made = import_bytes(text.format(long).encode())
    assert [aside.text for aside in made.left] == [long]
    assert [
        aside.text for aside in import_bytes(text.format("区卫健委").encode()).left
    ] == []


@pytest.mark.parametrize("text", ["一、", "-1", "黄、", "黄" + " " * 60, "Ⅲ级、"])
def test_a_long_list_of_what_may_be_levels_costs_no_more_than_its_length(
    text: str,
) -> None:
    began = time.process_time()
    list(spelled(f"级{text * (20_000 // len(text))}"))
    list(spelled(f"级黄{' ' * 20_000}"))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("encoding", ["UT0-8", "gb18030", "utf-7", "hex"])
def test_an_encoding_that_no_office_writes_is_refused(encoding: str) -> None:
    """expat raises what is no ExpatError for an encoding that Python does not know."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()
    with pytest.raises(Refusal, match="XML"):
        parse_xml(xml, lambda name, attributes: None)


@pytest.mark.parametrize("duty", ["", "—", "无"])
def test_who_would_help_with_no_duty_is_listed(duty: str) -> None:
    """The cell went without a word: partners stand at duties, and there is none."""
    head = "责任单位\t任务\t协助单位\n"
    text = f"{head}区教育局\t停课。\t区公安局\n区水务局\t{duty}\t区财政局\n"
    made = import_bytes(text.encode())
    (aside,) = made.left
    assert (aside.place, aside.text) == ("第 3 行第 3 列", "区财政局")


def test_a_ledger_of_a_very_long_name_is_refused_in_one_line(tmp_path: Path) -> None:
    """The refusal quoted sixty thousand characters, the control characters among them too."""
    event = Event(
        **dict.fromkeys(("incident", "key", "by", "prev", "hash"), "a"),
        origin="\x1b[2J" + "x" * 60_000,
        seq=1,
        turn=1,
        recorded="2026-12-01T20:00:00+08:00",
        observed="2026-12-01T20:00:00+08:00",
        drill=0,
        kind="note",
        data="{}",
    )
    tips = {event.origin: Tip(event.origin, 1, "a")}
    with pytest.raises(Refusal) as refused:
        merge(SqliteStore(tmp_path / "台 账.db"), [event], tips, "f")
    assert len(str(refused.value)) < 200
    assert "\x1b" not in str(refused.value)
    assert len(fault_said(Fault(event.origin, 1, "被改过"))) < 100


def test_a_tab_within_a_word_of_aligned_columns_is_a_blank() -> None:
    """The draft had it in a clause and could not be read back."""
    text = "|公司督导\n象局\n单位\t\t职责\n局\t\t选\n；\n|\u3000卌责\n|"
    made = import_bytes(text.encode())
    assert "\t" not in made.text
    assert made.subject.registry is not None


def test_a_new_desk_of_a_registry_with_hazards_can_be_read() -> None:
    """Names stand in its comments: a tab there made the file one that lint refuses."""
    levels = '  - {id: yellow, name: "黄色\\t预警", response: Ⅲ级响应}'
    text = f"""format: smogctl/1
district: {{id: shi, name: "石\\u2028山区", short: "石\\t山"}}
plan: {{title: 石山区预案, scheme: national-2024}}
levels:
{levels}
units:
  - {{id: education, name: "区\\u0085教\\t育局", kind: department, duties: [{{id: a-1, text: 停课}}]}}
"""
    registry = build(parse(text.encode(), "shi.yaml"), measures()).registry
    assert registry is not None
    desk = new_desk(registry)
    assert parse(desk.encode(), "desk.yaml").fault is None
    assert "黄色\\u{9}预警" in desk


def test_a_units_cell_longer_than_a_name_is_listed_behind_the_name() -> None:
    """The two hundredth character of a cell was the last that anything said."""
    long = "负责应急值守和信息报送；协调督办响应措施落实情况" * 9
    text = f"单位\t职责\n区教育局\t停课\n{long}区公安局偂\t限行\n"
    made = import_bytes(text.encode())
    (aside,) = made.left
    assert aside.text == f"{long}区公安局偂"[200:]
    assert aside.place == "第 3 行第 1 列"
    names = [unit.name for unit in made.draft.model.units]
    assert names == ["区教育局", f"{long}"[:200]]
