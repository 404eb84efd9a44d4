"""An installation that is damaged, or a system that refuses: no answer that looks whole, exit code 2 and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Ended
from smogctl.system import shipped
from smogctl.system.shipped_files import FILES
from smogctl.values.findings import Refusal

DATA = [(kind, name) for kind, names in FILES.items() for name in names]


class Installed:
    """A copy of the package as a wheel lays it, run in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = root / "site" / "smogctl"
        self.work = root / "work"
        self.work.mkdir()
        aside = shutil.ignore_patterns("__pycache__", "_data")
        shutil.copytree(ROOT / "src" / "smogctl", self.package, ignore=aside)
        for kind in FILES:
            shutil.copytree(ROOT / kind, self.package / "_data" / kind)

    def run(self, *arguments: str, **env: str) -> Ended:
        """A command line with a store of the copy's own."""
        done = subprocess.run(
            [sys.executable, "-m", "smogctl", *arguments],
            cwd=self.work,
            env={
                **os.environ,
                "PYTHONPATH": str(self.package.parent),
                "PYTHONUTF8": "1",
                "SMOGCTL_CACHE": str(self.root / "cache"),
                "XDG_STATE_HOME": str(self.root / "state"),
                **env,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        texts = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return Ended(done.returncode, *texts)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"))


def damaged(path: Path, way: str) -> None:
    """Do a file a harm of a kind."""
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    path.unlink()
    if way == "a folder":
        path.mkdir()
    elif way == "a link into nowhere":
        path.symlink_to("nowhere")
    elif way != "lost":
        path.write_bytes(
            {
                "empty": b"",
                "blank": b"\n \n",
                "cut in the middle": data[: len(data) // 2],
                "without its last line": b"".join(lines[:-1]),
                "filled with zeros": bytes(len(data)),
                "of another letter": data[:-2] + b"x" + data[-1:],
            }[way]
        )


WAYS = (
    "lost",
    "empty",
    "blank",
    "a folder",
    "a link into nowhere",
    "cut in the middle",
    "without its last line",
    "filled with zeros",
    "of another letter",
)
IN_A_CLONE = WAYS[:5]
"""The others are edits there."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A package that has nothing but its data, as a wheel lays them."""
    for kind in FILES:
        shutil.copytree(ROOT / kind, tmp_path / "src" / "smogctl" / "_data" / kind)
    return tmp_path / "src" / "smogctl"


def test_each_damage_to_each_shipped_file_is_found(data: Path) -> None:
    for kind, name in DATA:
        path = data / "_data" / kind / name
        kept = path.read_bytes()
        for way in WAYS:
            damaged(path, way)
            with pytest.raises(Refusal, match=f"安装不完整.*{path.name}.*重新安装"):
                shipped._whole.__wrapped__(kind, data)
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
            path.write_bytes(kept)
    for kind in FILES:
        assert shipped._whole.__wrapped__(kind, data) == data / "_data" / kind


def test_in_a_clone_what_is_lost_is_missed_and_what_is_edited_is_not(
    data: Path,
) -> None:
    root = data.parents[1]
    for kind in FILES:
        (data / "_data" / kind).rename(root / kind)
    for kind, name in DATA:
        path = root / kind / name
        kept = path.read_bytes()
        for way in IN_A_CLONE:
            damaged(path, way)
            with pytest.raises(Refusal, match=f"安装不完整.*{path.name}"):
                shipped._whole.__wrapped__(kind, data)
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
            path.write_bytes(kept)
        path.write_bytes(kept + b"\n")
        assert shipped._whole.__wrapped__(kind, data) == root / kind


def question(kind: str, name: str) -> list[str]:
    """A command that needs a shipped file."""
    stem, _, ending = name.rpartition("/")[2].partition(".")
    if kind == "registries":
        return ["lint"]
    if kind == "catalogue":
        return ["gaps"]
    if name.startswith("repository/"):
        return ["init", "new"]
    if stem == "board":
        return ["board"]
    start = ["notice", "start", "-d", "kunqu", "-l", "橙"]
    if ending == "docx":
        return [*start, "-f", "docx", "-o", "paper.docx"]
    if ending != "j2" or stem.startswith("_") or stem == "start":
        return start
    if stem == "short":
        return [*start, "--short"]
    if stem == "checklist":
        return ["checklist", "-d", "kunqu", "-l", "橙"]
    return ["notice", stem, "-d", "kunqu", "-l", "橙"]


@pytest.mark.parametrize(("kind", "name"), DATA, ids=["/".join(pair) for pair in DATA])
def test_without_one_of_its_files_nothing_is_answered(
    installed: Installed, kind: str, name: str
) -> None:
    path = installed.package / "_data" / kind / name
    kept = path.read_bytes()
    way = WAYS[DATA.index((kind, name)) % len(WAYS)]
    damaged(path, way)
    try:
        ended = installed.run(*question(kind, name))
    finally:
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        path.write_bytes(kept)
    assert (ended.code, ended.out) == (2, ""), way
    assert "安装不完整" in ended.err
    assert path.name in ended.err
    assert not list(installed.work.iterdir())


def test_a_whole_installation_answers(installed: Installed) -> None:
    """The control: were everything refused, the tests above could not fail."""
    for words in (["lint"], ["gaps"], ["duties"], ["board"]):
        assert installed.run(*words).code in (0, 1), words


@pytest.mark.parametrize("text", ["", "def check(subject:\n", "\0\0\0"])
def test_a_part_that_is_emptied_or_cut_is_told_in_chinese(
    installed: Installed, text: str
) -> None:
    path = installed.package / "lint" / "rules" / "t301_not_in_source.py"
    kept = path.read_bytes()
    path.write_text(text, "utf-8")
    try:
        ended = installed.run("lint", "--no-cache")
    finally:
        path.write_bytes(kept)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err
    assert "安装不完整" in ended.err


def test_a_lost_group_of_commands_is_missed(installed: Installed) -> None:
    folder = installed.package / "cli" / "commands" / "incident"
    folder.rename(installed.root / "aside")
    try:
        for words in ([], ["--help"], ["levels"]):
            ended = installed.run(*words)
            assert (ended.code, ended.out) == (2, ""), words
            assert "incident" in ended.err
    finally:
        (installed.root / "aside").rename(folder)


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <stdio.h>
static int left = -1;
static int refused(const char *path) {
  const char *below = getenv("REFUSE_BELOW");
  char here[4096], whole[8192];
  if (!below || !path) return 0;
  if (path[0] != '/') {
    if (!getcwd(here, sizeof here)) return 0;
    snprintf(whole, sizeof whole, "%s/%s", here, path);
    path = whole;
  }
  if (!strstr(path, below) || strstr(path, "__pycache__")) return 0;
  if (left < 0) left = atoi(getenv("REFUSE_AT"));
  if (left == 0) return 0;
  if (--left) return 0;
  errno = atoi(getenv("REFUSE_WITH"));
  if (getenv("REFUSE_EVER")) left = 1;
  return 1;
}
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    static int (*real)(const char *, int, ...); \
    va_list more; int mode; \
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    va_start(more, flags); mode = va_arg(more, int); va_end(more); \
    if (refused(path)) return -1; \
    return real(path, flags, mode); }
OPEN(open)
OPEN(open64)
DIR *opendir(const char *path) {
  static DIR *(*real)(const char *);
  if (!real) real = (DIR *(*)(const char *))dlsym(RTLD_NEXT, "opendir");
  if (refused(path)) return NULL;
  return real(path);
}
"""
"""Refuses the opening of that number of a file or folder whose path has some words in it (REFUSE_EVER: all from then on)."""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs gcc, and Linux")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM, "utf-8")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", "shim.so", "shim.c", "-ldl"],
        cwd=folder,
        check=True,
    )
    return folder / "shim.so"


def preloaded(shim: Path) -> dict[str, str]:
    """The environment that loads a shim: LD_PRELOAD cannot name a path with a blank."""
    return {"LD_PRELOAD": shim.name, "LD_LIBRARY_PATH": str(shim.parent)}


@pytest.fixture
def repository(installed: Installed) -> Path:
    """Two districts of one code, in the folder that the copy runs in."""
    folder = installed.work / "registries"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "registries", folder)
    text = (folder / "kunqu.yaml").read_text("utf-8")
    (folder / "twin.yaml").write_text(text.replace("id: kunqu", "id: twin", 1), "utf-8")
    return folder


REFUSED = {"EIO": "5", "EACCES": "13", "EMFILE": "24"}


@pytest.mark.parametrize(
    ("errno", "command"),
    [
        ("EACCES", ["lint", "registries/kunqu.yaml"]),
        ("EMFILE", ["lint", "registries/kunqu.yaml"]),
        ("EIO", ["gaps"]),
        ("EMFILE", ["duties", "--no-cache"]),
    ],
)
def test_what_the_system_keeps_back_is_never_left_out(
    installed: Installed, repository: Path, shim: Path, errno: str, command: list[str]
) -> None:
    """Of the data, and of the user's files: refused once, or from some opening on."""
    truth = installed.run(*command)
    refused = 0
    for below, at in (
        *(("/_data/", at) for at in (1, 4)),
        *(("work/registries", at) for at in (1, 2, 3)),
    ):
        shutil.rmtree(installed.root / "cache", ignore_errors=True)
        refusing = {
            **preloaded(shim),
            "REFUSE_BELOW": below,
            "REFUSE_AT": str(at),
            "REFUSE_WITH": REFUSED[errno],
        }
        ended = installed.run(*command, **refusing)
        if (ended.code, ended.out) != (truth.code, truth.out):
            refused += 1
            assert ended.code == 2 or "S101" in ended.out, ended.out + ended.err
            assert "Traceback" not in ended.err
            if below == "/_data/":
                assert (ended.code, ended.out) == (2, "")
                assert "安装不完整" in ended.err
        after = installed.run(*command)
        told = after.code, after.out, after.err
        assert told == (truth.code, truth.out, truth.err)
    assert refused > 1


def test_a_neighbour_that_cannot_be_looked_at_may_be_left_out_of_account(
    installed: Installed, repository: Path, shim: Path
) -> None:
    refusing = {
        **preloaded(shim),
        "REFUSE_BELOW": "work/registries/twin",
        "REFUSE_AT": "1",
        "REFUSE_WITH": REFUSED["EACCES"],
        "REFUSE_EVER": "1",
    }
    ended = installed.run("lint", "registries/kunqu.yaml", **refusing)
    assert (ended.code, ended.out) == (2, "")
    assert "twin.yaml（没有权限）" in ended.err
    way_out = ["--ignore", "R308"]
    assert way_out[0] in ended.err
    ended = installed.run("lint", "registries/kunqu.yaml", *way_out, **refusing)
    assert ended.code == 0


@pytest.mark.parametrize("command", [["lint"], ["gaps"], ["activate", "-l", "橙"]])
def test_with_too_few_open_files_nothing_is_left_out(
    installed: Installed, repository: Path, command: list[str]
) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import resource, sys\n"
        "from smogctl.cli import main\n"
        "import smogctl.cli.app, smogctl.plan.anew, smogctl.lint.subject\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv.pop(1)), hard))\n"
        "main.main()\n"
    )
    assert resource
    truth = installed.run(*command)
    for most in (3, 4, 5):
        done = subprocess.run(
            [sys.executable, "-c", code, str(most), *command, "--no-cache"],
            cwd=installed.work,
            env={**os.environ, "PYTHONPATH": str(installed.package.parent)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        said = done.stderr.decode("utf-8")
        assert "Traceback" not in said
        if done.returncode != 2:
            assert (done.returncode, done.stdout.decode("utf-8")) == (
                truth.code,
                truth.out,
            )


def test_where_nothing_of_ours_can_be_read_that_is_told(
    installed: Installed, shim: Path
) -> None:
    refusing = {
        **preloaded(shim),
        "REFUSE_BELOW": "/site/smogctl/system",
        "REFUSE_AT": "1",
        "REFUSE_WITH": REFUSED["EIO"],
        "REFUSE_EVER": "1",
    }
    ended = installed.run("levels", **refusing)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err
    assert "安装不完整" in ended.err


def test_what_can_no_longer_be_explained_is_not_left_blank(
    installed: Installed, shim: Path
) -> None:
    """With PYTHONOPTIMIZE=2 a rule's page is read from its source."""
    path = installed.package / "lint" / "rules" / "t301_not_in_source.py"
    installed.run("explain", "T301", PYTHONOPTIMIZE="2")
    ended = installed.run(
        "explain",
        "T301",
        PYTHONOPTIMIZE="2",
        **preloaded(shim),
        REFUSE_BELOW=path.name,
        REFUSE_AT="1",
        REFUSE_WITH=REFUSED["EIO"],
        REFUSE_EVER="1",
    )
    assert (ended.code, ended.out) == (2, "")
    assert "安装不完整" in ended.err


@pytest.mark.parametrize("at", ["1", "2"])
def test_the_offices_own_templates_that_cannot_be_read_are_told(
    installed: Installed, repository: Path, shim: Path, at: str
) -> None:
    """Not ours in their place, and not what is told where an answer cannot be written."""
    folder = installed.work / "templates"
    folder.mkdir()
    shutil.copy(ROOT / "templates" / "start.j2", folder)
    refusing = {
        **preloaded(shim),
        "REFUSE_BELOW": "work/templates",
        "REFUSE_AT": at,
        "REFUSE_WITH": REFUSED["EACCES"],
        "REFUSE_EVER": "1",
    }
    try:
        notice = ["notice", "start", "-d", "kunqu", "-l", "橙"]
        for command in (notice, ["templates", "check", "templates"]):
            whole = installed.run(*command)
            ended = installed.run(*command, **refusing)
            assert "Traceback" not in ended.err
            assert "写不出" not in ended.err
            if ended.out == whole.out:
                # the child that fills templates could read what its parent could not
                assert (at, ended.code) == ("2", 0)
                continue
            assert "读不了" in ended.out + ended.err
            assert ended.code in (1, 2)
    finally:
        shutil.rmtree(folder)
