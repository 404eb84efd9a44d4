"""The guide's stories run as they stand, each from an empty folder, and print what the pages show.

A block ```` ```console ```` holds commands behind `$ ` and what they printed; `first=8 last=3` in its first line leaves
out what is between, `at=2026-12-01T20:05` sets the clock (by faketime) from there on. With `--snapshot-update` the
pages are written anew. Hashes and ids are not compared, nor the minutes that a story takes.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from browser import need
from conftest import ROOT

GUIDE = ROOT / "docs" / "guide"
BLOCK = re.compile(r"^```console(?P<cut>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
END = "@@ end of a command @@"

CHANGING = (
    (r"[0-9a-f]{10,64}", "〈校验〉"),
    (r"\b[0-9a-f]{8}\b", "〈编号〉"),
    (r"(?<=[:时])\d\d?(?=分|\b)", "〈分〉"),
    (r"(/[^\s：，。]+)?/test_the_story_runs[^/\s]*/", "〈文件夹〉/"),
    (r"\s+", " "),
)


def pages() -> list[Path]:
    return sorted(
        path for path in GUIDE.glob("*.md") if BLOCK.search(path.read_text("utf-8"))
    )


def commands_of(body: str) -> list[str]:
    """The commands of a block, a line each."""
    return [line[2:] for line in body.splitlines() if line.startswith("$ ")]


def printed(folder: Path, text: str) -> dict[int, tuple[str, str]]:
    """What each command of a page printed, all run by one shell in an empty folder."""
    program = folder / "bin" / "smogctl"
    program.parent.mkdir()
    faketime, clock = need("faketime"), folder / "clock"
    program.write_text(
        f'#!/bin/sh\nexec {faketime} "$(cat "{clock}")" "{sys.executable}" -m smogctl "$@"\n',
        "utf-8",
    )
    program.chmod(0o755)
    clock.write_text("2026-12-01 09:00:00\n")
    (folder / "home").mkdir()
    (folder / "empty").mkdir()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SMOGCTL")},
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder / "home"),
        "GUIDE": str(GUIDE / "files"),
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org",
        "NO_FAKE_STAT": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "COLUMNS": "100",
    }  # fmt: skip
    commands, script = [], ""
    for block in BLOCK.finditer(text):
        if at := re.search(r"at=(\S+)T(\S+)", block["cut"]):
            script += f"echo '{at[1]} {at[2]}:00' > '{clock}'\n"
        for one in commands_of(block["body"]):
            commands.append(one)
            script += f"{one}\ncode=$?; [ $code = 0 ] || echo \"[退出码 $code]\"; echo '{END}'\n"
    (folder / "story.sh").write_text(script, "utf-8")
    done = subprocess.run(
        ["bash", folder / "story.sh"], stdin=subprocess.DEVNULL, cwd=folder / "empty", env=env,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
    )  # fmt: skip
    outputs = done.stdout.decode().split(f"{END}\n")
    assert len(outputs) == len(commands) + 1, outputs[-1]
    return dict(enumerate(zip(commands, outputs, strict=False)))


def cut(text: str, how: str) -> list[str]:
    """An output as a page shows it: its first and last lines."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    wanted = {
        name: int(count) for name, count in re.findall(r"(first|last)=(\d+)", how)
    }
    first, last = wanted.get("first", 0), wanted.get("last", 0)
    if not wanted or len(lines) <= first + last + 1:
        return lines
    left = len(lines) - first - last
    return [*lines[:first], f"……（略 {left} 行）", *(lines[-last:] if last else [])]


class Story(NamedTuple):
    """A page whose commands were run: where, and what each printed."""

    folder: Path
    outputs: dict[int, tuple[str, str]]


Stories = Callable[[Path], Story]


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Stories:
    """Runs a page's story, each once."""

    @cache
    def ran(page: Path) -> Story:
        folder = tmp_path_factory.mktemp("test_the_story_runs")
        return Story(folder, printed(folder, page.read_text("utf-8")))

    return ran


def told(text: str, ran: dict[int, tuple[str, str]]) -> str:
    """A page with what its commands print now."""
    number = 0

    def anew(block: Any) -> Any:
        nonlocal number
        lines = []
        for command in commands_of(block["body"]):
            lines.append(f"$ {command}")
            shown = cut(ran[number][1], block["cut"])
            lines += [line.rstrip() for line in shown]
            number += 1
        fresh = "\n".join([f"```console{block['cut']}", *lines, "```"])
        # ids and hashes are others at each run: no reason to write a block anew
        return block[0] if comparable(fresh) == comparable(block[0]) else fresh

    return BLOCK.sub(anew, text)


def comparable(text: str) -> str:
    for pattern, word in CHANGING:
        text = re.sub(pattern, word, text)
    return text


@pytest.mark.skipif(os.name == "nt", reason="the pages are typed in a shell of Unix")
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_the_story_runs_and_prints_what_the_page_shows(
    page: Path, stories: Stories, pytestconfig: pytest.Config
) -> None:
    now = told(page.read_text("utf-8"), stories(page).outputs)
    if pytestconfig.getoption("update_snapshots"):
        page.write_text(now, "utf-8")
    told_so = "pytest --snapshot-update writes the page anew"
    assert comparable(now) == comparable(page.read_text("utf-8")), told_so


def test_no_story_ends_in_an_internal_error_or_shows_a_machine() -> None:
    for page in pages():
        text = page.read_text("utf-8")
        assert str(ROOT) not in text
        assert "内部错误" not in text
        assert "Traceback" not in text


def test_every_picture_and_page_that_is_named_is_there() -> None:
    for page in GUIDE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_registry_of_the_guide_is_the_story_s_own(stories: Stories) -> None:
    """What the editor's page makes of the plan is what the other pages begin with."""
    made = stories(GUIDE / "bianzhi.md").folder / "empty" / "青岚预案" / "registries"
    for name in ("qinglan.yaml", "sources/qinglan.txt"):
        shipped = GUIDE / "files" / "registries" / name
        assert (made / name).read_text("utf-8") == shipped.read_text("utf-8")
