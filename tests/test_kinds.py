"""A kind of document and a medium are one file each: one of each is added for real."""

import os
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from subprocess import run as start
from typing import Any

import pytest

from conftest import ROOT, Run
from smogctl.documents import writers
from smogctl.documents.facts import WORDS, option_of
from smogctl.documents.kind import Kind
from smogctl.documents.kinds import all_kinds, leaving, names_of, notices
from smogctl.documents.paper import MISSING
from smogctl.system.shipped import shipped

KINDS = all_kinds()

NEW_KIND = '''"""The notice that takes an earlier one back."""

from smogctl.documents.kind import Kind
from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Column, Grid


def _sheets(data: DocumentData) -> tuple[Grid, ...]:
    return (Grid((Column("单位", 20), Column("回执", 20)), (("甲", ""),)),)


KIND = Kind(
    "recall",
    "撤回通知",
    45,
    follows=("in force",),
    leaves="ended",
    short=True,
    needs_level=False,
    cap_type="Cancel",
    sheets=_sheets,
)
'''

NEW_WRITER = '''"""Lines, for a ticker."""

from smogctl.documents.writer import Document, Format

FORMAT = Format(15, ("tick", "tck"), stacks=True)


def write(document: Document) -> bytes:
    """The words of the parts, one a line."""
    return "".join(f"{part.kind}={part.text}\\n" for part in document.paper.parts).encode()
'''


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which a kind and a writer were added: three files."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("src", "templates", "registries", "catalogue"):
        shutil.copytree(ROOT / name, folder / name)
    documents = folder / "src" / "smogctl" / "documents"
    (documents / "kinds" / "recall.py").write_text(NEW_KIND, encoding="utf-8")
    (documents / "writers" / "ticker.py").write_text(NEW_WRITER, encoding="utf-8")
    (folder / "templates" / "recall.j2").write_text(
        "#title 关于撤回通知的通知\n#p 原通知：{{ previous.said }}，{{ facts['reason'] }}\n#date {{ facts.date }}\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def added(tree: Path) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        done = start(
            [sys.executable, "-m", "smogctl", *arguments],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return call


def test_a_new_kind_is_its_module_and_its_template(
    added: Callable[..., Any], tmp_path: Path
) -> None:
    help_text = added("notice", "--help")[1].replace("\n", "").replace(" ", "")
    assert "upgrade升级通知、recall撤回通知、downgrade降级通知" in help_text
    known = tmp_path / "start.yaml"
    asked = ("-d", "kunqu", "--issued", "2026-12-01T08:00")
    assert (
        added("notice", "start", *asked, "--level", "red", "--save-facts", str(known))[
            0
        ]
        == 0
    )
    follows = (
        "notice",
        "撤回通知",
        *asked,
        "--previous",
        str(known),
        "--reason",
        "误发",
    )
    code, out, err = added(*follows)
    assert code == 0
    assert "关于撤回通知的通知" in out
    assert "误发" in out
    assert "没有用上" not in err
    assert (
        "撤回通知里不写文号，给的没有用上。"
        in added(*follows, "--number", "甲发〔2026〕1号")[2]
    )
    assert "<msgType>Cancel</msgType>" in added(*follows, "--format", "cap")[1]
    assert added(*follows, "--format", "xlsx", "-o", str(tmp_path / "x.xlsx"))[0] == 0
    assert "【昆都仑区撤回通知】" in added(*follows, "--short")[1]
    assert (
        "start、upgrade、recall、downgrade" in added(*follows, "--short", "-f", "md")[2]
    )


def test_what_others_ask_of_a_kind_knows_the_new_one(
    added: Callable[..., Any], tree: Path, tmp_path: Path
) -> None:
    known = tmp_path / "recall.yaml"
    saved = added(
        "notice", "recall", "-d", "kunqu", "--level", "red", "--save-facts", str(known)
    )
    assert saved[0] == 0
    after = ("-d", "kunqu", "--level", "red", "--previous", str(known))
    assert "不能接在它后面" not in added("notice", "summary", *after)[2]
    assert "不能接在它后面：应是 suspend 之一。" in added("notice", "resume", *after)[2]
    assert "关于解除重污染天气红色预警的公告" in added("notice", "public", *after)[1]
    assert "recall（撤回通知）" in added("notice", "nope", "-d", "kunqu")[2]
    assert added("templates", "check", str(tree / "templates"))[0] == 0


def test_a_new_medium_is_its_module(added: Callable[..., Any], tmp_path: Path) -> None:
    asked = ("notice", "start", "-d", "kunqu", "--level", "red")
    assert added(*asked, "--format", "ticker")[1].startswith(
        "number=〔    〕\ntitle=昆都仑区"
    )
    assert (
        "有：text、ticker、md、html、docx、pdf、xlsx、cap。"
        in added(*asked, "-f", "no")[2]
    )
    assert added(*asked, "-o", str(tmp_path / "x.tck"))[0] == 0
    assert (tmp_path / "x.tck").read_text(encoding="utf-8").startswith("number=")
    folder = tmp_path / "each"
    assert (
        added(*asked, "--format", "ticker", "--all-bodies", "-o", str(folder))[0] == 0
    )
    assert {
        file.suffix for file in folder.iterdir() if not file.name.startswith(".")
    } == {".tick"}
    assert (
        added("checklist", "--level", "red", "--format", "ticker")[1].count("title=")
        == 2
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_called_like_its_module_and_has_its_template(kind: Kind) -> None:
    module = import_module(f"smogctl.documents.kinds.{kind.name}")
    assert module.KIND is kind
    assert module.__doc__
    assert (shipped("templates") / kind.template).is_file()


def test_the_order_of_kinds_and_media_is_said() -> None:
    assert len({kind.order for kind in KINDS.values()}) == len(KINDS)
    orders = [writers.named(name).FORMAT.order for name in writers.names()]
    assert orders == sorted(set(orders))
    assert next(iter(KINDS)) == "checklist"
    assert list(notices()) == list(KINDS)[1:]


def test_which_kinds_fit() -> None:
    in_force = ["start", "upgrade", "downgrade", "resume", "extend", "relay"]
    assert leaving(["in force"]) == in_force
    assert leaving(["in force", "suspended", "ended"]) == [*in_force, "suspend", "lift"]
    assert names_of(lambda kind: kind.sheets) == [
        "checklist",
        "daily",
        "receipt",
        "supervision",
    ]
    assert names_of(lambda kind: kind.cap_type) == [
        "start",
        "upgrade",
        "downgrade",
        "lift",
        "public",
    ]
    without = ["consult", "approval", "lift", "urge", "supervise", "circulate"]
    assert names_of(lambda kind: not kind.needs_level) == without


def test_the_media_of_a_kind() -> None:
    every = ("text", "md", "html", "docx", "pdf", "xlsx", "cap")
    assert writers.names() == writers.names_for(KINDS.values()) == every
    assert writers.names_for([KINDS["checklist"]]) == every[:-1]
    assert writers.names_for([KINDS["relay"]]) == every[:-2]
    endings = {
        "htm": "html",
        "xml": "cap",
        "markdown": "md",
        "txt": "text",
        "abc": None,
    }
    assert {ending: writers.of_ending(ending) for ending in endings} == endings


def test_every_option_of_a_fact_is_there(run: Run) -> None:
    shown = run("notice", "--help").out
    assert [fact for fact in WORDS if option_of(fact) not in shown] == []
    assert MISSING not in shown
