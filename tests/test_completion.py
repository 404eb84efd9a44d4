"""What TAB offers, in the real bash, zsh and fish."""

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from browser import need
from conftest import ROOT
from smogctl.cli.app import _shell_words

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells of Unix")

OFFERED = [
    ("smogctl dut", {"duties"}),
    ("smogctl duties --format j", {"json"}),
    ("smogctl board --format h", {"html"}),
    ("smogctl notice star", {"start"}),
    ("smogctl explain T30", {"T301", "T305"}),
    ("smogctl lint --select T30", {"T301", "T305"}),
    ("smogctl duties -d kunqu --unit 区公", {"区公安局"}),
    ("smogctl activate --level ora", {"orange"}),
    ("smogctl incident status -i 演练20", {"演练2026-1"}),
    ("smogctl schema d", {"desk"}),
    ("smogctl incident receipt --drill -d kunqu -u 区公", {"区公安局"}),
    ("smogctl --registries registries duties --format j", {"json"}),
]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An office's folder, and an environment in which `smogctl` is a command."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "registries", folder / "registries")
    program = folder / "bin" / "smogctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m smogctl "$@"\n', "utf-8")
    program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "SMOGCTL_CACHE": str(folder / "cache"),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "COLUMNS": "200",
    }
    for line in (
        "incident open --drill --title 秋季 -l 黄 -d 昆区 --now 2026-01-05T08:00",
        "units",
    ):
        subprocess.run(
            [program, *line.split()],
            cwd=folder,
            env=env,
            check=True,
            capture_output=True,
        )
    return folder, env


def said(shell: tuple[Path, dict[str, str]], command: list[str]) -> str:
    folder, env = shell
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, timeout=60, check=False
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def scripts(shell: tuple[Path, dict[str, str]]) -> dict[str, Path]:
    """By shell a file with what `--show-completion` tells it, asked by the shell itself."""
    folder, _ = shell
    files = {}
    for name in filter(shutil.which, ("bash", "fish", "zsh")):
        files[name] = folder / f"completion.{name}"
        # two commands: for one alone the shell makes way for it
        asked = f"smogctl --show-completion {name}; true"
        files[name].write_text(said(shell, [name, "-c", asked]), encoding="utf-8")
    return files


@pytest.mark.parametrize(("typed", "offered"), OFFERED)
def test_bash(
    shell: tuple[Path, dict[str, str]],
    scripts: dict[str, Path],
    typed: str,
    offered: set[str],
) -> None:
    need("bash")
    words = typed.split()
    listed = " ".join(f"'{word}'" for word in words)
    script = f"""
        source '{scripts["bash"]}'
        COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}
        _smogctl_completion smogctl; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert offered <= set(said(shell, ["bash", "-c", script]).split("\n"))


@pytest.mark.parametrize(("typed", "offered"), OFFERED)
def test_fish(
    shell: tuple[Path, dict[str, str]],
    scripts: dict[str, Path],
    typed: str,
    offered: set[str],
) -> None:
    need("fish")
    script = f"source '{scripts['fish']}'; complete -C '{typed}'"
    lines = said(shell, ["fish", "--no-config", "-c", script]).splitlines()
    assert offered <= {line.split("\t")[0] for line in lines}


@pytest.mark.parametrize(("typed", "offered"), OFFERED)
def test_zsh(
    shell: tuple[Path, dict[str, str]],
    scripts: dict[str, Path],
    typed: str,
    offered: set[str],
) -> None:
    """Typed on a terminal of its own: what stands there after TAB is looked at."""
    import pty

    need("zsh")
    folder, env = shell
    master, slave = pty.openpty()
    running = subprocess.Popen(
        ["zsh", "-f", "-i"],
        stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=env, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        ready = "autoload -U compinit; compinit -u -D; "
        typing(
            master,
            f"PS1='> '; {ready} source '{scripts['zsh']}'; setopt noautomenu listambiguous; echo re''ady\n",
        )
        until(master, "ready\r\n")
        typing(master, f"{typed}\t\t")
        shown = until(master, *offered)
        for one in offered:
            # a single one is written out in the line itself
            assert one in shown
    finally:
        running.kill()
        running.wait()
        os.close(master)


def typing(master: int, text: str) -> None:
    os.write(master, text.encode())


def until(master: int, *wanted: str) -> str:
    """What is shown until all of some words are there, for half a minute at most."""
    shown, end = b"", time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            shown += os.read(master, 65536)
        if all(word.encode() in shown for word in wanted):
            break
    return shown.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_installing_is_said_in_chinese(
    shell: tuple[Path, dict[str, str]], name: str, tmp_path: Path
) -> None:
    need(name)
    folder, env = shell
    done = subprocess.run(
        # two commands: for one alone the shell makes way for it
        [name, "-c", "smogctl --install-completion; true"],
        cwd=folder, env={**env, "HOME": str(tmp_path)}, capture_output=True, check=False,
    )  # fmt: skip
    said = done.stdout.decode()
    assert f"{name} 的补全已装在 {tmp_path}" in said, done.stderr.decode()
    assert "restart" not in said


def test_where_no_shell_is_known_that_is_refused(
    shell: tuple[Path, dict[str, str]],
) -> None:
    """Started by no shell that Typer knows: exit code 2, in Chinese."""
    folder, env = shell
    code = "import subprocess, sys; sys.exit(subprocess.run(['smogctl', '--install-completion']).returncode)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env={**env, "SHELL": ""}, capture_output=True, check=False, start_new_session=True,
    )  # fmt: skip
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode in (0, 2)
    assert "not supported" not in said
    assert ("补全已装在" in said) == (done.returncode == 0)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("smogctl duties --unit 区公", ["smogctl", "duties", "--unit", "区公"]),
        (
            "smogctl --registries '/a b/c' duties ",
            ["smogctl", "--registries", "/a b/c", "duties"],
        ),
        ('smogctl --registries "/a b', ["smogctl", "--registries", "/a b"]),
        ("smogctl duties --grep it\\'s", ["smogctl", "duties", "--grep", "it's"]),
        ("smogctl duties --grep '#1", ["smogctl", "duties", "--grep", "#1"]),
        ("", []),
    ],
)
def test_words_are_taken_as_a_shell_takes_them(line: str, words: list[str]) -> None:
    assert _shell_words(line) == words
