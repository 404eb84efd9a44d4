"""An answer is of files that were there at one moment: what changes while it is read is said."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Ended
from smogctl.system.files import read_file
from smogctl.system.seen import forget, note, settle
from smogctl.values.findings import Refusal

REGISTRY, SOURCE = "registries/kunqu.yaml", "registries/sources/kunqu.txt"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was read, and nothing else."""
    forget()
    path = tmp_path / "预案 一.txt"
    path.write_bytes(b"old")
    note(read_file(path, 10))
    return path


def _settle_refuses(path: Path) -> None:
    with pytest.raises(Refusal, match=path.name):
        settle()


def test_what_has_not_changed_is_settled(file: Path) -> None:
    settle()


def test_an_edit_is_told(file: Path) -> None:
    file.write_bytes(b"newer")
    _settle_refuses(file)


def test_an_edit_of_the_same_size_and_time_is_told(file: Path) -> None:
    status = file.stat()
    file.write_bytes(b"new")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    _settle_refuses(file)


def test_a_file_that_is_gone_is_told(file: Path) -> None:
    file.unlink()
    _settle_refuses(file)


def test_the_same_bytes_again_are_no_edit(file: Path) -> None:
    file.write_bytes(b"old")
    settle()


def test_the_first_reading_counts(file: Path) -> None:
    file.write_bytes(b"new")
    note(read_file(file, 10))
    _settle_refuses(file)


def test_what_is_settled_may_change(file: Path) -> None:
    settle()
    file.write_bytes(b"new")
    settle()


def test_of_an_old_file_the_stamp_is_enough(tmp_path: Path) -> None:
    forget()
    path = tmp_path / "x.txt"
    path.write_bytes(b"old")
    read = read_file(path, 10)._replace(settled=True)
    note(read)
    settle()
    note(read)
    path.write_bytes(b"older")
    _settle_refuses(path)


def test_a_touched_file_is_no_other(tmp_path: Path) -> None:
    forget()
    path = tmp_path / "x.txt"
    path.write_bytes(b"old")
    note(read_file(path, 10)._replace(settled=True))
    os.utime(path, (1, 1))
    settle()


CHANGING = """
import sys
from pathlib import Path

moment, last, edits = sys.argv[1], int(sys.argv[2]), eval(sys.argv[3])
count = 0
is_editing = False

def changed(event, arguments):
    global count, is_editing
    if is_editing or event not in ("open", "sqlite3.connect"):
        return
    if moment not in str(arguments[0]):
        return
    count += 1
    if count > last:
        return
    is_editing = True
    for name, old, new in edits:
        path = Path(name)
        data = path.read_bytes()
        first, second = (old, new) if count % 2 else (new, old)
        path.write_bytes(data.replace(first.encode(), second.encode()))
    is_editing = False

sys.addaudithook(changed)
sys.argv[1:] = sys.argv[4:]
from smogctl.cli.main import main
main()
"""
"""smogctl, while somebody else changes files: each time one of a name is opened, at most so often."""


def _while(
    folder: Path,
    moment: str,
    edits: list[tuple[str, str, str]],
    *words: str,
    often: int = 1,
) -> Ended:
    done = subprocess.run(
        [sys.executable, "-c", CHANGING, moment, str(often), repr(edits), *words],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A folder with one district."""
    for name in (REGISTRY, SOURCE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


BOTH = [(name, "公安局", "公安厅") for name in (REGISTRY, SOURCE)]


def test_lint_holds_no_old_registry_against_a_new_source(district: Path) -> None:
    done = _while(district, "sources/kunqu.txt", BOTH, "lint", "registries")
    assert done.code == 0, done.out + done.err
    assert "公安厅" in (district / SOURCE).read_text("utf-8")


def test_lint_of_what_goes_on_changing_is_refused(district: Path) -> None:
    done = _while(district, "sources/kunqu.txt", BOTH, "lint", "registries", often=99)
    assert done.code == 2
    assert "一再被改动：registries/kunqu.yaml" in done.err


@pytest.mark.parametrize(
    ("named", "moment", "changed"),
    [
        # the facts say which district it is, and are read first
        ((), "kunqu.yaml", "facts.yaml"),
        (("-d", "kunqu"), "facts.yaml", "registries/kunqu.yaml"),
    ],
)
def test_a_paper_mixes_no_facts_and_registry_of_two_moments(
    district: Path, named: tuple[str, ...], moment: str, changed: str
) -> None:
    words = ("notice", "start", "-l", "orange")
    issued = ("--issued", "2026-12-01T20:00")
    saved = ("-d", "kunqu", *issued, "--save-facts", "facts.yaml")
    _while(district, "nothing", [], *words, *saved, "-o", "first.txt")
    edits = [("facts.yaml", "2026-12-01", "2026-12-03"), BOTH[0]]
    again = (*words, *named, "--facts", "facts.yaml", "-o", "x.txt")
    done = _while(district, moment, edits, *again)
    assert done.code == 2, done.err
    assert "正在读的时候文件被改动：" in done.err
    assert changed in done.err
    assert not (district / "x.txt").exists()


def test_an_incident_begins_with_no_registry_that_is_gone(district: Path) -> None:
    words = ("incident", "open", "-d", "kunqu", "-l", "orange", "--by", "甲")
    times = ("--start", "2026-12-01T20:00", "--now", "2026-12-01T12:00")
    _while(district, "nothing", [], *words, *times, "--drill", "--title", "演练")
    done = _while(district, "ledger.db?mode=rw", [BOTH[0]], *words, *times)
    assert done.code == 2, done.err
    assert "文件被改动：registries/kunqu.yaml" in done.err
    again = _while(district, "nothing", [], *words, *times)
    assert (again.code, "第2条" in again.out) == (0, True), again.out + again.err
