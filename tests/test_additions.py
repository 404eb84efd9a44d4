"""One file, one thing: a copy of the product gets a file more, and takes it without another edit."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, ROOT, UNIT, Ended

RULE = '''"""Z901 试加的规则
每个单位都有一个提示。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "Z901"
SEVERITY = "note"


def check(subject: Subject) -> Iterator[Fault]:
    """A note for each unit."""
    for index, _ in enumerate(subject.model.units if subject.model else ()):
        yield Fault("试加的提示。", ("units", index))
'''

GAP = '''"""A unit whose name is short."""

from collections.abc import Iterator

from smogctl.questions.gap import Gap
from smogctl.questions.ownership import Ownership

TITLE = "名称太短"
PLACE = 9
LEADERLESS = False


def find(ownership: Ownership) -> Iterator[Gap]:
    """One gap a unit of four characters at most."""
    for unit in ownership.registry.units:
        if len(unit.name) <= 4:
            yield Gap("short-name", "note", f"{unit.name}太短。", "改名。", unit=unit.name, line=unit.line)
'''

COMMAND = '''"""The command `hello`."""

from smogctl.cli.options import District
from smogctl.values.answer import Answer


def run(district: District = None) -> Answer:
    """试加的命令。"""
    return Answer(f"你好，{district}。\\n")
'''

FORMAT = '''"""Counts the blocks."""

from smogctl.values.report import Report, Surface


def render(report: Report, surface: Surface) -> str:
    """How many blocks."""
    return f"{len(report.blocks)} blocks\\n"
'''

FINDINGS_FORMAT = '''"""Counts the findings."""

from smogctl.values.report import Report, Surface


def render(report: Report, surface: Surface) -> str:
    """How many findings."""
    return f"{len(report.findings)} findings\\n"
'''


EVENT = '''"""Somebody visited."""

from smogctl.incident.event import Event
from smogctl.incident.kind import Told, Words
from smogctl.incident.state import State

TITLE = "来访"


class Data(Told):
    """Who."""

    who: Words


def key(data: Data) -> str:
    """Each once."""
    return f"visited/{data.who}"


def apply(state: State, event: Event, data: Data) -> None:
    """Nothing but what the log shows."""
    state.require("open")


def said(data: Data) -> str:
    """As the log tells it."""
    return f"{data.who}来访"
'''

VERB = '''"""The command `incident visit`."""

from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer

Who = Annotated[str, typer.Argument(metavar="谁", help="谁来访。")]


def run(which: Which, told: Told, who: Who) -> Answer:
    """登记来访。"""
    return Session(which, told).one("visited", who=who)
'''

TABLE = '''"""The grading schemes that plans follow."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_DISTRICT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    37,
    "district",
    "一个区县所用的分级标准",
    (DISTRICT, Column("scheme", "分级标准的编号")),
    key=("district", "scheme"),
    references=(OF_DISTRICT,),
)


def rows(district: District) -> Iterator[Row]:
    """One row."""
    yield district.id, district.registry.plan.scheme
'''

MEDIUM = '''"""A folder with the number of rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.table import Named, Row
from smogctl.system.writing import FreshFolder

MEDIUM = Medium(50, "一个文件夹：每张表有几行")


class Counts(Sink):
    """The files of a folder."""

    def __init__(self, folder: FreshFolder) -> None:
        self.folder = folder

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """How many."""
        self.folder.append(f"{named.name}.txt", f"{len(rows)}\\n".encode())


@contextmanager
def filling(folder: FreshFolder, layout: Layout) -> Iterator[Sink]:
    """The files of the tables that have rows."""
    yield Counts(folder)
'''


class Copy:
    """A copy of the product in a folder of its own."""

    def __init__(self, folder: Any) -> None:
        self.folder = folder
        for name in ("catalogue", "registries", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        # with what is compiled: a copy keeps the times of its files
        shutil.copytree(ROOT / "src", folder / "src")

    def add(self, file: str, text: str) -> None:
        path = self.folder / "src" / "smogctl" / file
        assert not path.exists()
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "smogctl", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(self.folder / "src"),
                "PYTHONUTF8": "1",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def test_a_rule_is_one_file(copy: Copy) -> None:
    copy.add("lint/rules/z901_tried.py", RULE)
    found = json.loads(copy.run("lint", "--no-cache", "--format", "json").out)[
        "findings"
    ]
    assert sum(one["code"] == "Z901" for one in found) == 40
    assert "试加的规则" in copy.run("explain", "z901").out
    assert copy.run("lint", "--select", "Z9", "--no-cache").out.count("Z901") == 40


def test_a_kind_of_gap_is_one_file(copy: Copy) -> None:
    copy.add("questions/gaps/short-name.py", GAP)
    answer = json.loads(
        copy.run("gaps", "--kind", "short-name", "--format", "json").out
    )
    assert {one["kind"] for one in answer["gaps"]} == {"short-name"}
    assert "short-name" in answer["totals"][0]
    assert "名称太短" in copy.run("gaps", "--format", "text").out
    assert "short-name 名称太短" in copy.run("gaps", "--help").out
    assert "名称太短" in copy.run("board", "-d", "kunqu").out
    unit = answer["gaps"][0]["unit"]
    waiver = f"waivers:\n  - {{gap: short-name, unit: {unit}, reason: 试, until: 2099-01-01}}\n"
    path = copy.folder / "registries" / f"{answer['gaps'][0]['district']}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    assert copy.run("lint", "--no-cache", str(path)).code == 0
    waived = json.loads(
        copy.run("gaps", "--kind", "short-name", "--format", "json").out
    )["gaps"]
    assert len(waived) == len(answer["gaps"]) - 1


def test_a_command_is_one_file(copy: Copy) -> None:
    copy.add("cli/commands/hello.py", COMMAND)
    assert copy.run("hello", "-d", "昆区").out == "你好，昆区。\n"
    assert "hello" in copy.run("--help").out
    assert "试加的命令" in copy.run("hello", "--help").out


def test_an_event_and_a_command_of_the_ledger_are_one_file_each(copy: Copy) -> None:
    copy.add("incident/events/visited.py", EVENT)
    copy.add("cli/commands/incident/visit.py", VERB)
    assert copy.run("incident", "--help").out.index("backup") < copy.run(
        "incident", "--help"
    ).out.index("登记来访")
    copy.run("incident", "open", "-d", "kunqu", "-l", "橙")
    assert "来访　某人来访" in copy.run("incident", "visit", "某人").out
    assert "这次没有再记" in copy.run("incident", "visit", "某人").out
    assert copy.run("incident", "log").out.count("某人来访") == 1
    assert copy.run("incident", "verify").code == 0


def test_a_format_is_one_file(copy: Copy) -> None:
    copy.add("formats/counted.py", FORMAT)
    assert copy.run("levels", "-f", "counted").out.endswith(" blocks\n")
    assert copy.run("levels", "-o", "x.counted").code == 0


def test_a_format_of_findings_is_one_file(copy: Copy) -> None:
    copy.add("formats/findings/counted.py", FINDINGS_FORMAT)
    assert copy.run("lint", "--no-cache", "-f", "counted").out.endswith(" findings\n")


def test_a_table_is_one_file(copy: Copy) -> None:
    copy.add("exporting/tables/schemes.py", TABLE)
    assert copy.run("export", "-o", "t.db", "--table", "districts,schemes").code == 0
    with closing(sqlite3.connect(copy.folder / "t.db")) as connection:
        rows = connection.execute("SELECT * FROM schemes ORDER BY district").fetchall()
        assert rows == [("jiangjin", "cq-2022"), ("kunqu", "national-2024")]
        references = connection.execute("PRAGMA foreign_key_list(schemes)").fetchall()
    assert [row[2:5] for row in references] == [("districts", "district", "id")]
    assert copy.run("export", "--to", "csv", "-o", "t").code == 0
    assert '"kunqu","national-2024"' in (copy.folder / "t" / "schemes.csv").read_text(
        "utf-8"
    )
    assert "CREATE TABLE schemes" in (copy.folder / "t" / "schema.sql").read_text(
        "utf-8"
    )


def test_a_medium_is_one_file(copy: Copy) -> None:
    copy.add("exporting/media/counted.py", MEDIUM)
    assert (
        copy.run("export", "--to", "counted", "-o", "t", "--table", "units").code == 0
    )
    counts = (copy.folder / "t" / "units.txt").read_text("utf-8").split()
    assert sum(map(int, counts)) == 40
    assert (
        "counted（一个文件夹：每张表有几行）"
        in copy.run("export", "--to", "x", "-o", "t").err
    )
    assert copy.run("export", "--to", "counted", "-o", "t").code == 2
    assert copy.run("export", "--to", "counted", "-o", "t", "--force").code == 0


@pytest.mark.parametrize("folder", ["exporting/tables", "exporting/media"])
def test_an_export_without_some_of_its_parts_is_none(copy: Copy, folder: str) -> None:
    shutil.rmtree(copy.folder / "src" / "smogctl" / folder)
    ended = copy.run("export", "-o", "t.db")
    assert (ended.code, (copy.folder / "t.db").exists()) == (2, False)


@pytest.mark.parametrize(
    "folder", ["lint/rules", "questions/gaps", "formats", "cli/commands"]
)
def test_a_folder_of_parts_that_cannot_be_listed_is_no_answer(
    copy: Copy, folder: str
) -> None:
    """A product without some of its parts would give an answer that looks whole."""
    shutil.rmtree(copy.folder / "src" / "smogctl" / folder)
    (copy.folder / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    ended = copy.run("lint", "--no-cache", "shi.yaml")
    assert (ended.code, ended.out) == (2, "")


SCHEME = """\
  - id: shi-2026
    name: 石山省 2026 年分级
    document: 石山政发〔2026〕9号
    cited: [石山政发〔2026〕9号]
    since: 2026-01-01
    levels:
      - id: yellow
        response: Ⅲ级响应
        when:
          - all: [{index: AQI, above: 150, hours: 24}]
      - id: orange
        response: Ⅱ级响应
        unread: 原文未见。
      - id: red
        response: Ⅰ级响应
        unread: 原文未见。
    merging: {basis: inferred, source: 试加}
    sources: [试加]
"""


def test_a_scheme_is_one_entry(copy: Copy) -> None:
    path = copy.folder / "catalogue" / "schemes.yaml"
    path.write_text(path.read_text(encoding="utf-8") + SCHEME, encoding="utf-8")
    asked = ["assess", "--scheme", "shi-2026", "--from", "2026-12-01", "-f", "json"]
    for aqi, level in (("151", "yellow"), ("150", None)):
        judged = json.loads(copy.run(*asked, "--aqi", aqi).out)
        assert judged["level"] == level
    text = "石山区重污染天气应急预案\n依据石山政发〔2026〕9号制定。\n区教育局：停课。\n"
    (copy.folder / "plan.txt").write_text(text, encoding="utf-8")
    draft = copy.run("import", "plan.txt").out
    assert "scheme: shi-2026" in draft
    (copy.folder / "registries" / "shi.yaml").write_text(
        HEAD.replace("national-2024", "shi-2026") + UNIT, encoding="utf-8"
    )
    assert "shi-2026" in copy.run("levels", "-d", "shi").out
    assert "shi-2026" in copy.run("schema", "registry").out


LAYOUT = '''"""A list in which every line begins with @@."""

from smogctl.importing.pages import Page

PLACE = 25


def laid(page: Page) -> Page:
    """The page without the marks."""
    rows = [row._replace(cells=(row.cells[0].lstrip("@"), *row.cells[1:])) for row in page.rows]
    return page._replace(rows=tuple(rows))
'''


def test_a_layout_is_one_file(copy: Copy) -> None:
    text = "石山区成员单位职责\n@@区教育局：组织停课。\n@@区公安局：组织限行。\n"
    (copy.folder / "plan.txt").write_text(text, encoding="utf-8")
    assert "name: 区教育局" not in copy.run("import", "plan.txt").out
    copy.add("importing/layouts/marked.py", LAYOUT)
    draft = copy.run("import", "plan.txt").out
    assert "name: 区教育局" in draft
    assert "name: 区公安局" in draft


LOST = {
    "a rule": ("lint/rules/t301_not_in_source.py", ["lint", "--no-cache"]),
    "a kind of gap": ("questions/gaps/unled.py", ["gaps"]),
    "a format": ("formats/csv.py", ["levels"]),
    "a format of findings": ("formats/findings/sarif.py", ["lint", "--no-cache"]),
    "an event": (
        "incident/events/receipt.py",
        ["incident", "open", "-d", "kunqu", "-l", "橙"],
    ),
    "a kind of document": ("documents/kinds/start.py", ["checklist", "-l", "橙"]),
    "a table": ("exporting/tables/units.py", ["export", "-o", "t.db"]),
    "a medium": ("exporting/media/csv.py", ["export", "-o", "t.db"]),
    "a layout": ("importing/layouts/cards.py", ["import", "plan.txt"]),
    "a command": ("cli/commands/gaps.py", ["levels"]),
    "a command of the ledger": ("cli/commands/incident/open.py", ["incident", "log"]),
}
"""A file that an installation has lost, and a question that must not be answered without it."""


@pytest.mark.parametrize(("file", "question"), LOST.values(), ids=LOST)
def test_without_one_of_its_parts_nothing_is_answered(
    copy: Copy, file: str, question: list[str]
) -> None:
    text = "石山区成员单位职责\n区教育局：组织停课。\n"
    (copy.folder / "plan.txt").write_text(text, encoding="utf-8")
    (copy.folder / "src" / "smogctl" / file).unlink()
    ended = copy.run(*question)
    assert (ended.code, ended.out) == (2, "")
    assert "安装不完整" in ended.err
    assert file.rpartition("/")[2].removesuffix(".py") in ended.err
