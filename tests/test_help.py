"""What the help says is so: its examples run, its formats are those that there are, what was meant is guessed."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from smogctl.cli import commands
from smogctl.cli.commands import incident
from smogctl.system.shipped import parts_of

COMMANDS = [(name,) for name in parts_of(commands)]
VERBS = [("incident", name) for name in parts_of(incident)]

BEGIN = ("incident open -l 橙 -d 昆区", "incident issue")
BEFORE = {
    "open": (),
    "correct": (*BEGIN, "incident sent 区公安局"),
    "issue": BEGIN[:1],
    "reject": (*BEGIN, "incident report -u 公安局 --people 3"),
    "remind": (
        "incident open -l 橙 -d 昆区 --now 2026-01-05T08:00",
        "incident issue --now 2026-01-05T08:05",
    ),
    "resume": (*BEGIN, "incident suspend", "incident issue"),
    "merge": BEGIN,
    "verify": (*BEGIN, "incident backup 备份.db"),
    "close": (
        *BEGIN,
        "incident lift",
        "incident issue",
        "incident open --drill --title 秋季演练 -l 黄 -d 昆区",
        "incident issue --drill",
        "incident lift --drill",
        "incident issue --drill",
    ),
}
"""What a verb's examples stand on; of those that are not here: an incident that has been issued."""


def module_of(command: Any) -> Any:
    return import_module(".".join((commands.__name__, *command)))


def examples() -> Iterator[Any]:
    for command in (*COMMANDS, *VERBS):
        for line, _ in module_of(command).EXAMPLES:
            yield pytest.param(command, line, id=line)


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, str]:
    """A folder as an office has it, with what the examples name."""
    shutil.copytree(ROOT / "registries", tmp_path / "registries")
    (tmp_path / "mine").mkdir()
    shutil.copy(ROOT / "templates" / "start.j2", tmp_path / "mine")
    text = (ROOT / "registries/sources/kunqu.txt").read_text("utf-8")
    (tmp_path / "新预案.txt").write_text(text, "utf-8")
    draft = (
        (ROOT / "registries/kunqu.yaml").read_text("utf-8").replace("kunqu", "beiqu")
    )
    draft = draft.replace('adcode: "150203"', 'adcode: "150299"').replace(
        "昆都仑区", "北区"
    )
    (tmp_path / "市级通知.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "接龙.txt").write_text("#接龙\n1. 区教育局 收到 李四\n", "utf-8")
    return tmp_path, draft


def word_file(path: Any) -> None:
    """The plan as Word: a paragraph a line."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in (ROOT / "registries/sources/kunqu.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(path)


def prepare(folder: Any, draft: Any, command: Any, line: Any) -> None:
    """What an example names beside an office's usual files."""
    if command == ("diff",):
        for words in ("init -q", "add -A", "commit -qm first"):
            user = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
            subprocess.run(["git", *user, *words.split()], cwd=folder, check=True)
    if command == ("import",) and "docx" in line:
        word_file(folder / "预案.docx")
    if command == ("review",):
        (folder / "registries/beiqu.yaml").write_text(draft, "utf-8")
        source = folder / "registries/sources"
        shutil.copy(source / "kunqu.txt", source / "beiqu.txt")


@pytest.mark.parametrize(("command", "line"), list(examples()))
def test_every_example_runs(
    run: Run, office: tuple[Path, str], command: tuple[str, ...], line: str
) -> None:
    folder, draft = office

    def done(words: Any) -> None:
        ended = run(*shlex.split(words), cwd=folder)
        assert ended.code == 0, (words, ended.code, ended.err)

    prepare(folder, draft, command, line)
    if command[0] == "incident":
        for before in BEFORE.get(command[1], BEGIN):
            done(before)
    if command == ("incident", "merge"):
        other = "另一份.db" if ".db" in line else "另一份.jsonl"
        done(
            f"incident backup {other}"
            if ".db" in line
            else f"incident export -o {other}"
        )
        done("incident note 这边又记了一笔")
    if "--watch" in line:
        watched(folder, line)
    elif command == ("lsp",):
        served(folder, line)
    else:
        done(line)


def served(folder: Any, line: Any) -> None:
    """The server ends with its input."""
    subprocess.run(
        [sys.executable, "-m", "smogctl", *shlex.split(line)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=60,
    )


def watched(folder: Any, line: Any) -> None:
    """What shows itself again and again, for a moment."""
    running = subprocess.Popen(
        [sys.executable, "-m", "smogctl", *shlex.split(line)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
    )
    assert running.stdout is not None
    first = running.stdout.read(100).decode("utf-8", "ignore")
    running.kill()
    running.wait()
    running.stdout.close()
    assert "昆都仑区" in first


@pytest.mark.parametrize("command", [*COMMANDS, *VERBS], ids=" ".join)
def test_every_command_has_two_examples_of_its_own_in_its_help(
    run: Run, command: tuple[str, ...]
) -> None:
    told = module_of(command).EXAMPLES
    assert len(told) >= 2
    assert sum(line.startswith(" ".join(command)) for line, _ in told) >= 1
    shown = run(*command, "--help").out
    for line, what in told:
        assert f"  # {what}\n  smogctl {line}\n" in f"{shown}\n"


@pytest.mark.parametrize("command", [*COMMANDS, *VERBS], ids=" ".join)
def test_the_formats_of_the_help_are_those_that_there_are(
    run: Run, command: tuple[str, ...]
) -> None:
    """What the help lists is what the refusal of an unknown format lists; no more and no less."""
    shown = "".join(line.strip() for line in run(*command, "--help").out.splitlines())
    listed = re.search(r"输出格式：(?:只有 )?([a-z、]+)。", shown)
    refused = run(*command, *needed(command), "--format", "nope").err
    known = re.search(r"有：([a-z、]+)。", refused)
    assert (listed is None) == (known is None)
    names = set(listed[1].split("、")) if listed else set()
    assert names == (set(known[1].split("、")) if known else set())
    assert bool(names) == (getattr(module_of(command), "FORMATS", None) != ())


def needed(command: Any) -> Any:
    """Arguments without which a command line is no command line."""
    words = {
        "compare": ["昆区"],
        "diff": ["a", "b"],
        "import": ["a"],
        "notice": ["start"],
        "review": ["a"],
        "templates": ["check", "a"],
        "decide": ["a"],
        "exempt": ["a"],
        "note": ["a"],
        "attach": ["a"],
        "correct": ["1"],
        "merge": ["a"],
        "backup": ["a"],
    }
    return words.get(
        command[-1], ["--level", "橙"] if command[-1] == "activate" else []
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["duties", "公安局"], "是不是 --unit 公安局？"),
        (["activate", "橙"], "是不是 --level 橙？"),
        (["activate", "--level", "ornge"], "是不是 orange？"),
        (["duties", "--role", "supprt"], "是不是 support？"),
        (["duties", "--phase", "respnd"], "是不是 respond？"),
        (["duties", "--format", "jsn"], "是不是 json？"),
        (["notice", "strat", "-d", "昆区", "-l", "橙"], "是不是 start？"),
        (["gaps", "--kind", "unlead"], "是不是 unled？"),
        (["explain", "T35"], "是不是 T305？"),
        (["lint", "--select", "T399"], "是不是 T309？"),
        (["schema", "registy"], "是不是 registry？"),
        (["activate", "--levle", "橙"], "是不是 --level？"),
        (["activte"], "是不是 activate？"),
    ],
)
def test_what_was_probably_meant_is_asked(
    run: Run, typed: list[str], meant: str
) -> None:
    done = run(*typed)
    assert done.code == 2
    assert meant in done.err


@pytest.mark.parametrize(
    "typed",
    [["duties", "--nope"], ["nope"], ["help", "nope"], ["gaps", "--kind", "nope"]],
)
def test_where_nothing_is_near_nothing_is_asked(run: Run, typed: list[str]) -> None:
    done = run(*typed)
    assert done.code == 2
    assert "是不是" not in done.err
