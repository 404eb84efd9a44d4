"""README, help and reality agree; facts that are written down twice are the same twice."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run, smogctl
from smogctl import __version__
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.coverage import Coverage

SMOGCTL = f"{shlex.quote(sys.executable)} -m smogctl"
"""The command line of this environment, for a shell."""
READMES = ["README.md", "README.zh-CN.md"]
MANUALS = ["docs/manual.md", "docs/manual.zh-CN.md"]


def blocks(name: str, language: Any = "sh") -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```",
        (ROOT / name).read_text(encoding="utf-8"),
        re.S | re.M,
    )


@pytest.mark.parametrize("pair", [READMES, MANUALS], ids=["README", "manual"])
def test_both_languages_have_the_same_commands(pair: list[str]) -> None:
    english, chinese = map(blocks, pair)
    assert english == chinese
    assert english


def test_the_readme_is_what_a_newcomer_needs() -> None:
    for name in READMES:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 110


def test_the_first_two_blocks_are_the_whole_set_up() -> None:
    main, tests = blocks("README.md")[:2]
    assert "smogctl activate --level orange" in main
    assert "pytest" in tests
    for block in (main, tests):
        assert block.startswith("python3 -m venv")
        assert not re.search(r"^[$>#]", block, re.M)


def commands() -> Iterator[Any]:
    for name in (*READMES, *MANUALS):
        for block in blocks(name):
            # a night is one script: its lines follow each other
            for line in [] if "night/" in block else block.splitlines():
                if line.startswith(("smogctl ", ".venv/bin/smogctl ")):
                    yield line.split("smogctl ", 1)[1]


@pytest.mark.parametrize(
    "block", [one for one in blocks("docs/manual.md") if "night/" in one]
)
def test_the_nights_of_the_manual_are_written(tmp_path: Path, block: str) -> None:
    script = block.replace("night", shlex.quote(str(tmp_path / "night")))
    script = script.replace("smogctl ", f"{SMOGCTL} ")
    done = subprocess.run(
        ["bash", "-ec", script], cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    said = "".join(done.stdout.decode().split())
    assert re.search("年(演练)?第[12]次重污染天气应急响应总结评估报告", said)
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_of_readme_and_manual_works(line: str, tmp_path: Path) -> None:
    line = line.replace("-o ", f"-o {shlex.quote(str(tmp_path))}/")
    if (
        "HEAD:" in line
        and subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("this is no git checkout, so it has no revision to compare with")
    done = subprocess.run(
        ["bash", "-c", f"{SMOGCTL} {line}"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or "-o" in line


def test_every_command_is_in_the_readme() -> None:
    found = re.findall(r"^  ([a-z]+)  ", smogctl("--help").out, re.M)
    assert "activate" in found
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [command for command in found if f"`{command}`" not in text] == [], name


def options_of(run: Run, *command: str) -> list[str]:
    """The long options that the help of a command lists."""
    listed = run(*command, "--help").out.split("选项：", 1)[1]
    return re.findall(r"(--[a-z-]+)", listed)


def test_every_command_and_option_is_in_the_manual(run: Run) -> None:
    commands = re.findall(r"^  ([a-z]+)  ", run("--help").out, re.M)
    assert "activate" in commands
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in MANUALS}
    for command in commands:
        options = options_of(run, command)
        for name, text in texts.items():
            assert f"`{command}" in text, (name, command)
            assert [option for option in options if option not in text] == [], (
                name,
                command,
            )


def test_every_command_and_option_of_the_ledger_is_in_the_manual(run: Run) -> None:
    verbs = re.findall(r"^  ([a-z]+)  ", run("incident", "--help").out, re.M)
    assert {"open", "receipt", "status", "backup"} <= set(verbs)
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in MANUALS}
    for verb in verbs:
        options = options_of(run, "incident", verb)
        for name, text in texts.items():
            assert f"`{verb}`" in text, (name, verb)
            assert [one for one in options if one not in text] == [], (name, verb)


def test_the_version_stands_once() -> None:
    from smogctl import __version__ as version

    assert smogctl("--version").out == f"smogctl {version}\n"
    assert f"release {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_both_annotations_differ_from_the_registries_only_where_the_page_says() -> None:
    """docs/annotation/settled.md has a row for every clause on which the two annotations or the registry differ."""
    page = (ROOT / "docs" / "annotation" / "settled.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| ([A-Z]) \| `([a-z0-9-]+)` \|", page, re.M))
    script = ROOT / "docs" / "annotation" / "compare.py"
    differing = set()
    for first, second in (("a", "b"), ("a", "registries"), ("b", "registries")):
        folders = [
            str(ROOT / "docs" / "annotation" / name if len(name) == 1 else ROOT / name)
            for name in (first, second)
        ]
        done = subprocess.run(
            [sys.executable, str(script), *folders], capture_output=True, check=True
        )
        for part in done.stdout.decode().split("# ")[1:]:
            district = part.split("\n")[0][0].upper()
            for name in re.findall(r"^([a-z-]+-\d+)  ", part, re.M):
                differing.add((district, name))
    assert differing - rows == set()
    assert rows - differing == set()


def test_the_page_of_findings_has_every_gap_of_the_shipped_districts(
    kunqu: Registry, jiangjin: Registry
) -> None:
    page = (ROOT / "docs" / "findings" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (kunqu|jiangjin) \| \d+ \| (\w+) \| (\S*) ?\| (\S*) ?\| (\w+) \| (\w+) \|$",
        page,
        re.M,
    )
    listed = [
        (district, kind, measure, unit) for district, kind, measure, unit, _, _ in rows
    ]
    found = [
        (registry.district.id, one.kind, one.measure or "", one.unit or "")
        for registry in (kunqu, jiangjin)
        for one in Coverage(registry, catalogue.measures()).gaps
    ]
    assert sorted(listed) == sorted(found)
    assert {verdict for row in rows for verdict in row[4:]} == {
        "right",
        "arguable",
        "wrong",
        "unread",
    }


@pytest.mark.parametrize("page", MANUALS)
def test_the_lift_that_the_manual_shows_is_what_is_printed(run: Run, page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = re.findall(r"```text\n(区农牧局.*?)```", text, re.S)
    assert len(shown) == 1
    assert (
        shown[0] in run("activate", "--lift", "--from", "橙", "--district", "昆区").out
    )


@pytest.mark.parametrize(
    "page",
    [*READMES, *MANUALS, "CONTRIBUTING.md", "docs/editor.md", "docs/ci/README.md"],
)
def test_every_page_that_is_linked_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_every_decision_has_its_number_its_date_and_its_row() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))
    assert len(re.findall(r"^\| \[\d{4}\]", index, re.M)) == len(pages)
    for number, page in enumerate(pages, 1):
        head, _, dated, *_ = page.read_text(encoding="utf-8").split("\n")
        assert re.match(rf"# {number:04} \S", head), page.name
        assert page.name.startswith(f"{number:04}-")
        date = re.match(r"Date: (\d{4}-\d\d-\d\d)", dated)
        assert date, page.name
        row = f"| [{number:04}]({page.name}) | {date[1]} | {head[7:]} |"
        assert row in index, row


def test_the_sections_of_the_changelog_are_days_the_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, re.M)
    found = [
        re.match(r"(\d{4}-\d\d-\d\d)(?:: release (\S+))?$", head) for head in heads
    ]
    assert all(found), heads
    days = [day for day in found if day]
    dates = [day[1] for day in days]
    assert dates == sorted(set(dates), reverse=True)
    assert __version__ in [day[2] for day in days]
