"""tools/faults.py reports what was planted, and nothing where it is done rightly."""

import os
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None,
    reason="the shim needs Linux and gcc",
)


def _tried(*words: str) -> subprocess.CompletedProcess[str]:
    """What the tool says to a plant."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "planted.py"), *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=300,
        check=False,
    )
    if done.returncode == 3:
        pytest.skip(f"cannot be tried here: {done.stdout}")
    return done


@pytest.mark.parametrize(
    ("words", "what"),
    [
        # the end of the command was told, and the new was in memory only
        (("power", "without_sync", "ext4"), "ended well, and is not there"),
        # a rename that the journal kept without the data behind it
        (("power", "without_sync", "ext4-lax"), "x.txt other"),
        (("power", "in_place", "ext4"), "x.txt other"),
        (("disks", "in_place"), "x.txt other"),
        (("calls", "in_place"), "x.txt other"),
    ],
)
def test_a_planted_fault_is_reported(words: tuple[str, ...], what: str) -> None:
    done = _tried(*words)
    assert done.returncode == 1, done.stdout + done.stderr
    assert what in done.stderr


@pytest.mark.parametrize(
    "words",
    [("power", "rightly", "ext4-lax"), ("disks", "rightly"), ("writers", "rightly")],
)
def test_what_is_done_rightly_is_not(words: tuple[str, ...]) -> None:
    done = _tried(*words)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_mix_of_two_contents_is_reported() -> None:
    done = _tried("edits", "mixed")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "an answer of no content that was there" in done.stderr


def test_a_write_over_somebodys_is_reported() -> None:
    done = _tried("writers", "in_pieces")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "as after no order" in done.stderr
