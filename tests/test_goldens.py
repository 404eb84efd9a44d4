"""Golden files are renewed by one option, and by nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

TEST = '''"""A test with a golden file."""

from conftest import Golden


def test_a_golden(golden: Golden) -> None:
    golden("shown.txt", "as it is\\n")
'''


def pytest_in(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )


def test_a_golden_file_is_renewed_by_one_option(tmp_path: Path) -> None:
    (tmp_path / "tests" / "golden").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in (ROOT / "tests").glob("*.py"):
        if not path.name.startswith("test_"):
            shutil.copy(path, tmp_path / "tests")
    (tmp_path / "tests" / "test_shown.py").write_text(TEST, encoding="utf-8")
    golden = tmp_path / "tests" / "golden" / "shown.txt"
    golden.write_text("as it was\n", encoding="utf-8")
    assert pytest_in(tmp_path).returncode == 1
    assert golden.read_text(encoding="utf-8") == "as it was\n"
    renewed = pytest_in(tmp_path, "--snapshot-update")
    assert renewed.returncode == 0, renewed.stdout.decode()
    assert golden.read_text(encoding="utf-8") == "as it is\n"
    assert pytest_in(tmp_path).returncode == 0
