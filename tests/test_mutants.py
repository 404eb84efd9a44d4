"""`tools/mutants.py` on a module of three lines: one change is missed, one cannot be noticed, the others are killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks")

CONFIG = """\
[area.tiny]
modules = ["tiny.py"]
quick = ["tests/test_tiny.py"]

[[equivalent]]
module = "tiny"
line = "return len(names) > 0"
changes = ["len(names) > 0 -> len(names) >= 0", "0 -> -1"]
reason = "tried with names only"
"""
TINY = '''\
"""A docstring is no mutant."""


def any_of(names: list[str]) -> bool:
    """Nor is this."""
    return len(names) > 0


def more(number: int) -> int:
    return number + 2
'''
TEST = """\
from tiny import any_of, more


def test_tiny():
    assert any_of(["a", "b"])
    assert more(1) > 2
"""


def test_what_is_noticed_what_is_missed_and_what_nobody_can_notice(
    tmp_path: Path,
) -> None:
    for name, text in {
        "tools/mutants.toml": CONFIG,
        "src/tiny.py": TINY,
        "tests/test_tiny.py": TEST,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.py")}
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "tools" / "mutants.py"), "--sample", "0"),
            *("--root", str(tmp_path)),
        ],
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    *told, table = done.stdout.splitlines()
    # > to >=, and > 0 to > -1 stand in the list; > 1 and + 3 are missed
    missed = sorted(line.strip() for line in told if "->" in line)
    assert missed == ["0 -> 1", "2 -> 3"]
    assert table.split(" | ")[:6] == ["tiny", "9", "9", "5", "2", "2"]
    assert done.returncode == 1
    after = {path: path.read_bytes() for path in tmp_path.rglob("*.py")}
    assert after == before


@pytest.mark.parametrize(
    "words",
    [
        ("mutants.py", "--area", "nope"),
        ("coverage_table.py", "--area", "nope"),
        ("faults.py", "--mode", "edits", "--operation", "nope"),
    ],
)
def test_a_name_that_there_is_not_is_refused(words: tuple[str, ...]) -> None:
    tool, *rest = words
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / tool), *rest],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=120,
        check=False,
    )
    if tool == "faults.py" and "gcc" in done.stderr:
        pytest.skip("the shim needs gcc")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "nope" in done.stderr
