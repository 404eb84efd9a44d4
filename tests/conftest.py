"""Shared means: the shipped registries loaded once, the command line run in and out of process, golden files."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings
from syrupy.assertion import SnapshotAssertion

from goldens import GoldenFile
from postgres import Server
from smogctl.plan import catalogue
from smogctl.plan.building import build
from smogctl.plan.loaded import Loaded
from smogctl.plan.loading import load
from smogctl.plan.registry import Registry
from smogctl.yamlfile.reader import parse

ROOT = Path(__file__).resolve().parents[1]

# SMOGCTL_EXAMPLES=2000 pytest: a long night for the laws
EXAMPLES = int(os.environ.get("SMOGCTL_EXAMPLES", "60"))
settings.register_profile("smogctl", max_examples=EXAMPLES, deadline=None)
settings.load_profile("smogctl")

# a store of the tests' own: used, so that what is kept from run to run is tested with all else
_KEPT = tempfile.mkdtemp(prefix="smogctl-tests-")
atexit.register(shutil.rmtree, _KEPT, ignore_errors=True)
os.environ["SMOGCTL_CACHE"] = f"{_KEPT}/cache"
os.environ["XDG_STATE_HOME"] = f"{_KEPT}/state"

os.environ.pop("SMOGCTL_REGISTRIES", None)
os.environ.pop("SMOGCTL_DISTRICT", None)


class Ended:
    """How a run of the command line ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def smogctl(
    *arguments: str,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    timeout: float = 60,
) -> Ended:
    """Run the command line in a process of its own, output as UTF-8."""
    done = subprocess.run(
        [sys.executable, "-m", "smogctl", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Ended(
        done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


class Run(Protocol):
    """The fixture `run`: a command line, and how it ended."""

    def __call__(self, *arguments: str, cwd: Path = ROOT) -> Ended: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, from the clone's root unless `cwd` says otherwise."""
    from smogctl.cli.app import run as run_app
    from smogctl.system.store import switch_store

    def call(*arguments: str, cwd: Path = ROOT) -> Ended:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = run_app(arguments)
        # what --no-cache switched off, as the next process would find it
        switch_store(on=True)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return call


def shipped(name: str) -> Registry:
    loaded = load(ROOT / "registries" / f"{name}.yaml", catalogue.measures())
    assert loaded.registry, loaded.findings
    return loaded.registry


@pytest.fixture(scope="session")
def kunqu() -> Registry:
    return shipped("kunqu")


@pytest.fixture(scope="session")
def jiangjin() -> Registry:
    return shipped("jiangjin")


SHARED = next(
    (
        path
        for path in (ROOT.parent / "shared", ROOT.parent.parent / "shared")
        if path.is_dir()
    ),
    ROOT / "shared",
)
"""What lies beside the project where it is developed, and in no clone."""
CHAPTER = SHARED / "cases" / "chapter"
"""A fictional district with a response chapter, and what must come out of it."""

HEAD = """\
format: smogctl/1
district: {id: shi, name: 石山区, short: 石山}
plan: {title: 石山区预案, scheme: national-2024}
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
  - {id: red, name: 红色预警, response: Ⅰ级响应}
"""

UNIT = """\
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动
"""


def loaded(text: str, name: str = "shi.yaml") -> Loaded:
    """A registry from the text of a file."""
    return build(parse(text.encode(), name), catalogue.measures())


def registry(text: str) -> Registry:
    found = loaded(text)
    assert found.registry, found.findings
    return found.registry


Golden = Callable[[str, str], None]
"""The fixture `golden`."""


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> Golden:
    """Compare a text with a file of tests/golden; `--snapshot-update` writes it anew."""

    def compare(name: str, text: str) -> None:
        assert text == snapshot(name=name, extension_class=GoldenFile)

    return compare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the shipped registries, to be edited."""
    target = tmp_path / "registries"
    shutil.copytree(ROOT / "registries", target)
    return target


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Server]:
    """A PostgreSQL of this session's own; skipped where the machine has none, in CI a failure."""
    import postgres

    if why := postgres.missing():
        if os.environ.get("SMOGCTL_CI") == "1":
            pytest.fail(f"{why}, and CI must have it")
        pytest.skip(why)
    with postgres.server() as server:
        yield server


@pytest.fixture
def pg_url(pg_server: Server) -> Iterator[str]:
    """The url of a database that is fresh for each test, on a server that runs."""
    pg_server.start()
    with pg_server.fresh() as url:
        yield url
        pg_server.start()


@pytest.fixture(scope="session")
def page() -> str:
    """The board of the shipped districts, on one page."""
    return smogctl("board", "--today", "2026-12-01").out
