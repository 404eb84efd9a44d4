"""Five reports of users whose files are no documents to import; those are in test_imports.py.

`tests/data/reports/` are the files of the reports; what must come out stands here.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, smogctl

FILES = Path(__file__).parent / "data" / "reports"


@pytest.fixture
def report(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of a report's folder."""
    return Path(shutil.copytree(FILES / request.param, tmp_path / request.param))


@pytest.mark.parametrize("report", ["bind-mounted-file"], indirect=True)
def test_a_file_that_is_mounted_by_itself_is_said(report: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare")
    for name in ("src", "tgt"):
        (report / name).touch()
    mounted = "mount --bind src tgt"
    tried = subprocess.run(
        [unshare, "-m", "sh", "-c", mounted],
        cwd=report,
        capture_output=True,
        check=False,
    )
    if tried.returncode:
        pytest.skip("who may mount here is somebody else")
    python = shlex.quote(sys.executable)
    write = f"{mounted} && {python} -m smogctl import plain.txt -o tgt"
    done = subprocess.run(
        [unshare, "-m", "sh", "-c", write],
        cwd=report,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "挂载进来的文件，不能整个换掉；请写成别的名字" in done.stderr.decode()
    assert (report / "src").read_bytes() == b""


@pytest.mark.parametrize("report", ["chmod-refused"], indirect=True)
def test_a_disk_that_keeps_no_modes_is_written(report: Path) -> None:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no compiler")
    shim = report / "shim.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", shim, report / "shim.c", "-ldl"],
        check=True,
    )
    # LD_PRELOAD cannot name a path with a blank
    refusing = {"F_CHMOD": "1", "LD_PRELOAD": shim.name, "LD_LIBRARY_PATH": str(report)}
    ended = smogctl("import", "plain.txt", "-o", "out.yaml", cwd=report, env=refusing)
    assert ended.code == 0, ended.err
    assert "权限没有照设" in ended.err
    assert (report / "out.yaml").stat().st_size > 1000


@pytest.mark.parametrize("report", ["git-subfolder"], indirect=True)
def test_a_folder_inside_the_registries_is_none_on_both_sides(
    run: Run, report: Path
) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git")
    subprocess.run(["sh", "make.sh"], cwd=report, capture_output=True, check=True)
    ended = run("diff", "HEAD:", "registries", cwd=report / "repo")
    assert (ended.code, ended.out, ended.err) == (0, "没有变化。\n", "")


@pytest.mark.parametrize("report", ["twice-listed"], indirect=True)
def test_what_is_listed_twice_is_a_warning_and_printed_once(
    run: Run, report: Path
) -> None:
    told = run("lint", "du", cwd=report).out
    lines = [line.split("F206 ")[1] for line in told.splitlines() if "F206" in line]
    names = ["市级", "support.supervision", "cyberspace", "区交管大队"]
    assert lines == [f"“{name}”在这个列表里已经写过。" for name in names]
    words = ("--level", "orange", "--by", "body", "--registries", "du")
    lists = run("activate", *words, cwd=report).out
    heads = [line for line in lists.splitlines() if line.startswith("区交管大队")]
    assert len(heads) == 1


@pytest.mark.parametrize("report", ["wide-indent"], indirect=True)
def test_an_indent_of_wide_blanks_is_named(run: Run, report: Path) -> None:
    told = run("lint", "bl2.yaml", cwd=report).out
    assert "F202 “id”前面是全角空格，YAML 不算缩进。请改成半角空格。" in told
