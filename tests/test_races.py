"""What is kept from run to run, while files are edited by somebody else: it never makes a later answer another.

Two ways: an editor in another process that edits for a while as commands run, and edits put exactly in front of a chosen call
(of the system, by which files are looked at). SMOGCTL_RACES sets how many trials (`.ci/long` asks for three hundred).
"""

import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

import racing
from conftest import Ended, Run
from ledgers import figure
from smogctl.system import files, store

TRIALS = int(os.environ.get("SMOGCTL_RACES", "4"))
SEED = int(os.environ.get("SMOGCTL_SEED", "0"))

COMMANDS = (
    ("lint",),
    ("lint", "registries/shi0.yaml", "-f", "json"),
    ("lint", "desks/shi0.yaml", "registries/shi1.yaml"),
    ("duties", "-f", "json"),
    ("duties", "--district", "shi1"),
    ("units", "-f", "csv"),
    ("gaps", "-f", "json"),
    ("activate", "--level", "orange"),
)
GRAIN = 12_000_000
"""Nanoseconds after which a stamp is believed here: as the two seconds of the product, quicker."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for the repository, with a store of the test's own."""
    monkeypatch.setenv("SMOGCTL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(files, "SETTLED", GRAIN)
    store._opened.cache_clear()
    (tmp_path / "repository").mkdir()
    yield tmp_path / "repository"
    store._opened.cache_clear()


def told(ended: Ended) -> tuple[int, str, str]:
    return ended.code, ended.out, ended.err


def differing(
    run: Run, root: Path, commands: Sequence[tuple[str, ...]] = COMMANDS
) -> list[str]:
    """The commands that say another thing than they say without the store."""
    wrong = []
    for command in commands:
        warm = told(run(*command, cwd=root))
        if warm != told(run(*command, "--no-cache", cwd=root)):
            wrong.append(" ".join(command))
    return wrong


def settle() -> None:
    time.sleep(2 * GRAIN / 1e9)


@pytest.fixture
def editor(root: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, racing.__file__, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield process
        process.kill()


def test_while_files_are_edited_nothing_wrong_is_kept(
    run: Run, root: Path, editor: "subprocess.Popen[str]"
) -> None:
    assert editor.stdin and editor.stdout
    edits = runs = 0
    wrong = []
    for seed in range(SEED, SEED + TRIALS):
        chance = random.Random(seed)
        racing.lay(root, chance)
        editor.stdin.write(f"{seed} {0.1 + chance.random() / 3}\n")
        editor.stdin.flush()
        while not select.select([editor.stdout], [], [], 0)[0]:
            ended = run(*chance.choice(COMMANDS), cwd=root)
            assert ended.code in (0, 1, 2)
            assert "内部错误" not in ended.err
            runs += 1
        edits += int(editor.stdout.readline().split()[1])
        for _ in range(2):
            wrong += [f"seed {seed}: {what}" for what in differing(run, root)]
            settle()
    figure("races", trials=TRIALS, edits=edits, runs=runs, wrong=len(wrong))
    assert not wrong


class Calls:
    """Does something in front of a chosen call by which files below a folder are looked at, once.

    It is told which file.
    """

    def __init__(self, folder: Path, at: int, act: Callable[[Path], None]) -> None:
        self.folder = folder
        self.left = at
        self.act = act

    def __enter__(self) -> "Calls":
        sys.setprofile(self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _hear(self, frame: FrameType, event: str, called: object) -> None:
        if event != "c_call" or frame.f_code.co_filename != files.__file__:
            return
        if getattr(called, "__module__", None) != os.stat.__module__:
            return
        path = self._looked_at(frame) or self._looked_at(frame.f_back)
        if path is None:
            return
        self.left -= 1
        if self.left == 0:
            self.act(path)

    def _looked_at(self, frame: FrameType | None) -> Path | None:
        """The path that a function was given, where it lies below the folder."""
        if frame is None:
            return None
        for name in ("path", "folder"):
            path = self.folder / str(frame.f_locals.get(name, "/"))
            if path.is_relative_to(self.folder):
                return path
        return None


def test_an_edit_in_front_of_any_call_is_seen_by_the_next_run(
    run: Run, root: Path
) -> None:
    wrong = []
    hit = 0
    for seed in range(SEED, SEED + 10 * TRIALS):
        chance = random.Random(seed)
        racing.lay(root, chance)
        settle()
        command = chance.choice(COMMANDS)
        if chance.random() < 0.3:
            run(*command, cwd=root)
            for _ in range(chance.randrange(3)):
                racing.edit(root, chance)
            settle()
        aimed = chance.random() < 0.7

        def edited(
            path: Path, chance: random.Random = chance, aimed: bool = aimed
        ) -> None:
            racing.edit(root, chance, path if aimed else None)

        with Calls(root, chance.randrange(1, 50), edited) as calls:
            run(*command, cwd=root)
        hit += calls.left <= 0
        if chance.random() < 0.5:
            settle()
        told_wrong = differing(run, root, [command, COMMANDS[0]])
        wrong += [f"seed {seed}: {what}" for what in told_wrong]
    figure("edits between calls", trials=10 * TRIALS, hit=hit, wrong=len(wrong))
    assert not wrong
